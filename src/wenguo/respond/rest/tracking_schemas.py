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


class TrackingDocumentOut(Schema):
    """A paper that came with one of our letters; ``token`` is the last part of its address on the page."""

    at: datetime
    name: str
    token: str
    content_type: str


class TrackingOut(Schema):
    """What a customer sees by their link.

    ``lock`` is open, or asks (for the phone's last four digits) or unknown (no phone to ask for) while letters, files
    and amounts are left out. ``notices`` is on, off, or empty without an e-mail address.
    """

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
    documents: list[TrackingDocumentOut]
    has_statement: bool
    notices: str
    lock: str


class AdditionIn(Schema):
    """What a customer adds."""

    text: Words = ""
    attachments: list[FileIn] = []


class RatingIn(Schema):
    """One (bad) to five (good); ``effort``, which need not be given, one (very little) to five (very much)."""

    score: int
    effort: int | None = None
    comment: Words = ""


class DigitsIn(Schema):
    """The last four digits of the customer's phone."""

    digits: Words


class PassOut(Schema):
    """What to send as the header ``Tracking-Pass``, for half a day."""

    tracking_pass: str


class TrackingNoticesIn(Schema):
    """Whether changes are told by e-mail."""

    is_on: bool


class TrackingSettingIn(Schema):
    """How a brand's customers see their pages. ``notice_minutes`` lie between two letters, 15 to 10,080."""

    brand: Words
    asks_tail: bool
    is_noticed: bool = True
    notice_minutes: int = 60


class TrackingSettingOut(Schema):
    """What holds for a brand."""

    asks_tail: bool
    is_noticed: bool
    notice_minutes: int
