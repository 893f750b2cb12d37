"""When – if – then: what people teach the house to do by itself. Fields and operators are checked to exist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from wenguo.kernel.conditions import LONGEST, Condition, FieldKind, fault_of, holds

Moment = Literal[
    "opened", "relabelled", "customer_added", "reopened", "clock_missed", "escalated", "fields_set"
]
MOMENTS: tuple[Moment, ...] = (
    "opened",
    "relabelled",
    "customer_added",
    "reopened",
    "clock_missed",
    "escalated",
    "fields_set",
)
# What administrators define themselves is called by this, then its code.
OWN = "field."
FIELDS: dict[str, FieldKind] = {
    "kind": "word",
    "category": "word",
    "channel": "word",
    "tier": "word",
    "language": "word",
    "place": "word",
    "team": "word",
    "risks": "words",
    "demands": "words",
    "tags": "words",
    "urgency": "number",
    "intensity": "number",
    "priority": "number",
    "reach": "number",
    "reopened": "number",
    "level": "number",
    "text": "text",
}
# What a deed needs: a team's key, a person's id, a word, points, a level.
DEEDS: Mapping[str, Literal["team", "person", "word", "points", "level"]] = {
    "team": "team",
    "person": "person",
    "tag": "word",
    "untag": "word",
    "priority": "points",
    "escalate": "level",
    "notify": "person",
}
MOST_CONDITIONS, MOST_DEEDS = 8, 6
MOST_POINTS = 50
# Loop guard: the same rule for the same case, and all rules for one case, within an hour.
ONCE, MOST_FIRINGS = 1, 10


@dataclass(frozen=True, slots=True)
class Deed:
    """One "then"."""

    what: str
    value: str


def faults(
    moment: str,
    *,
    conditions: Sequence[Condition],
    deeds: Sequence[Deed],
    own: Mapping[str, FieldKind] | None = None,
) -> dict[str, str]:
    """What cannot be meant, part by part: ``if-1: operator``. Empty when the rule makes sense.

    ``own`` are the brand's own fields, as ``field.CODE``.
    """
    found: dict[str, str] = {}
    kinds = {**FIELDS, **(own or {})}
    if moment not in MOMENTS:
        found["when"] = "choice"
    if not 0 < len(deeds) <= MOST_DEEDS:
        found["then"] = "count"
    if len(conditions) > MOST_CONDITIONS:
        found["if"] = "count"
    for number, condition in enumerate(conditions, 1):
        if fault := fault_of(condition, kinds.get(condition.field)):
            found[f"if-{number}"] = fault
    for number, deed in enumerate(deeds, 1):
        if fault := _deed_fault(deed):
            found[f"then-{number}"] = fault
    return found


def matches(conditions: Sequence[Condition], facts: Mapping[str, Any]) -> bool:
    """Whether every condition holds; a rule without conditions always does."""
    return all(holds(condition, facts.get(condition.field)) for condition in conditions)


def may_fire(*, same: int, together: int) -> bool:
    """Whether a rule may fire again for a case, after so many firings within the last hour."""
    return same < ONCE and together < MOST_FIRINGS


def whole(value: str) -> int | None:
    """A whole number, or None."""
    text = value.strip()
    digits = text.removeprefix("-").removeprefix("+")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


def _deed_fault(deed: Deed) -> str:
    kind = DEEDS.get(deed.what)
    if kind is None:
        return "deed"
    number = whole(deed.value)
    if kind in {"team", "word"}:
        return "" if 0 < len(deed.value.strip()) <= LONGEST else "value"
    if kind == "points":
        return "" if number is not None and 0 < abs(number) <= MOST_POINTS else "number"
    if kind == "level":
        return "" if number in (2, 3, 4) else "level"
    return "" if number is not None and number > 0 else "person"
