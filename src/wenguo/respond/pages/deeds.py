"""Deeds on a case: each has an address, a form (often empty) and one action. They open in the drawer or as a page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from wenguo.base.actor import Actor
from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.base.http import Request
from wenguo.listen.actions import FieldsInvalid
from wenguo.respond import actions, queries
from wenguo.respond.domain.moves import may
from wenguo.respond.models import Case
from wenguo.respond.pages.deed_types import Deed, facts_of
from wenguo.respond.pages.deeds_escalation import ESCALATION_DEEDS
from wenguo.respond.pages.deeds_routing import ROUTING_DEEDS
from wenguo.respond.pages.deeds_together import TOGETHER_DEEDS
from wenguo.respond.pages.forms import (
    AssignForm,
    CloseForm,
    DeedForm,
    FollowUpForm,
    OwnFieldsForm,
    ReasonForm,
    RecategoriseForm,
    ResolveForm,
)
from wenguo.respond.queries import NextStep


def _assign(form: AssignForm) -> None:
    actions.assign(**facts_of(form), assignee=form.chosen())


def _recategorise(form: RecategoriseForm) -> None:
    actions.recategorise(**facts_of(form), category=form.cleaned_data["category"])


def _resolve(form: ResolveForm) -> None:
    actions.resolve(**facts_of(form), **form.cleaned_data, own=form.own.given())


def _set_fields(form: OwnFieldsForm) -> None:
    actions.set_fields(**facts_of(form), values=form.own.given())


def _follow_up(form: FollowUpForm) -> None:
    actions.follow_up(**facts_of(form), **form.cleaned_data)


def _close(form: CloseForm) -> None:
    actions.close(**facts_of(form), **form.cleaned_data)


def _wait(form: DeedForm) -> None:
    actions.wait_for_customer(**facts_of(form))


def _resume(form: DeedForm) -> None:
    actions.resume(**facts_of(form))


def _reopen(form: ReasonForm) -> None:
    actions.reopen(**facts_of(form), reason=form.cleaned_data["reason"])


OPEN, WAITING, RESOLVED, CLOSED = (str(status) for status in Case.Status.values)
WORKED_ON = (OPEN, WAITING)
DEEDS = [
    Deed(
        "assign",
        _("Assign"),
        "users",
        _("The new owner sees at once that it is theirs, and why."),
        _("Given on."),
        "respond.assign",
        (OPEN, WAITING, RESOLVED),
        AssignForm,
        _assign,
        key="a",
        is_near=True,
    ),
    Deed(
        "resolve",
        _("Resolve"),
        "circle-check",
        _("Say what was done, how it came out and why it happened. The follow-up clock starts."),
        _("Resolved. The follow-up clock is running."),
        "respond.resolve",
        WORKED_ON,
        ResolveForm,
        _resolve,
        key="e",
        is_near=True,
    ),
    Deed(
        "follow-up",
        _("Follow up"),
        "phone-call",
        _("You asked the customer whether all is well now. If it is not, the case is taken up again."),
        _("Followed up."),
        "respond.resolve",
        (RESOLVED,),
        FollowUpForm,
        _follow_up,
        is_near=True,
    ),
    Deed(
        "close",
        _("Close"),
        "archive",
        _("Nothing is left to do. The customer can still reopen it from the tracking page."),
        _("Closed."),
        "respond.resolve",
        (RESOLVED,),
        CloseForm,
        _close,
    ),
    Deed(
        "wait",
        _("Wait for the customer"),
        "player-pause",
        _("The clocks stand still until the customer writes, or until you say otherwise."),
        _("Waiting for the customer; the clocks stand still."),
        "respond.reply",
        (OPEN,),
        DeedForm,
        _wait,
    ),
    Deed(
        "resume",
        _("Stop waiting"),
        "player-play",
        _("The clocks run on with the time that was left."),
        _("The clocks run on."),
        "respond.reply",
        (WAITING,),
        DeedForm,
        _resume,
        is_near=True,
    ),
    Deed(
        "recategorise",
        _("Change the category"),
        "tag",
        _("The case goes to the team that handles this category; the analysis learns from it."),
        _("The category is changed."),
        "understand.correct",
        (OPEN, WAITING, RESOLVED),
        RecategoriseForm,
        _recategorise,
    ),
    Deed(
        "reopen",
        _("Reopen"),
        "arrow-back-up",
        _("The solution clock starts again; outcome and cause are asked for anew."),
        _("Reopened."),
        "respond.resolve",
        (RESOLVED, CLOSED),
        ReasonForm,
        _reopen,
        fits=lambda case: case.merged_into_id is None,
    ),
    Deed(
        "fields",
        _("Fill in the fields"),
        "forms",
        _("What else this brand wants to know of the case."),
        _("Saved."),
        "respond.reply",
        (OPEN, WAITING, RESOLVED),
        OwnFieldsForm,
        _set_fields,
        # Offered by the card of the fields, where there are any.
        fits=lambda _case: False,
    ),
    *ESCALATION_DEEDS,
    *ROUTING_DEEDS,
    *TOGETHER_DEEDS,
]
BY_SLUG = {deed.slug: deed for deed in DEEDS}
# Deeds that the brand's table of moves must allow.
MOVES = {"resolve": "resolve", "follow-up": "follow_up", "close": "close", "reopen": "reopen"}
# Next step → deed.
STEPS = {
    "assign": "assign",
    "resolve": "resolve",
    "follow_up": "follow-up",
    "close": "close",
    "wait": "resume",
}


def deeds_of(actor: Actor, case: Case) -> list[Deed]:
    """What this actor can do to the case as it stands, in the order of its life."""
    table, stage, role = queries.moves_of(case.brand_id), queries.stage_of(case), queries.role_of(actor)
    return [
        deed
        for deed in DEEDS
        if case.status in deed.statuses
        and actor.can(deed.permission)
        and deed.fits(case)
        and (deed.slug not in MOVES or may(table, MOVES[deed.slug], stage=stage, role=role))
    ]


def next_deed(case: Case, step: NextStep, *, deeds: list[Deed], can_reply: bool) -> dict[str, Any] | None:
    """The button of the next step: an answer is written below, everything else is a deed; None if it is not theirs."""
    if step.code == "reply":
        return {"href": "#reply-text", "icon": "pencil", "drawer": False} if can_reply else None
    slug = STEPS.get(step.code, "")
    deed = next((deed for deed in deeds if deed.slug == slug), None)
    if deed is None or step.code == "wait":
        return None
    return {"href": reverse("case-deed", args=[case.number, slug]), "icon": deed.icon, "drawer": True}


@require_http_methods(["GET", "POST"])
def case_deed(request: Request, number: str, deed: str) -> HttpResponse:
    """Ask what is needed for the deed, do it, and go back to the case."""
    case = queries.get_case(request.actor, number)
    chosen = BY_SLUG.get(deed)
    if chosen is None:
        raise NotFound
    if not request.actor.can(chosen.permission):
        raise NotAllowed
    form = chosen.form(request.POST or None, actor=request.actor, case=case)
    if request.method == "POST":
        form = chosen.form(request.POST, actor=request.actor, case=case)
        if request.POST.get("refresh") and isinstance(form, OwnFieldsForm):
            return render(request, "ui/own_fields.html", {"own": form.own})
        if form.is_valid() and _performed(chosen, form):
            messages.success(request, str(chosen.done))
            return _back(request, case)
    template = "respond/deed.html#form" if request.htmx else "respond/deed.html"
    context = {"case": case, "deed": chosen, "form": form, "is_part": bool(request.htmx)}
    return render(request, template, context, status=422 if form.errors else 200)


def _performed(deed: Deed, form: DeedForm) -> bool:
    try:
        deed.perform(form)
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        if isinstance(refusal, FieldsInvalid) and isinstance(form, OwnFieldsForm):
            form.own.explain(refusal.problems)
        form.add_error(None, str(refusal.message))
        return False
    return True


def _back(request: Request, case: Case) -> HttpResponse:
    address = reverse("case", args=[case.number])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
