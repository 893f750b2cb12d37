"""When – if – then, tried on past cases before it goes live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.pages.rule_words import condition_words, deed_words
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.people.models import Brand
    from wenguo.respond.models import Rule

CONDITIONS, DEEDS = 4, 3


class RuleForm(forms.Form):
    """Name, moment, up to four conditions and three deeds; what is left empty is left out."""

    name = forms.CharField(label=_("Name"), max_length=80)
    moment = forms.ChoiceField(label=pgettext_lazy("rule", "When"))
    is_active = forms.BooleanField(label=_("Active"), required=False, initial=True)

    def __init__(self, *args: Any, brand: Brand, rule: Rule | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", "—")]
        names = list(queries.field_names(brand).items())
        self._choice("moment", list(queries.moment_names().items()))
        for number in range(CONDITIONS):
            self._add(f"field-{number}", [*none, *names])
            self._add(f"operator-{number}", [*none, *queries.operator_names().items()])
            self.fields[f"value-{number}"] = forms.CharField(required=False, max_length=60)
        for number in range(DEEDS):
            self._add(f"what-{number}", [*none, *queries.deed_names().items()])
            self.fields[f"to-{number}"] = forms.CharField(required=False, max_length=60)
        if rule is not None:
            self.initial = {**self.initial, **_initial(rule)}

    def _choice(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def _add(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.ChoiceField(required=False, choices=choices)

    @property
    def ifs(self) -> list[tuple[Any, Any, Any]]:
        """The lines of conditions to draw."""
        return [(self[f"field-{n}"], self[f"operator-{n}"], self[f"value-{n}"]) for n in range(CONDITIONS)]

    @property
    def thens(self) -> list[tuple[Any, Any]]:
        """The lines of deeds to draw."""
        return [(self[f"what-{n}"], self[f"to-{n}"]) for n in range(DEEDS)]

    def chosen(self) -> dict[str, Any]:
        """As the action takes it."""
        data = self.cleaned_data
        names = ("field", "operator", "value")
        rows = [[data[f"{name}-{n}"] for name in names] for n in range(CONDITIONS) if data[f"field-{n}"]]
        deeds = [[data[f"what-{n}"], data[f"to-{n}"]] for n in range(DEEDS) if data[f"what-{n}"]]
        return {
            "name": data["name"],
            "moment": data["moment"],
            "is_active": data["is_active"],
            "conditions": queries.conditions_of(rows),
            "deeds": queries.deeds_of_rule(deeds),
        }


def _initial(rule: Rule) -> dict[str, Any]:
    initial: dict[str, Any] = {"name": rule.name, "moment": rule.moment, "is_active": rule.is_active}
    for number, (field, operator, value) in enumerate(rule.conditions[:CONDITIONS]):
        initial |= {f"field-{number}": field, f"operator-{number}": operator, f"value-{number}": value}
    for number, (what, to) in enumerate(rule.deeds[:DEEDS]):
        initial |= {f"what-{number}": what, f"to-{number}": to}
    return initial


def _brand(request: Request) -> tuple[Brand, list[Brand]]:
    brands = list(people.visible_brands(request.actor))
    wanted = request.POST.get("brand") or request.GET.get("brand")
    if not brands:
        raise NotFound
    return next((brand for brand in brands if brand.slug == wanted), brands[0]), brands


@require_http_methods(["GET", "POST"])
def rules(request: Request) -> HttpResponse:
    """All rules of a brand in words, and the form for the next."""
    request.actor.require("respond.settings")
    brand, brands = _brand(request)
    return _edit(request, brand, rule=None, more={"brands": brands})


@require_http_methods(["GET", "POST"])
def rule(request: Request, rule_id: int) -> HttpResponse:
    """One rule: what it says, what it did, and its form."""
    row = queries.get_rule(request.actor, rule_id)
    return _edit(request, row.brand, rule=row, more={"firings": queries.firings_of(row)})


@require_POST
def rule_remove(request: Request, rule_id: int) -> HttpResponse:
    """The house forgets it."""
    row = queries.get_rule(request.actor, rule_id)
    actions.remove_rule(actor=request.actor, rule=row, now=now())
    messages.success(request, _("The rule is removed."))
    return _back(row.brand)


def _edit(request: Request, brand: Brand, *, rule: Rule | None, more: dict[str, Any]) -> HttpResponse:
    form = RuleForm(request.POST or None, rule=rule, brand=brand)
    rehearsal = None
    if request.method == "POST" and form.is_valid():
        if "save" in request.POST and _saved(request, brand, form, rule):
            return _back(brand)
        if "save" not in request.POST:
            chosen = form.chosen()["conditions"]
            rehearsal = queries.rehearse(request.actor, brand, conditions=chosen, now=now())
    context = {
        "form": form,
        "brand": brand,
        "rule": rule,
        "rehearsal": rehearsal,
        **more,
        **_help(request, brand),
    }
    return render(request, "respond/rules.html", context, status=422 if form.errors else 200)


def _help(request: Request, brand: Brand) -> dict[str, Any]:
    moments, names = queries.moment_names(), queries.field_names(brand)
    rows = [
        {
            "rule": row,
            "moment": moments.get(row.moment, row.moment),
            "ifs": [condition_words(one, names) for one in queries.conditions_of(row.conditions)],
            "thens": [deed_words(one, brand) for one in queries.deeds_of_rule(row.deeds)],
        }
        for row in queries.visible_rules(request.actor, brand)
    ]
    return {
        "rows": rows,
        "teams": people.teams_of_brand(brand.pk),
        "people": people.colleagues(request.actor).filter(brands=brand),
        "categories": understanding.category_choices(),
    }


def _saved(request: Request, brand: Brand, form: RuleForm, rule: Rule | None) -> bool:
    position = rule.position if rule else len(queries.visible_rules(request.actor, brand))
    try:
        actions.set_rule(actor=request.actor, brand=brand, position=position, now=now(), **form.chosen())
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        parts = ", ".join(str(part) for part in refusal.fields)
        form.add_error(None, f"{refusal.message} ({parts})")
        return False
    messages.success(request, _("Saved."))
    return True


def _back(brand: Brand) -> HttpResponse:
    response = redirect("rules")
    response["Location"] += f"?brand={brand.slug}"
    return response
