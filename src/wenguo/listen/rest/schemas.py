"""What goes in and out when a feedback is received by API."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from wenguo.base.schemas import Moment, Words


class CustomerIn(Schema):
    """What is known about the speaker; all of it may be missing."""

    name: str = Field(default="", max_length=1000)
    email: str = Field(default="", max_length=1000)
    phone: str = Field(default="", max_length=1000)
    external_id: str = Field(
        default="", max_length=254, description="The customer's number in your own system"
    )
    may_contact: bool = Field(default=False, description="Agrees to be told what changed")


class FileIn(Schema):
    """A file inside JSON. For larger ones use the multipart address."""

    name: str = Field(default="", max_length=1000)
    content_base64: str


class FeedbackFieldsIn(Schema):
    """One thing one customer said once."""

    text: str = Field(
        "", description="At most 20,000 characters; may be empty if a rating or a file is given"
    )
    channel: Words = Field(
        default="api", description="web qr email phone chat wechat social review survey app api"
    )
    brand: Words = Field(
        default="", description="Short name of the brand; needed only where the token sees several"
    )
    rating: int | None = Field(default=None, description="0 to 10")
    place: Words = Field(default="", description="Short name or QR code of the place")
    order_number: str = ""
    wants: str = Field(default="", description="The solution the customer expects")
    occurred_at: Moment | None = Field(default=None, description="When it happened; now if missing")
    external_id: str = Field(
        "", description="Number at the source; the same number is stored once per channel"
    )
    language: Words = Field(default="", max_length=10)


class FeedbackIn(FeedbackFieldsIn):
    """One thing one customer said once, with who said it and small files."""

    customer: CustomerIn | None = None
    attachments: list[FileIn] = Field(default=[], description="At most five files of 10 MB")
    fields: dict[str, Any] = Field(default={}, description="The brand's own fields, by their short names")


class FeedbackFormIn(FeedbackFieldsIn):
    """The same as form fields, beside the files."""

    customer_name: str = Field(default="", max_length=1000)
    customer_email: str = Field(default="", max_length=1000)
    customer_phone: str = Field(default="", max_length=1000)
    customer_external_id: str = Field(default="", max_length=254)
    customer_may_contact: bool = False
    fields: str = Field(default="", max_length=20_000, description="The brand's own fields as a JSON object")


class ReceivedOut(Schema):
    """The feedback is durable and can be found. ``is_new`` is false when it had been received before."""

    id: int
    tracking_url: str
    is_new: bool
    received_at: datetime
