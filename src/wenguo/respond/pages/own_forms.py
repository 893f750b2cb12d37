"""Settings: which own fields are asked for where, and the rules about them, tried before they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.base.bilingual import in_language
from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.base.inputs import SpecForm
from wenguo.kernel.clock import now
from wenguo.kernel.conditions import OPERATORS, Condition
from wenguo.listen import actions as listen, queries
from wenguo.listen.queries import FieldRule, Item, Layout
from wenguo.respond import actions
from wenguo.respond.domain.rules import OWN
from wenguo.respond.pages.clock_settings import category_options
from wenguo.respond.pages.wording import brand_of
from wenguo.respond.queries import operator_names
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from django.http import QueryDict

    from wenguo.base.http import Request
    from wenguo.listen.models import OwnField, OwnForm
    from wenguo.people.models import Brand

PERMISSION = "listen.channels"
RULES, WHEN = 6, 2
MODES = (("", _("not asked")), ("optional", _("asked")), ("required", _("required")))
FACT_NAMES = {"category": _("Category"), "kind": _("Kind of feedback"), "channel": _("Channel")}
REASONS = {
    "later": _("it looks at a field that stands below"),
    "operator": _("this comparison does not fit the field"),
    "number": _("a number is needed"),
    "value": _("a value is missing"),
    "field": _("this field is not on the form"),
    "count": _("a condition is missing, or there are too many"),
    "unknown_yet": _("customers have not told category or kind yet"),
}


class OwnFormForm(forms.Form):
    """Every field of the brand with whether and where it stands, and up to six rules of two conditions."""

    use_required_attribute = False

    def __init__(self, *args: Any, fields: list[OwnField], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = fields
        self._choice("place", queries.form_places(), label=_("Where"), is_required=True)
        self._choice("category", [("", _("every category")), *category_options()], label=_("Category"))
        kinds = [("", _("any")), *understanding.choices_of("kind")]
        self._choice("preview-kind", kinds, label=_("Kind of feedback"))
        names = [(row.code, in_language(row.name)) for row in fields]
        known = [*FACT_NAMES.items(), *((f"{OWN}{code}", name) for code, name in names)]
        names_of_operators = operator_names()
        operators = [(one, names_of_operators[one]) for kind in OPERATORS.values() for one in kind]
        for number, (code, name) in enumerate(names, 1):
            self.fields[f"mode-{code}"] = forms.ChoiceField(label=name, choices=MODES, required=False)
            self.fields[f"order-{code}"] = forms.IntegerField(
                label=_("Order"), min_value=1, max_value=99, required=False, initial=number
            )
        for rule in range(RULES):
            self._choice(f"rule{rule}-field", [("", "—"), *names])
            self._choice(f"rule{rule}-then", [("show", _("show it when")), ("require", _("require it when"))])
            for when in range(WHEN):
                self._choice(f"rule{rule}-{when}-what", [("", "—"), *known])
                self._choice(f"rule{rule}-{when}-how", operators)
                self.fields[f"rule{rule}-{when}-value"] = forms.CharField(max_length=60, required=False)

    def _choice(
        self, name: str, choices: list[tuple[str, Any]], *, label: Any = "", is_required: bool = False
    ) -> None:
        self.fields[name] = forms.ChoiceField(choices=choices, required=is_required, label=label)

    @property
    def preview_kind(self) -> Any:
        """What the case would be, while the form is tried."""
        return self["preview-kind"]

    @property
    def field_rows(self) -> list[tuple[OwnField, Any, Any]]:
        """Each field with its two inputs."""
        return [(row, self[f"mode-{row.code}"], self[f"order-{row.code}"]) for row in self.own]

    @property
    def rule_rows(self) -> list[dict[str, Any]]:
        """Each rule line with its inputs."""
        return [
            {
                "field": self[f"rule{rule}-field"],
                "then": self[f"rule{rule}-then"],
                "when": [
                    [self[f"rule{rule}-{when}-{part}"] for part in ("what", "how", "value")]
                    for when in range(WHEN)
                ],
            }
            for rule in range(RULES)
        ]

    def layout(self) -> Layout:
        """What was chosen; fields in their order, rules that name a field."""
        given = self.cleaned_data
        chosen = [row for row in self.own if given.get(f"mode-{row.code}")]
        chosen.sort(key=lambda row: (given.get(f"order-{row.code}") or 99, row.pk))
        items = tuple(Item(row.code, given[f"mode-{row.code}"] == "required") for row in chosen)
        rules = tuple(
            FieldRule(given[f"rule{rule}-field"], given[f"rule{rule}-then"] or "show", self._when(rule))
            for rule in range(RULES)
            if given.get(f"rule{rule}-field")
        )
        return Layout(items, rules)

    def _when(self, rule: int) -> tuple[Condition, ...]:
        given = self.cleaned_data
        rows = [
            [given.get(f"rule{rule}-{when}-{part}") or "" for part in ("what", "how", "value")]
            for when in range(WHEN)
        ]
        return tuple(Condition(what, how, value) for what, how, value in rows if what)

    def explain(self, refusal: Refused) -> None:
        """Say which part cannot be meant, and why."""
        for part, reason in refusal.fields.items():
            name, _dash, number = str(part).partition("-")
            where = {"rule": gettext("Rule %(n)s"), "item": gettext("Field %(n)s")}.get(name, "")
            why = str(REASONS.get(reason, refusal.message))
            self.add_error(None, f"{where % {'n': number}}: {why}" if where else why)


@require_http_methods(["GET", "POST"])
def own_forms(request: Request) -> HttpResponse:
    """The forms of a brand; one is edited here, tried, and kept."""
    request.actor.require(PERMISSION)
    brand, brands = brand_of(request)
    fields = queries.own_fields(brand.pk)
    if request.method == "POST":
        form = OwnFormForm(request.POST, fields=fields)
        if request.POST.get("refresh"):
            return render(request, "ui/own_fields.html", {"own": _preview(request, form, request.POST)})
        if form.is_valid() and not request.POST.get("try") and _kept(request, brand, form):
            return _back(brand)
    else:
        form = OwnFormForm(initial=_initial(_edited(request, brand)), fields=fields)
    context = {
        "brand": brand,
        "brands": brands,
        "fields": fields,
        "rows": _rows(brand, fields),
        "form": form,
        "preview": _preview(request, form, None) if form.is_bound and form.is_valid() else None,
        "is_edited": bool(request.GET.get("form")),
    }
    return render(request, "respond/own_forms.html", context, status=422 if form.errors else 200)


@require_POST
def own_form_remove(request: Request, form_id: int) -> HttpResponse:
    """The more general form counts again."""
    request.actor.require(PERMISSION)
    form = queries.get_own_form(request.actor, form_id)
    listen.remove_own_form(actor=request.actor, form=form, now=now())
    messages.success(request, _("Removed. What stands in the fields is untouched."))
    return _back(form.brand)


def _preview(request: Request, form: OwnFormForm, data: QueryDict | None) -> SpecForm:
    """The form as it would be asked, with the answers given here so far."""
    layout = form.layout() if form.is_valid() else Layout()
    given = form.cleaned_data if form.is_valid() else {}
    facts = {"category": given.get("category", ""), "kind": given.get("preview-kind", ""), "channel": "web"}
    questions = queries.questions_of(layout, form.own, facts=facts, data=data)
    address = request.get_full_path() if questions.is_conditional else ""
    return SpecForm(specs=questions.specs, initial=questions.initial, refresh=address)


def _edited(request: Request, brand: Brand) -> OwnForm | None:
    wanted = request.GET.get("form", "")
    return next((row for row in queries.own_forms(brand.pk) if str(row.pk) == wanted), None)


def _initial(row: OwnForm | None) -> dict[str, Any]:
    if row is None:
        return {}
    layout = queries.layout_of(row.items, row.rules)
    values: dict[str, Any] = {"place": row.place, "category": row.category}
    for number, item in enumerate(layout.items, 1):
        values[f"mode-{item.field}"] = "required" if item.is_required else "optional"
        values[f"order-{item.field}"] = number
    for number, rule in enumerate(layout.rules[:RULES]):
        values |= {f"rule{number}-field": rule.field, f"rule{number}-then": rule.then}
        for place, one in enumerate(rule.when[:WHEN]):
            line = f"rule{number}-{place}"
            values |= {f"{line}-what": one.field, f"{line}-how": one.operator, f"{line}-value": one.value}
    return values


def _rows(brand: Brand, fields: list[OwnField]) -> list[dict[str, Any]]:
    names = {row.code: in_language(row.name) for row in fields}
    return [
        {
            "form": row,
            "category": understanding.name_of("category", row.category) if row.category else "",
            "fields": [names[code] for code, _is_required in row.items if code in names],
            "rules": len(row.rules),
            # What the page cannot show it must not overwrite.
            "is_larger": len(row.rules) > RULES or any(len(when) > WHEN for _code, _then, when in row.rules),
        }
        for row in queries.own_forms(brand.pk)
    ]


def _kept(request: Request, brand: Brand, form: OwnFormForm) -> bool:
    layout, given = form.layout(), form.cleaned_data
    try:
        actions.set_own_form(
            actor=request.actor,
            brand=brand,
            place=given["place"],
            category=given["category"].strip(),
            items=layout.items,
            rules=layout.rules,
            now=now(),
        )
    except Refused as refusal:
        if isinstance(refusal, NotAllowed | NotFound):
            raise
        form.explain(refusal)
        return False
    messages.success(request, _("Saved."))
    return True


def _back(brand: Brand) -> HttpResponse:
    response = redirect("own-forms")
    response["Location"] += f"?brand={brand.slug}"
    return response
