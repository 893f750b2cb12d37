"""The queue's views and filter chips: each is a plain link, so every state of the queue has an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.base.bilingual import in_language
from wenguo.listen.queries import channel_names, fields_of_brands, value_words
from wenguo.people import queries as people
from wenguo.respond.queries import COUNT_CAP, QueueFilters
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.models import OwnField
    from wenguo.people.models import Brand, Team
    from wenguo.respond.models import SavedView
    from wenguo.respond.queries.types import View

VIEW_NAMES: Mapping[View, tuple[str | Promise, str]] = {
    "mine": (gettext_lazy("My cases"), "inbox"),
    "due_soon": (gettext_lazy("About to breach"), "clock"),
    "waiting": (gettext_lazy("Waiting for the customer"), "hourglass-high"),
    "team": (gettext_lazy("My teams"), "users-group"),
    "unassigned": (gettext_lazy("Unassigned"), "user-plus"),
    "escalated": (gettext_lazy("Escalated"), "arrow-bar-to-up"),
    "open": (gettext_lazy("All open"), "stack-2"),
    "closed": (gettext_lazy("Closed"), "archive"),
}
GROUPS: tuple[tuple[str | Promise, tuple[View, ...]], ...] = (
    (gettext_lazy("Mine"), ("mine", "due_soon", "waiting")),
    (gettext_lazy("Team"), ("team", "unassigned", "escalated", "open", "closed")),
)
ORDER_NAMES = {
    "priority": gettext_lazy("By priority"),
    "due": gettext_lazy("By deadline"),
    "newest": gettext_lazy("Newest first"),
}
# In these views nothing is ranked: what was handled is read newest first.
UNRANKED = ("all", "closed")


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of a menu or one chip."""

    label: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """One thing to filter by: its name and what can be chosen; ``chosen`` is the label of what is set."""

    name: str
    label: str
    value: str
    pairs: list[tuple[str, str]]
    choices: list[Choice]
    chosen: str = ""
    without: str = ""
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the reader may filter by besides fixed labels: the brands and teams they see, and their names by id."""

    brands: list[Brand]
    teams: list[Team]
    fields: list[OwnField]


def surroundings_of(actor: Actor) -> Surroundings:
    """Three queries, whatever the filters."""
    brands = list(people.visible_brands(actor))
    return Surroundings(
        brands, list(people.visible_teams(actor)), fields_of_brands([one.pk for one in brands])
    )


def read_filters(query: QueryDict) -> QueueFilters:
    """The filters of an address."""
    return QueueFilters.from_values(query.dict())


@lru_cache(maxsize=1024)
def href(filters: QueueFilters) -> str:
    """The address of the queue in this state."""
    values = {
        name: value for name, value in filters.as_values().items() if (name, value) != ("order", "priority")
    }
    return f"{reverse('queue')}?{urlencode(values)}"


def export_href(filters: QueueFilters) -> str:
    """The same cases as a file."""
    return f"{reverse('queue-export')}?{urlencode(filters.as_values())}"


def count_words(count: int) -> str:
    """46, or 1000+ where counting stopped."""
    return f"{COUNT_CAP}+" if count > COUNT_CAP else str(count)


def view_groups(
    filters: QueueFilters, *, counts: Mapping[View, int], saved: Iterable[SavedView]
) -> list[dict[str, Any]]:
    """The left column: standing views with counts, then the reader's own."""
    current = filters.as_values()
    own = [(view, QueueFilters.from_values(view.filters)) for view in saved]
    chosen = next((view.pk for view, kept in own if kept.as_values() == current), None)
    groups: list[dict[str, Any]] = [
        {
            "label": label,
            "views": [_standing(view, filters, counts, is_own=chosen is not None) for view in views],
        }
        for label, views in GROUPS
    ]
    kept_views = [
        {
            "label": view.name,
            "href": href(kept),
            "icon": "bookmark",
            "id": view.pk,
            "is_current": view.pk == chosen,
        }
        for view, kept in own
    ]
    shared = [
        {"label": _("Incidents"), "href": reverse("incidents"), "icon": "urgent"},
        {"label": _("Appeals"), "href": reverse("appeals"), "icon": "scale"},
        {"label": _("Outreach"), "href": reverse("outreaches"), "icon": "speakerphone"},
    ]
    groups.append({"label": _("Together"), "views": shared})
    groups.append({"label": _("Saved"), "views": kept_views, "is_saved": True})
    return groups


