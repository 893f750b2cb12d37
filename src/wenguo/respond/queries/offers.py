"""What a customer sees of the amends offered to them: never what waits inside, nor why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from wenguo.respond.models import Case, Compensation

# What of it stands in the customer's timeline.
TITLES: Mapping[str, str | Promise] = {
    "offer_accepted": gettext_lazy("You accepted: %(what)s"),
    "offer_declined": gettext_lazy("You declined: %(what)s"),
    "offer_paid": gettext_lazy("We gave you: %(what)s"),
}
State = Compensation.State
SHOWN = (State.OFFERED, State.ACCEPTED, State.DECLINED, State.PAID)


@dataclass(frozen=True, slots=True)
class TrackingOffer:
    """An offer as its customer sees it; ``state`` is offered, accepted, declined or paid."""

    id: int
    kind: str
    kind_name: str
    text: str
    amount: Decimal
    currency: str
    state: str
    offered_at: datetime | None
    answered_at: datetime | None
    paid_at: datetime | None


def offers_to(case: Case | None) -> tuple[TrackingOffer, ...]:
    """What was offered, the newest first."""
    if case is None:
        return ()
    rows = Compensation.objects.filter(case=case, state__in=SHOWN).order_by("-id")
    return tuple(
        TrackingOffer(
            id=row.pk,
            kind=row.kind,
            kind_name=row.get_kind_display(),
            text=row.text,
            amount=row.amount,
            currency=row.currency,
            state=row.state,
            offered_at=row.offered_at,
            answered_at=row.answered_at,
            paid_at=row.paid_at,
        )
        for row in rows
    )


def offer_title(kind: str, data: dict[str, Any]) -> str:
    """A line of the customer's timeline; empty for what stays inside."""
    title = TITLES.get(kind)
    return str(title) % {"what": data.get("text", "")} if title else ""
