"""How a brand weighs the parts of the priority, tried on its open cases before it goes live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wenguo.base.errors import NotFound
from wenguo.kernel.clock import now
from wenguo.people.queries import visible_brands
from wenguo.respond import actions, queries

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.people.models import Brand

MOST_WEIGHT = 60
NAMES = {
    "urgency": (_("Urgency"), _("How soon something must happen.")),
    "risks": (_("Risks"), _("Safety, health, legal, regulator, media and others.")),
    "intensity": (_("Intensity"), _("How upset the customer is.")),
    "kind": (_("Complaint"), _("Complaints before questions and suggestions.")),
    "scope": (_("Scope"), _("How many others said the same within a week.")),
    "repeats": (_("Repeats"), _("Earlier cases of this customer in three months, and reopenings.")),
    "reach": (_("Public reach"), _("Said in public, and how many see it.")),
    "age": (_("Deadline"), _("The next deadline is near or over.")),
    "tier": (_("Customer tier"), _("Diamond, gold, silver.")),
}


class WeightsForm(forms.Form):
    """One number a part: what it gives at most."""

    def __init__(self, *args: Any, weights: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, text) in NAMES.items():
            self.fields[name] = forms.IntegerField(
                label=label, help_text=text, min_value=0, max_value=MOST_WEIGHT, initial=weights[name]
            )


def _brand(request: Request) -> tuple[Brand, list[Brand]]:
    brands = list(visible_brands(request.actor))
    wanted = request.POST.get("brand") or request.GET.get("brand")
    if not brands:
        raise NotFound
    return next((brand for brand in brands if brand.slug == wanted), brands[0]), brands


@require_http_methods(["GET", "POST"])
def priority(request: Request) -> HttpResponse:
    """The weights; "try" shows what they would do, "save" makes it so."""
    request.actor.require("respond.settings")
    brand, brands = _brand(request)
    form = WeightsForm(request.POST or None, weights=queries.weights_of(brand.pk))
    preview = None
    if request.method == "POST" and form.is_valid():
        if "save" in request.POST:
            actions.set_priority_weights(
                actor=request.actor, brand=brand, weights=form.cleaned_data, now=now()
            )
            messages.success(request, _("Saved. Every open case is scored again within a minute."))
            response = redirect("priority")
            response["Location"] += f"?brand={brand.slug}"
            return response
        preview = queries.preview_weights(request.actor, brand, weights=form.cleaned_data, now=now())
    context = {"form": form, "brand": brand, "brands": brands, "preview": preview}
    return render(request, "respond/priority.html", context, status=422 if form.errors else 200)
