"""What a case has to do with others: its tasks, its incident, linked and merged cases, and who is at it right now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import CaseLink
from wenguo.respond.pages.appeals import appeal_card
from wenguo.respond.pages.panels import ask_expert, conclude, expert_deeds, panel_card

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.people.models import User
    from wenguo.respond.models import Case


class TaskForm(forms.Form):
    """One thing to do; the owner is a colleague's id, or empty for whoever has the case."""

    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=200)
    owner = forms.IntegerField(required=False)
    due_at = forms.DateTimeField(
        label=gettext_lazy("Due"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def case_together(request: Request, number: str) -> HttpResponse:
    """The cards as a part of the case page; a new task is posted here."""
    case = queries.get_case(request.actor, number)
    if request.method == "POST":
        request.actor.require("respond.reply")
        return _done(request, case, lambda: _add_task(request, case))
    return _part(request, case)


@require_POST
def task_tick(request: Request, number: str, task_id: int) -> HttpResponse:
    """Tick a task off, or on again."""
    case = queries.get_case(request.actor, number)
    is_done = request.POST.get("done") == "1"

    def deed() -> None:
        actions.tick_task(actor=request.actor, case=case, task_id=task_id, is_done=is_done, now=now())

    return _done(request, case, deed)


@require_POST
def checklist_add(request: Request, number: str) -> HttpResponse:
    """Put the steps that such cases usually need on the case."""
    case = queries.get_case(request.actor, number)
    return _done(request, case, lambda: actions.add_checklist(actor=request.actor, case=case, now=now()))


@require_POST
def link_add(request: Request, number: str) -> HttpResponse:
    """Link another case."""
    case = queries.get_case(request.actor, number)
    other, kind = request.POST.get("other", ""), request.POST.get("kind", CaseLink.Kind.RELATED)
    facts = {"number": other, "kind": kind}
    return _done(
        request, case, lambda: actions.link_cases(actor=request.actor, case=case, now=now(), **facts)
    )


@require_POST
def link_remove(request: Request, number: str, other: str) -> HttpResponse:
    """They have nothing to do with each other after all."""
    case = queries.get_case(request.actor, number)
    return _done(
        request, case, lambda: actions.unlink_cases(actor=request.actor, case=case, number=other, now=now())
    )


@require_http_methods(["GET", "HEAD", "POST"])
def case_presence(request: Request, number: str) -> HttpResponse:
    """Say that the page is open, and learn who else is here."""
    case = queries.get_case(request.actor, number)
    if request.method == "POST":
        typing = request.POST.get("typing") == "1"
        actions.be_present(actor=request.actor, case=case, is_typing=typing, now=now())
    others = queries.others_at(request.actor, case, now=now())
    return render(request, "respond/case_presence.html", {"case": case, "others": others})


@require_POST
def expert_new(request: Request, number: str) -> HttpResponse:
    """Ask a specialist for an opinion."""
    request.actor.require("respond.reply")
    case = queries.get_case(request.actor, number)
    return _done(request, case, lambda: ask_expert(request, case))


@require_POST
def expert_deed(request: Request, *, number: str, ask_id: int, deed: str) -> HttpResponse:
    """Accept, decline, answer or take back an asked opinion."""
    case = queries.get_case(request.actor, number)
    perform = expert_deeds(request, queries.get_ask(request.actor, case, ask_id)).get(deed)
    if perform is None:
        raise NotFound
    return _done(request, case, perform)


@require_POST
def panel_conclude(request: Request, number: str) -> HttpResponse:
    """Sum up what the experts said."""
    request.actor.require("respond.reply")
    case = queries.get_case(request.actor, number)
    return _done(request, case, lambda: conclude(request, case))


def _add_task(request: Request, case: Case) -> None:
    form = TaskForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Write what is to be done, and a time that lies ahead."))
    values = dict(form.cleaned_data)
    values["owner"] = _owner(request, values["owner"])
    actions.add_task(actor=request.actor, case=case, now=now(), **values)


def _owner(request: Request, user_id: int | None) -> User | None:
    return people.get_colleague(request.actor, user_id) if user_id else None


def _done(request: Request, case: Case, deed: Callable[[], Any]) -> HttpResponse:
    """Do it; a refusal is told where the reader is, and nothing is lost."""
    refusal = ""
    try:
        deed()
    except NotAllowed:
        raise
    except Refused as reason:
        refusal = str(reason)
    if request.htmx:
        return _part(request, case, refusal=refusal, status=422 if refusal else 200)
    if refusal:
        messages.error(request, refusal)
    return redirect("case", case.number)


def _part(request: Request, case: Case, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = together_context(request, case) | {"refusal": refusal}
    return render(request, "respond/case_together.html", context, status=status)


def together_context(request: Request, case: Case) -> dict[str, Any]:
    """Everything that the cards show."""
    actor = request.actor
    incident = queries.incident_of(case)
    suspected = [] if incident or case.closed_at else queries.suspected_incidents(actor, now=now(), case=case)
    return {
        "case": case,
        "tasks": queries.tasks_of(case),
        "task_form": TaskForm(),
        "colleagues": people.colleagues(actor).filter(brands=case.brand_id, role__in=_answering()),
        "incident": incident,
        "suspected": len(suspected[0].case_ids) if suspected else 0,
        "linked": queries.linked_cases(actor, case),
        "absorbed": queries.absorbed_by(case),
        "link_kinds": CaseLink.Kind.choices,
        "can_work": actor.can("respond.reply") and case.closed_at is None,
        "can_declare": actor.can("respond.incident"),
        "diagnostics": _diagnostics(case),
        "is_tail_waived": queries.is_tail_waived(case),
        "is_link_revoked": queries.is_link_revoked(case),
        "moment": now(),
        "care": queries.care_of_case(actor, case),
        "side_threads": queries.side_threads_of(case),
        **appeal_card(actor, case),
        **panel_card(actor, case),
    }


def _diagnostics(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "state": queries.diagnostics_state(row, now=now()),
            "url": queries.diagnostics_url(row),
        }
        for row in queries.diagnostics_of(case)
    ]


def _answering() -> list[str]:
    return list(people.roles_that_may("respond.reply"))
