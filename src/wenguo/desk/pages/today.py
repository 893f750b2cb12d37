"""My day: what is due, who called, what is open, and one sentence about yesterday."""

from datetime import timedelta
from typing import Literal

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wenguo.base.actor import Actor
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.measure.queries import metrics
from wenguo.respond import queries as respond
from wenguo.respond.queries import QueueFilters

DUE = 12


@require_GET
def home(request: Request) -> HttpResponseRedirect:
    """Where each role begins: executives with the figures, editors with improvements, everybody else with today."""
    if request.actor.kind != "person":
        return redirect("account_login")
    if request.actor.role == "executive":
        return redirect("dashboard")
    return redirect("my-day")


@require_GET
def my_day(request: Request) -> HttpResponse:
    """What to do now, in order."""
    actor, moment = request.actor, now()
    actor.require("respond.read")
    counts = respond.queue_counts(actor, now=moment)
    view: Literal["mine", "team", "open"] = "mine" if counts["mine"] else "team" if counts["team"] else "open"
    filters = QueueFilters(view=view, order="due")
    due = [
        case
        for case in respond.queue_page(actor, filters, cursor=None, size=DUE, now=moment).rows
        if case.next_due_at is not None
    ]
    context = {
        "hello": _hello(localtime(moment).hour) % {"name": actor.name},
        "counts": counts,
        "view": view,
        "due": due,
        "next": due[0] if due else None,
        "overdue": sum(1 for case in due if case.next_due_at and case.next_due_at <= moment),
        "approvals": respond.approvals_for(actor, now=moment)[:8],
        "promises": list(respond.promises_to_keep(actor)[:8]),
        "asks": list(respond.asks_of(actor)[:8]),
        "mentions": list(respond.mentions_of(actor)[:8]),
        "yesterday": _yesterday(actor),
    }
    return render(request, f"desk/today.html{'#day' if request.htmx else ''}", context)


def _hello(hour: int) -> str:
    if hour < 11:
        return _("Good morning, %(name)s")
    return _("Good afternoon, %(name)s") if hour < 18 else _("Good evening, %(name)s")


def _yesterday(actor: Actor) -> str:
    day = localtime(now()).date() - timedelta(1)
    part = metrics.day_for(actor, day)
    figures = metrics.figures(part)
    if not figures.total:
        return _("Yesterday nothing came in.")
    words = {"n": figures.total, "negative": figures.negative.hits, "met": figures.first_reply_in_time.hits}
    replied = figures.first_reply_in_time.n
    if not replied:
        return _("Yesterday %(n)d pieces of feedback came in, %(negative)d of them negative.") % words
    if figures.first_reply_in_time.hits == replied:
        return (
            _("Yesterday %(n)d pieces of feedback came in; every first reply (%(met)d) was in time.") % words
        )
    words["replied"] = replied
    return (
        _("Yesterday %(n)d pieces of feedback came in; %(met)d of %(replied)d first replies were in time.")
        % words
    )
