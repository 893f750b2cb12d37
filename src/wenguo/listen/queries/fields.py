"""The fields that a brand defined itself, the forms they stand on, and their values in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, pgettext

from wenguo.base.bilingual import in_language
from wenguo.base.errors import NotFound
from wenguo.base.inputs import InputSpec, typed
from wenguo.kernel.conditions import Condition, FieldKind, number_of
from wenguo.listen.domain import fields as rules
from wenguo.listen.domain.fields import COMPARED, OWN, FieldProblem, FieldRule, FieldType, Item, Layout
from wenguo.listen.models import OwnField, OwnForm

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict

    from wenguo.base.actor import Actor

MASK = "•••"


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value in the reader's words, under the name of its field. ``value`` is how it is stored."""

    code: str
    name: str
    kind: str
    value: Any
    words: str
    is_personal: bool
    is_archived: bool


@dataclass(frozen=True, slots=True)
class Questions:
    """What a form asks now; ``is_conditional`` if an answer may change what it asks."""

    specs: list[InputSpec]
    initial: dict[str, Any]
    is_conditional: bool


def own_fields(brand_id: int, *, with_archived: bool = False) -> list[OwnField]:
    """The fields of a brand in the order in which they were defined; for the inside of the house."""
    rows = OwnField.objects.filter(brand_id=brand_id).order_by("id")
    return list(rows if with_archived else rows.filter(archived_at__isnull=True))


def fields_of_brands(brand_ids: Iterable[int]) -> list[OwnField]:
    """The fields of several brands, in one query."""
    return list(
        OwnField.objects.filter(brand_id__in=list(brand_ids), archived_at__isnull=True).order_by("id")
    )


def get_own_field(actor: Actor, field_id: int) -> OwnField:
    """One field of the actor's brands; raises NotFound."""
    row = OwnField.objects.select_related("brand").filter(pk=min(field_id, 2**63 - 1)).first()
    if row is None or not actor.sees_brand(row.brand_id):
        raise NotFound
    return row


def own_forms(brand_id: int) -> list[OwnForm]:
    """The forms of a brand, by place and category."""
    return list(OwnForm.objects.filter(brand_id=brand_id).order_by("place", "category"))


def form_places() -> list[tuple[str, str]]:
    """Where a form can stand, with its name."""
    return [(str(code), str(label)) for code, label in OwnForm.Place.choices]


def get_own_form(actor: Actor, form_id: int) -> OwnForm:
    """One form of the actor's brands; raises NotFound."""
    row = OwnForm.objects.select_related("brand").filter(pk=min(form_id, 2**63 - 1)).first()
    if row is None or not actor.sees_brand(row.brand_id):
        raise NotFound
    return row


def form_for(brand_id: int, *, place: str, category: str = "") -> Layout:
    """The form that counts at a place for a category: its own, else that of its main part, else the general one."""
    names = ["", category.split(".", maxsplit=1)[0], category] if category else [""]
    rows = OwnForm.objects.filter(brand_id=brand_id, place=place, category__in=names)
    best = max(rows, key=lambda row: len(row.category), default=None)
    return Layout() if best is None else layout_of(best.items, best.rules)


def layout_of(items: Iterable[Any], rows: Iterable[Any]) -> Layout:
    """From how a form is stored."""
    return Layout(
        tuple(Item(str(code), bool(is_required)) for code, is_required in items),
        tuple(
            FieldRule(str(code), then, tuple(Condition(*(str(part) for part in one)) for one in when))
            for code, then, when in rows
        ),
    )


def type_of(row: OwnField) -> FieldType:
    """What may stand in a field."""
    return FieldType(
        code=row.code,
        kind=row.kind,
        options=tuple(one["code"] for one in row.options if not one.get("is_off")),
        minimum=row.minimum,
        maximum=row.maximum,
        currency=row.currency,
    )


def asked_now(
    layout: Layout, fields: Iterable[OwnField], *, facts: Mapping[str, Any], values: Mapping[str, Any]
) -> list[tuple[OwnField, Item]]:
    """The fields that a form asks for now, in order; those put away are left out."""
    known = {row.code: row for row in fields if row.archived_at is None}
    rows = rules.asked(layout, facts=facts, values=values)
    return [(known[item.field], item) for item in rows if item.field in known]


def questions_for(
    brand_id: int,
    *,
    place: str,
    category: str = "",
    facts: Mapping[str, Any],
    stored: Mapping[str, Any] | None = None,
    data: QueryDict | None = None,
) -> Questions:
    """What a form asks now, given what is stored and what was typed so far (``data``); nothing is judged."""
    layout = form_for(brand_id, place=place, category=category)
    fields = own_fields(brand_id) if layout.items else []
    return questions_of(layout, fields, facts=facts, stored=stored, data=data)


