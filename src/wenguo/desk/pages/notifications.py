"""The bell: colleagues who called upon me, or wait for my approval, and deadlines that are near or over."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.respond import queries as respond

MOST = 30


@require_GET
def notifications(request: Request) -> HttpResponse:
    """The list for the drawer; ``part=count`` gives the number on the bell, empty for none."""
    request.actor.require("respond.read")
    mentions = respond.mentions_of(request.actor)
    waiting = respond.approvals_for(request.actor, now=now())
    promises = list(respond.pressing_promises(request.actor)[:MOST])
    alarms = respond.alarms_of(request.actor)
    if request.GET.get("part") == "count":
        count = mentions.order_by()[:100].count() + alarms.order_by()[:100].count()
        count += len(waiting) + len(promises)
        return HttpResponse("" if not count else "99+" if count > 99 else str(count))
    context = {
        "mentions": list(mentions[:MOST]),
        "approvals": waiting[:MOST],
        "promises": promises,
        "alarms": list(alarms[:MOST]),
    }
    return render(request, f"desk/notifications.html{'#drawer' if request.htmx else ''}", context)
