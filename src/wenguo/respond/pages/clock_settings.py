"""How fast we promise to be: one form for a clock, and the order of precedence in words."""

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
from wenguo.understand import queries as understanding

TIERS = [("diamond", _("Diamond")), ("gold", _("Gold")), ("silver", _("Silver")), ("standard", _("Standard"))]


class PolicyForm(forms.Form):
    """One clock of one brand, in general or for some of its cases."""

    brand = forms.ModelChoiceField(people.visible_brands(NOBODY), label=_("Brand"), empty_label=None)
    name = forms.ChoiceField(choices=ClockPolicy.Name.choices, label=_("Clock"))
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    urgency_from = forms.TypedChoiceField(label=_("Urgency"), coerce=int, empty_value=None, required=False)
    tier = forms.ChoiceField(
        label=_("Customer tier"), choices=[("", _("every customer")), *TIERS], required=False
    )
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
        brand = self.fields["brand"]
        if isinstance(brand, forms.ModelChoiceField):
            brand.queryset = people.visible_brands(actor)
        urgencies = [(int(code), label) for code, label in understanding.choices_of("urgency") if code != "1"]
        self._offer("channel", [("", _("every channel")), *channel_names()])
        self._offer("category", [("", _("every category")), *category_options()])
        self._offer("urgency_from", [("", _("every urgency")), *urgencies])

    def terms(self) -> dict[str, Any]:
        """What was chosen, as the action takes it."""
        return {**self.cleaned_data, "urgency_from": self.cleaned_data["urgency_from"] or 0}

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def category_options() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every category, under each group the group itself first."""
    options = []
    for parent, children in understanding.category_choices():
        group = children[0][0].rpartition(".")[0]
        whole = [(group, str(_("all of %(group)s") % {"group": parent}))] if group else []
        options.append((parent, [*whole, *children]))
    return options


def clocks(request: Request) -> HttpResponse:
    """What is set, and the form to set more."""
    return _page(request, PolicyForm(actor=request.actor))


@require_POST
def clock_set(request: Request) -> HttpResponse:
    """From now on this clock takes so long; clocks that run keep their terms."""
    form = PolicyForm(request.POST, actor=request.actor)
    if form.is_valid():
        try:
            actions.set_clock_policy(actor=request.actor, now=now(), **form.terms())
            messages.success(request, _("Saved. Clocks that run already keep their terms."))
            return redirect("clocks")
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    return _page(request, form)


@require_POST
def clock_remove(request: Request) -> HttpResponse:
    """Back to the more general limit."""
    brand = people.get_brand(request.actor, request.POST.get("brand", ""))
    names = ("name", "channel", "category", "tier")
    scope = {name: request.POST.get(name, "") for name in names}
    urgency = request.POST.get("urgency_from", "0")
    actions.remove_clock_policy(
        actor=request.actor,
        brand=brand,
        urgency_from=int(urgency) if urgency.isdecimal() and len(urgency) < 3 else 0,
        now=now(),
        **scope,
    )
    return redirect("clocks")


def scope_words(policy: ClockPolicy) -> str:
    """For which cases a policy holds."""
    parts = [
        understanding.name_of("urgency", policy.urgency_from) if policy.urgency_from else "",
        str(dict(TIERS).get(policy.tier, "")),
        understanding.name_of("category", policy.category) if policy.category else "",
        dict(channel_names()).get(policy.channel, ""),
    ]
    return " · ".join(str(part) for part in parts if part)


def _page(request: Request, policy_form: PolicyForm) -> HttpResponse:
    request.actor.require("respond.settings")
    policies = [
        (brand, policy, scope_words(policy))
        for brand in people.visible_brands(request.actor)
        for policy in queries.policies_of(request.actor, brand)
    ]
    context = {"policies": policies, "policy_form": policy_form, "here": "clocks"}
    return render(request, "respond/clocks.html", context, status=422 if policy_form.errors else 200)
