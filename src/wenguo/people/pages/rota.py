"""Skills, working times and the duty rota: who can do what, and when somebody is there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.people import actions, queries
from wenguo.people.pages.rota_forms import AbilitiesForm, DutyForm, LeaveForm, NoteForm, ShiftsForm, SkillForm

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.people.models import Brand

ROTA_DAYS = 14


@require_GET
def staffing(request: Request, user_id: int) -> HttpResponse:
    """What one colleague can do, and when they work."""
    request.actor.require("people.rota")
    return _staffing(request, user_id)


def _staffing(request: Request, user_id: int, **bound: Any) -> HttpResponse:
    user = queries.get_colleague(request.actor, user_id)
    forms: dict[str, Any] = {
        "abilities": AbilitiesForm(actor=request.actor, user=user),
        "shifts": ShiftsForm(user=user),
        "leave": LeaveForm(),
    } | bound
    context = forms | {"colleague": user, "leaves": queries.leaves_ahead(user, now=now())}
    status = 422 if any(form.errors for form in bound.values()) else 200
    return render(request, "people/staffing.html", context, status=status)


@require_POST
def abilities_set(request: Request, user_id: int) -> HttpResponse:
    """Keep skills, languages and places."""
    request.actor.require("people.rota")
    user = queries.get_colleague(request.actor, user_id)
    form = AbilitiesForm(request.POST, actor=request.actor, user=user)
    if form.is_valid():
        actions.set_abilities(actor=request.actor, user=user, now=now(), **form.chosen())
        messages.success(request, _("Saved."))
        return redirect("staffing", user_id)
    return _staffing(request, user_id, abilities=form)


@require_POST
def shifts_set(request: Request, user_id: int) -> HttpResponse:
    """Keep the weekly shifts."""
    request.actor.require("people.rota")
    user = queries.get_colleague(request.actor, user_id)
    form = ShiftsForm(request.POST, user=user)
    if form.is_valid():
        actions.set_shifts(actor=request.actor, user=user, shifts=form.chosen(), now=now())
        messages.success(request, _("Saved."))
        return redirect("staffing", user_id)
    return _staffing(request, user_id, shifts=form)


@require_POST
def leave_set(request: Request, user_id: int) -> HttpResponse:
    """Note a leave."""
    request.actor.require("people.rota")
    user = queries.get_colleague(request.actor, user_id)
    form = LeaveForm(request.POST)
    if form.is_valid():
        try:
            actions.set_leave(actor=request.actor, user=user, now=now(), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("staffing", user_id)
        except Refused as refusal:
            form.add_error("ends_at", str(refusal.message))
    return _staffing(request, user_id, leave=form)


@require_POST
def leave_end(request: Request, user_id: int, leave_id: int) -> HttpResponse:
    """Strike a leave out."""
    request.actor.require("people.rota")
    user = queries.get_colleague(request.actor, user_id)
    actions.end_leave(actor=request.actor, user=user, leave_id=leave_id, now=now())
    return redirect("staffing", user_id)


def skills(request: Request) -> HttpResponse:
    """What cases may ask for, brand by brand, and the form for the next."""
    request.actor.require("people.rota")
    form = SkillForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_skill(actor=request.actor, now=now(), **form.chosen())
            messages.success(request, _("Saved."))
            return redirect("skills")
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    rows = [(brand, queries.skills_with_people(brand.pk)) for brand in queries.visible_brands(request.actor)]
    context = {"brands": rows, "form": form, "people": queries.colleagues(request.actor)}
    return render(request, "people/skills.html", context, status=422 if form.errors else 200)


@require_POST
def skill_remove(request: Request) -> HttpResponse:
    """Nobody is asked for it any more."""
    request.actor.require("people.rota")
    brand = queries.get_brand(request.actor, request.POST.get("brand", ""))
    actions.remove_skill(actor=request.actor, brand=brand, key=request.POST.get("key", ""), now=now())
    messages.success(request, _("The skill is removed."))
    return redirect("skills")


def _brand(request: Request) -> Brand:
    brands = list(queries.visible_brands(request.actor))
    wanted = request.POST.get("brand") or request.GET.get("brand")
    if not brands:
        raise NotFound
    return next((brand for brand in brands if brand.slug == wanted), brands[0])


@require_GET
def duty(request: Request) -> HttpResponse:
    """Who is on call for two weeks, where nobody is, and what those before left for those after."""
    request.actor.require("people.read")
    return _duty(request)


def _duty(request: Request, **bound: Any) -> HttpResponse:
    brand, moment = _brand(request), now()
    today = timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    context: dict[str, Any] = {
        "brand": brand,
        "brands": queries.visible_brands(request.actor),
        "tiers": queries.rota(request.actor, brand, since=moment, until=today + timedelta(days=ROTA_DAYS)),
        "calls": queries.on_call(brand.pk, now=moment),
        "notes": queries.duty_notes(request.actor, brand),
        "can_plan": request.actor.can("people.rota"),
        "form": DutyForm(actor=request.actor, brand=brand),
        "note_form": NoteForm(),
    }
    status = 422 if any(form.errors for form in bound.values()) else 200
    return render(request, "people/duty.html", context | bound, status=status)


@require_POST
def duty_plan(request: Request) -> HttpResponse:
    """Put somebody on call."""
    request.actor.require("people.rota")
    brand = _brand(request)
    form = DutyForm(request.POST, actor=request.actor, brand=brand)
    if form.is_valid():
        try:
            actions.plan_duty(actor=request.actor, brand=brand, now=now(), **form.cleaned_data)
            messages.success(request, _("Saved."))
            return _to_duty(brand)
        except (NotFound, NotAllowed):
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    return _duty(request, form=form)


@require_POST
def duty_cancel(request: Request, turn_id: int) -> HttpResponse:
    """Take a turn out of the rota."""
    request.actor.require("people.rota")
    brand = _brand(request)
    actions.cancel_duty(actor=request.actor, brand=brand, turn_id=turn_id, now=now())
    messages.success(request, _("The turn is taken out."))
    return _to_duty(brand)


@require_POST
def duty_note(request: Request) -> HttpResponse:
    """Leave a note for whoever comes next."""
    brand = _brand(request)
    form = NoteForm(request.POST)
    if form.is_valid():
        actions.leave_duty_note(actor=request.actor, brand=brand, text=form.cleaned_data["text"], now=now())
        messages.success(request, _("Saved."))
        return _to_duty(brand)
    return _duty(request, note_form=form)


def _to_duty(brand: Brand) -> HttpResponse:
    response = redirect("duty")
    response["Location"] += f"?brand={brand.slug}"
    return response
