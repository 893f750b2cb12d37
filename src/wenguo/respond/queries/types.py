"""What the doors of this room hand out: plain values, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from wenguo.respond.models import Message

if TYPE_CHECKING:
    from wenguo.listen.models import Attachment, Feedback
    from wenguo.people.models import User
    from wenguo.respond.queries.appeals import Referral, TrackingAppeal
    from wenguo.respond.queries.offers import TrackingOffer
    from wenguo.respond.queries.promises import TrackingPromise
    from wenguo.understand.models import Analysis

View = Literal["mine", "due_soon", "unassigned", "team", "escalated", "waiting", "open", "all", "closed"]
Order = Literal["priority", "due", "newest"]
VIEWS: tuple[View, ...] = (
    "mine",
    "due_soon",
    "unassigned",
    "team",
    "escalated",
    "waiting",
    "open",
    "all",
    "closed",
)
ORDERS: tuple[Order, ...] = ("priority", "due", "newest")
# Counting stops here: whoever has a thousand cases does not act on the thousand-and-first.
COUNT_CAP = 1000


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """What the queue shows. Empty means no limit. ``brand`` is a slug, ``team`` a team key, ``assignee`` a user id,
    ``category`` a code or the main part of one (``logistics`` takes all of logistics), ``q`` words to be found,
    ``field`` what stands in an own field (see ``with_field``).
    """

    view: View = "open"
    brand: str = ""
    team: str = ""
    channel: str = ""
    category: str = ""
    risk: str = ""
    kind: str = ""
    tag: str = ""
    field: str = ""
    assignee: int | None = None
    q: str = ""
    order: Order = "priority"

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> QueueFilters:
        """Read from a query string or a saved view; what makes no sense is left out, never raised."""
        texts = {
            name: str(values.get(name) or "").replace("\x00", "")[:100]
            for name in ("brand", "team", "channel", "category", "risk", "kind", "tag", "field", "q")
        }
        low, high = (str(values.get(name) or "")[:20] for name in ("field_from", "field_to"))
        if texts["field"].endswith(":") and (low or high):
            # A form sends the ends of a range beside the name of the field.
            texts["field"] += f"{low}..{high}"
        view, order, assignee = values.get("view"), values.get("order"), str(values.get("assignee") or "")
        return cls(
            view=view if view in VIEWS else "open",
            order=order if order in ORDERS else "priority",
            assignee=int(assignee)
            if assignee.isascii() and assignee.isdigit() and len(assignee) < 18
            else None,
            **texts,
        )

    def as_values(self) -> dict[str, str]:
        """The filters that are set, for a query string or a saved view."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: str(value) for name, value in values if value not in ("", None)}


ClockState = Literal["quiet", "amber", "red", "paused", "met", "missed"]


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock of a case as it stands now. ``left`` is negative after the deadline; ``share`` is 0–100 used up.

    ``code`` is first_reply, next_reply, solution, follow_up or ``law:PACK:STEP``; ``name`` and ``explanation`` are in
    the reader's language. ``raw_due_at`` is the legal date before rest days were skipped.
    """

    code: str
    name: str
    state: ClockState
    started_at: datetime
    due_at: datetime
    warn_at: datetime
    left: timedelta
    share: int
    ended_at: datetime | None
    explanation: list[str]
    deadline_id: int = 0
    kind: str = "internal"
    raw_due_at: datetime | None = None
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now. ``code``: assign, reply, resolve, wait, follow_up, close, none."""

    code: Literal["assign", "reply", "resolve", "wait", "follow_up", "close", "none"]
    words: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """Something that happened to the case, as a sentence in the reader's language."""

    at: datetime
    kind: str
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class StoryItem:
    """One piece of a case's story, in order of time.

    ``feedback``: the customer's first words (``text``, ``evidence`` spans, ``attachments``) with what was understood of
    them in ``analysis``. ``message``: a turn of the
    conversation, ``is_customer`` says whose; ``delivery`` is the state of its e-mail ("" where none was sent).
    ``note``: internal. ``events``: what happened in between, folded.
    """

    kind: Literal["feedback", "message", "note", "events"]
    at: datetime
    who: str = ""
    is_customer: bool = False
    text: str = ""
    channel: str = ""
    evidence: list[list[Any]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    delivery: str = ""
    feedback: Feedback | None = None
    analysis: Analysis | None = None
    message: Message | None = None
    events: tuple[StoryEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackingStep:
    """One line of the customer's timeline. ``text`` is what was said, by the customer if ``is_mine``."""

    at: datetime
    title: str
    text: str = ""
    is_mine: bool = False
    attachments: tuple[Attachment, ...] = ()
    # Its title says what is nobody else's business, such as an amount.
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class TrackingDocument:
    """A paper that came with one of our letters."""

    at: datetime
    name: str
    token: str
    content_type: str


@dataclass(frozen=True, slots=True)
class TrackingStage:
    """A stage as the customer sees it; ``state`` is done, now or empty."""

    label: str
    state: Literal["done", "now", ""]


@dataclass(frozen=True, slots=True)
class Tracking:
    """All that a customer may see by their link, in their language; nothing internal is in here.

    ``number`` is empty while there is no case. ``next_words`` says who does what next, by ``next_by``;
    ``if_late`` what happens otherwise. ``steps`` are newest first. ``lock`` is ``asks`` or ``unknown`` while what is
    sensitive is left out; ``notices`` says whether changes are told by e-mail, "" without an address.
    """

    brand_name: str
    brand_slug: str
    link: str
    number: str
    title: str
    received_at: datetime
    place: str
    feedback_text: str
    wants: str
    stages: tuple[TrackingStage, ...]
    steps: tuple[TrackingStep, ...]
    next_kind: str
    next_words: str
    next_by: datetime | None
    is_late: bool
    if_late: str
    who: str
    rating: int | None
    rating_comment: str
    rating_effort: int | None
    can_add: bool
    can_rate: bool
    can_reopen: bool
    is_closed: bool
    offers: tuple[TrackingOffer, ...] = ()
    promises: tuple[TrackingPromise, ...] = ()
    can_appeal: bool = False
    appeal: TrackingAppeal | None = None
    referrals: tuple[Referral, ...] = ()
    documents: tuple[TrackingDocument, ...] = ()
    has_statement: bool = False
    notices: Literal["", "on", "off"] = ""
    lock: Literal["open", "asks", "unknown"] = "open"


@dataclass(frozen=True, slots=True)
class Assignable:
    """A colleague who could take a case, with open work and limit."""

    user: User
    load: int
    is_in_team: bool
    is_on_shift: bool

    @property
    def is_full(self) -> bool:
        """At or over the limit."""
        return self.load >= self.user.capacity


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything a figure is made of, for measuring. Minutes by the wall clock; ``met`` is None while undecided."""

    case_id: int
    feedback_ids: tuple[int, ...]
    opened_at: datetime
    first_reply_minutes: float | None
    solution_minutes: float | None
    first_reply_met: bool | None
    solution_met: bool | None
    follow_up_met: bool | None
    reopened: int
    csat: int | None


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody whose words led to a case: whom to tell when what caused it is mended."""

    case_id: int
    case_number: str
    feedback_id: int
    customer_id: int | None
    link: str


__all__ = [
    "COUNT_CAP",
    "ORDERS",
    "VIEWS",
    "Assignable",
    "Behind",
    "CaseFacts",
    "ClockState",
    "ClockView",
    "NextStep",
    "Order",
    "QueueFilters",
    "StoryEvent",
    "StoryItem",
    "Tracking",
    "TrackingDocument",
    "TrackingStage",
    "TrackingStep",
    "View",
]
