"""The cases of one customer, as a part of the customer's page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wenguo.base.http import Request
from wenguo.respond import queries
from wenguo.respond.pages.rows import row_of

MOST = 50


@require_GET
def customer_cases(request: Request, customer_id: int) -> HttpResponse:
    """Newest first, with state and result; pulled in by the page that joins the rooms."""
    request.actor.require("respond.read")
    cases = list(queries.cases_of_customer(request.actor, customer_id)[: MOST + 1])
    context = {"rows": [row_of(case) for case in cases[:MOST]], "has_more": len(cases) > MOST}
    return render(request, "respond/customer_cases.html", context)
