"""The bell: colleagues who called upon me in a note."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wenguo.base.http import Request
from wenguo.respond import queries as respond

MOST = 30


@require_GET
def notifications(request: Request) -> HttpResponse:
    """The list for the drawer; ``part=count`` gives the number on the bell, empty for none."""
    request.actor.require("respond.read")
    mentions = respond.mentions_of(request.actor)
    if request.GET.get("part") == "count":
        count = mentions.order_by()[:100].count()
        return HttpResponse("" if not count else "99+" if count > 99 else str(count))
    context = {"mentions": list(mentions[:MOST])}
    return render(request, f"desk/notifications.html{'#drawer' if request.htmx else ''}", context)
