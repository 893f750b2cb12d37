"""Settings: the fields that a brand defines itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.listen import actions, queries
from wenguo.listen.models import OwnField
from wenguo.people.queries import visible_brands

if TYPE_CHECKING:
    from django.http import QueryDict

    from wenguo.base.http import Request
    from wenguo.people.models import Brand

PERMISSION = "listen.channels"
REASONS = {
    "code": _("Small letters, digits and _ only, beginning with a letter, at most 40."),
    "fixed": _("This stays as it is: values were stored by it."),
    "empty": _("Write a name in at least one language."),
    "range": _("The smallest must not lie above the largest."),
    "currency": _("Three capital letters, such as CNY."),
    "count": _("Between 1 and 50 options; at most 60 fields for a brand."),
    "choice": _("Choose one of the options."),
}
PLACES = {"name": "name_zh"}


class OwnFieldForm(forms.Form):
    """What a field is called, what may stand in it, and whether that is personal data."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OwnField.Kind.choices)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    code = forms.CharField(
        label=_("Short name"),
        max_length=40,
        help_text=_("For programs and rules, such as room_type; it stays for good."),
    )
    help_zh = forms.CharField(label=_("Help in Chinese"), max_length=200, required=False)
    help_en = forms.CharField(label=_("Help in English"), max_length=200, required=False)
    options = forms.CharField(
        label=_("Options"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "One a line: short name = 中文 | English. What is taken out stays readable where it was chosen."
        ),
    )
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False)
    minimum = forms.DecimalField(label=_("At least"), max_digits=15, decimal_places=4, required=False)
    maximum = forms.DecimalField(label=_("At most"), max_digits=15, decimal_places=4, required=False)
    is_personal = forms.BooleanField(
        label=_("Personal data: masked in files, never shown to a language model"), required=False
    )
    use_required_attribute = False
    # Which inputs a kind has; the others are put out of sight by the style sheet.
    FOR = {
        "unit": "number",
        "currency": "money",
        "minimum": "limits",
        "maximum": "limits",
        "options": "options",
    }

    def __init__(self, data: QueryDict | None = None, *, field: OwnField | None = None) -> None:
        super().__init__(data, initial={"currency": "CNY"} if field is None else _initial(field))
        kind = self.fields["kind"]
        if field is not None and isinstance(kind, forms.ChoiceField):
            kind.choices = [(field.kind, field.get_kind_display())]
            self.fields["code"].widget.attrs["readonly"] = True

    def rows(self) -> list[tuple[Any, str]]:
        """The inputs with the kinds that they belong to."""
        return [(self[name], self.FOR.get(name, "")) for name in self.fields]

    def values(self) -> dict[str, Any]:
        """As the action wants them."""
        given = self.cleaned_data
        plain = ("code", "kind", "unit", "currency", "minimum", "maximum", "is_personal")
        return {
            **{name: given[name] for name in plain},
            "name": {"zh": given["name_zh"], "en": given["name_en"]},
            "help": {"zh": given["help_zh"], "en": given["help_en"]},
            "options": read_options(given["options"]) if given["kind"] in {"choice", "choices"} else [],
        }

    def explain(self, refusal: Refused) -> None:
        """Say at each input why it cannot be kept."""
        for name, reason in refusal.fields.items():
            place = PLACES.get(name, name)
            self.add_error(place if place in self.fields else None, str(REASONS.get(reason, refusal.message)))
        if not refusal.fields:
            self.add_error(None, str(refusal.message))


@require_http_methods(["GET", "POST"])
def own_fields(request: Request) -> HttpResponse:
    """The fields of a brand, and the form for one more."""
    request.actor.require(PERMISSION)
    brand, brands = brand_of(request)
    form = OwnFieldForm(request.POST) if request.method == "POST" else OwnFieldForm()
    if form.is_bound and form.is_valid() and _kept(request, brand, form):
        return back_to("own-fields", brand)
    context = {
        "brand": brand,
        "brands": brands,
        "rows": queries.own_fields(brand.pk, with_archived=True),
        "form": form,
    }
    return render(request, "listen/own_fields.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def own_field(request: Request, field_id: int) -> HttpResponse:
    """Change one field; its kind and its short name stay."""
    request.actor.require(PERMISSION)
    field = queries.get_own_field(request.actor, field_id)
    form = OwnFieldForm(request.POST, field=field) if request.method == "POST" else OwnFieldForm(field=field)
    if form.is_bound and form.is_valid() and _kept(request, field.brand, form, code=field.code):
        return back_to("own-fields", field.brand)
    context = {"brand": field.brand, "field": field, "form": form}
    return render(request, "listen/own_fields.html", context, status=422 if form.errors else 200)


@require_POST
def own_field_away(request: Request, field_id: int) -> HttpResponse:
    """Put it away, or take it back."""
    request.actor.require(PERMISSION)
    field = queries.get_own_field(request.actor, field_id)
    try:
        is_away = field.archived_at is None
        actions.put_away_field(actor=request.actor, field=field, is_away=is_away, now=now())
    except Refused as refusal:
        if isinstance(refusal, NotAllowed | NotFound):
            raise
        messages.error(request, str(refusal.message))
    return back_to("own-fields", field.brand)


def read_options(text: str) -> list[dict[str, str]]:
    """Lines ``code = 中文 | English`` as options; empty lines are left out."""
    rows = []
    for line in text.splitlines():
        if line.strip():
            code, _equals, names = line.replace("＝", "=").partition("=")
            zh, _bar, en = names.replace("｜", "|").partition("|")
            rows.append({"code": code.strip(), "zh": zh.strip(), "en": en.strip()})
    return rows


def brand_of(request: Request) -> tuple[Brand, list[Brand]]:
    """The brand that the page is about, and all that the reader may choose."""
    brands = list(visible_brands(request.actor))
    wanted = request.POST.get("brand") or request.GET.get("brand")
    if not brands:
        raise NotFound
    return next((brand for brand in brands if brand.slug == wanted), brands[0]), brands


def back_to(name: str, brand: Brand) -> HttpResponse:
    """The page again, about the same brand."""
    response = redirect(name)
    response["Location"] += f"?brand={brand.slug}"
    return response


def _kept(request: Request, brand: Brand, form: OwnFieldForm, *, code: str = "") -> bool:
    values = form.values() | ({"code": code} if code else {})
    if not code and any(
        row.code == values["code"] for row in queries.own_fields(brand.pk, with_archived=True)
    ):
        form.add_error("code", str(_("There is a field of this short name already.")))
        return False
    try:
        actions.set_own_field(actor=request.actor, brand=brand, now=now(), **values)
    except Refused as refusal:
        if isinstance(refusal, NotAllowed | NotFound):
            raise
        form.explain(refusal)
        return False
    messages.success(request, _("Saved."))
    return True


def _initial(field: OwnField) -> dict[str, Any]:
    shown = [one for one in field.options if not one.get("is_off")]
    return {
        "kind": field.kind,
        "code": field.code,
        "name_zh": field.name.get("zh", ""),
        "name_en": field.name.get("en", ""),
        "help_zh": field.help.get("zh", ""),
        "help_en": field.help.get("en", ""),
        "options": "\n".join(f"{one['code']} = {one['zh']} | {one['en']}" for one in shown),
        "unit": field.unit,
        "currency": field.currency,
        "minimum": None if field.minimum is None else field.minimum.normalize(),
        "maximum": None if field.maximum is None else field.maximum.normalize(),
        "is_personal": field.is_personal,
    }
