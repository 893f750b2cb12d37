"""Which days are worked where: one file a country, frozen from published lists and edited by hand.

Years outside ``published`` are provisional: the weekly rule answers for them, and whoever computes says so.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

CODES: tuple[str, ...] = ("cn", "hk", "uk", "eu", "us", "au")
DAY = timedelta(days=1)


class UnknownTable(Exception):
    """There is no such country among the tables."""


@dataclass(frozen=True, slots=True)
class DayTable:
    """What breaks the Monday-to-Friday rule in one country: ``special`` day → worked or not, ``names`` of days off."""

    code: str
    zone: ZoneInfo
    name: Mapping[str, str]
    source: str
    published_years: frozenset[int]
    special: Mapping[date, bool]
    names: Mapping[date, str]


@cache
def load(code: str) -> DayTable:
    """The table of one country; raises UnknownTable."""
    if code not in CODES:
        raise UnknownTable(code)
    text = resources.files(__name__).joinpath(f"{code}.toml").read_text("utf-8")
    return _table(tomllib.loads(text))


def _table(values: Mapping[str, Any]) -> DayTable:
    special: dict[date, bool] = {}
    names: dict[date, str] = {}
    for year, days in values["years"].items():
        for entry in days["off"]:
            span, _space, name = entry.partition(" ")
            for day in _span(int(year), span):
                special[day] = False
                names[day] = name
        for entry in days.get("work", ()):
            special[_day(int(year), entry)] = True
    first, last = values["published"]
    return DayTable(
        code=values["code"],
        zone=ZoneInfo(values["zone"]),
        name=MappingProxyType(values["name"]),
        source=values["source"],
        published_years=frozenset(range(first, last + 1)),
        special=MappingProxyType(special),
        names=MappingProxyType(names),
    )


def _span(year: int, span: str) -> Iterator[date]:
    first, _dots, last = span.partition("..")
    day, end = _day(year, first), _day(year, last or first)
    while day <= end:
        yield day
        day += DAY


def _day(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")
