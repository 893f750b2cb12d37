"""Two answers that cross: a customer who is told two things by two people trusts neither."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Refused
from wenguo.respond.models import Case, Message


class AnsweredMeanwhile(Refused):
    """A colleague answered while this one wrote; ``newest`` is the answer that has to be read first."""

    code = "answered_meanwhile"
    message = _("A colleague answered this customer while you were writing. Read that answer first.")

    def __init__(self, newest: Message) -> None:
        super().__init__(
            _("%(name)s answered this customer while you were writing: “%(text)s”")
            % {"name": newest.author_name, "text": _shortened(newest.body)},
            seen=newest.pk,
        )
        self.newest = newest


def warn_of_crossing(actor: Actor, case: Case, *, seen: int | None) -> None:
    """Stop an answer whose writer has not seen what somebody else wrote to the customer; for a case that is held.

    ``seen`` is the last outgoing message that was seen, 0 for none; None asks for no warning. Raises AnsweredMeanwhile.
    """
    if seen is None:
        return
    later = Message.objects.filter(case=case, direction=Message.Direction.OUTGOING, pk__gt=seen)
    newest = later.exclude(author_id=actor.user_id or 0).order_by("-pk").first()
    if newest is not None:
        raise AnsweredMeanwhile(newest)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:119] + "…"
