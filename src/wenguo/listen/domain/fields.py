"""Fields that administrators define: what may stand in them, and which a form asks for, given the other answers."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args

from wenguo.kernel.conditions import Condition, FieldKind, fault_of, holds, number_of

Kind = Literal["text", "long_text", "number", "money", "date", "yes_no", "choice", "choices"]
Then = Literal["show", "require"]
KINDS: tuple[str, ...] = get_args(Kind)
# How conditions compare each kind.
COMPARED: Mapping[str, FieldKind] = {
    "text": "text",
    "long_text": "text",
    "number": "number",
    "money": "number",
    "date": "word",
    "yes_no": "word",
    "choice": "word",
    "choices": "words",
}
# What a case is, as far as a form may ask about it; a customer's form knows the channel only.
FACTS: Mapping[str, FieldKind] = {"category": "word", "kind": "word", "channel": "word"}
OWN = "field."
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
CURRENCY = re.compile(r"[A-Z]{3}")
MAX_FIELDS, MAX_OPTIONS, MAX_ITEMS, MAX_RULES, MAX_WHEN = 60, 50, 30, 30, 4
MAX_LENGTH: Mapping[str, int] = {"text": 200, "long_text": 4000}
MAX_PLACES = 4
YES, NO = frozenset({"yes", "true", "1", "是"}), frozenset({"no", "false", "0", "否"})
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)


class FieldProblem(Exception):
    """What was given cannot stand in the field; ``code`` says why: text, too_long, number, places, too_small,
    too_large, date, yes_no, choice, currency.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class FieldType:
    """What may stand in a field. ``options`` are the codes that may still be chosen; ``currency`` is that of money."""

    code: str
    kind: str
    options: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A field on a form."""

    field: str
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Show or require a field when all of this holds. Of several rules for one field, one is enough."""

    field: str
    then: str
    when: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A form: its fields in order and the rules about them."""

    items: tuple[Item, ...] = ()
    rules: tuple[FieldRule, ...] = ()


def read_value(field: FieldType, given: Any) -> Any:
    """The value as it is stored, from a form or a program; None where nothing was given.

    Numbers are text (exact decimals), money is ``{"amount", "currency"}``, dates are ISO, several choices are codes in
    the order of the options. Raises FieldProblem.
    """
    if given is None or given in ("", [], {}):
        return None
    return _READERS[field.kind](field, given)


def fact_of(value: Any) -> Any:
    """A stored value as conditions see it: yes or no as words, money as its amount."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.get("amount") if isinstance(value, dict) else value


def day_of(value: Any) -> date | None:
    """The day that an ISO date names; None for anything else."""
    try:
        return date.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None


def asked(layout: Layout, *, facts: Mapping[str, Any], values: Mapping[str, Any]) -> list[Item]:
    """The fields that the form asks for now, in order. A field that is not asked for counts as empty for the next."""
    known = {f"{OWN}{code}": fact_of(value) for code, value in values.items()}
    known |= facts
    found: list[Item] = []
    for item in layout.items:
        own = [rule for rule in layout.rules if rule.field == item.field]
        shows = [rule for rule in own if rule.then == "show"]
        is_required = item.is_required or _any_holds(own, "require", known)
        if shows and not _any_holds(own, "show", known):
            known[f"{OWN}{item.field}"] = None
            continue
        found.append(Item(item.field, is_required))
    return found


def missing(items: Iterable[Item], values: Mapping[str, Any]) -> list[str]:
    """Required fields without a value. "No" is a value."""
    return [item.field for item in items if item.is_required and values.get(item.field) is None]


def layout_faults(layout: Layout, kinds: Mapping[str, str]) -> dict[str, str]:
    """What a form cannot mean, part by part: ``item-2: field``, ``rule-1: later``. Empty when it makes sense.

    Conditions look at facts of the case, at fields that stand earlier on the form, or at fields that are not on it:
    so a form is read once from top to bottom, and no two fields wait for each other.
    """
    found: dict[str, str] = {}
    order = [item.field for item in layout.items]
    if len(order) > MAX_ITEMS:
        found["items"] = "count"
    if len(layout.rules) > MAX_RULES:
        found["rules"] = "count"
    for number, code in enumerate(order, 1):
        if code not in kinds:
            found[f"item-{number}"] = "field"
        elif code in order[: number - 1]:
            found[f"item-{number}"] = "twice"
    for number, rule in enumerate(layout.rules, 1):
        if fault := _rule_fault(rule, order, kinds):
            found[f"rule-{number}"] = fault
    return found


