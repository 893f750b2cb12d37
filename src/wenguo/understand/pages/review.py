"""The review: what the machine doubts most, first; each decision teaches the next version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from wenguo.base.paging import page_of
from wenguo.kernel.clock import now
from wenguo.understand import actions, queries
from wenguo.understand.pages.feedback import groups_of
from wenguo.understand.pages.filters import menus_of, read_filters
from wenguo.understand.pages.rows import row_of

if TYPE_CHECKING:
    from wenguo.base.http import Request

SIZE = 20
# In the review what is read is filtered by the list of feedback itself.
FILTERED = ("q", "brand", "channel", "kind", "category", "polarity", "period")


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request) -> HttpResponse:
    """The least certain first, narrowed by what the address says; posting confirms what is selected."""
    request.actor.require("understand.correct")
    if request.method == "POST":
        return _confirm(request)
    rows = queries.doubtful(request.actor)
    is_filtered = any(request.GET.get(name) for name in FILTERED)
    if is_filtered:
        fitting = queries.filtered_feedback(request.actor, read_filters(request.GET, now=now()))
        rows = rows.filter(feedback__in=fitting.select_related(None).order_by().values("pk"))
    page = page_of(rows, order=["confidence", "id"], cursor=request.GET.get("cursor"), size=SIZE)
    context = {
        "page": page,
        "items": [
            {
                "row": row_of(analysis.feedback, analysis),
                # What is absent can be added once the feedback is opened.
                "lines": [line for line in queries.lines_of(analysis, is_editable=True) if line.chips],
            }
            for analysis in page.rows
        ],
        "menus": menus_of(request.actor, request.GET),
        "is_filtered": is_filtered,
        "groups": groups_of(request.actor, "feedback-review"),
    }
    return render(request, "understand/review.html", context)


def _confirm(request: Request) -> HttpResponse:
    chosen = [int(one) for one in request.POST.getlist("feedback") if one.isdecimal() and len(one) < 19]
    done = actions.confirm(actor=request.actor, feedback_ids=chosen, now=now())
    words = ngettext("%(n)d category confirmed.", "%(n)d categories confirmed.", done)
    messages.success(request, words % {"n": done})
    return redirect(request.get_full_path())
