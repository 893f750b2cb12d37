"""Own fields: defined by a brand, put on forms, and judged wherever something is written into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Invalid, NotFound
from wenguo.governance.actions import record
from wenguo.listen.domain.fields import (
    MAX_FIELDS,
    FieldProblem,
    FieldRule,
    FieldType,
    Item,
    Layout,
    layout_faults,
    missing,
    read_value,
    type_faults,
)
from wenguo.listen.models import OwnField, OwnForm
from wenguo.listen.queries.fields import asked_now, form_for, own_fields, type_of

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.people.models import Brand

PERMISSION = "listen.channels"
MAX_NAME, MAX_HELP = 60, 200
MAX_ABOUT = Decimal(99999999999)
WORDS: Mapping[str, str | Promise] = {
    "required": _("Please fill this in."),
    "text": _("Write this as text."),
    "too_long": _("This is too long."),
    "number": _("Write a number, such as 12.5."),
    "places": _("Too many digits after the point."),
    "too_small": _("This is below the smallest number that is allowed."),
    "too_large": _("This is above the largest number that is allowed."),
    "date": _("Write a day such as 2026-11-24."),
    "yes_no": _("Choose yes or no."),
    "choice": _("Choose one of the options."),
    "currency": _("This field has another currency."),
    "unknown": _("There is no such field."),
    "archived": _("This field was put away; its old value stays readable."),
}


class FieldsInvalid(Invalid):
    """Something cannot stand in an own field; ``problems`` says by code why, in words."""

    message = _("Some of the fields are not right. Please check the marked places.")

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(**{f"fields.{code}": fault for code, fault in faults.items()})
        self.problems = {code: WORDS[fault] for code, fault in faults.items()}


@transaction.atomic
def set_own_field(
    *,
    actor: Actor,
    brand: Brand,
    code: str,
    kind: str,
    name: dict[str, str],
    now: datetime,
    help: dict[str, str] | None = None,  # noqa: A002 - what the column is called
    options: Sequence[Mapping[str, Any]] = (),
    unit: str = "",
    currency: str = "",
    minimum: Decimal | None = None,
    maximum: Decimal | None = None,
    is_personal: bool = False,
) -> OwnField:
    """Define a field of a brand, or change one; its kind and its codes stay, since values were stored by them.

    Options that are left out are kept as no longer offered. Raises Invalid, saying what is wrong where.
    """
    actor.require(PERMISSION)
    _in_reach(actor, brand)
    earlier = OwnField.objects.select_for_update().filter(brand=brand, code=code).first()
    kept = _options(options, earlier)
    given = FieldType(code, kind, _offered(kept), minimum, maximum, currency)
    faults = _faults(given, kept, name) | _against(earlier, brand, kind, currency, (minimum, maximum))
    if faults:
        raise Invalid(_("The field cannot be kept like this. Check the marked parts."), **faults)
    has_bounds = kind in {"number", "money"}
    values = {
        "kind": kind,
        "name": _texts(name, MAX_NAME),
        "help": _texts(help or {}, MAX_HELP),
        "options": kept if kind in {"choice", "choices"} else [],
        "unit": unit.strip()[:20] if kind == "number" else "",
        "currency": currency if kind == "money" else "",
        "minimum": minimum if has_bounds else None,
        "maximum": maximum if has_bounds else None,
        "is_personal": is_personal,
    }
    row, _is_new = OwnField.objects.update_or_create(brand=brand, code=code, defaults=values)
    record(actor, "own_field.set", row, at=now, code=code, kind=kind, is_personal=is_personal)
    return row


def _offered(options: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(one["code"] for one in options if not one["is_off"])


def _faults(
    given: FieldType, options: Sequence[Mapping[str, Any]], name: Mapping[str, str]
) -> dict[str, str]:
    return type_faults(
        given,
        options=[one["code"] for one in options],
        has_names=any(_texts(name, MAX_NAME).values()),
        has_option_names=all(one["zh"] or one["en"] for one in options),
    )


@transaction.atomic
def put_away_field(*, actor: Actor, field: OwnField, is_away: bool, now: datetime) -> OwnField:
    """No form asks for the field any more, or again; what stands in it stays readable either way. Raises Invalid."""
    actor.require(PERMISSION)
    _in_reach(actor, field.brand)
    if not is_away and len(own_fields(field.brand_id)) >= MAX_FIELDS:
        raise Invalid(_("A brand has at most 60 own fields."), code="count")
    field.archived_at = now if is_away else None
    field.save(update_fields=["archived_at"])
    record(actor, "own_field.put_away" if is_away else "own_field.taken_back", field, at=now, code=field.code)
    return field


@transaction.atomic
def set_own_form(
    *,
    actor: Actor,
    brand: Brand,
    place: str,
    category: str,
    items: Sequence[Item],
    rules: Sequence[FieldRule],
    now: datetime,
) -> OwnForm:
    """Say which fields are asked for at a place, in general or for a category; the same again replaces it.

    Raises Invalid: an unknown field, a rule about a later one, a category on the customers' form (nobody knows it yet).
    """
    actor.require(PERMISSION)
    _in_reach(actor, brand)
    kinds = {row.code: row.kind for row in own_fields(brand.pk)}
    faults = layout_faults(Layout(tuple(items), tuple(rules)), kinds)
    if place not in OwnForm.Place.values:
        faults["place"] = "choice"
    if place == OwnForm.Place.CUSTOMER:
        faults |= _unknowable(category, rules)
    if len(category) > 60:
        faults["category"] = "choice"
    if faults:
        raise Invalid(_("The form cannot be kept like this. Check the marked parts."), **faults)
    row, _is_new = OwnForm.objects.update_or_create(
        brand=brand,
        place=place,
        category=category,
        defaults={
            "items": [[item.field, item.is_required] for item in items],
            "rules": [
                [rule.field, rule.then, [[one.field, one.operator, one.value.strip()] for one in rule.when]]
                for rule in rules
            ],
        },
    )
    record(actor, "own_form.set", row, at=now, place=place, category=category, fields=len(items))
    return row


@transaction.atomic
def remove_own_form(*, actor: Actor, form: OwnForm, now: datetime) -> None:
    """The more general form counts again, or nothing is asked; values stay."""
    actor.require(PERMISSION)
    _in_reach(actor, form.brand)
    record(actor, "own_form.removed", form, at=now, place=form.place, category=form.category)
    form.delete()


def read_fields(
    fields: Sequence[OwnField], given: Mapping[str, Any], *, stored: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What was given, as it is stored; None where a field was emptied. What stands there already may stay as it is.

    Raises FieldsInvalid for fields that are unknown or put away and for values that cannot stand in them.
    """
    known = {row.code: row for row in fields}
    values, faults = {}, {}
    for code, value in given.items():
        row = known.get(code)
        if row is None:
            faults[str(code)[:40]] = "unknown"
        elif stored is not None and value is not None and value == stored.get(code):
            values[code] = value
        elif row.archived_at is not None:
            faults[code] = "archived"
        else:
            try:
                values[code] = read_value(type_of(row), value)
            except FieldProblem as problem:
                faults[code] = problem.code
    if faults:
        raise FieldsInvalid(faults)
    return values