def questions_of(
    layout: Layout,
    fields: Iterable[OwnField],
    *,
    facts: Mapping[str, Any],
    stored: Mapping[str, Any] | None = None,
    data: QueryDict | None = None,
) -> Questions:
    """The same for a form at hand, such as one that is being tried."""
    rows = {row.code: row for row in fields}
    values = dict(stored or {})
    if data is not None:
        several = [row.code for row in rows.values() if row.kind == "choices"]
        given = typed(data, [item.field for item in layout.items if item.field in rows], several=several)
        values |= {code: _leniently(rows[code], value) for code, value in given.items()}
    asked = asked_now(layout, rows.values(), facts=facts, values=values)
    return Questions(
        specs=[input_of(row, item) for row, item in asked],
        initial={row.code: rules.fact_of(values.get(row.code)) for row, _item in asked},
        is_conditional=bool(layout.rules),
    )


def compared_fields(brand_id: int) -> dict[str, FieldKind]:
    """The brand's own fields as conditions name them, ``field.CODE``, and how each is compared."""
    return {f"{OWN}{row.code}": COMPARED[row.kind] for row in own_fields(brand_id)}


def input_of(row: OwnField, item: Item) -> InputSpec:
    """How a field is drawn on a form."""
    return InputSpec(
        code=row.code,
        kind=row.kind,
        label=in_language(row.name),
        help=_help(row),
        options=tuple((one["code"], in_language(one)) for one in row.options if not one.get("is_off")),
        unit=row.currency or row.unit,
        is_required=item.is_required,
    )


def value_words(row: OwnField, value: Any) -> str:
    """A stored value in the reader's language; empty where there is none."""
    tell = _TELLERS.get(row.kind)
    if value is None or tell is None:
        return "" if value is None else str(value)
    return tell(row, value)


def values_of(fields: Iterable[OwnField], values: Mapping[str, Any]) -> list[FieldValue]:
    """What stands in a brand's fields, in their order, also in those put away; empty ones are left out."""
    return [
        FieldValue(
            code=row.code,
            name=in_language(row.name),
            kind=row.kind,
            value=values[row.code],
            words=value_words(row, values[row.code]),
            is_personal=row.is_personal,
            is_archived=row.archived_at is not None,
        )
        for row in fields
        if values.get(row.code) is not None
    ]


def masked_words(row: OwnField, value: Any) -> str:
    """A value as an exported file may show it: personal data only says that it is there."""
    return MASK if row.is_personal and value is not None else value_words(row, value)


def _leniently(row: OwnField, value: Any) -> Any:
    try:
        return rules.read_value(type_of(row), value)
    except FieldProblem:
        return None


def _help(row: OwnField) -> str:
    low, high = (_number_words(one) for one in (row.minimum, row.maximum))
    unit = row.currency or row.unit
    limits = ""
    if low and high:
        limits = _("from %(low)s to %(high)s %(unit)s") % {"low": low, "high": high, "unit": unit}
    elif low:
        limits = _("at least %(low)s %(unit)s") % {"low": low, "unit": unit}
    elif high:
        limits = _("at most %(high)s %(unit)s") % {"high": high, "unit": unit}
    return " · ".join(part for part in (in_language(row.help), limits.strip()) if part)


def _option_name(row: OwnField, code: Any) -> str:
    found = next((one for one in row.options if one["code"] == code), None)
    return in_language(found) if found else str(code)


def _several_words(row: OwnField, value: Any) -> str:
    return pgettext("list", ", ").join(_option_name(row, code) for code in value)


def _measure_words(row: OwnField, value: Any) -> str:
    return f"{_number_words(value)} {row.unit}".strip()


def _money_words(_row: OwnField, value: Any) -> str:
    return f"{value.get('currency', '')} {_number_words(value.get('amount'))}".strip()


def _yes_no_words(_row: OwnField, value: Any) -> str:
    return pgettext("answer", "Yes") if value else pgettext("answer", "No")


def _number_words(value: Any) -> str:
    number = None if value is None else number_of(value)
    if number is None:
        return ""
    whole = number == number.to_integral_value()
    return number_format(number.quantize(Decimal(1)) if whole else number.normalize(), use_l10n=True)


def _day_words(_row: OwnField, value: Any) -> str:
    day: date | None = rules.day_of(value)
    return date_format(day, "DATE_FORMAT") if day else str(value)


_TELLERS: Mapping[str, Callable[[OwnField, Any], str]] = {
    "number": _measure_words,
    "money": _money_words,
    "date": _day_words,
    "yes_no": _yes_no_words,
    "choice": _option_name,
    "choices": _several_words,
}
