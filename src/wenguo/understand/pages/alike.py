"""What says the same, as a part of the pages of a feedback and of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wenguo.listen import queries as listen
from wenguo.understand import queries
from wenguo.understand.pages.rows import rows_of

if TYPE_CHECKING:
    from wenguo.base.http import Request

SHOWN = 4


@require_safe
def alike(request: Request, feedback_id: int) -> HttpResponse:
    """The section with what says the same; nothing where a feedback stands alone."""
    row = listen.get_feedback(request.actor, feedback_id)
    found = queries.alike_to(request.actor, row)
    context = {
        "rows": rows_of(found.others[:SHOWN]),
        "count": found.count,
        "more": max(found.count - SHOWN, 0),
        "before": found.repeat_of,
    }
    return render(request, "understand/alike.html", context)