def filled_in(
    fields: Sequence[OwnField],
    layout: Layout,
    *,
    facts: Mapping[str, Any],
    given: Mapping[str, Any],
    stored: Mapping[str, Any],
) -> dict[str, Any]:
    """Everything that stands in the fields after a form was filled in: what it does not ask for stays as it was.

    Raises FieldsInvalid for what cannot stand there and for required fields that are empty.
    """
    values = {**stored, **read_fields(fields, given, stored=stored)}
    asked = [item for _row, item in asked_now(layout, fields, facts=facts, values=values)]
    hidden = {item.field for item in layout.items} - {item.field for item in asked}
    # Typed before another answer took the question away.
    values |= {code: stored.get(code) for code in hidden}
    if empty := missing(asked, values):
        raise FieldsInvalid(dict.fromkeys(empty, "required"))
    return {code: value for code, value in values.items() if value is not None}


def fields_of_intake(
    actor: Actor, brand: Brand, given: Mapping[str, Any] | None, *, channel: str
) -> dict[str, Any]:
    """What came with a feedback. Customers fill in their form; programs may name any field of the brand.

    Raises FieldsInvalid.
    """
    is_customer = actor.kind == "customer"
    if not given and not is_customer:
        return {}
    fields = own_fields(brand.pk, with_archived=True)
    if not fields and not given:
        return {}
    if is_customer:
        layout = form_for(brand.pk, place=OwnForm.Place.CUSTOMER)
        on_form = {item.field for item in layout.items}
        if strange := set(given or {}) - on_form:
            raise FieldsInvalid(dict.fromkeys(sorted(strange), "unknown"))
        return filled_in(fields, layout, facts={"channel": channel}, given=given or {}, stored={})
    values = read_fields(fields, given or {})
    return {code: value for code, value in values.items() if value is not None}


def _in_reach(actor: Actor, brand: Brand) -> None:
    if not actor.sees_brand(brand.pk):
        raise NotFound


def _texts(value: Mapping[str, str], most: int) -> dict[str, str]:
    return {
        language: " ".join(str(value.get(language) or "").replace("\x00", "").split())[:most]
        for language in ("zh", "en")
    }


def _options(given: Sequence[Mapping[str, Any]], earlier: OwnField | None) -> list[dict[str, Any]]:
    """The options in the given order; those that are no longer named stay behind them, no longer offered."""
    rows = [
        {"code": str(one.get("code", "")), **_texts(one, MAX_NAME), "is_off": bool(one.get("is_off"))}
        for one in given
    ]
    named = {row["code"] for row in rows}
    old = earlier.options if earlier else []
    return rows + [{**one, "is_off": True} for one in old if one["code"] not in named]


def _against(
    earlier: OwnField | None,
    brand: Brand,
    kind: str,
    currency: str,
    limits: tuple[Decimal | None, Decimal | None],
) -> dict[str, str]:
    faults = {}
    if any(limit is not None and abs(limit) >= MAX_ABOUT for limit in limits):
        faults["minimum"] = "range"
    if earlier is None:
        if len(own_fields(brand.pk)) >= MAX_FIELDS:
            faults["code"] = "count"
        return faults
    if kind != earlier.kind:
        faults["kind"] = "fixed"
    elif kind == "money" and currency != earlier.currency:
        faults["currency"] = "fixed"
    return faults


def _unknowable(category: str, rules: Sequence[FieldRule]) -> dict[str, str]:
    """Whoever fills in the customers' form has told nothing yet: neither category nor kind is known."""
    faults = {"category": "unknown_yet"} if category else {}
    for number, rule in enumerate(rules, 1):
        if any(one.field in {"category", "kind"} for one in rule.when):
            faults[f"rule-{number}"] = "unknown_yet"
    return faults
