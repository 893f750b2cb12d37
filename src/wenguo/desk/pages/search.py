"""The page behind the search box."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wenguo.base.http import Request
from wenguo.desk import queries


@require_GET
def search(request: Request) -> HttpResponse:
    """Results in three tabs, newest first, the words marked."""
    request.actor.require("respond.read")
    text = request.GET.get("q", "").strip()[:200]
    found = queries.search(
        request.actor, text, kind=request.GET.get("kind", ""), cursor=request.GET.get("cursor")
    )
    labels = {"feedback": _("Feedback"), "cases": _("Cases"), "customers": _("Customers")}
    tabs = [
        {
            "label": labels[kind],
            "href": f"?{urlencode({'q': text, 'kind': kind})}",
            "count": queries.count_words(found.counts[kind]),
            "is_current": kind == found.kind,
        }
        for kind in queries.KINDS
    ]
    context = {"text": text, "found": found, "tabs": tabs, "kind": found.kind, "page": found}
    return render(request, f"desk/search.html{'#results' if request.htmx else ''}", context)
