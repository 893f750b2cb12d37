"""Keyset paging: the next page starts after the last row seen, so page 1,000 costs what page 1 costs."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Invalid

Row = TypeVar("Row", bound=Model)
Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class Page(Generic[Shown]):
    """Rows of one page and the cursor of the next (None on the last)."""

    rows: list[Shown]
    next_cursor: str | None


def page_of(rows: QuerySet[Row], *, order: Sequence[str], cursor: str | None, size: int = 50) -> Page[Row]:
    """One page in the given order (field names, ``-`` for descending; the last must be unique and none nullable).

    Raises Invalid for a cursor that is not ours.
    """
    found = list(_from(rows, order, cursor)[: size + 1])
    if len(found) <= size:
        return Page(found, None)
    return Page(found[:size], _encode([getattr(found[size - 1], name) for name in _names(order)]))


def keys_of(
    rows: QuerySet[Row], *, order: Sequence[str], cursor: str | None, size: int = 50
) -> tuple[list[int], str | None]:
    """The primary keys of one page and the cursor of the next, like ``page_of``: for rows that are wide or joined and
    are then read by their keys alone.
    """
    found = list(_from(rows, order, cursor).values_list("pk", *_names(order))[: size + 1])
    keys = [key for key, *_values in found[:size]]
    return keys, _encode(list(found[size - 1][1:])) if len(found) > size else None


def _from(rows: QuerySet[Row], order: Sequence[str], cursor: str | None) -> QuerySet[Row]:
    if cursor:
        rows = rows.filter(_after(order, _decode(cursor, len(order))))
    return rows.order_by(*order)


def _names(order: Sequence[str]) -> list[str]:
    return [name.lstrip("-") for name in order]


def _after(order: Sequence[str], values: list[Any]) -> Q:
    """(a, b) > (x, y) written out, since directions may differ from column to column."""
    condition = Q()
    equal = Q()
    for name, value in zip(order, values, strict=True):
        field = name.lstrip("-")
        condition |= equal & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{field: value})
    # Implied by the rest, but the database sees through no OR: this is what lets it start at the right place.
    first = order[0]
    return condition & Q(**{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": values[0]})


def _encode(values: list[Any]) -> str:
    plain = [{"t": value.isoformat()} if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _decode(cursor: str, length: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != length:
            raise ValueError
        return [datetime.fromisoformat(v["t"]) if isinstance(v, dict) else _scalar(v) for v in values]
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid(_("This page link is damaged. Start again from the first page.")) from error


def _scalar(value: Any) -> int | float | str:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError
    if isinstance(value, int) and abs(value) >= 2**63:
        raise ValueError
    return value
