"""What people fill in about compensation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenguo.respond.actions import Offer
from wenguo.respond.domain.amends import CURRENCIES
from wenguo.respond.models import Case, Compensation, OfferStep
from wenguo.respond.pages.forms import FILE_TYPES, FilesField, ManyFiles

if TYPE_CHECKING:
    from wenguo.base.actor import Actor

CODES = [(code, code) for code in CURRENCIES]
GROUPS = [
    (_("Material"), Compensation.Kind.choices[:6]),
    (_("Emotional"), Compensation.Kind.choices[6:8]),
    (_("Service"), Compensation.Kind.choices[8:]),
]


class OfferForm(forms.Form):
    """What is to be given, and on what grounds. The advice beside it follows harm, fault, price and amount."""

    kind = forms.ChoiceField(label=_("What kind"), choices=GROUPS, initial="refund")
    harm = forms.ChoiceField(label=_("How much harm was done"), choices=Compensation.Harm.choices)
    fault = forms.ChoiceField(label=_("Whose fault"), choices=Compensation.Fault.choices)
    price = forms.DecimalField(
        label=_("Price of what it is about"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    amount = forms.DecimalField(
        label=_("What it is worth"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=_("Leave it empty for what costs nothing, such as a letter of apology."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CODES, initial="CNY")
    text = forms.CharField(
        label=_("What the customer gets"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The customer reads these words, and accepts or declines on their page."),
    )
    reason = forms.CharField(
        label=_("Why more or less than usual"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Colleagues only. Needed outside the proposed range or far from like cases."),
    )
    request_key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def offer(self) -> Offer:
        """The filled-in form as the action takes it."""
        values = self.cleaned_data
        return Offer(
            kind=values["kind"],
            text=values["text"],
            amount=values["amount"] or Decimal(0),
            currency=values["currency"],
            harm=values["harm"],
            fault=values["fault"],
            price=values["price"],
            reason=values["reason"],
        )


class StepForm(forms.Form):
    """One of the four steps of an offer."""

    step = forms.ChoiceField(label=_("Step"), choices=OfferStep.Step.choices)
    asked = forms.CharField(label=_("What was asked"), max_length=500, required=False)
    offered = forms.CharField(label=_("What was offered"), max_length=500, required=False)
    agreed = forms.CharField(label=_("What was agreed"), max_length=500, required=False)


class CompensationForm(forms.Form):
    """A deed on one compensation."""

    def __init__(self, *args: Any, actor: Actor, compensation: Compensation, **kwargs: Any) -> None:
        self.actor, self.compensation = actor, compensation
        super().__init__(*args, **kwargs)

    @property
    def case(self) -> Case:
        """The case it belongs to."""
        return self.compensation.case


class WithdrawForm(CompensationForm):
    """Why it is taken back."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class AnswerForm(CompensationForm):
    """What the customer said on the telephone or at the counter."""

    accepts = forms.TypedChoiceField(
        label=_("The customer's answer"),
        choices=[("yes", _("Accepts")), ("no", _("Declines"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What was said"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class PaymentForm(CompensationForm):
    """The proof that it was given."""

    reference = forms.CharField(
        label=_("Payment reference"),
        max_length=120,
        help_text=_(
            "The number of the transfer, coupon or parcel; for a letter or a call, when and by whom."
        ),
    )
    proofs = FilesField(
        label=_("Proof"),
        required=False,
        widget=ManyFiles(attrs={"accept": FILE_TYPES, "data-preview": "proof-previews", "data-max": "5"}),
    )


class DecideForm(forms.Form):
    """Yes or no, and why."""

    grants = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda value: value == "yes"
    )
    reason = forms.CharField(
        label=_("A word to your colleague"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed when you refuse: they have to explain it."),
    )
