"""Making amends: offer what one may give, ask for what one may not, let the customer answer, show that it was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, Refused
from wenguo.customers import actions as customers
from wenguo.governance.actions import record
from wenguo.respond.actions.amends_words import tell_offer
from wenguo.respond.actions.asking import ask_next
from wenguo.respond.actions.attempts import one_at_a_time, remembered
from wenguo.respond.actions.clocks import place_in_queue
from wenguo.respond.actions.deeds import CaseIsClosed, checked_text, finish, held, note_event
from wenguo.respond.domain.amends import CURRENCIES, FAULTS, HARMS, KINDS, MOST, cents, needs_reason
from wenguo.respond.domain.authority import obstacles
from wenguo.respond.models import Approval, Case, Compensation, OfferStep
from wenguo.respond.queries.amends import Advice, advice

State = Compensation.State
MAX_KEY = 64


class BeyondAuthority(Refused):
    """More than the actor may give without asking. ``fields`` says beyond what."""

    code = "beyond_authority"
    message = _(
        "This is more than you may give on your own. Ask for approval: one click, with the case attached."
    )


class LooksSplit(BeyondAuthority):
    """Each part is small enough, together they are not: parts count as the whole."""

    code = "looks_split"
    message = _(
        "Together with what was given before, this is more than you may give on your own: parts count as the whole. "
        "Ask for approval."
    )


class BeyondBudget(BeyondAuthority):
    """The brand's budget of the month does not cover it."""

    code = "beyond_budget"
    message = _("The budget of this month does not cover it. Ask for approval.")


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody wants to give: kind, amount, what it is in words, and on what grounds."""

    kind: str
    text: str
    amount: Decimal = Decimal(0)
    currency: str = "CNY"
    harm: str = ""
    fault: str = ""
    price: Decimal | None = None
    reason: str = ""


def offer_compensation(
    *, actor: Actor, case: Case, offer: Offer, now: datetime, request_key: str = ""
) -> Compensation:
    """Offer something that lies within one's authority: the customer is told, and accepts or declines on their page.

    Raises BeyondAuthority, LooksSplit or BeyondBudget (nothing is changed, the attempt is recorded), CaseIsClosed,
    Invalid.
    """
    actor.require("respond.compensate", case)
    offer = _checked(offer)
    details = {"amount": str(offer.amount), "currency": offer.currency, "kind": offer.kind}
    with remembered(actor, "compensation", case, now=now, **details):
        case = _open_case(actor, case)
        if earlier := _repeated(case, request_key):
            return earlier
        known = _advice(actor, case, offer, now)
        found = obstacles(offer.amount, limit=known.limit, given=known.given)
        if found:
            raise _refusal(found)
        row = _made(actor, case, offer, known=known, state=State.OFFERED, now=now, request_key=request_key)
        tell_offer(actor, case, row, now=now)
        note_event(actor, case, "offered", now=now, **_told(row))
        finish(actor, case, "offered", now=now, fields=place_in_queue(case))
        record(actor, "compensation.offered", row, at=now, **_told(row))
        return row


def ask_approval(
    *, actor: Actor, case: Case, offer: Offer, now: datetime, request_key: str = ""
) -> Compensation:
    """Ask those above for what is beyond one's authority; the case goes with it. Within it, it is offered at once.

    Raises NobodyAbove, CaseIsClosed, Invalid.
    """
    actor.require("respond.compensate", case)
    offer = _checked(offer)
    with remembered(actor, "compensation", case, now=now, amount=str(offer.amount), kind=offer.kind):
        case = _open_case(actor, case)
        if earlier := _repeated(case, request_key):
            return earlier
        known = _advice(actor, case, offer, now)
        found = obstacles(offer.amount, limit=known.limit, given=known.given)
        if not found:
            return offer_compensation(actor=actor, case=case, offer=offer, now=now, request_key=request_key)
        row = _made(actor, case, offer, known=known, state=State.ASKING, now=now, request_key=request_key)
        row.obstacles = list(found)
        row.save(update_fields=["obstacles"])
        ask_next(row, after=actor.role, now=now)
        note_event(actor, case, "approval_asked", now=now, **_told(row))
        finish(actor, case, "approval_asked", now=now, fields=[])
        record(actor, "compensation.asked", row, at=now, obstacles=list(found), **_told(row))
        return row


@transaction.atomic
def withdraw_compensation(
    *, actor: Actor, compensation: Compensation, reason: str, now: datetime
) -> Compensation:
    """Take back what waits for approval or for the customer's answer. Raises NotOpenAnymore, Invalid."""
    actor.require("respond.compensate", compensation)
    reason = checked_text(reason, "reason")
    case, row = held_compensation(actor, compensation)
    if row.state not in (State.ASKING, State.OFFERED):
        raise NotOpenAnymore
    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    Approval.objects.filter(compensation=row, decision=Approval.Decision.WAITING).update(
        decision=Approval.Decision.DROPPED, decided_at=now
    )
    note_event(actor, case, "offer_withdrawn", now=now, reason=reason, **_told(row))
    finish(actor, case, "offer_withdrawn", now=now, fields=[])
    record(actor, "compensation.withdrawn", row, at=now, reason=reason)
    return row


class NotOpenAnymore(Refused):
    """It was answered, given or withdrawn in the meantime."""

    code = "not_open_anymore"
    message = _("This has been settled in the meantime.")


