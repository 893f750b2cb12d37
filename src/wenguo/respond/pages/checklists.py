"""Which steps cases of a category usually need: one line a step, in both languages."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from wenguo.base.bilingual import in_language
from wenguo.base.errors import Refused
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.base.http import Request

LONGEST_MINUTES = 527_040


class ChecklistForm(forms.Form):
    """The steps of one category of one brand."""

    brand = forms.ChoiceField(label=gettext_lazy("Brand"))
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    steps = forms.CharField(
        label=gettext_lazy("Steps"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "封存样品 | Keep the sample | 30"}),
        help_text=gettext_lazy(
            "One line a step: Chinese | English | minutes until due. The last two may be left out."
        ),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brands, categories = self.fields["brand"], self.fields["category"]
        if isinstance(brands, forms.ChoiceField):
            brands.choices = [(brand.slug, str(brand)) for brand in people.visible_brands(actor)]
        if isinstance(categories, forms.ChoiceField):
            whole = _("all of it")
            names = understanding.choices_of("category")
            parents = [(code, f"{name} · {whole}") for code, name in names if "." not in code]
            categories.choices = [("", _("every category")), *parents, *understanding.category_choices()]

    def clean_steps(self) -> list[tuple[dict[str, str], int | None]]:
        """The lines as (bilingual title, minutes)."""
        lines = [line.strip() for line in str(self.cleaned_data["steps"]).splitlines() if line.strip()]
        return [_step(line) for line in lines]


@require_http_methods(["GET", "HEAD", "POST"])
def checklists(request: Request) -> HttpResponse:
    """What is set, and the form to set more; no steps remove a checklist."""
    request.actor.require("respond.settings")
    form = ChecklistForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"brand": people.get_brand(request.actor, form.cleaned_data["brand"])}
        try:
            actions.set_checklist(actor=request.actor, now=now(), **values)
            messages.success(request, _("Saved."))
            return redirect("checklists")
        except Refused as reason:
            form.add_error(None, str(reason))
    context = {"form": form, "lists": _lists(request.actor)}
    return render(request, "respond/checklists.html", context, status=422 if form.errors else 200)


def _lists(actor: Actor) -> list[dict[str, Any]]:
    rows = queries.checklists(actor)
    return [
        {
            "brand": brand,
            "category": understanding.name_of("category", code) if code else _("every category"),
            "steps": [(in_language(step.title), step.due_minutes) for step in steps],
        }
        for (brand, code), steps in groupby(rows, key=lambda row: (row.brand, row.category))
    ]


def _step(line: str) -> tuple[dict[str, str], int | None]:
    parts = [part.strip() for part in line.replace("｜", "|").split("|")]
    minutes = parts.pop() if len(parts) > 1 and parts[-1].isdecimal() else ""
    if minutes and not 0 < int(minutes) <= LONGEST_MINUTES:
        raise forms.ValidationError(_("Minutes are a whole number, at most a year."))
    zh = parts[0]
    en = parts[1] if len(parts) > 1 and parts[1] else zh
    return {"zh": zh, "en": en}, int(minutes) if minutes else None
