"""Customers: the list, and one customer with everything we know."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.customers import actions, queries
from wenguo.customers.models import Customer, TimelineNote
from wenguo.customers.pages.key_dates import KeyDateForm
from wenguo.kernel.clock import now

TIER_ICONS = {"diamond": "diamond", "gold": "crown", "silver": "award"}
LANGUAGES = (("zh-hans", gettext_lazy("Chinese")), ("en", gettext_lazy("English")))

FIELDS = ("name", "tier", "language", "may_contact", "do_not_contact", "remarks")


class CustomerForm(forms.Form):
    """What colleagues may set about a customer."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=120, required=False)
    tier = forms.ChoiceField(label=gettext_lazy("Tier"), choices=Customer.Tier.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    may_contact = forms.BooleanField(label=gettext_lazy("Agrees to be told what changed"), required=False)
    do_not_contact = forms.BooleanField(label=gettext_lazy("Does not want to be contacted"), required=False)
    remarks = forms.CharField(
        label=gettext_lazy("Remarks"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
def customers(request: Request) -> HttpResponse:
    """Newest first, or those that fit the words, and one tier or all."""
    request.actor.require("customers.read")
    words = request.GET.get("q", "").strip()
    tier = request.GET.get("tier", "")
    rows = (
        queries.search_customers(request.actor, words) if words else queries.visible_customers(request.actor)
    )
    if tier in Customer.Tier.values:
        rows = rows.filter(tier=tier)
    page = page_of(rows, order=["-id"], cursor=request.GET.get("cursor"))
    identities = queries.identities_by_customer(row.pk for row in page.rows)
    context = {
        "page": page,
        "rows": [_row(row, identities.get(row.pk, [])) for row in page.rows],
        "tiers": [("", _("All tiers")), *Customer.Tier.choices],
        "tier": tier,
        "can_edit": request.actor.can("customers.edit"),
    }
    return render(request, "customers/customers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def customer(request: Request, customer_id: int) -> HttpResponse:
    """One customer: facts, identities, story; what they said and their cases are pulled from the rooms
    above.
    """
    row = queries.get_customer(request.actor, customer_id)
    if row.pk != customer_id:
        return redirect("customer", row.pk)
    form = CustomerForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        actions.edit_customer(actor=request.actor, customer=row, now=now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("customer", row.pk)
    identities = queries.identities_of(row)
    timeline = queries.timeline_of(row)
    context = {
        "customer": row,
        "tier_icon": TIER_ICONS.get(row.tier, ""),
        "identities": identities,
        "absorbed": queries.absorbed_by(row),
        "hints": [hint for note in timeline if (hint := _hint(request, row, note))],
        "form": form,
        "key_dates": queries.key_dates_of(row),
        "date_form": KeyDateForm(),
        "can_edit": request.actor.can("customers.edit"),
    }
    return render(request, "customers/customer.html", context, status=422 if form.errors else 200)


@require_POST
def customer_merge(request: Request, customer_id: int) -> HttpResponse:
    """The other record is the same person."""
    kept = queries.get_customer(request.actor, customer_id)
    absorbed = queries.get_customer(request.actor, _number(request.POST.get("other", "")))
    actions.merge(actor=request.actor, kept=kept, absorbed=absorbed, now=now())
    messages.success(request, _("The two records are one customer now."))
    return redirect("customer", kept.pk)


@require_POST
def customer_unmerge(request: Request, customer_id: int, absorbed_id: int) -> HttpResponse:
    """They were two people after all."""
    absorbed = queries.get_absorbed(request.actor, customer_id, absorbed_id)
    actions.unmerge(actor=request.actor, absorbed=absorbed, now=now())
    messages.success(request, _("They are two customers again."))
    return redirect("customer", customer_id)


def _row(row: Customer, identities: list[Any]) -> dict[str, Any]:
    return {
        "customer": row,
        "tier_icon": TIER_ICONS.get(row.tier, ""),
        "contact": " · ".join(one.shown for one in identities[:2]),
    }


def _initial(row: Customer) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}


def _hint(request: Request, row: Customer, note: TimelineNote) -> dict[str, Any] | None:
    """That this record may be the same person as another one, which still stands apart."""
    if note.kind != "same_person_perhaps":
        return None
    other = queries.visible_customers(request.actor).filter(pk=_number(note.ref)).first()
    if other is None or other.pk == row.pk:
        return None
    return {"other": other, "gave": _(", ").join(one["shown"] for one in note.data.get("gave", []))}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
