"""It is done: the words for customers are fixed, the customers are told, and the public page may show it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.bilingual import LANGUAGES
from wenguo.base.errors import Invalid, Refused
from wenguo.base.news import publish as tell
from wenguo.governance.actions import record
from wenguo.improve.actions.improvements import locked
from wenguo.improve.events import ImprovementDone
from wenguo.improve.models import Improvement

LONGEST = 600


class NotDone(Refused):
    """Only what is done can be shown to the public."""

    code = "not_done"
    message = _("Finish the improvement first: we show what is done, not what is planned.")


@transaction.atomic
def finish(
    *,
    actor: Actor,
    improvement: Improvement,
    you_said: Mapping[str, str],
    we_did: Mapping[str, str],
    now: datetime,
) -> Improvement:
    """Done. The customers behind it will be told once, in these words, each in their language.

    ``you_said`` and ``we_did`` need both languages (``zh``, ``en``). Raises NotOpen and Invalid.
    """
    actor.require("improve.edit", improvement)
    said, did = _both(you_said, "you_said"), _both(we_did, "we_did")
    row = locked(improvement)
    row.state, row.done_at, row.started_at = Improvement.State.DONE, now, row.started_at or now
    row.you_said, row.we_did = said, did
    row.save(update_fields=["state", "done_at", "started_at", "you_said", "we_did"])
    record(actor, "improvement.finished", row, at=now)
    tell(ImprovementDone(improvement_id=row.pk))
    return row


@transaction.atomic
def publish(*, actor: Actor, improvement: Improvement, now: datetime) -> Improvement:
    """Show it on the public page of the brand. Raises NotDone."""
    actor.require("improve.publish", improvement)
    row = Improvement.objects.select_for_update(of=("self",)).get(pk=improvement.pk)
    if row.state != Improvement.State.DONE:
        raise NotDone
    if row.published_at is None:
        row.published_at = now
        row.save(update_fields=["published_at"])
        record(actor, "improvement.published", row, at=now)
    return row


@transaction.atomic
def unpublish(*, actor: Actor, improvement: Improvement, now: datetime) -> Improvement:
    """Take it off the public page."""
    actor.require("improve.publish", improvement)
    row = Improvement.objects.select_for_update(of=("self",)).get(pk=improvement.pk)
    if row.published_at is not None:
        row.published_at = None
        row.save(update_fields=["published_at"])
        record(actor, "improvement.unpublished", row, at=now)
    return row


def _both(text: Mapping[str, str], name: str) -> dict[str, str]:
    words = {language: str(text.get(language) or "").strip()[:LONGEST] for language in LANGUAGES}
    if not all(words.values()):
        raise Invalid(
            _("Write it in both languages: customers read it in theirs."), **{name: "both_languages"}
        )
    return words
