"""What happened to a matter that a pack watches: read leniently from a file, kept as events in order of time."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wenguo.kernel.deadlines.rules import NoRule, parse_moment

KINDS: Mapping[str, str] = {
    "pause": "paused",
    "suspend": "paused",
    "suspended": "paused",
    "resume": "resumed",
    "extend": "extended",
    "extension": "extended",
    "completed": "done",
    "finished": "done",
    "answered": "done",
    "accept": "accepted",
    "forward": "forwarded",
    "decide": "decided",
    "receive": "received",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: an anchor (``accepted``, ``forwarded``, …), ``paused``, ``resumed``, ``extended`` or ``done``.

    ``step`` empty means every step; ``to`` is the longer step an extension reaches.
    """

    kind: str
    at: datetime
    step: str = ""
    reason: str = ""
    approver: str = ""
    notice_sent_at: datetime | None = None
    to: str = ""


def read_events(text: str, *, zone: ZoneInfo) -> list[Happening]:
    """Events from a JSON list, ``{"events": […]}`` or JSON lines; raises NoRule with what is wrong."""
    try:
        rows = _rows(text)
    except json.JSONDecodeError as fault:
        raise NoRule(f"the events are no JSON: {fault}") from None
    return sorted((_happening(row, zone) for row in rows), key=lambda one: one.at)


def _rows(text: str) -> Iterable[Any]:
    if not text.strip():
        return []
    try:
        values = json.loads(text)
    except json.JSONDecodeError:
        values = [json.loads(row) for row in text.splitlines() if row.strip()]
    if isinstance(values, dict):
        values = values["events"] if isinstance(values.get("events"), list) else [values]
    if not isinstance(values, list):
        raise NoRule("the events are no list")
    return values


def _happening(row: Any, zone: ZoneInfo) -> Happening:
    if not isinstance(row, dict):
        raise NoRule("an event is an object with “kind” and “at”")
    kind = _first(row, "kind", "event", "type", "what", "name")
    at = _first(row, "at", "time", "when", "date", "occurred_at")
    if not kind or not at:
        raise NoRule("an event needs “kind” and “at”")
    sent_at = _first(row, "notice_sent_at", "notice_at", "notified_at", "sent_at")
    return Happening(
        kind=KINDS.get(kind, kind),
        at=parse_moment(at, zone=zone),
        step=_first(row, "step", "deadline"),
        reason=_first(row, "reason", "because"),
        approver=_first(row, "approver", "approved_by"),
        notice_sent_at=parse_moment(sent_at, zone=zone) if sent_at else None,
        to=_first(row, "to", "extended_to"),
    )


def _first(row: Mapping[str, Any], *names: str) -> str:
    return next((str(row[name]).strip() for name in names if row.get(name)), "")
