"""Which legal deadlines watch a brand's cases, and what each pack rests on."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.base.actor import NOBODY, Actor
from wenguo.base.errors import Refused
from wenguo.base.http import Request
from wenguo.kernel.clock import now
from wenguo.kernel.deadlines.lines import limit_words
from wenguo.kernel.deadlines.packs import Pack
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.pages.clock_settings import category_options
from wenguo.respond.queries.clocks import reading_language
from wenguo.understand import queries as understanding

AUDIENCES = {
    "firm": _("binds you"),
    "platform": _("binds platforms"),
    "regulator": _("binds the authority"),
    "customer": _("a right of the customer"),
}


class PackForm(forms.Form):
    """A pack for a brand, in general or for one category."""

    brand = forms.ModelChoiceField(people.visible_brands(NOBODY), label=_("Brand"), empty_label=None)
    pack = forms.ChoiceField(label=_("Pack"))
    category = forms.ChoiceField(label=_("Category"), required=False)
    steps = forms.CharField(
        label=_("Further steps"),
        max_length=200,
        required=False,
        help_text=_("Names of variants or of rows that are switched off, with commas."),
    )
    reason = forms.CharField(label=_("Why an unverified row is used"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brand, pack, category = self.fields["brand"], self.fields["pack"], self.fields["category"]
        language = reading_language()
        if isinstance(brand, forms.ModelChoiceField):
            brand.queryset = people.visible_brands(actor)
        if isinstance(pack, forms.ChoiceField):
            pack.choices = [(one.id, f"{one.title[language]} ({one.id})") for one in queries.newest_packs()]
        if isinstance(category, forms.ChoiceField):
            category.choices = [("", _("every category")), *category_options()]


@require_http_methods(["GET", "POST"])
def packs(request: Request) -> HttpResponse:
    """What is switched on, what there is, and the form to switch one on."""
    request.actor.require("respond.settings")
    form = PackForm(request.POST or None, actor=request.actor)
    if request.method == "POST":
        form = PackForm(request.POST, actor=request.actor)
        if form.is_valid():
            values = dict(form.cleaned_data)
            values["steps"] = [name.strip() for name in values["steps"].split(",") if name.strip()]
            try:
                actions.choose_pack(actor=request.actor, now=now(), **values)
                messages.success(request, _("Saved. It watches cases that are opened from now on."))
                return redirect("packs")
            except Refused as refusal:
                form.add_error(None, str(refusal.message))
    return render(request, "respond/packs.html", _context(request, form), status=422 if form.errors else 200)


@require_POST
def pack_remove(request: Request) -> HttpResponse:
    """New cases are no longer watched by it."""
    brand = people.get_brand(request.actor, request.POST.get("brand", ""))
    pack, category = request.POST.get("pack", ""), request.POST.get("category", "")
    actions.drop_pack(actor=request.actor, brand=brand, pack=pack, category=category, now=now())
    return redirect("packs")


def _context(request: Request, form: PackForm) -> dict[str, Any]:
    language = reading_language()
    known = {pack.id: pack for pack in queries.newest_packs()}
    choices = [
        {
            "brand": brand,
            "choice": choice,
            "title": known[choice.pack].title[language] if choice.pack in known else choice.pack,
            "category": understanding.name_of("category", choice.category) if choice.category else "",
        }
        for brand in people.visible_brands(request.actor)
        for choice in queries.pack_choices(request.actor, brand)
    ]
    return {
        "choices": choices,
        "packs": [_shown(pack) for pack in known.values()],
        "form": form,
        "here": "packs",
    }


def _shown(pack: Pack) -> dict[str, Any]:
    language = reading_language()
    steps = [
        {
            "name": step.name,
            "label": step.label[language],
            "limit": limit_words(step.limit, unit=step.unit, language=language) if step.limit else "—",
            "whom": AUDIENCES[step.audience],
            "is_on": pack.is_enabled and step.is_enabled,
            "reason": (step.reason or pack.reason).get(language, ""),
            "confidence": step.confidence,
        }
        for step in pack.steps
    ]
    return {
        "pack": pack,
        "title": pack.title[language],
        "instrument": pack.instrument[language],
        "trigger": pack.trigger[language],
        "sector": pack.sector[language],
        "steps": steps,
        "reason": pack.reason.get(language, ""),
    }
