"""What goes in and out about cases."""

from datetime import datetime, time
from typing import Any, Literal

from ninja import Field, Schema

from wenguo.base.schemas import Moment, Words
from wenguo.respond.queries import COUNT_CAP
from wenguo.respond.rest.tracking_schemas import (
    ReferralOut,
    TrackingAppealOut,
    TrackingOfferOut,
    TrackingPromiseOut,
)


class CaseFilters(Schema):
    """Which cases; see the queue. ``category`` may be a main part (``logistics``), ``assignee`` a person's id."""

    view: Literal["mine", "due_soon", "unassigned", "team", "waiting", "open", "all", "closed"] = "open"
    brand: Words = ""
    team: Words = ""
    channel: Words = ""
    category: Words = ""
    risk: Words = ""
    kind: Words = ""
    tag: Words = ""
    assignee: int | None = None
    q: Words = ""
    order: Literal["priority", "due", "newest"] = "priority"


class PersonOut(Schema):
    """A colleague."""

    id: int
    name: str


class CaseCustomerOut(Schema):
    """Who is behind the case."""

    id: int
    name: str
    tier: str


class CaseOut(Schema):
    """A case as it stands in the queue. ``assigned_because`` is in the caller's language."""

    number: str
    brand: str
    customer: CaseCustomerOut | None
    place: str | None
    title: str
    excerpt: str
    evidence: list[Any]
    channel: str
    kind: str
    category: str
    risks: list[str]
    demands: list[str]
    intensity: int
    urgency: int
    priority: int
    stage: str
    status: str
    team: str | None
    assignee: PersonOut | None
    assigned_because: str
    outcome: str
    cause: str
    opened_at: datetime
    first_replied_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    reopened: int
    next_due_at: datetime | None
    level: int
    weight: int
    bounces: int
    tags: list[str]


class CasePageOut(Schema):
    """One page; ``next`` is the cursor of the next, null on the last."""

    items: list[CaseOut]
    next: str | None


class CountsOut(Schema):
    """How many cases each view holds; one more than ``cap`` means more than that."""

    counts: dict[str, int]
    cap: int = COUNT_CAP


class ClockOut(Schema):
    """One clock. ``state``: quiet, amber, red, paused, met, missed. ``left_seconds`` is negative after the deadline.

    ``kind`` is internal or statutory; ``raw_due_at`` the legal date before rest days were skipped.
    """

    code: str
    state: str
    started_at: datetime
    due_at: datetime
    ended_at: datetime | None
    left_seconds: int
    share: int
    explanation: list[str]
    deadline_id: int
    kind: str
    raw_due_at: datetime | None
    is_provisional: bool


class FileOut(Schema):
    """A file that came with words."""

    name: str
    content_type: str
    size: int
    token: str


class StoryEventOut(Schema):
    """Something that happened, in the caller's language."""

    at: datetime
    kind: str
    who: str
    words: str


class StoryItemOut(Schema):
    """A letter, a note, or what happened in between."""

    kind: str
    at: datetime
    who: str
    is_customer: bool
    text: str
    channel: str
    evidence: list[Any]
    attachments: list[FileOut]
    delivery: str
    message_id: int | None
    feedback_id: int | None
    events: list[StoryEventOut]


class NextStepOut(Schema):
    """The one thing to do now."""

    code: str
    words: str
    due_at: datetime | None


class PriorityPartOut(Schema):
    """One reason for the priority."""

    words: str
    points: int


class CaseDetailOut(CaseOut):
    """A case with everything a handler sees."""

    resolution: str
    clocks: list[ClockOut]
    story: list[StoryItemOut]
    next_step: NextStepOut
    priority_parts: list[PriorityPartOut]


class FileIn(Schema):
    """A file in Base64; its content decides what it is."""

    name: Words = Field("", max_length=300)
    content_base64: str


class PledgeIn(Schema):
    """A dated commitment in a text, as ``/cases/{number}/promises/found`` gives it."""

    text: Words = Field(max_length=300)
    due_at: Moment


class ReplyIn(Schema):
    """An answer to the customer; ``wait`` lets the clocks stand still until they answer.

    ``promises`` hold from now on, ``no_promises`` are none; what else is found in the text waits to be confirmed.
    ``seen`` is the id of the newest answer that the writer knows of (0: none): 409 ``answered_meanwhile`` with the
    id to send next time when a colleague has answered since. Without it nothing is compared.
    """

    text: Words
    wait: bool = False
    seen: int | None = Field(default=None, ge=0, le=9_223_372_036_854_775_807)
    attachments: list[FileIn] = []
    promises: list[PledgeIn] = []
    no_promises: list[PledgeIn] = []


class MessageOut(Schema):
    """A turn of the conversation."""

    id: int
    direction: str
    text: str = Field(alias="body")
    author_name: str
    channel: str
    created_at: datetime


class TextIn(Schema):
    """Words."""

    text: Words


class AssignmentIn(Schema):
    """A person's id, or null to lay the case back for the team."""

    assignee: int | None


class CategoryIn(Schema):
    """A category of the lowest level."""

    category: Words


class ResolutionIn(Schema):
    """How it came out, what caused it, what is told."""

    outcome: Words
    cause: Words
    text: Words
    tell_customer: bool = True


class FollowUpIn(Schema):
    """What the customer said; ``satisfied`` is null when they could not be reached."""

    text: Words = ""
    satisfied: bool | None = None


class ClosingIn(Schema):
    """What was learnt."""

    lesson: Words = ""


class ReasonIn(Schema):
    """Why."""

    reason: Words


class FeedbackLinkIn(Schema):
    """More feedback of the same customer."""

    feedback_id: int


class MentionOut(Schema):
    """Somebody called upon you in a note."""

    number: str
    text: str
    author_name: str
    created_at: datetime


class ViewIn(Schema):
    """A filter of the queue under a name."""

    name: Words
    filters: CaseFilters


class ViewOut(Schema):
    """A saved view."""

    id: int
    name: str
    filters: dict[str, Any]


class PolicyIn(Schema):
    """How long something may take. What is empty (or zero) holds for every case; the most exact policy counts."""

    brand: Words
    name: Words
    channel: Words = ""
    category: Words = ""
    urgency_from: int = 0
    tier: Words = ""
    minutes: int
    calendar: Words = "always"
    opens_at: time = time(9)
    closes_at: time = time(18)


class PolicyOut(Schema):
    """A policy in force."""

    name: str
    channel: str
    category: str
    urgency_from: int
    tier: str
    minutes: int
    calendar: str
    opens_at: time
    closes_at: time


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
    """One (bad) to five (good)."""

    score: int
    comment: Words = ""
