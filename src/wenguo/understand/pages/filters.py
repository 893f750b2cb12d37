"""What a list of feedback can be narrowed to: every choice is a link, so every state has an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.listen.queries import channel_names
from wenguo.people.queries import visible_brands
from wenguo.understand import queries
from wenguo.understand.queries import Filters

if TYPE_CHECKING:
    from wenguo.base.actor import Actor

PERIODS = {
    "7": gettext_lazy("Last 7 days"),
    "30": gettext_lazy("Last 30 days"),
    "90": gettext_lazy("Last 90 days"),
}
NAMES = ("brand", "channel", "kind", "category", "polarity", "period")


@dataclass(frozen=True, slots=True)
class Menu:
    """One thing to filter by: what can be chosen, what is chosen, and the address without it."""

    name: str
    label: str
    pairs: list[tuple[str, str]]
    value: str
    chosen: str
    without: str


def read_filters(query: QueryDict, *, now: datetime) -> Filters:
    """The filters in an address; nonsense is taken as nothing found, never as a fault."""
    given = {name: query.get(name, "").replace("\x00", "")[:100] for name in (*NAMES, "q", "place")}
    days = given.pop("period")
    since = now - timedelta(days=int(days)) if days in PERIODS else None
    return Filters(
        since=since,
        q=given["q"],
        brand=given["brand"],
        channel=given["channel"],
        place=given["place"],
        kind=given["kind"],
        category=given["category"],
        polarity=given["polarity"],
    )


def menus_of(actor: Actor, query: QueryDict) -> list[Menu]:
    """The filter bar. Brands only where there are several."""
    brands = [(brand.slug, str(brand)) for brand in visible_brands(actor)]
    tables = {
        "brand": (_("Brand"), brands if len(brands) > 1 else []),
        "channel": (_("Channel"), channel_names()),
        "kind": (_("Kind"), queries.choices_of("kind")),
        "category": (_("Category"), queries.choices_of("category")),
        "polarity": (_("Polarity"), queries.choices_of("polarity")),
        "period": (_("Period"), [(code, str(name)) for code, name in PERIODS.items()]),
    }
    return [_menu(name, label, pairs, query) for name, (label, pairs) in tables.items() if pairs]


def _menu(name: str, label: str, pairs: list[tuple[str, str]], query: QueryDict) -> Menu:
    value = query.get(name, "")
    return Menu(name, label, pairs, value, dict(pairs).get(value, ""), with_value(query, name, value=""))


def with_value(query: QueryDict, name: str, *, value: str) -> str:
    """This page's query with one filter set (or taken away), from the first page on."""
    changed = query.copy()
    for old in (name, "cursor"):
        changed.pop(old, None)
    if value:
        changed[name] = value
    return "?" + changed.urlencode()
