"""Making amends in a case: the form with its advice, what becomes of each offer, the four steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.kernel.ids import new_link
from wenguo.respond import actions, queries
from wenguo.respond.models import Case
from wenguo.respond.pages.amends_facts import advice_view, row_view, rows_of
from wenguo.respond.pages.amends_forms import (
    AnswerForm,
    CompensationForm,
    OfferForm,
    PaymentForm,
    StepForm,
    WithdrawForm,
)
from wenguo.respond.pages.trying import place_of, tried

Perform = Callable[[Any], object]


@require_http_methods(["GET", "POST"])
def compensation_new(request: Request, number: str) -> HttpResponse:
    """Offer something, or ask for approval with one click; what was typed stays when a rule says no."""
    request.actor.require("respond.compensate")
    case = queries.get_case(request.actor, number)
    if request.method == "GET":
        return _form_page(request, case, OfferForm(initial=_guess(request, case)))
    form = OfferForm(request.POST)
    is_beyond = False
    if form.is_valid():
        act = actions.ask_approval if "ask" in request.POST else actions.offer_compensation
        try:
            row = act(
                actor=request.actor,
                case=case,
                offer=form.offer(),
                request_key=form.cleaned_data["request_key"],
                now=now(),
            )
            asked = _("Approval is asked for; you hear when it is decided.")
            messages.success(
                request, str(asked if row.state == "asking" else _("Offered. The customer has been told."))
            )
            return back_to(request, case)
        except (NotFound, NotAllowed):
            raise
        except Refused as refusal:
            is_beyond = isinstance(refusal, actions.BeyondAuthority)
            form.add_error(_place(form, refusal), str(refusal.message))
    return _form_page(request, case, form, status=422, is_beyond=is_beyond)


@require_GET
def compensation_advice(request: Request, number: str) -> HttpResponse:
    """The advice anew, for what is in the form now."""
    request.actor.require("respond.compensate")
    case = queries.get_case(request.actor, number)
    if not request.htmx:
        return redirect("compensation-new", case.number)
    form = OfferForm(request.GET)
    form.is_valid()
    return render(
        request, "respond/amends_advice.html", {"case": case, "advice": _advice(request, case, form)}
    )


@require_http_methods(["GET", "POST"])
def offer_steps(request: Request, number: str) -> HttpResponse:
    """The four steps of an offer, as they were written down, and a form for the next."""
    request.actor.require("respond.compensate")
    case = queries.get_case(request.actor, number)
    steps = queries.offer_steps_of(case)
    form = StepForm(request.POST or None, initial={"step": _next_step([step.step for step in steps])})
    if request.method == "POST":
        form = StepForm(request.POST)
        if form.is_valid() and tried(
            form,
            lambda: actions.record_offer_step(actor=request.actor, case=case, now=now(), **form.cleaned_data),
        ):
            messages.success(request, str(_("Written down.")))
            return back_to(request, case)
    context = {"case": case, "form": form, "steps": steps, "is_part": bool(request.htmx)}
    template = f"respond/offer_steps.html{'#form' if request.htmx else ''}"
    return render(request, template, context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class AmendsDeed:
    """One thing that can be done with a compensation."""

    label: str | Promise
    text: str | Promise
    icon: str
    done: str | Promise
    form: type[CompensationForm]
    perform: Perform


def _facts(form: CompensationForm) -> dict[str, Any]:
    return {"actor": form.actor, "compensation": form.compensation, "now": now(), **form.cleaned_data}


DEEDS = {
    "answer": AmendsDeed(
        _("Note the answer"),
        _("The customer answered by telephone or in person, not on their page."),
        "phone-call",
        _("Written down."),
        AnswerForm,
        lambda form: actions.answer_for_customer(**_facts(form)),
    ),
    "pay": AmendsDeed(
        _("Record that it was given"),
        _("Reference and proof close it. Whoever asks later finds both here."),
        "receipt",
        _("Given and proved."),
        PaymentForm,
        lambda form: actions.record_payment(**_facts(form)),
    ),
    "withdraw": AmendsDeed(
        _("Withdraw"),
        _("It is taken back; the customer no longer sees it."),
        "arrow-back-up",
        _("Withdrawn."),
        WithdrawForm,
        lambda form: actions.withdraw_compensation(**_facts(form)),
    ),
}


@require_http_methods(["GET", "POST"])
def compensation_deed(request: Request, compensation_id: int, deed: str) -> HttpResponse:
    """Ask what is needed for the deed, do it, and go back to the case."""
    request.actor.require("respond.compensate")
    row = queries.get_compensation(request.actor, compensation_id)
    chosen = DEEDS.get(deed)
    if chosen is None:
        raise NotFound
    form = chosen.form(actor=request.actor, compensation=row)
    if request.method == "POST":
        form = chosen.form(request.POST, request.FILES, actor=request.actor, compensation=row)
        if form.is_valid() and tried(form, lambda: chosen.perform(form), place=_place):
            messages.success(request, str(chosen.done))
            return back_to(request, row.case)
    context = {
        "case": row.case,
        "deed": chosen,
        "slug": deed,
        "form": form,
        "view": row_view(row, may=False),
        "is_part": bool(request.htmx),
    }
    template = f"respond/amends_deed.html{'#form' if request.htmx else ''}"
    return render(request, template, context, status=422 if form.errors else 200)


def back_to(request: Request, case: Case) -> HttpResponse:
    """The case again, whichever way the form was sent."""
    address = reverse("case", args=[case.number])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _form_page(
    request: Request, case: Case, form: OfferForm, *, status: int = 200, is_beyond: bool = False
) -> HttpResponse:
    context = {
        "case": case,
        "form": form,
        "advice": _advice(request, case, form),
        "rows": rows_of(request.actor, case),
        "steps": queries.offer_steps_of(case),
        "is_beyond": is_beyond,
        "is_part": bool(request.htmx),
    }
    template = f"respond/amends_new.html{'#form' if request.htmx else ''}"
    return render(request, template, context, status=status)


def _advice(request: Request, case: Case, form: OfferForm) -> dict[str, Any]:
    values: Any = getattr(form, "cleaned_data", None) or form.initial
    amount: Decimal | None = values.get("amount") or None
    known = queries.advice(
        request.actor,
        case,
        harm=values.get("harm") or "",
        fault=values.get("fault") or "",
        price=values.get("price"),
        kind=values.get("kind") or "refund",
        currency=values.get("currency") or "CNY",
        now=now(),
    )
    return advice_view(known, amount)


def _guess(request: Request, case: Case) -> dict[str, Any]:
    known = queries.advice(request.actor, case, now=now())
    return {"harm": known.harm, "fault": known.fault, "request_key": new_link()}


def _next_step(done: list[str]) -> str:
    order = ["confirm", "take_apart", "try", "exchange"]
    return next((step for step in order if step not in done), order[-1])


def _place(form: Any, refusal: Refused) -> str | None:
    if isinstance(refusal, actions.BeyondAuthority):
        # It says beyond what, not which field is wrong: the amount stays as it is.
        return None
    return (
        "proofs" if "attachments" in refusal.fields and "proofs" in form.fields else place_of(form, refusal)
    )
