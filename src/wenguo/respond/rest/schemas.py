"""What goes out about cases, and which are asked for."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema

from wenguo.base.schemas import Words
from wenguo.respond.queries import COUNT_CAP
from wenguo.respond.queries.types import View


class CaseFilters(Schema):
    """Which cases; see the queue. ``category`` may be a main part (``logistics``), ``assignee`` a person's id."""

    view: View = "open"
    brand: Words = ""
    team: Words = ""
    channel: Words = ""
    category: Words = ""
    risk: Words = ""
    kind: Words = ""
    tag: Words = ""
    field: Words = Field("", description="code:option, code:yes, code:5..10, or code: for anything in it")
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
    fields: dict[str, Any]
    clocks: list[ClockOut]
    story: list[StoryItemOut]
    next_step: NextStepOut
    priority_parts: list[PriorityPartOut]


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
