"""How fast we promise to be, and on which days: plain forms, one for a clock, one for a special day."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from wenguo.base.actor import NOBODY, Actor
from wenguo.base.errors import Refused
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.listen.queries import channel_names
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import ClockPolicy


class PolicyForm(forms.Form):
    """One clock of one brand, in general or on one channel."""

    brand = forms.ModelChoiceField(people.visible_brands(NOBODY), label=_("Brand"), empty_label=None)
    name = forms.ChoiceField(choices=ClockPolicy.Name.choices, label=_("Clock"))
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=527_040)
    calendar = forms.ChoiceField(choices=ClockPolicy.Calendar.choices, label=_("Counts"))
    opens_at = forms.TimeField(
        label=_("Business hours from"), initial="09:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    closes_at = forms.TimeField(
        label=_("Business hours until"), initial="18:00", widget=forms.TimeInput(attrs={"type": "time"})
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brand, channel = self.fields["brand"], self.fields["channel"]
        if isinstance(brand, forms.ModelChoiceField):
            brand.queryset = people.visible_brands(actor)
        if isinstance(channel, forms.ChoiceField):
            channel.choices = [("", _("every channel")), *channel_names()]


class DayForm(forms.Form):
    """A holiday, or a day made up for one."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    is_working = forms.BooleanField(label=_("A working day"), required=False)
    name = forms.CharField(label=_("What day it is"), max_length=60, required=False)


def clocks(request: Request) -> HttpResponse:
    """What is set, and the forms to set more."""
    return _page(request, PolicyForm(actor=request.actor), DayForm())


@require_POST
def clock_set(request: Request) -> HttpResponse:
    """From now on this clock takes so long; clocks that run keep their terms."""
    form = PolicyForm(request.POST, actor=request.actor)
    if form.is_valid():
        try:
            actions.set_clock_policy(actor=request.actor, now=now(), **form.cleaned_data)
            messages.success(request, _("Saved. Clocks that run already keep their terms."))
            return redirect("clocks")
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    return _page(request, form, DayForm())


@require_POST
def clock_remove(request: Request) -> HttpResponse:
    """Back to the more general limit."""
    brand = people.get_brand(request.actor, request.POST.get("brand", ""))
    name, channel = request.POST.get("name", ""), request.POST.get("channel", "")
    actions.remove_clock_policy(actor=request.actor, brand=brand, name=name, channel=channel, now=now())
    return redirect("clocks")


@require_POST
def day_set(request: Request) -> HttpResponse:
    """Enter a special day."""
    form = DayForm(request.POST)
    if form.is_valid():
        actions.set_business_day(actor=request.actor, now=now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("clocks")
    return _page(request, PolicyForm(actor=request.actor), form)


def _page(request: Request, policy_form: PolicyForm, day_form: DayForm) -> HttpResponse:
    request.actor.require("respond.settings")
    names = dict(channel_names())
    policies = [
        (brand, policy, names.get(policy.channel, ""))
        for brand in people.visible_brands(request.actor)
        for policy in queries.policies_of(request.actor, brand)
    ]
    context = {
        "policies": policies,
        "days": queries.special_days(),
        "policy_form": policy_form,
        "day_form": day_form,
    }
    status = 422 if policy_form.errors or day_form.errors else 200
    return render(request, "respond/clocks.html", context, status=status)
