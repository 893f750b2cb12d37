"""News: facts that have happened, told upward to the rooms that care."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, Self


@dataclass(frozen=True, slots=True)
class Event:
    """A fact in the past tense. Carries ids and plain values only, never rows.

    Subclasses are frozen dataclasses whose fields are int, str, bool, float, None, datetime or tuples of int,
    so that a fact survives a round trip through JSON unchanged.
    """

    # Bulk news waits behind what people are looking at.
    IS_BULK: ClassVar[bool] = False

    @classmethod
    def name(cls) -> str:
        """Stable name in the job table: room and class, such as ``listen.FeedbackReceived``."""
        room = cls.__module__.split(".")[1]
        return f"{room}.{cls.__name__}"

    def payload(self) -> dict[str, Any]:
        """JSON-ready values; datetimes as ISO 8601 with offset."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Rebuild the fact; unknown keys of a newer release are ignored."""
        known = {field.name: field.type for field in fields(cls)}
        values = {key: _rich(value, known[key]) for key, value in payload.items() if key in known}
        return cls(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value


def _rich(value: Any, kind: Any) -> Any:
    if value is not None and (kind is datetime or "datetime" in str(kind)):
        return datetime.fromisoformat(value)
    if isinstance(value, list):
        return tuple(value)
    return value
