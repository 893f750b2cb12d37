"""Appeals for those who choose the reviewer and for the reviewer; the card on the case and the list of open ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import Appeal

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.respond.models import Case

MOST = 200


class DecisionForm(forms.Form):
    """How the review came out; the words go to the customer, the findings stay inside."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=Appeal.Outcome.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What the customer is told"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "It is sent at once. If the answer stays no, bodies outside are named below it."
        ),
    )
    findings = forms.CharField(
        label=gettext_lazy("What the review found (stays inside)"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_GET
def appeals(request: Request) -> HttpResponse:
    """Appeals that wait for a reviewer or a decision, the oldest first."""
    request.actor.require("respond.read")
    rows = list(queries.open_appeals(request.actor)[:MOST])
    context = {"rows": rows, "may_choose": request.actor.can("respond.approve")}
    return render(request, "respond/appeals.html", context)


@require_POST
def appeal_reviewer(request: Request, number: str) -> HttpResponse:
    """Give the appeal to a colleague."""
    case = queries.get_case(request.actor, number)
    request.actor.require("respond.approve")
    try:
        given = request.POST.get("reviewer", "")
        if not given.isdecimal():
            raise Refused(_("Choose a colleague."))
        reviewer = people.get_colleague(request.actor, int(given[:18]))
        appeal = queries.get_appeal(request.actor, case)
        actions.choose_reviewer(actor=request.actor, appeal=appeal, reviewer=reviewer, now=now())
        messages.success(request, _("%(name)s looks at it anew.") % {"name": reviewer.name})
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("case", case.number)


@require_POST
def appeal_decision(request: Request, number: str) -> HttpResponse:
    """The reviewer decides."""
    case = queries.get_case(request.actor, number)
    appeal = queries.get_appeal(request.actor, case)
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.decide_appeal(actor=request.actor, appeal=appeal, now=now(), **form.cleaned_data)
            messages.success(request, _("Decided; the customer is told."))
            return redirect("case", case.number)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"case": case, "appeal": appeal, "form": form}
    return render(request, "respond/appeal_decision.html", context, status=422)


def appeal_card(actor: Actor, case: Case) -> dict[str, Any]:
    """What the card on the case shows; nothing where nobody appealed."""
    rows = queries.appeals_of(case)
    newest = rows[0] if rows else None
    is_open = newest is not None and newest.state != Appeal.State.DECIDED
    may_choose = is_open and actor.can("respond.approve")
    may_decide = newest is not None and newest.state == "reviewing" and newest.reviewer_id == actor.user_id
    if may_decide and actor.user_id in queries.recused_ids(case):
        may_decide = False
    return {
        "appeals": rows,
        "may_choose_reviewer": may_choose,
        "reviewers": queries.possible_reviewers(actor, case) if may_choose else [],
        "decision_form": DecisionForm() if may_decide else None,
        "referrals": queries.referrals_of(case, now=now()) if newest else (),
    }
