"""Watching a case with one click, and who else does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wenguo.kernel.clock import now
from wenguo.respond import actions, queries

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.base.http import Request
    from wenguo.respond.models import Case


@require_POST
def case_watch(request: Request, number: str) -> HttpResponse:
    """Watch the case, or (``on`` is 0) no longer."""
    case = queries.get_case(request.actor, number)
    deed = actions.unwatch if request.POST.get("on") == "0" else actions.watch
    deed(actor=request.actor, case=case, now=now())
    if request.htmx:
        return render(request, "respond/case_watch.html", {"case": case, **watch_card(request.actor, case)})
    return redirect("case", case.number)


def watch_card(actor: Actor, case: Case) -> dict[str, Any]:
    """The button and the list beside it."""
    rows = queries.watchers_of(case)
    return {"watchers": rows, "is_watching": any(row.user_id == actor.user_id for row in rows)}
