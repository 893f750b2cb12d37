"""How a brand cares: follow-ups, calls in a month, contact plans, win-back, thanks for praise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.customers import queries as customers
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.pages.care_forms import CareForm, PlanForm, WayForm

if TYPE_CHECKING:
    from django import forms

    from wenguo.base.http import Request
    from wenguo.people.models import Brand


@require_safe
def care_settings(request: Request) -> HttpResponse:
    """All of it for one brand."""
    request.actor.require("respond.settings")
    return _page(request, _shown(request))


@require_POST
def care_set(request: Request, part: str) -> HttpResponse:
    """Save one part: wishes, a way of asking (or without it), a plan."""
    request.actor.require("respond.settings")
    brand = people.get_brand(request.actor, request.POST.get("brand", ""))
    kinds: dict[str, type[forms.Form]] = {
        "wishes": CareForm,
        "way": WayForm,
        "unway": WayForm,
        "plan": PlanForm,
    }
    if part not in kinds:
        raise Http404
    form = kinds[part](request.POST)
    if form.is_valid():
        try:
            _save(request, brand, part, form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('care-settings')}?brand={brand.slug}")
        except (NotAllowed, NotFound):
            raise
        except Refused as refusal:
            form.add_error(next((name for name in refusal.fields if name in form.fields), None), str(refusal))
    return _page(request, brand, status=422, **{part: form})


def _save(request: Request, brand: Brand, part: str, values: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"actor": request.actor, "brand": brand, "now": now()}
    if part == "wishes":
        actions.set_care(**facts, **values)
    elif part == "plan":
        actions.set_contact_plan(**facts, **values)
    else:
        key = (values["tier"], values["urgency_from"])
        kept = [
            (row.tier, row.urgency_from, row.way)
            for row in queries.follow_up_ways(brand)
            if (row.tier, row.urgency_from) != key
        ]
        added = [(*key, values["way"])] if part == "way" else []
        actions.set_follow_up_ways(**facts, ways=[*kept, *added])


def _page(request: Request, brand: Brand, *, status: int = 200, **given: forms.Form) -> HttpResponse:
    row = queries.care_settings_of(brand.pk)
    names = list(CareForm.base_fields)
    ways = [
        {"it": one, "tier": customers.tier_name(one.tier) if one.tier else ""}
        for one in queries.follow_up_ways(brand)
    ]
    plans = [{"it": one, "tier": customers.tier_name(one.tier)} for one in queries.contact_plans(brand)]
    context = {
        "brand": brand,
        "brands": list(people.visible_brands(request.actor)),
        "ways": ways,
        "plans": plans,
        "form": given.get("wishes") or CareForm(initial={name: getattr(row, name) for name in names}),
        "way_form": given.get("way") or WayForm(auto_id="way_%s"),
        "plan_form": given.get("plan") or PlanForm(auto_id="plan_%s"),
    }
    return render(request, "respond/care_settings.html", context, status=status)


def _shown(request: Request) -> Brand:
    """The brand that was asked for, if the reader sees it; else their first."""
    brands = list(people.visible_brands(request.actor))
    if not brands:
        raise NotFound
    wanted = request.GET.get("brand")
    return next((brand for brand in brands if brand.slug == wanted), brands[0])
