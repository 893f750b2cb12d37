"""A case's own fields: what stands in them, what a form asks, and which cases hold a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Case as SqlCase, DecimalField, F, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce

from wenguo.kernel.conditions import number_of
from wenguo.listen import queries as own
from wenguo.respond.domain.rules import OWN

if TYPE_CHECKING:
    from django.http import QueryDict

    from wenguo.listen.queries import FieldValue, Questions
    from wenguo.respond.models import Case

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
STEP = Decimal("0.0001")
PLAIN_NUMBER = r"^-?[0-9]{1,15}(\.[0-9]{1,4})?$"


def facts_for_form(case: Case) -> dict[str, str]:
    """What the rules of a form may know of a case."""
    return {"category": case.category, "kind": case.kind, "channel": case.channel}


def fields_of_case(case: Case) -> list[FieldValue]:
    """What stands in a case's own fields, also in those put away, in the reader's words."""
    if not case.fields:
        return []
    return own.values_of(own.own_fields(case.brand_id, with_archived=True), case.fields)


def questions_about(case: Case, *, place: str, data: QueryDict | None = None) -> Questions:
    """What the form of a place asks about a case now, given what was typed so far."""
    return own.questions_for(
        case.brand_id,
        place=place,
        category=case.category,
        facts=facts_for_form(case),
        stored=case.fields,
        data=data,
    )


def own_facts(values: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values as the conditions of rules name and see them."""
    return {f"{OWN}{code}": own.fact_of(value) for code, value in values.items()}


def with_field(rows: QuerySet[Case], value: str) -> QuerySet[Case]:
    """Cases with ``code:option``, ``code:yes``, ``code:5..10`` (either end may be open) or ``code:`` (anything in it).

    What makes no sense limits nothing.
    """
    code, colon, wanted = value.partition(":")
    if not colon or not CODE.fullmatch(code):
        return rows
    filled = rows.filter(~Q(fields={}), fields__has_key=code)
    if not wanted:
        return filled
    if ".." in wanted:
        return _within(filled, code, wanted)
    chosen: Any = {"yes": True, "no": False}.get(wanted, wanted)
    one, many = Q(fields__contains={code: chosen}), Q(fields__contains={code: [wanted]})
    # Not has_key: containment is what the index finds.
    return rows.filter(~Q(fields={})).filter(one | many)


def _within(rows: QuerySet[Case], code: str, span: str) -> QuerySet[Case]:
    low, _dots, high = span.partition("..")
    amount = KeyTextTransform("amount", KeyTransform(code, "fields"))
    number: DecimalField[Decimal, Decimal] = DecimalField(max_digits=20, decimal_places=4)
    # Another brand may hold words under the same name: they are not compared.
    as_number = SqlCase(
        When(own_text__regex=PLAIN_NUMBER, then=Cast(F("own_text"), number)),
        default=Value(None),
        output_field=number,
    )
    rows = rows.alias(own_text=Coalesce(amount, KeyTextTransform(code, "fields"))).alias(own_number=as_number)
    rows = rows.filter(own_number__isnull=False)
    least, most = number_of(low), number_of(high)
    if least is not None:
        rows = rows.filter(own_number__gte=least.quantize(STEP))
    return rows if most is None else rows.filter(own_number__lte=most.quantize(STEP))
