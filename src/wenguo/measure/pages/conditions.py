"""The conditions of a dashboard as chips, and as a trail to go back on."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wenguo.measure.queries import metrics, names
from wenguo.measure.queries.filters import PERIODS, Filters
from wenguo.measure.queries.words import day_words
from wenguo.understand import queries as understand


@dataclass(frozen=True, slots=True)
class Condition:
    """One chip of the bar: what it is about, what is chosen, and the other choices as addresses."""

    label: str
    chosen: str
    icon: str
    is_on: bool
    choices: list[dict[str, Any]]


def conditions(filters: Filters, path: str) -> list[Condition]:
    """The chips of the bar: period, brand (where there are several), channel, place, category."""
    found = [_period(filters, path)]
    if len(filters.brands) > 1:
        found.append(_one(filters, path, name="brand", label=_("Brand"), choices=filters.brands))
    found.append(_one(filters, path, name="channel", label=_("Channel"), choices=names.channels()))
    if filters.place_names:
        places = [(str(pk), name) for pk, name in filters.place_names.items()]
        found.append(_one(filters, path, name="place", label=_("Place"), choices=places))
    choices = [one for parent, children in understand.category_choices() for one in _family(parent, children)]
    found.append(_one(filters, path, name="category", label=_("Category"), choices=choices))
    return found


def _family(parent: str, children: list[tuple[str, str]]) -> list[tuple[str, str]]:
    code = metrics.domain_of(children[0][0])
    inner = [(one, f"\u2003{name}") for one, name in children if one != code]
    return [(code, parent), *inner]


def _period(filters: Filters, path: str) -> Condition:
    choices = [
        {
            "label": _("Last %(n)d days") % {"n": days},
            "href": filters.address(path, days=days, **{"from": "", "to": ""}),
            "is_current": filters.days == days,
        }
        for days in PERIODS
    ]
    return Condition(filters.period, filters.range if filters.days else "", "calendar-event", True, choices)


def _one(filters: Filters, path: str, *, name: str, label: str, choices: list[tuple[str, str]]) -> Condition:
    chosen = filters.values.get(name, "")
    shown = dict(choices).get(chosen, chosen).strip()
    listed = [
        {"label": each, "href": filters.address(path, **{name: code}), "is_current": code == chosen}
        for code, each in [("", _("All")), *choices]
    ]
    return Condition(label, shown or _("All"), "", bool(chosen), listed)


def crumbs(filters: Filters, path: str) -> list[dict[str, str]]:
    """The conditions in force besides the period, each with the address that takes it away."""
    found = [
        {"label": _shown(filters, name), "href": filters.address(path, **{name: ""})}
        for name in ("brand", "channel", "place", "category", "polarity", "kind", "word")
        if name in filters.values
    ]
    if not filters.days and filters.part.days == 1:
        day = {
            "label": day_words(filters.part.from_day),
            "href": filters.address(path, days=30, **{"from": "", "to": ""}),
        }
        found.insert(0, day)
    return found


def _shown(filters: Filters, name: str) -> str:
    value = filters.values[name]
    match name:
        case "brand":
            return dict(filters.brands).get(value, value)
        case "channel":
            return names.channel_name(value)
        case "place":
            return filters.place_names.get(int(value), value)
        case "category":
            return names.category_name(value)
        case "word":
            return _("“%(word)s”") % {"word": value}
    return understand.name_of(name, value)
