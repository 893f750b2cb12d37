"""The rail on the left: entries come from the site, which knows every room; here they are filtered and marked."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Entry:
    """One destination of the rail. ``section`` is the first part of the address under which it counts as current."""

    url_name: str
    icon: str
    label: str | Promise
    permission: str
    section: str


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the entries that this actor may open."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.kind != "person":
        return {"navigation": []}
    entries: list[Entry] = import_string(settings.WENGUO_NAVIGATION)
    return {
        "navigation": [
            {
                "url": reverse(entry.url_name),
                "icon": entry.icon,
                "label": entry.label,
                "is_current": request.path.startswith(entry.section),
            }
            for entry in entries
            if actor.can(entry.permission)
        ]
    }
