"""Ask those above for what an answer would promise, with the case attached: one click in the composer."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.base.actor import Actor
from wenguo.base.errors import Refused
from wenguo.respond.actions.amends import Offer, ask_approval
from wenguo.respond.actions.deeds import checked_text
from wenguo.respond.actions.escalating import escalate
from wenguo.respond.actions.stops import beyond_words
from wenguo.respond.models import Case, Compensation
from wenguo.respond.queries.giving import beyond_authority

MOST_REASON = 1500


class NothingBeyond(Refused):
    """The answer holds nothing that needs anybody's approval."""

    code = "nothing_beyond"
    message = gettext_lazy("Nothing in this answer is beyond your authority. You can send it.")


def ask_for_reply(
    *, actor: Actor, case: Case, text: str, now: datetime, request_key: str = ""
) -> Literal["approval", "escalation"]:
    """Money becomes a request for approval, a far time lifts the case; the answer itself goes along and is not sent.

    Raises NothingBeyond, NobodyAbove, NotHigher, CaseIsClosed, Invalid.
    """
    actor.require("respond.reply", case)
    body = checked_text(text)
    beyond = beyond_authority(actor, case, body, now=now)
    if beyond is None:
        raise NothingBeyond
    reason = f"{beyond_words(beyond, now=now)}\n\n{body[:MOST_REASON]}"
    if beyond.amount is None:
        escalate(actor=actor, case=case, level=case.level + 1, reason=reason, now=now)
        return "escalation"
    kind = "refund" if "退" in body or "refund" in body.lower() else "cash"
    with translation.override(case.customer.language if case.customer else None):
        named = str(Compensation.Kind(kind).label)
    offer = Offer(
        kind=kind,
        text=named,
        amount=beyond.amount,
        currency=beyond.currency,
        reason=_("For this answer: %(text)s") % {"text": body[:MOST_REASON]},
    )
    ask_approval(actor=actor, case=case, offer=offer, now=now, request_key=request_key)
    return "approval"
