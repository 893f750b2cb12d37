"""Conditions that people write: a name, a comparison and a value, all of them plain words."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

FieldKind = Literal["word", "words", "number", "text"]
OPERATORS: Mapping[FieldKind, tuple[str, ...]] = {
    "word": ("is", "is_not"),
    "words": ("has", "has_not"),
    "number": ("at_least", "at_most"),
    "text": ("contains", "contains_not"),
}
LONGEST = 60
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Condition:
    """One "if": for words and texts the value may name several with | between; one of them is enough."""

    field: str
    operator: str
    value: str


def number_of(value: Any) -> Decimal | None:
    """A plain decimal number of at most fifteen digits, also in full width; None for anything else."""
    text = unicodedata.normalize("NFKC", str(value)).strip()
    digits = text.lstrip("+-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def fault_of(condition: Condition, kind: FieldKind | None) -> str:
    """What cannot be meant: field, operator, number or value; empty when it makes sense for a field of this kind."""
    if kind is None:
        return "field"
    if condition.operator not in OPERATORS[kind]:
        return "operator"
    if kind == "number":
        return "" if number_of(condition.value) is not None else "number"
    return "" if 0 < len(condition.value.strip()) <= LONGEST else "value"


def holds(condition: Condition, value: Any) -> bool:
    """Whether the condition is true of a value. A number that nobody gave is neither high nor low; a category holds
    for everything below it.
    """
    if condition.operator in OPERATORS["number"]:
        return _is_within(condition, value)
    wanted = [part.strip() for part in condition.value.split("|") if part.strip()]
    if condition.operator in OPERATORS["words"]:
        found = any(part in (value or ()) for part in wanted)
    elif condition.operator in OPERATORS["text"]:
        found = any(part.lower() in str(value or "").lower() for part in wanted)
    else:
        text = str(value or "")
        found = any(
            text == part or (condition.field == "category" and text.startswith(f"{part}.")) for part in wanted
        )
    return found != condition.operator.endswith("_not")


def _is_within(condition: Condition, value: Any) -> bool:
    given, limit = number_of(value), number_of(condition.value)
    if given is None or limit is None:
        return False
    return given >= limit if condition.operator == "at_least" else given <= limit
