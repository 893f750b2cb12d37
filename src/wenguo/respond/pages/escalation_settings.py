"""Who is called when a case goes up, and what lifts it by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.base.actor import NOBODY
from wenguo.base.errors import NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.people.models import Brand

TRIGGERS = {
    "vip_safety": _("A diamond or gold customer may come to harm"),
    "safety": _("Somebody may come to harm"),
    "legal": _("Law or regulator"),
    "wide": _("Seen by a million or more"),
    "reputation": _("Press, or seen by a hundred thousand"),
    "severity": _("Very urgent"),
    "vip": _("Urgent for a diamond or gold customer"),
    "reopened": _("Reopened twice or more"),
    "repeats": _("Two earlier cases within three months"),
    "worse": _("The mood turns worse"),
    "asked": _("The customer asks for a superior"),
    "late_reply": _("The first reply of an urgent case is overdue"),
    "late_solution": _("The solution is overdue"),
    "late_level": _("A level does not answer in time: to the next"),
}
LEVELS = [(0, _("not by itself")), (2, _("Specialist group")), (3, _("Department lead")), (4, _("Executive"))]
GROUPS: list[tuple[str, str, int, Any]] = [
    ("safety", "safety", 0, _("Fast lane: safety")),
    ("legal", "legal", 0, _("Fast lane: legal")),
    ("reputation", "reputation", 0, _("Fast lane: reputation")),
    ("level-2", "", 2, _("Specialist group")),
    ("level-3", "", 3, _("Department lead")),
    ("level-4", "", 4, _("Executive")),
]


class TriggersForm(forms.Form):
    """How far each trigger lifts a case."""

    specialists = forms.ModelChoiceField(
        people.visible_teams(NOBODY),
        label=_("Specialist group"),
        required=False,
        help_text=_("Nothing chosen: the specialists of the case's own team."),
    )
    arbiter = forms.ModelChoiceField(
        people.colleagues(NOBODY),
        label=_("Decides disputes about whose case it is"),
        required=False,
        help_text=_("Nobody chosen: any team lead."),
    )

    def __init__(self, *args: Any, request: Request, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: dict[str, Any] = {
            "specialists": people.visible_teams(request.actor).filter(brand=brand),
            "arbiter": people.colleagues(request.actor).filter(brands=brand),
        }
        for name, found in rows.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = found
        levels = queries.trigger_levels(brand.pk)
        for name, label in TRIGGERS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=LEVELS, coerce=int, initial=levels[name]
            )

    def chosen(self) -> dict[str, Any]:
        """As the action takes it."""
        data = dict(self.cleaned_data)
        people_of = {name: data.pop(name) for name in ("specialists", "arbiter")}
        return {"triggers": data, **people_of}


def _brand(request: Request) -> tuple[Brand, list[Brand]]:
    brands = list(people.visible_brands(request.actor))
    wanted = request.POST.get("brand") or request.GET.get("brand")
    if not brands:
        raise NotFound
    return next((brand for brand in brands if brand.slug == wanted), brands[0]), brands


def _back(brand: Brand) -> HttpResponse:
    response = redirect("escalation")
    response["Location"] += f"?brand={brand.slug}"
    return response


@require_http_methods(["GET", "POST"])
def escalation(request: Request) -> HttpResponse:
    """Triggers, levels and fast lanes of a brand."""
    request.actor.require("respond.settings")
    brand, brands = _brand(request)
    row = queries.settings_of(brand.pk)
    initial = {"specialists": row.specialists_id, "arbiter": row.arbiter_id}
    form = TriggersForm(request.POST or None, request=request, brand=brand, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_escalation(actor=request.actor, brand=brand, now=now(), **form.chosen())
            messages.success(request, _("Saved."))
            return _back(brand)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    contacts = queries.contacts_of(brand)
    context = {
        "form": form,
        "brand": brand,
        "brands": brands,
        "people": people.colleagues(request.actor).filter(brands=brand),
        "groups": [
            {
                "slug": slug,
                "label": label,
                "chosen": [one.user for one in contacts if (one.lane, one.level) == (lane, level)],
            }
            for slug, lane, level, label in GROUPS
        ],
    }
    return render(request, "respond/escalation.html", context, status=422 if form.errors else 200)


@require_POST
def contacts_set(request: Request) -> HttpResponse:
    """The people of a lane or level, in the order of calling."""
    request.actor.require("respond.settings")
    brand, _brands = _brand(request)
    group = next((one for one in GROUPS if one[0] == request.POST.get("group")), None)
    if group is None:
        raise NotFound
    ids = [int(value) for value in request.POST.getlist("user") if value.isascii() and value.isdigit()]
    users = [people.get_colleague(request.actor, user_id) for user_id in ids]
    actions.set_contacts(
        actor=request.actor, brand=brand, lane=group[1], level=group[2], users=users, now=now()
    )
    messages.success(request, _("Saved."))
    return _back(brand)
