"""What became of an offer: the customer's answer, and the proof that it was given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.governance.actions import record
from wenguo.listen import actions as listen
from wenguo.respond.actions.amends import NotOpenAnymore, held_compensation
from wenguo.respond.actions.clocks import place_in_queue
from wenguo.respond.actions.deeds import checked_text, finish, note_event
from wenguo.respond.actions.tracking_pages import require_open
from wenguo.respond.actions.waiting import release
from wenguo.respond.models import Case, Compensation
from wenguo.respond.queries.tracking import case_of_link, feedback_of_link

if TYPE_CHECKING:
    from wenguo.listen.actions import Upload

State = Compensation.State
MAX_ANSWER = 1000
MAX_REFERENCE = 120


class NotAccepted(Refused):
    """Only what the customer has accepted is given."""

    code = "not_accepted"
    message = _("The customer has not accepted this yet.")


@transaction.atomic
def answer_offer(
    *, link: str, compensation_id: int, accepts: bool, words: str = "", now: datetime, tail_pass: str = ""
) -> Compensation:
    """The customer accepts or declines on their page. The same answer twice changes nothing.

    ``tail_pass`` opens a page that asks for digits. Raises NotFound (also for another customer's offer),
    NotOpenAnymore, TrackingIsShut.
    """
    feedback = feedback_of_link(link)
    case = case_of_link(feedback)
    require_open(feedback, case, tail_pass=tail_pass)
    row = Compensation.objects.filter(case=case, pk=min(compensation_id, 2**63 - 1)).first() if case else None
    if row is None or row.state in (State.ASKING, State.REFUSED):
        raise NotFound
    actor = Actor(kind="customer", name=feedback.customer.name if feedback.customer else "")
    return _answered(actor, row, accepts=accepts, words=words, by_phone=False, now=now)


@transaction.atomic
def answer_for_customer(
    *, actor: Actor, compensation: Compensation, accepts: bool, words: str, now: datetime
) -> Compensation:
    """The customer answered by telephone or at the counter, in these words. Raises NotOpenAnymore, Invalid."""
    actor.require("respond.compensate", compensation)
    words = checked_text(words, "words")
    return _answered(actor, compensation, accepts=accepts, words=words, by_phone=True, now=now)


def _answered(
    actor: Actor, compensation: Compensation, *, accepts: bool, words: str, by_phone: bool, now: datetime
) -> Compensation:
    holder = SYSTEM if actor.kind == "customer" else actor
    case, row = held_compensation(holder, compensation)
    answer = State.ACCEPTED if accepts else State.DECLINED
    if row.state == answer:
        return row
    if row.state != State.OFFERED:
        raise NotOpenAnymore
    row.state, row.answered_at, row.is_answered_by_phone = answer, now, by_phone
    row.answer = words.replace("\x00", "").strip()[:MAX_ANSWER]
    row.save(update_fields=["state", "answered_at", "answer", "is_answered_by_phone"])
    kind = "offer_accepted" if accepts else "offer_declined"
    note_event(actor, case, kind, now=now, compensation=row.pk, text=row.text, reason=row.answer)
    fields: list[str] = []
    if case.status == Case.Status.WAITING:
        fields = [*release(actor, case, now=now), *place_in_queue(case)]
    finish(actor, case, kind, now=now, fields=fields)
    record(actor, f"compensation.{answer}", row, at=now, by_phone=by_phone)
    return row


@transaction.atomic
def record_payment(
    *,
    actor: Actor,
    compensation: Compensation,
    reference: str,
    now: datetime,
    proofs: Sequence[Upload] = (),
) -> Compensation:
    """It was given: the payment's reference and a file that shows it close the compensation.

    Things that cost no money need only words on how they were given. Raises NotAccepted, NotOpenAnymore, Invalid.
    """
    actor.require("respond.compensate", compensation)
    reference = " ".join(reference.replace("\x00", "").split())
    if not 0 < len(reference) <= MAX_REFERENCE:
        raise Invalid(_("Give the payment's reference, at most 120 characters."), reference="empty")
    if compensation.needs_proof and not proofs:
        raise Invalid(_("Attach a file that shows that it was given."), attachments="empty")
    files = listen.store_attachments(brand=compensation.brand, uploads=proofs, now=now)
    case, row = held_compensation(actor, compensation)
    if row.state == State.OFFERED:
        raise NotAccepted
    if row.state != State.ACCEPTED:
        raise NotOpenAnymore
    row.state, row.paid_at, row.paid_by_id, row.payment_reference = State.PAID, now, actor.user_id, reference
    row.save(update_fields=["state", "paid_at", "paid_by", "payment_reference"])
    row.proofs.set(files)
    note_event(actor, case, "offer_paid", now=now, compensation=row.pk, text=row.text, reference=reference)
    finish(actor, case, "offer_paid", now=now, fields=[])
    record(actor, "compensation.paid", row, at=now, amount=str(row.amount), reference=reference)
    return row
