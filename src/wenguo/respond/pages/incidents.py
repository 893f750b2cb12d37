"""Incidents: the list with what looks like one, and the room from which everybody is told and helped at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenguo.base.errors import NotAllowed, Refused
from wenguo.base.paging import page_of
from wenguo.kernel.clock import now
from wenguo.kernel.ids import new_link
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, Incident
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from collections.abc import Callable

    from wenguo.base.http import Request
    from wenguo.respond.domain.incidents import Suspicion

MOST_SHOWN = 200


class IncidentForm(forms.Form):
    """What is wrong, in a few words, and which cases are known to come of it."""

    brand = forms.ChoiceField(label=gettext_lazy("Brand"))
    title = forms.CharField(label=gettext_lazy("What is wrong, in a few words"), max_length=200)
    cause = forms.CharField(
        label=gettext_lazy("What we know of the cause"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, brands: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["brand"]
        if isinstance(field, forms.ChoiceField):
            field.choices = brands


class ResolutionForm(forms.Form):
    """One outcome, one cause and the same words for every confirmed case."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), choices=Case.Outcome.choices)
    cause = forms.ChoiceField(label=gettext_lazy("Cause"), choices=Case.Cause.choices, initial="system")
    text = forms.CharField(
        label=gettext_lazy("What we did"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_safe
def incidents(request: Request) -> HttpResponse:
    """Open ones first, then what looks like one, then what is over."""
    request.actor.require("respond.read")
    rows = queries.visible_incidents(request.actor)
    page = page_of(
        rows.filter(state=Incident.State.RESOLVED), order=["-id"], cursor=request.GET.get("cursor"), size=30
    )
    context = {
        "open": list(rows.filter(state=Incident.State.OPEN).order_by("-id")[:50]),
        "suspected": [_suspicion(one) for one in queries.suspected_incidents(request.actor, now=now())[:20]],
        "page": page,
        "can_declare": request.actor.can("respond.incident"),
    }
    return render(request, "respond/incidents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def incident_new(request: Request) -> HttpResponse:
    """Declare one; the cases that look alike are ticked already, a person decides."""
    request.actor.require("respond.incident")
    cases = _chosen(request)
    brands = [(brand.slug, str(brand)) for brand in people.visible_brands(request.actor)]
    first = cases[0] if cases else None
    initial = {"brand": first.brand.slug if first else "", "title": first.title if first else ""}
    form = IncidentForm(request.POST or None, brands=brands, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("incident", _declared(request, form, cases).pk)
        except Refused as reason:
            form.add_error(None, str(reason))
    status = 422 if form.errors else 200
    return render(request, "respond/incident_new.html", {"form": form, "cases": cases}, status=status)


@require_safe
def incident(request: Request, incident_id: int) -> HttpResponse:
    """Everything about one."""
    return _room(request, queries.get_incident(request.actor, incident_id))


@require_POST
def incident_statement(request: Request, incident_id: int) -> HttpResponse:
    """Put the one statement in force."""
    row = queries.get_incident(request.actor, incident_id)
    text = request.POST.get("text", "")
    deed = lambda: actions.approve_statement(actor=request.actor, incident=row, text=text, now=now())  # noqa: E731
    return _done(request, row, deed, said=_("The statement is in force."))


@require_POST
def incident_update(request: Request, incident_id: int) -> HttpResponse:
    """Tell everybody."""
    row = queries.get_incident(request.actor, incident_id)
    facts = {
        "text": request.POST.get("text", ""),
        "request_key": request.POST.get("request_key") or new_link(),
    }
    deed = lambda: actions.tell_all(actor=request.actor, incident=row, now=now(), **facts)  # noqa: E731
    return _done(request, row, deed, said=_("On its way to everybody concerned."))


@require_POST
def incident_join(request: Request, incident_id: int) -> HttpResponse:
    """One more case of the same cause."""
    request.actor.require("respond.assign")
    row = queries.get_incident(request.actor, incident_id)
    number = request.POST.get("number", "")

    def deed() -> None:
        case = queries.get_case(request.actor, number)
        actions.join_incident(actor=request.actor, incident=row, case=case, now=now())

    return _done(request, row, deed, said=_("Joined."))


@require_POST
def incident_resolve(request: Request, incident_id: int) -> HttpResponse:
    """Resolve the confirmed cases."""
    row = queries.get_incident(request.actor, incident_id)
    request.actor.require("respond.incident")
    form = ResolutionForm(request.POST)
    numbers = request.POST.getlist("number")
    if not form.is_valid() or not numbers:
        if not numbers:
            form.add_error(None, _("Confirm at least one case."))
        return _room(request, row, form=form, status=422)
    try:
        done = actions.resolve_incident(
            actor=request.actor, incident=row, case_numbers=numbers, now=now(), **form.cleaned_data
        )
    except Refused as reason:
        form.add_error(None, str(reason))
        return _room(request, row, form=form, status=422)
    words = ngettext("%(n)d case is resolved.", "%(n)d cases are resolved.", len(done))
    messages.success(request, words % {"n": len(done)})
    return redirect("incident", row.pk)


def _room(
    request: Request, row: Incident, *, form: ResolutionForm | None = None, status: int = 200
) -> HttpResponse:
    cases = list(queries.cases_of_incident(request.actor, row)[:MOST_SHOWN])
    is_open = row.state == Incident.State.OPEN
    working = [case for case in cases if case.closed_at is None and case.status != Case.Status.RESOLVED]
    context = {
        "it": row,
        "cases": cases,
        "working": {case.pk for case in working},
        "figures": [(_("Cases"), len(cases)), (_("Still open"), len(working))],
        "updates": queries.updates_of(row),
        "form": form or ResolutionForm(initial={"text": row.statement}),
        "request_key": new_link(),
        "crisis": queries.crisis_of(row),
        "statements": queries.statements_of(row),
        "can_act": is_open and request.actor.can("respond.incident"),
        "can_join": is_open and request.actor.can("respond.assign"),
    }
    return render(request, "respond/incident.html", context, status=status)


def _done(request: Request, row: Incident, deed: Callable[[], object], *, said: str) -> HttpResponse:
    try:
        deed()
        messages.success(request, said)
    except NotAllowed:
        raise
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("incident", row.pk)


def _declared(request: Request, form: IncidentForm, cases: list[Case]) -> Incident:
    values = form.cleaned_data
    brand = people.get_brand(request.actor, values["brand"])
    ticked = set(request.POST.getlist("number"))
    chosen = [case for case in cases if case.number in ticked]
    first = chosen[0] if chosen else None
    return actions.declare_incident(
        actor=request.actor,
        brand=brand,
        title=values["title"],
        cause=values["cause"],
        category=first.category if first else "",
        place=_common_place(chosen),
        cases=chosen,
        now=now(),
    )


def _common_place(cases: list[Case]) -> Any:
    places = {case.place_id for case in cases}
    return cases[0].place if len(places) == 1 else None


def _chosen(request: Request) -> list[Case]:
    """The cases of the address, with everything open that looks like them."""
    given = request.POST.getlist("number") if request.method == "POST" else request.GET.getlist("case")
    rows = list(queries.visible_cases(request.actor).filter(number__in=given[:MOST_SHOWN]).order_by("id"))
    ids = {case_id for row in rows[:1] for case_id in _alike(request, row)}
    more = queries.visible_cases(request.actor).filter(pk__in=ids).exclude(pk__in=[row.pk for row in rows])
    return rows if request.method == "POST" else [*rows, *more.order_by("id")[:MOST_SHOWN]]


def _alike(request: Request, case: Case) -> list[int]:
    found = queries.suspected_incidents(request.actor, now=now(), case=case)
    return [case_id for one in found for case_id in one.case_ids]


def _suspicion(one: Suspicion) -> dict[str, Any]:
    case = Case.objects.select_related("place", "brand").get(pk=one.case_ids[0])
    return {
        "case": case,
        "category": understanding.name_of("category", one.category),
        "place": case.place if one.place_id else None,
        "count": len(one.case_ids),
        "since": one.since,
    }
