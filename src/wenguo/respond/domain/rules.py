"""When – if – then: what people teach the house to do by itself. Fields and operators are checked to exist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Moment = Literal["opened", "relabelled", "customer_added", "reopened", "clock_missed", "escalated"]
MOMENTS: tuple[Moment, ...] = (
    "opened",
    "relabelled",
    "customer_added",
    "reopened",
    "clock_missed",
    "escalated",
)
FieldKind = Literal["word", "words", "number", "text"]
FIELDS: Mapping[str, FieldKind] = {
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
OPERATORS: Mapping[FieldKind, tuple[str, ...]] = {
    "word": ("is", "is_not"),
    "words": ("has", "has_not"),
    "number": ("at_least", "at_most"),
    "text": ("contains", "contains_not"),
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
LONGEST = 60
# Loop guard: the same rule for the same case, and all rules for one case, within an hour.
ONCE, MOST_FIRINGS = 1, 10


@dataclass(frozen=True, slots=True)
class Condition:
    """One "if": for ``word`` and ``text`` the value may name several with | between; one of them is enough."""

    field: str
    operator: str
    value: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One "then"."""

    what: str
    value: str


def faults(moment: str, *, conditions: Sequence[Condition], deeds: Sequence[Deed]) -> dict[str, str]:
    """What cannot be meant, part by part: ``if-1: operator``. Empty when the rule makes sense."""
    found = {}
    if moment not in MOMENTS:
        found["when"] = "choice"
    if not 0 < len(deeds) <= MOST_DEEDS:
        found["then"] = "count"
    if len(conditions) > MOST_CONDITIONS:
        found["if"] = "count"
    for number, condition in enumerate(conditions, 1):
        if fault := _condition_fault(condition):
            found[f"if-{number}"] = fault
    for number, deed in enumerate(deeds, 1):
        if fault := _deed_fault(deed):
            found[f"then-{number}"] = fault
    return found


def matches(conditions: Sequence[Condition], facts: Mapping[str, Any]) -> bool:
    """Whether every condition holds; a rule without conditions always does."""
    return all(_holds(condition, facts.get(condition.field)) for condition in conditions)


def may_fire(*, same: int, together: int) -> bool:
    """Whether a rule may fire again for a case, after so many firings within the last hour."""
    return same < ONCE and together < MOST_FIRINGS


def whole(value: str) -> int | None:
    """A whole number, or None."""
    text = value.strip()
    digits = text.removeprefix("-").removeprefix("+")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


def _condition_fault(condition: Condition) -> str:
    kind = FIELDS.get(condition.field)
    if kind is None:
        return "field"
    if condition.operator not in OPERATORS[kind]:
        return "operator"
    if kind == "number":
        return "" if whole(condition.value) is not None else "number"
    return "" if 0 < len(condition.value.strip()) <= LONGEST else "value"


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


def _holds(condition: Condition, value: Any) -> bool:
    wanted = [part.strip() for part in condition.value.split("|") if part.strip()]
    kind = FIELDS.get(condition.field)
    if kind == "number":
        limit = whole(condition.value) or 0
        return int(value or 0) >= limit if condition.operator == "at_least" else int(value or 0) <= limit
    if kind == "words":
        found = any(part in (value or ()) for part in wanted)
    elif kind == "text":
        found = any(part.lower() in str(value or "").lower() for part in wanted)
    else:
        text = str(value or "")
        found = any(
            text == part or (condition.field == "category" and text.startswith(f"{part}.")) for part in wanted
        )
    return found != condition.operator.endswith("_not")
