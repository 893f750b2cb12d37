"""What comes in with deeds on cases: letters, files, reasons."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from wenguo.base.schemas import Moment, Words


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


class AskedOut(Schema):
    """How those above were asked: ``approval`` of an amount, or ``escalation`` of the case."""

    how: str


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
    fields: dict[str, Any] = Field(default={}, description="The brand's own fields, by their short names")


class FollowUpIn(Schema):
    """What the customer said; ``satisfied`` is null when they could not be reached."""

    text: Words = ""
    satisfied: bool | None = None


class ClosingIn(Schema):
    """What was learnt. ``no_promises``: what was found in our words and never confirmed is no promise."""

    lesson: Words = ""
    no_promises: bool = False


class ReasonIn(Schema):
    """Why."""

    reason: Words


class FeedbackLinkIn(Schema):
    """More feedback of the same customer."""

    feedback_id: int
