"""What leaves the house: written down with the deed that caused it, claimed before it is sent, never sent
twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Invalid, Refused
from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.governance.actions import record
from wenguo.kernel.ids import digest
from wenguo.listen.domain.delivery import Delivery, next_try
from wenguo.listen.events import OutgoingQueued
from wenguo.listen.models import Outgoing

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.customers.models import Customer
    from wenguo.people.models import Brand

# A claim older than this has lost its worker: whether the message went out is unknown.
CLAIM_LASTS = timedelta(minutes=2)

Transport = Callable[[Outgoing], Delivery]
State = Outgoing.State


class AlreadySettled(Refused):
    """Only a message whose fate is open can be settled by a person."""

    code = "already_settled"
    message = _("This message has been settled in the meantime.")


def send(
    *,
    brand: Brand,
    customer: Customer | None,
    key: str,
    recipient: str,
    subject: str,
    body: str,
    language: str,
    now: datetime,
    not_before: datetime | None = None,
) -> Outgoing:
    """Queue a message under an idempotency key, in the caller's transaction: the same key never makes a
    second one.
    """
    row = Outgoing(
        brand=brand,
        customer=customer,
        key=key,
        recipient=recipient,
        subject=subject[:300],
        body=body,
        language=language,
        created_at=now,
        not_before_at=not_before or now,
    )
    with transaction.atomic(savepoint=False):
        Outgoing.objects.bulk_create([row], ignore_conflicts=True)
        kept = Outgoing.objects.get(key=key)
        publish(OutgoingQueued(outgoing_id=kept.id))
    return kept


def claim(outgoing_id: int, *, now: datetime) -> bool:
    """Take one waiting message for sending; false when it is not due, or another worker has it."""
    waiting = Outgoing.objects.filter(pk=outgoing_id, state=State.WAITING, not_before_at__lte=now)
    return waiting.update(state=State.CLAIMED, claimed_at=now, attempts=F("attempts") + 1) == 1


def claim_due(*, now: datetime, limit: int = 100, brand_id: int | None = None) -> list[int]:
    """Take the waiting messages that are due. Committed before anything is sent; no two workers take the
    same. ``brand_id`` takes those of one brand only.
    """
    ours = Q() if brand_id is None else Q(brand_id=brand_id)
    with transaction.atomic(savepoint=False):
        ids = list(
            Outgoing.objects.select_for_update(skip_locked=True)
            .filter(ours, state=State.WAITING, not_before_at__lte=now)
            .order_by("not_before_at")
            .values_list("id", flat=True)[:limit]
        )
        if not ids:
            return []
        Outgoing.objects.filter(id__in=ids).update(
            state=State.CLAIMED, claimed_at=now, attempts=F("attempts") + 1
        )
    return ids


def send_claimed(outgoing_id: int, *, transport: Transport, now: datetime) -> None:
    """Hand one claimed message to its transport and write down what came of it."""
    message = Outgoing.objects.select_related("brand").filter(pk=outgoing_id, state=State.CLAIMED).first()
    if message is None:
        return
    delivery = transport(message)
    changes: dict[str, object] = {"answer": delivery.answer[:300]}
    if delivery.result == "sent":
        changes |= {"state": State.SENT, "sent_at": now}
    elif delivery.result == "later" and (again := next_try(message.attempts, now)):
        changes |= {"state": State.WAITING, "not_before_at": again, "claimed_at": None}
    elif delivery.result == "unknown":
        changes |= {"state": State.UNKNOWN}
    else:
        changes |= {"state": State.FAILED}
    with transaction.atomic(savepoint=False):
        # Only the holder of the claim writes: a message that was declared unknown meanwhile stays so.
        Outgoing.objects.filter(pk=outgoing_id, state=State.CLAIMED).update(**changes)
        announce("outgoing", outgoing_id, brand_id=message.brand_id)


def give_up_lost_claims(*, now: datetime) -> int:
    """A claim whose worker died becomes *unknown*: perhaps sent, so never sent again by itself. Returns
    how many.
    """
    lost = Outgoing.objects.filter(state=State.CLAIMED, claimed_at__lt=now - CLAIM_LASTS)
    return lost.update(state=State.UNKNOWN, answer="The worker stopped while sending.")


@transaction.atomic
def settle_outgoing(*, actor: Actor, message: Outgoing, decision: str, now: datetime) -> Outgoing:
    """A person decides about a failed or unknown message: ``sent`` (it arrived), ``again`` or ``drop``.

    Raises AlreadySettled when somebody else was quicker.
    """
    actor.require("base.operate", message)
    if decision not in {"sent", "again", "drop"}:
        raise Invalid(_("Say whether it arrived, is to be sent again, or is given up."), decision=decision)
    row = (
        Outgoing.objects.select_for_update()
        .filter(pk=message.pk, state__in=[State.UNKNOWN, State.FAILED])
        .first()
    )
    if row is None:
        raise AlreadySettled
    if decision == "again":
        row.state, row.not_before_at, row.claimed_at = State.WAITING, now, None
    else:
        row.state = State.SENT if decision == "sent" else State.DROPPED
        row.sent_at = now if decision == "sent" else None
    row.save(update_fields=["state", "not_before_at", "claimed_at", "sent_at"])
    record(actor, f"outgoing.{decision}", row, at=now)
    return row


def message_id(message: Outgoing) -> str:
    """The RFC 5322 Message-ID: the same for every try, so that a receiving side can tell a repeat."""
    return f"<{digest(message.key)[:32]}@wenguo>"