def _standing(
    view: View, filters: QueueFilters, counts: Mapping[View, int], *, is_own: bool
) -> dict[str, Any]:
    label, icon = VIEW_NAMES[view]
    return {
        "label": label,
        "icon": icon,
        "href": href(QueueFilters(view=view)),
        "count": None if view == "closed" else count_words(counts[view]),
        "is_current": filters.view == view and not is_own,
        "warn": view == "due_soon" and counts[view] > 0,
    }


def title_of(filters: QueueFilters, saved: Iterable[SavedView]) -> str:
    """What the list is called: the saved view whose filters these are, else the standing view."""
    current = filters.as_values()
    for view in saved:
        if QueueFilters.from_values(view.filters).as_values() == current:
            return view.name
    return str(VIEW_NAMES[filters.view][0]) if filters.view in VIEW_NAMES else _("All cases")


def menus(filters: QueueFilters, around: Surroundings) -> list[Menu]:
    """Every thing to filter by; those with nothing to choose between are left out."""
    mains = {code.split(".")[0] for code in understanding.all_categories()}
    categories = [pair for pair in understanding.choices_of("category") if pair[0] in mains]
    found = [
        _menu(filters, "brand", _("Brand"), [(brand.slug, str(brand)) for brand in around.brands]),
        _menu(filters, "channel", _("Channel"), channel_names()),
        _menu(filters, "category", _("Category"), categories),
        _menu(filters, "risk", _("Risk"), understanding.choices_of("risks")),
        _menu(filters, "kind", _("Kind"), understanding.choices_of("kind"), is_extra=True),
        _menu(filters, "team", _("Team"), [(team.key, str(team)) for team in around.teams], is_extra=True),
        _field_menu(filters, around),
    ]
    return [menu for menu in found if len(menu.choices) > 1 or menu.chosen]


def _menu(
    filters: QueueFilters, name: str, label: str, pairs: list[tuple[str, str]], *, is_extra: bool = False
) -> Menu:
    value = getattr(filters, name)
    without_it = _with(filters, **{name: ""})
    choices = [Choice(word, f"{without_it}&{name}={quote(code)}", code == value) for code, word in pairs]
    chosen = dict(pairs).get(value, value)
    if name == "category" and value and value not in dict(pairs):
        chosen = understanding.name_of("category", value)
    return Menu(name, label, value, pairs, choices, chosen, without_it, is_extra and not chosen)


def _field_menu(filters: QueueFilters, around: Surroundings) -> Menu:
    pairs = [pair for row in around.fields for pair in _field_pairs(row)]
    menu = _menu(filters, "field", _("Own field"), list(dict.fromkeys(pairs)), is_extra=True)
    code, _colon, wanted = filters.field.partition(":")
    if ".." in wanted:
        low, _dots, high = wanted.partition("..")
        name = next((str(row) for row in around.fields if row.code == code), code)
        return replace(menu, chosen=f"{name} {low or '…'}–{high or '…'}", is_extra=False)
    return menu


def _field_pairs(row: OwnField) -> list[tuple[str, str]]:
    """What a field can be filtered by: its options, yes and no; for numbers that it is filled in, or by a range."""
    if row.kind in {"choice", "choices"}:
        return [(f"{row.code}:{one['code']}", f"{row} · {in_language(one)}") for one in row.options]
    if row.kind == "yes_no":
        return [
            (f"{row.code}:{word}", f"{row} · {value_words(row, word == 'yes')}") for word in ("yes", "no")
        ]
    if row.kind in {"number", "money"}:
        return [(f"{row.code}:", _("%(name)s, filled in or from … to …") % {"name": row})]
    return []


def _with(filters: QueueFilters, **changes: Any) -> str:
    return href(replace(filters, **changes))


def without(filters: QueueFilters) -> dict[str, str]:
    """The addresses that drop the words, or the colleague, from the filter."""
    return {
        "without_q": href(replace(filters, q="")),
        "without_owner": href(replace(filters, assignee=None)),
    }


def orders(filters: QueueFilters) -> list[Choice]:
    """By what the list is sorted; nothing where the order is fixed."""
    if filters.view in UNRANKED:
        return []
    return [
        Choice(str(label), _with(filters, order=order), order == filters.order)
        for order, label in ORDER_NAMES.items()
    ]