@transaction.atomic
def record_offer_step(
    *,
    actor: Actor,
    case: Case,
    step: str,
    now: datetime,
    asked: str = "",
    offered: str = "",
    agreed: str = "",
) -> OfferStep:
    """Write down one of the four steps of an offer: asked, offered, agreed. Raises Invalid, CaseIsClosed."""
    actor.require("respond.compensate", case)
    words = {"asked": asked, "offered": offered, "agreed": agreed}
    words = {name: checked_text(text, name, is_required=False)[:500] for name, text in words.items()}
    if step not in OfferStep.Step.values:
        raise Invalid(_("Choose one of the four steps."), step="choice")
    if not any(words.values()):
        raise Invalid(_("Write a few words."), asked="empty")
    case = _open_case(actor, case)
    row = OfferStep.objects.create(case=case, step=step, at=now, author_name=actor.name[:150], **words)
    note_event(actor, case, "offer_step", now=now, step=step, **words)
    finish(actor, case, "offer_step", now=now, fields=[])
    return row


def held_compensation(actor: Actor, compensation: Compensation) -> tuple[Case, Compensation]:
    """Case and compensation as they are now, locked until the end of the transaction, in the order of every deed."""
    case = held(actor, compensation.case)
    row = Compensation.objects.select_for_update(no_key=True).get(pk=compensation.pk)
    row.case = case
    return case, row


def _open_case(actor: Actor, case: Case) -> Case:
    one_at_a_time(case.brand_id)
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    return case


def _advice(actor: Actor, case: Case, offer: Offer, now: datetime) -> Advice:
    known = advice(
        actor,
        case,
        now=now,
        harm=offer.harm,
        fault=offer.fault,
        price=offer.price,
        kind=offer.kind,
        currency=offer.currency,
    )
    is_odd = offer.amount > 0 and needs_reason(offer.amount, proposal=known.proposal, band=known.band)
    if is_odd and not offer.reason:
        raise Invalid(
            _("This is more or less than usual for such a case. Say why, so that like cases stay alike."),
            reason="empty",
        )
    return known


def _refusal(found: Sequence[str]) -> BeyondAuthority:
    fields = dict.fromkeys(found, "beyond")
    if "case" in found or "split" in found:
        return LooksSplit(**fields)
    return BeyondBudget(**fields) if tuple(found) == ("budget",) else BeyondAuthority(**fields)


def _checked(offer: Offer) -> Offer:
    faults: dict[str, Any] = {}
    for name, value, choices in (
        ("kind", offer.kind, KINDS),
        ("currency", offer.currency, CURRENCIES),
        ("harm", offer.harm, ("", *HARMS)),
        ("fault", offer.fault, ("", *FAULTS)),
    ):
        if value not in choices:
            faults[name] = "choice"
    for name, amount in (("amount", offer.amount), ("price", offer.price or Decimal(0))):
        if not amount.is_finite() or not 0 <= amount <= MOST or amount != cents(amount):
            faults[name] = "amount"
    if faults:
        raise Invalid(_("Check kind, amount (at most two decimals) and grounds."), **faults)
    if KINDS[offer.kind] == "material" and offer.amount == 0:
        raise Invalid(_("Say what it is worth."), amount="empty")
    text = checked_text(offer.text, "text")
    if len(text) > 500:
        raise Invalid(_("At most 500 characters."), text="too_long")
    reason = checked_text(offer.reason, "reason", is_required=False)
    return Offer(
        offer.kind,
        text,
        cents(offer.amount),
        offer.currency,
        offer.harm,
        offer.fault,
        None if not offer.price else cents(offer.price),
        reason,
    )


def _repeated(case: Case, request_key: str) -> Compensation | None:
    if not request_key:
        return None
    if len(request_key) > MAX_KEY:
        raise Invalid(_("An Idempotency-Key has 1 to 120 characters."), idempotency_key="length")
    return Compensation.objects.filter(case=case, request_key=request_key).first()


def _made(
    actor: Actor,
    case: Case,
    offer: Offer,
    *,
    known: Advice,
    state: str,
    now: datetime,
    request_key: str,
) -> Compensation:
    if actor.kind == "customer":
        raise NotAllowed
    row = Compensation.objects.create(
        brand=case.brand,
        case=case,
        customer=case.customer,
        kind=offer.kind,
        amount=offer.amount,
        currency=offer.currency,
        text=offer.text,
        harm=known.harm,
        fault=known.fault,
        tier=known.tier,
        category=case.category,
        price=offer.price,
        proposed=_snapshot(known),
        reason=offer.reason,
        state=state,
        made_by_id=actor.user_id,
        maker_name=actor.name[:150],
        made_at=now,
        offered_at=now if state == State.OFFERED else None,
        request_key=request_key,
    )
    if case.customer is not None:
        customers.note(customer=case.customer, kind="compensated", ref=f"{case.number}-{row.pk}", at=now)
    return row


def _snapshot(known: Advice) -> dict[str, Any]:
    shown = known.proposal
    return {
        "low": str(shown.low) if shown else None,
        "high": str(shown.high) if shown else None,
        "reasons": [[reason.code, reason.value] for reason in shown.reasons] if shown else [],
        "n": known.band.n,
        "quartiles": [
            None if value is None else str(value)
            for value in (known.band.q1, known.band.median, known.band.q3)
        ],
        "limit": str(known.limit.amount),
    }


def _told(row: Compensation) -> dict[str, Any]:
    return {
        "compensation": row.pk,
        "what": row.kind,
        "amount": str(row.amount),
        "currency": row.currency,
        "text": row.text,
    }
