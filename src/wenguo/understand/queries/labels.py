"""Names of labels in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _, pgettext

from wenguo.base.bilingual import in_language
from wenguo.understand.domain import labels
from wenguo.understand.domain.readings import NONE
from wenguo.understand.domain.taxonomy import CATEGORIES, parent_of
from wenguo.understand.models import Category

if TYPE_CHECKING:
    from wenguo.base.actor import Actor

TABLES: Mapping[str, Mapping[str, labels.Label]] = {
    "kind": labels.KINDS,
    "polarity": labels.POLARITIES,
    "intensity": labels.INTENSITIES,
    "urgency": labels.URGENCIES,
    "emotions": labels.EMOTIONS,
    "demands": labels.DEMANDS,
    "risks": labels.RISKS,
    "need": labels.NEEDS,
    "style": labels.STYLES,
}
# Categories change a few times a year and are named hundreds of times a page.
KEEP_SECONDS = 30.0
Names = dict[str, dict[str, str]]
_kept: dict[str, tuple[float, Names]] = {}


def all_categories() -> Names:
    """Bilingual names of the active categories by code, in order: those of the installation, else the
    shipped ones.
    """
    at, names = _kept.get("names", (0.0, {}))
    if not names or monotonic() - at > KEEP_SECONDS:
        rows = list(Category.objects.filter(is_active=True).order_by("position", "id"))
        names = {row.code: row.name for row in rows} or {code: one.names for code, one in CATEGORIES.items()}
        _kept["names"] = (monotonic(), names)
    return names


def _given_up() -> Names:
    at, names = _kept.get("given_up", (0.0, {}))
    if not at or monotonic() - at > KEEP_SECONDS:
        names = dict(Category.objects.filter(is_active=False).values_list("code", "name"))
        _kept["given_up"] = (monotonic(), names)
    return names


def forget_names() -> None:
    """Read the names again at the next question: they have just been changed by this process."""
    _kept.clear()


def own_categories(actor: Actor) -> list[Category]:
    """The installation's own categories, given-up ones last; nothing for those who may not edit them."""
    if not actor.can("understand.taxonomy"):
        return []
    return list(Category.objects.filter(is_own=True).order_by("-is_active", "code"))


def name_of(label: str, code: Any) -> str:
    """The name of a value such as ``kind`` ``complaint``; the code itself for one that is not known (any
    more).
    """
    code = "" if code is None else str(code)
    if code == NONE:
        return pgettext("label", "none")
    if label in {"category", "categories"}:
        shipped = CATEGORIES.get(code)
        names = all_categories().get(code) or (shipped.names if shipped else _given_up().get(code, {}))
    else:
        known = TABLES[label].get(code)
        names = known.names if known else {}
    return in_language(names) or code


def icon_of(label: str, code: Any) -> str:
    """The icon beside the name; a second-level category has its parent's."""
    code = str(code)
    if label in {"category", "categories"}:
        known = CATEGORIES.get(code) or CATEGORIES.get(parent_of(code))
        return known.icon if known else "tag"
    known = TABLES[label].get(code)
    return known.icon if known else ""


def choices_of(label: str) -> list[tuple[str, str]]:
    """(code, name) of every value of a label, in its natural order."""
    if label in {"category", "categories"}:
        return [(code, name_of("category", code)) for code in all_categories()]
    return [(code, name_of(label, code)) for code in TABLES[label]]


def choice_groups(label: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a person may choose, in groups with a heading; an optional label may also be absent."""
    if label in {"category", "categories"}:
        return category_choices()
    absent = [(NONE, name_of(label, NONE))] if label in labels.OPTIONAL else []
    return [("", [*choices_of(label), *absent])]


def category_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Second-level categories under the name of their parent; ``other`` stands alone."""
    names = all_categories()
    groups: dict[str, list[tuple[str, str]]] = {}
    parents = {parent_of(code) for code in names}
    for code in names:
        if code not in parents:
            groups.setdefault(parent_of(code) or code, []).append((code, name_of("category", code)))
    return [(name_of("category", parent), children) for parent, children in groups.items()]


def is_code(label: str, code: Any) -> bool:
    """Whether a person may choose this value. For a category: an active one of the lowest level."""
    if label not in {"category", "categories"}:
        return str(code) in TABLES[label]
    names = all_categories()
    return code in names and code not in {parent_of(other) for other in names}


def label_title(label: str) -> str:
    """What a label is called: Category, Kind …"""
    return {
        "category": _("Category"),
        "demands": _("Demands"),
        "risks": _("Risks"),
        "kind": _("Kind"),
        "polarity": _("Polarity"),
        "intensity": _("Strength"),
        "urgency": pgettext("label", "Urgency"),
        "emotions": _("Emotions"),
        "categories": _("Also about"),
        "need": pgettext("label", "Need"),
        "style": pgettext("label", "Style"),
    }.get(label, label)


def values_words(label: str, value: Any) -> str:
    """One or several values of a label in words; a dash for none."""
    values = value if isinstance(value, list) else [value]
    return _(", ").join(name_of(label, code) for code in values) or "–"


def is_category(code: str) -> bool:
    """Whether cases can be in this category, or in one of the group that it names."""
    return any(name == code or name.startswith(f"{code}.") for name in all_categories())
