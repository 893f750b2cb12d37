"""The lower part of a case's right column. It is loaded after the page: an agent reads the letter first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wenguo.respond import queries
from wenguo.respond.pages import case_facts as facts
from wenguo.respond.pages.amends_facts import amends_card
from wenguo.respond.pages.promises import promises_card
from wenguo.respond.pages.rows import TIER_ICONS

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.respond.models import Case


@require_safe
def case_more(request: Request, number: str) -> HttpResponse:
    """The cards as a part of the case page."""
    request.actor.require("respond.read")
    row = queries.get_case(request.actor, number)
    return render(request, "respond/case_more.html", more_of(request, row))


def more_of(request: Request, row: Case) -> dict[str, Any]:
    """Who it is, what was promised and offered, what came of it, and cases like it."""
    feedback = queries.feedback_of_case(row)
    may_write = row.closed_at is None and request.actor.can("respond.reply")
    return {
        "case": row,
        "is_part": True,
        "first": feedback[0] if feedback else None,
        "tier_icon": TIER_ICONS.get(row.customer.tier, "") if row.customer else "",
        "history": facts.history_of(request.actor, row, [one.pk for one in feedback]),
        "own_values": queries.fields_of_case(row),
        "asks_fields": may_write and bool(queries.questions_about(row, place="case").specs),
        "similar": queries.similar_solved(request.actor, row),
        **amends_card(request.actor, row),
        **promises_card(request.actor, row),
    }
