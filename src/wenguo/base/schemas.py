"""Types that every schema of the API may use."""

from typing import Annotated

from django.utils import timezone
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

_NUL = "\x00"


def _storable(text: str) -> str:
    # PostgreSQL cannot hold NUL, and half a surrogate pair cannot be sent to it.
    if _NUL in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("Control characters are not allowed here.")
    return text


def _with_zone(value: object) -> object:
    """A date, or a time without zone, is meant in the installation's zone."""
    if not isinstance(value, str):
        return value
    has_zone = value.endswith(("Z", "z")) or "+" in value[10:] or "-" in value[10:]
    if has_zone or len(value) < 10:
        return value
    moment = value if len(value) > 10 else f"{value}T00:00:00"
    offset = timezone.localtime().strftime("%z")
    return f"{moment}{offset[:3]}:{offset[3:]}"


Words = Annotated[str, AfterValidator(_storable)]
"""Text that is looked up or stored as it is: without NUL and broken characters."""

Moment = Annotated[AwareDatetime, BeforeValidator(_with_zone)]
"""A moment; without a zone it is meant in the installation's."""


PageSize = Annotated[int, Field(ge=1, le=200)]
"""How many rows a page of a list holds."""


class Problem(Schema):
    """What went wrong: a stable code for programs, a message for people, the fields concerned."""

    code: str
    message: str
    fields: dict[str, object] = {}


class ProblemOut(Schema):
    """The one shape of every error."""

    error: Problem
