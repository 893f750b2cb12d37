"""How a brand's customers see their pages, and how often they are written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from wenguo.base.errors import Refused
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.pages.wording import brand_of

if TYPE_CHECKING:
    from wenguo.base.http import Request


class TrackingForm(forms.Form):
    """The second key and the letters."""

    asks_tail = forms.BooleanField(
        label=gettext_lazy(
            "Ask for the last four digits of the phone before letters, files and amounts are shown"
        ),
        help_text=gettext_lazy(
            "Only where a phone is known. A case with personal data at risk always asks, whatever you choose here."
        ),
        required=False,
    )
    is_noticed = forms.BooleanField(
        label=gettext_lazy("Write to customers when something changes on their page"),
        help_text=gettext_lazy("Never about what they did themselves; they can switch it off."),
        required=False,
    )
    notice_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes between two such letters"),
        help_text=gettext_lazy(
            "15 minutes to a week (10,080). What changes in between is gathered in one letter."
        ),
    )


@require_http_methods(["GET", "POST"])
def tracking_settings(request: Request) -> HttpResponse:
    """One brand's customers' pages."""
    request.actor.require("respond.settings")
    brand, brands = brand_of(request)
    row = queries.tracking_setting_of(request.actor, brand)
    form = TrackingForm(initial={name: getattr(row, name) for name in TrackingForm.base_fields})
    if request.method == "POST":
        form = TrackingForm(request.POST)
        if form.is_valid():
            try:
                actions.set_tracking(actor=request.actor, brand=brand, now=now(), **form.cleaned_data)
                messages.success(request, _("Saved."))
                response = redirect("tracking-settings")
                response["Location"] += f"?brand={brand.slug}"
                return response
            except Refused as refusal:
                form.add_error("notice_minutes", str(refusal.message))
    context = {"form": form, "brand": brand, "brands": brands}
    return render(request, "respond/tracking_settings.html", context, status=422 if form.errors else 200)
