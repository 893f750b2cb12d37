"""From figures to what the charts draw; every mark leads to the dashboard narrowed to it."""

from typing import Any

from django.utils.translation import get_language, gettext as _

from wenguo.base.bilingual import short_language
from wenguo.kernel.intervals import Interval
from wenguo.measure.queries import metrics, names
from wenguo.measure.queries.filters import Filters
from wenguo.measure.queries.words import day_words

Spec = dict[str, Any]
ROWS = 9
HEAT_ROWS = 7
NEGATIVE = {"polarity": "negative"}


def volume(filters: Filters, days: list[metrics.DayCount], *, path: str) -> Spec | None:
    """Negative feedback a day with its expected range; without history, the line alone."""
    if not any(day.total for day in days):
        return None
    spec: Spec = {
        "caption": _("Negative feedback a day"),
        "unit": pieces(),
        "x": [day_words(day.day) for day in days],
        "series": [
            {
                "name": _("Negative"),
                "values": [day.negative for day in days],
                "tone": "data-strong",
                "hrefs": [
                    filters.address(path, days="", **{"from": day.day, "to": day.day}, **NEGATIVE)
                    for day in days
                ],
            }
        ],
    }
    ranges = [day.expected for day in days]
    known = [one for one in ranges if one is not None]
    if len(known) == len(days):
        spec["band"] = {
            "low": [round(one.low, 1) for one in known],
            "high": [round(one.high, 1) for one in known],
        }
    if len(days) > filters.part.days:
        spec["focus"] = day_words(filters.part.from_day)
    return spec


def polarity_columns(filters: Filters, days: list[metrics.DayCount], *, path: str) -> Spec | None:
    """All feedback a day, stacked by polarity."""
    if not any(day.total for day in days):
        return None
    rest = [day.total - day.negative - day.positive for day in days]
    layers = [
        ("negative", _("Negative"), [day.negative for day in days], "mood-2"),
        ("", _("Neutral, mixed or not yet read"), rest, "mood-3"),
        ("positive", _("Positive"), [day.positive for day in days], "mood-4"),
    ]
    return {
        "caption": _("Feedback a day by polarity"),
        "unit": pieces(),
        "x": [day_words(day.day) for day in days],
        "series": [
            {
                "name": name,
                "values": values,
                "tone": tone,
                "hrefs": [
                    filters.address(path, days="", **{"from": day.day, "to": day.day}, polarity=code)
                    for day in days
                ],
            }
            for code, name, values, tone in layers
        ],
    }


def words(filters: Filters, tallies: list[metrics.Tally], *, path: str) -> Spec | None:
    """The words of negative feedback; those clearly more frequent than before carry colour."""
    shown = [one for one in tallies if one.count >= 2][:45]
    if len(shown) < 3:
        return None
    return {
        "caption": _("Words in negative feedback"),
        "words": [
            {
                "text": one.code,
                "value": one.count,
                "href": filters.address(path, word=one.code, **NEGATIVE),
                **({"before": round(one.before / metrics.STRETCH, 1)} if one.is_more else {}),
            }
            for one in shown
        ],
    }


def pareto(filters: Filters, tallies: list[metrics.Tally], *, path: str) -> Spec | None:
    """Categories of negative feedback; ``cut`` is how many of them make up half of it."""
    total = sum(one.count for one in tallies)
    if not total:
        return None
    shown, rest = tallies[:ROWS], tallies[ROWS:]
    spec: Spec = {
        "caption": _("Negative feedback by category"),
        "unit": pieces(),
        "total": total,
        "cut": half_of(tallies),
        "rows": [
            {
                "name": category(one.code),
                "value": one.count,
                "href": filters.address(path, category=one.code, **NEGATIVE),
            }
            for one in shown
        ],
    }
    if rest:
        count = sum(one.count for one in rest)
        spec["rest"] = {"name": _("%(n)d others") % {"n": len(rest)}, "value": count}
    return spec


def half_of(tallies: list[metrics.Tally]) -> int:
    """How many of the most frequent headings together make up half of all."""
    total = sum(one.count for one in tallies)
    reached = 0
    for number, one in enumerate(tallies, start=1):
        reached += one.count
        if reached * 2 >= total:
            return number
    return len(tallies)


def category(code: str) -> str:
    """A category's name, or that it is not yet read."""
    return names.category_name(code) if code else _("Not yet read")


def heat(filters: Filters, cells: metrics.Cells, *, path: str) -> Spec | None:
    """Channel × domain of negative feedback; ▲ where a cell is clearly above what came before."""
    tallies = metrics.heat_cells(cells)
    channels = [one.code for one in metrics.channel_tallies(cells)][:HEAT_ROWS]
    domains = [one.code for one in metrics.category_pareto(cells, level=1) if one.code][:HEAT_ROWS]
    if not channels or not domains:
        return None
    grid = [[tallies.get((channel, domain)) for domain in domains] for channel in channels]
    return {
        "caption": _("Negative feedback by channel and category"),
        "rows": [names.channel_name(channel) for channel in channels],
        "columns": [category(domain) for domain in domains],
        "cells": [[cell.count if cell else 0 for cell in row] for row in grid],
        "hrefs": [
            [filters.address(path, channel=channel, category=domain, **NEGATIVE) for domain in domains]
            for channel in channels
        ],
        "above": [
            [r, c]
            for r, row in enumerate(grid)
            for c, cell in enumerate(row)
            if cell is not None and cell.is_more
        ],
    }


def attainment(filters: Filters, figures: metrics.Figures, *, path: str) -> Spec | None:
    """How often each clock was met, in percent with its interval."""
    rows = [
        (_("First reply"), figures.first_reply_in_time, "first_reply_late"),
        (_("Solution"), figures.solution_in_time, "solution_late"),
        (_("Follow-up"), figures.follow_up_in_time, "follow_up_late"),
    ]
    if not any(share.n for _name, share, _late in rows):
        return None
    return {
        "caption": _("Clocks met, in percent"),
        "unit": "%",
        "min": 0,
        "max": 100,
        # Where "too few to say" is written; no interval of a share reaches it.
        "zero": 100.5,
        "refs": [{"x": 90, "text": "90%"}],
        "rows": [_clock_row(name, share, filters.address(path, behind=late)) for name, share, late in rows],
    }


def _clock_row(name: str, share: metrics.Share, href: str) -> Spec:
    value = share.value
    if share.is_few or value is None:
        return {"name": name, "n": share.n, "few": _("Too few to say"), "href": href}
    low, high = percent(share.interval)
    return {
        "name": name,
        "n": share.n,
        "value": value * 100,
        "low": low,
        "high": high,
        "tone": "brand",
        "href": href,
    }


def percent(interval: Interval) -> tuple[float, float]:
    """The bounds of a share in percent."""
    return interval.low * 100, interval.high * 100


def pieces() -> str:
    """The unit of counts in charts: Chinese numbers want one, English ones do not."""
    return "条" if short_language(get_language()) == "zh" else ""
