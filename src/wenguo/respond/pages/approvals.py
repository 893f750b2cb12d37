"""Requests for approval: what waits for me, and one of them with all that is needed to decide it on a phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import Approval
from wenguo.respond.pages.amends_facts import advice_view, row_view
from wenguo.respond.pages.amends_forms import DecideForm
from wenguo.respond.pages.amends_settings_forms import AwayForm

RECENT = 20


@require_GET
def approvals(request: Request) -> HttpResponse:
    """What waits for the reader, what they asked for, and what was decided lately."""
    actor = request.actor
    actor.require("respond.read")
    rows = queries.visible_approvals(actor).order_by("-id")
    context = {
        "waiting": queries.approvals_for(actor, now=now()),
        "asked": list(rows.filter(compensation__made_by_id=actor.user_id or 0, decision="waiting")[:RECENT]),
        "decided": list(rows.filter(decision__in=["granted", "denied"])[:RECENT]),
        "deputy_form": _deputy_form(request),
        "may_set": actor.can("respond.authority"),
        "may_compare": actor.can("measure.read"),
    }
    return render(request, "respond/approvals.html", context)


@require_http_methods(["GET", "POST"])
def approval(request: Request, approval_id: int) -> HttpResponse:
    """The request with the case attached; two buttons."""
    request.actor.require("respond.read")
    row = queries.get_approval(request.actor, approval_id)
    form = DecideForm(request.POST or None)
    if request.method == "POST":
        form = DecideForm(request.POST)
        if form.is_valid() and _decided(request, row, form):
            granted = form.cleaned_data["grants"]
            messages.success(request, _("Approved.") if granted else _("Refused; your colleague sees why."))
            return redirect("approvals")
    status = 422 if request.method == "POST" else 200
    return render(request, "respond/approval.html", _context(request, row, form), status=status)


@require_POST
def deputy_set(request: Request) -> HttpResponse:
    """The reader names who decides for them while they are away."""
    request.actor.require("respond.approve")
    user = people.get_colleague(request.actor, request.actor.user_id or 0)
    form = _deputy_form(request, request.POST)
    if form is not None and form.is_valid():
        try:
            actions.set_deputy(actor=request.actor, user=user, now=now(), **form.cleaned_data)
            messages.success(request, _("Saved."))
        except Refused as refusal:
            messages.error(request, str(refusal.message))
    else:
        messages.error(request, _("Choose a colleague, and a time that ends after it begins."))
    return redirect("approvals")


def _deputy_form(request: Request, given: QueryDict | None = None) -> AwayForm | None:
    if not request.actor.can("respond.approve") or request.actor.user_id is None:
        return None
    return AwayForm(given, actor=request.actor)


def _decided(request: Request, row: Approval, form: DecideForm) -> bool:
    try:
        actions.decide(actor=request.actor, approval=row, now=now(), **form.cleaned_data)
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        form.add_error("reason" if "reason" in refusal.fields else None, str(refusal.message))
        return False
    return True


def _context(request: Request, row: Approval, form: DecideForm) -> dict[str, Any]:
    compensation = row.compensation
    case = compensation.case
    known = queries.advice(
        request.actor,
        case,
        harm=compensation.harm,
        fault=compensation.fault,
        price=compensation.price,
        kind=compensation.kind,
        currency=compensation.currency,
        now=now(),
    )
    waiting = queries.approvals_for(request.actor, now=now())
    return {
        "approval": row,
        "view": row_view(compensation, may=False),
        "case": case,
        "form": form,
        "advice": advice_view(known, compensation.amount),
        "obstacles": [queries.obstacle_words(code) for code in compensation.obstacles],
        "role_name": people.role_name(row.role),
        "can_decide": any(one.pk == row.pk for one in waiting),
        "steps": queries.offer_steps_of(case),
        "said": queries.feedback_of_case(case),
    }
