"""Birthdays and anniversaries: one on the customer's page, many from a table."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wenguo.base.errors import Invalid, NotAllowed
from wenguo.base.http import Request
from wenguo.customers import actions, queries
from wenguo.customers.models import KeyDate
from wenguo.kernel.clock import now
from wenguo.people import queries as people

MOST_SHOWN = 100


class KeyDateForm(forms.Form):
    """A day and the consent to keep it; no day forgets it."""

    kind = forms.ChoiceField(label=gettext_lazy("Occasion"), choices=KeyDate.Kind.choices)
    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Leave it empty to forget the day."),
    )
    consent = forms.BooleanField(label=gettext_lazy("The customer agreed that we keep it"), required=False)


class DatesForm(forms.Form):
    """A table as text or as a file."""

    brand = forms.ChoiceField(label=gettext_lazy("Brand"))
    file = forms.FileField(label=gettext_lazy("CSV file"), required=False)
    table = forms.CharField(
        label=gettext_lazy("Or paste the table"),
        required=False,
        max_length=2_000_000,
        widget=forms.Textarea(
            attrs={
                "rows": 6,
                "placeholder": "customer,kind,date,consent\n13800138000,birthday,1988-05-20,yes",
            }
        ),
    )

    def __init__(self, *args: Any, brands: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["brand"]
        if isinstance(field, forms.ChoiceField):
            field.choices = brands

    def clean(self) -> dict[str, Any]:
        """The text of either; a file that is not UTF-8 is read as GB18030."""
        values = super().clean() or {}
        file = values.get("file")
        if file is not None:
            content = file.read(8_000_001)
            if len(content) > 8_000_000:
                raise forms.ValidationError(_("A table has at most 5,000 rows."))
            try:
                values["table"] = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                values["table"] = content.decode("gb18030", errors="replace")
        if not self.errors and not str(values.get("table") or "").strip():
            raise forms.ValidationError(_("Choose a file or paste the table."))
        return values


@require_POST
def key_date_set(request: Request, customer_id: int) -> HttpResponse:
    """Note or forget one day."""
    row = queries.get_customer(request.actor, customer_id)
    request.actor.require("customers.edit", row)
    form = KeyDateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose an occasion and a day."))
        return redirect("customer", row.pk)
    values = form.cleaned_data
    facts = {"kind": values["kind"], "day": values["day"], "has_consent": values["consent"]}
    try:
        actions.set_key_date(actor=request.actor, customer=row, now=now(), **facts)
        messages.success(request, _("Saved."))
    except NotAllowed:
        raise
    except Invalid as refusal:
        messages.error(request, str(refusal))
    return redirect("customer", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def key_dates(request: Request) -> HttpResponse:
    """Read days in from a table, and see which rows were not kept."""
    request.actor.require("customers.edit")
    brands = [(brand.slug, str(brand)) for brand in people.visible_brands(request.actor)]
    form = DatesForm(request.POST or None, request.FILES or None, brands=brands)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        brand = people.get_brand(request.actor, form.cleaned_data["brand"])
        try:
            read = actions.import_key_dates(
                actor=request.actor, brand=brand, text=form.cleaned_data["table"], now=now()
            )
            context |= {"read": read, "refused": read.refused[:MOST_SHOWN]}
        except Invalid as refusal:
            form.add_error("table", str(refusal))
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "customers/key_dates.html", context, status=status)
