"""Rules as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wenguo.people import queries as people
from wenguo.respond import queries
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.kernel.conditions import Condition
    from wenguo.people.models import Brand
    from wenguo.respond.domain.rules import Deed

LABELLED = frozenset({"kind", "category", "risks", "demands"})


def condition_words(one: Condition, names: Mapping[str, str]) -> str:
    """One "if" in the reader's language; ``names`` are those of the fields."""
    field = names.get(one.field, one.field)
    operator = queries.operator_names().get(one.operator, one.operator)
    values = [part.strip() for part in one.value.split("|")]
    if one.field in LABELLED:
        values = [understanding.name_of(one.field, value) or value for value in values]
    return f"{field} {operator} {' / '.join(values)}"


def deed_words(one: Deed, brand: Brand) -> str:
    """One "then" in the reader's language."""
    what = queries.deed_names().get(one.what, one.what)
    value = one.value
    if one.what == "team":
        value = next((str(team) for team in people.teams_of_brand(brand.pk) if team.key == value), value)
    if one.what in {"person", "notify"}:
        value = people.name_of_person(value) or value
    if one.what == "escalate" and value.isdigit():
        value = queries.level_name(int(value))
    return f"{what} {value}"
