"""The bell: colleagues who called upon me or wait for my approval, what I watch, deadlines that are near or over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries as respond

MOST = 30


@require_GET
def notifications(request: Request) -> HttpResponse:
    """The list for the drawer; ``part=count`` gives the number on the bell, empty for none."""
    request.actor.require("respond.read")
    bell = respond.bell_of(request.actor, now=now())
    if request.GET.get("part") == "count":
        count = bell.count
        return HttpResponse("" if not count else "99+" if count > 99 else str(count))
    return _list(request, bell)


@require_POST
def notifications_seen(request: Request) -> HttpResponse:
    """Everything on the bell was read; what is still to be done stays on it."""
    actions.see_all(actor=request.actor, now=now())
    if request.htmx:
        return _list(request, respond.bell_of(request.actor, now=now()))
    messages.success(request, _("Read."))
    return redirect("notifications")


def _list(request: Request, bell: respond.Bell) -> HttpResponse:
    context = {
        "mentions": list(bell.mentions[:MOST]),
        "approvals": bell.approvals[:MOST],
        "promises": list(bell.promises[:MOST]),
        "alarms": list(bell.alarms[:MOST]),
        "notices": [
            {"row": row, "words": respond.notice_words(row), "icon": respond.notice_icon(row)}
            for row in bell.notices[:MOST]
        ],
    }
    return render(request, f"desk/notifications.html{'#drawer' if request.htmx else ''}", context)