def type_faults(
    field: FieldType, *, options: Sequence[str], has_names: bool, has_option_names: bool
) -> dict[str, str]:
    """What the definition of a field cannot mean; ``options`` are all its codes, also those no longer offered."""
    found = {
        name: fault
        for name, fault, is_wrong in (
            ("code", "code", not CODE.fullmatch(field.code)),
            ("kind", "choice", field.kind not in KINDS),
            ("name", "empty", not has_names),
        )
        if is_wrong
    }
    if field.kind == "money" and not CURRENCY.fullmatch(field.currency):
        found["currency"] = "currency"
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        found["maximum"] = "range"
    if field.kind in {"choice", "choices"} and (fault := _options_fault(options, has_names=has_option_names)):
        found["options"] = fault
    return found


def _options_fault(options: Sequence[str], *, has_names: bool) -> str:
    if not 0 < len(options) <= MAX_OPTIONS:
        return "count"
    if len(set(options)) < len(options) or not all(CODE.fullmatch(code) for code in options):
        return "code"
    return "" if has_names else "empty"


def _rule_fault(rule: FieldRule, order: Sequence[str], kinds: Mapping[str, str]) -> str:
    if rule.field not in order:
        return "field"
    if rule.then not in get_args(Then):
        return "then"
    if not 0 < len(rule.when) <= MAX_WHEN:
        return "count"
    later = order[order.index(rule.field) :]
    for condition in rule.when:
        code = condition.field.removeprefix(OWN)
        is_own = condition.field.startswith(OWN)
        if is_own and code in later:
            return "later"
        compared = COMPARED.get(kinds[code]) if is_own and code in kinds else FACTS.get(condition.field)
        if fault := fault_of(condition, compared):
            return fault
    return ""


def _any_holds(rules: Iterable[FieldRule], then: str, known: Mapping[str, Any]) -> bool:
    return any(
        all(holds(condition, known.get(condition.field)) for condition in rule.when)
        for rule in rules
        if rule.then == then
    )


def _text(field: FieldType, given: Any) -> str | None:
    if not isinstance(given, str):
        raise FieldProblem("text")
    text = given.replace("\x00", "").replace("\r\n", "\n").strip()
    if field.kind == "text":
        text = " ".join(text.split())
    if len(text) > MAX_LENGTH[field.kind]:
        raise FieldProblem("too_long")
    return text or None


def _number(field: FieldType, given: Any) -> str:
    number = None if isinstance(given, bool) else number_of(given)
    if number is None:
        raise FieldProblem("number")
    if -_exponent(number) > (2 if field.kind == "money" else MAX_PLACES):
        raise FieldProblem("places")
    if field.minimum is not None and number < field.minimum:
        raise FieldProblem("too_small")
    if field.maximum is not None and number > field.maximum:
        raise FieldProblem("too_large")
    return f"{number:f}"


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _money(field: FieldType, given: Any) -> dict[str, str] | None:
    amount = given.get("amount") if isinstance(given, dict) else given
    if isinstance(given, dict) and given.get("currency", field.currency) != field.currency:
        raise FieldProblem("currency")
    if amount in ("", None):
        return None
    number = Decimal(_number(field, amount))
    return {"amount": f"{number.quantize(Decimal('0.01')):f}", "currency": field.currency}


def _date(_field: FieldType, given: Any) -> str:
    day = day_of(given)
    if day is None or not FIRST_DAY <= day < LAST_DAY:
        raise FieldProblem("date")
    return day.isoformat()


def _yes_no(_field: FieldType, given: Any) -> bool:
    word = str(given).strip().lower()
    if word not in YES | NO:
        raise FieldProblem("yes_no")
    return word in YES


def _choice(field: FieldType, given: Any) -> str:
    if not isinstance(given, str) or given not in field.options:
        raise FieldProblem("choice")
    return given


def _choices(field: FieldType, given: Any) -> list[str]:
    if not isinstance(given, list | tuple) or any(one not in field.options for one in given):
        raise FieldProblem("choice")
    return [code for code in field.options if code in given]


_READERS: Mapping[str, Callable[[FieldType, Any], Any]] = {
    "text": _text,
    "long_text": _text,
    "number": _number,
    "money": _money,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
}
