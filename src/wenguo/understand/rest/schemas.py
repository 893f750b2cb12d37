"""What goes out about a feedback, and how lists are narrowed."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from wenguo.base.schemas import Moment, Words


class AttachmentOut(Schema):
    """A file; ``url`` opens it for those who may see the feedback."""

    name: str
    content_type: str
    size: int
    url: str
    text: str | None = Field(description="The words read in it; null as long as nobody has read it")


class CustomerRefOut(Schema):
    """Who said it."""

    id: int
    name: str


class CorrectionOut(Schema):
    """A label that a person set right, or confirmed."""

    label: str
    before: Any
    after: Any
    corrected_by_name: str
    corrected_at: datetime


class AnalysisOut(Schema):
    """What we understood. ``labels`` holds everything: confidence (0–1), evidence as [start, end)
    character spans.
    """

    id: int
    created_at: datetime
    model_version: str
    language: str
    kind: str
    category: str
    categories: list[str]
    polarity: str
    intensity: int
    urgency: int
    risks: list[str]
    demands: list[str]
    keywords: list[str]
    summary: str
    confidence: dict[str, float]
    evidence: dict[str, Any]
    labels: dict[str, Any]


class FeedbackOut(Schema):
    """One thing one customer said once. ``analysis`` is null until it has been read."""

    id: int
    brand: str
    channel: str
    text: str
    customer: CustomerRefOut | None
    rating: int | None
    place: str | None
    order_number: str
    wants: str
    external_id: str
    occurred_at: datetime
    received_at: datetime
    tracking_url: str
    attachments: list[AttachmentOut]
    analysis: AnalysisOut | None


class FeedbackDetailOut(FeedbackOut):
    """One feedback with every correction."""

    corrections: list[CorrectionOut]
    alike: int = Field(description="How many others say the same")
    applied: dict[str, bool] = Field(
        description="Labels that apply by themselves; for the others choose among labels.alternatives"
    )
    repeat_of: int | None = Field(description="The customer's own earlier feedback that this one repeats")


class AlikeOut(Schema):
    """A feedback that says the same."""

    id: int
    text: str
    channel: str
    received_at: datetime
    customer: CustomerRefOut | None


class FeedbackPageOut(Schema):
    """One page; ``next`` is the cursor of the next."""

    items: list[FeedbackOut]
    next: str | None


class FeedbackFilters(Schema):
    """All optional and all must hold."""

    q: Words = Field(default="", max_length=200, description="Words that occur, exact substrings for Chinese")
    brand: Words = ""
    channel: Words = ""
    place: Words = Field(default="", description="Short name of the place")
    customer_id: int | None = Field(default=None, ge=1, lt=2**63)
    external_id: Words = ""
    kind: Words = ""
    category: Words = Field(
        "", description="A code such as logistics.delay, or a whole branch such as logistics"
    )
    polarity: Words = ""
    since: Moment | None = Field(default=None, description="Received at or after")
    until: Moment | None = Field(default=None, description="Received before")


class CorrectionIn(Schema):
    """A label (kind category polarity intensity urgency demands risks) and its right value; the same
    value confirms.
    """

    label: Words
    value: int | Words | list[Words]


class CategoryOut(Schema):
    """A category: ``parent`` is empty on the first level."""

    code: str
    parent: str
    name: dict[str, str]
