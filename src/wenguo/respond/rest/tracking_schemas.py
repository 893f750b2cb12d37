"""What a customer sees and sends by their link."""

from datetime import datetime
from decimal import Decimal

from ninja import Schema

from wenguo.base.schemas import Words
from wenguo.respond.rest.deeds_schemas import FileIn


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


class TrackingStepOut(Schema):
    """One line of the customer's timeline."""

    at: datetime
    title: str
    text: str
    is_mine: bool


class TrackingOut(Schema):
    """What a customer sees by their link."""

    brand_name: str
    number: str
    title: str
    received_at: datetime
    place: str
    feedback_text: str
    next_words: str
    next_by: datetime | None
    is_late: bool
    if_late: str
    who: str
    steps: list[TrackingStepOut]
    rating: int | None
    rating_effort: int | None
    can_add: bool
    can_rate: bool
    can_reopen: bool
    offers: list[TrackingOfferOut]
    promises: list[TrackingPromiseOut]
    can_appeal: bool
    appeal: TrackingAppealOut | None
    referrals: list[ReferralOut]


class AdditionIn(Schema):
    """What a customer adds."""

    text: Words = ""
    attachments: list[FileIn] = []


class RatingIn(Schema):
    """One (bad) to five (good); ``effort``, which need not be given, one (very little) to five (very much)."""

    score: int
    effort: int | None = None
    comment: Words = ""
