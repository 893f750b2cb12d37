"""The pause button, and from when on a lead is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.base.errors import NotAllowed, Refused
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.pages.wording import brand_of

if TYPE_CHECKING:
    from wenguo.base.http import Request


class PauseForm(forms.Form):
    """How many hard contacts in a row, within how many hours."""

    hard_contacts = forms.IntegerField(
        label=gettext_lazy("Hard contacts in a row"),
        help_text=gettext_lazy(
            "Answers to customers who were upset or furious, with no calmer one in between."
        ),
    )
    hours = forms.IntegerField(label=gettext_lazy("Within hours"))


@require_POST
def pause_start(request: Request) -> HttpResponse:
    """Take breath for some minutes."""
    minutes = request.POST.get("minutes", "")
    try:
        actions.start_pause(actor=request.actor, minutes=int(minutes) if minutes.isdigit() else 0, now=now())
        messages.success(request, _("Take your time. No new case comes to you meanwhile."))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return _back(request)


@require_POST
def pause_end(request: Request) -> HttpResponse:
    """Back again."""
    actions.end_pause(actor=request.actor, now=now())
    messages.success(request, _("Welcome back."))
    return _back(request)


@require_http_methods(["GET", "POST"])
def pause_settings(request: Request) -> HttpResponse:
    """From when on a brand's leads see that somebody has borne much."""
    request.actor.require("respond.settings")
    brand, brands = brand_of(request)
    row = queries.pause_setting_of(request.actor, brand)
    form = PauseForm(initial={"hard_contacts": row.hard_contacts, "hours": row.hours})
    if request.method == "POST":
        form = PauseForm(request.POST)
        if form.is_valid():
            try:
                actions.set_pauses(actor=request.actor, brand=brand, now=now(), **form.cleaned_data)
                messages.success(request, _("Saved."))
                return redirect("pause-settings")
            except Refused as refusal:
                form.add_error(None, str(refusal.message))
    context = {"form": form, "brand": brand, "brands": brands}
    return render(request, "respond/pause_settings.html", context, status=422 if form.errors else 200)


def _back(request: Request) -> HttpResponse:
    after = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()})
    return redirect(after if is_ours and after else "my-day")
