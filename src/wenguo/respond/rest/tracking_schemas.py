"""What a customer sees of offers and promises by their link."""

from datetime import datetime
from decimal import Decimal

from ninja import Schema


class TrackingPromiseOut(Schema):
    """What was promised; ``state`` is open, kept, broken or moved. Kept late, it stays broken."""

    text: str
    due_at: datetime
    state: str
    kept_at: datetime | None
    apologised_at: datetime | None


class TrackingOfferOut(Schema):
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


class TrackingAppealOut(Schema):
    """A review that the customer asked for; ``outcome`` is empty until it is decided."""

    state: str
    outcome: str
    asked_at: datetime
    decided_at: datetime | None
    words: str


class ReferralOut(Schema):
    """A body outside the house to turn to, in the reader's language."""

    name: str
    words: str
    phone: str
    url: str
