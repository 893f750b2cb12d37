"""The only things that an answer is stopped for: other people's data, and more than one may promise or give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.base.errors import Refused
from wenguo.base.wording import moment_words, money_words
from wenguo.governance.actions import record
from wenguo.respond.queries.giving import Beyond, beyond_authority
from wenguo.respond.queries.wording import personal_in

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.respond.models import Case

P = ParamSpec("P")
R = TypeVar("R")


class PersonalDataInReply(Refused):
    """An answer would tell the customer another person's data, or a full identity or bank number."""

    code = "personal_data_in_reply"
    status = 422
    message = gettext_lazy(
        "This answer holds another person's data or a full identity or bank number. Take it out, then send it."
    )


class ReplyBeyondAuthority(Refused):
    """An answer would promise more money, or a later time, than its writer may; ``beyond`` says what."""

    code = "reply_beyond_authority"

    def __init__(self, actor: Actor, case: Case, beyond: Beyond, *, now: datetime) -> None:
        self.actor, self.case, self.beyond, self.at = actor, case, beyond, now
        super().__init__(beyond_words(beyond, now=now), **told(beyond))


def stop(actor: Actor, case: Case, body: str, *, now: datetime) -> None:
    """Raise what forbids an answer to leave."""
    if personal_in(body):
        raise PersonalDataInReply
    if beyond := beyond_authority(actor, case, body, now=now):
        raise ReplyBeyondAuthority(actor, case, beyond, now=now)


def recording_stops(act: Callable[P, R]) -> Callable[P, R]:
    """An answer that was stopped changes nothing, but its attempt stands in the audit record."""

    @wraps(act)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return act(*args, **kwargs)
        except ReplyBeyondAuthority as refusal:
            with transaction.atomic():
                details = {"refused": refusal.code, **told(refusal.beyond)}
                record(refusal.actor, "reply.attempted", refusal.case, at=refusal.at, **details)
            raise

    return tried


def beyond_words(beyond: Beyond, *, now: datetime) -> str:
    """What is beyond the writer's authority, and what to do."""
    if beyond.due_at is not None:
        return _(
            "This answer promises something for %(moment)s. On your own you may promise %(days)s days ahead. Ask for "
            "approval: one click, with the case attached."
        ) % {"moment": moment_words(beyond.due_at, now=now), "days": beyond.days}
    return _(
        "This answer promises %(amount)s. With what was given before, that is more than the %(limit)s that you may "
        "give on your own. Ask for approval: one click, with the case attached."
    ) % {
        "amount": money_words(beyond.amount or 0, beyond.currency),
        "limit": money_words(beyond.limit or 0, beyond.currency),
    }


def told(beyond: Beyond) -> dict[str, Any]:
    """The attempt as the audit record and a program read it."""
    if beyond.due_at is not None:
        return {"due_at": beyond.due_at.isoformat()}
    return {"amount": str(beyond.amount), "currency": beyond.currency, "limit": str(beyond.limit)}
