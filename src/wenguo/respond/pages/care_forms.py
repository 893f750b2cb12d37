"""What people fill in about care."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _, pgettext_lazy

from wenguo.customers import queries as customers
from wenguo.respond.models import CareSettings
from wenguo.respond.models.care import Way

SCALE = [("", "–"), *((n, str(n)) for n in range(1, 6))]
TIME = "%H:%M"


def _number(value: str) -> int | None:
    return int(value) if value else None


class CallForm(forms.Form):
    """How a call went: one form for every call."""

    reached = forms.ChoiceField(
        label=_("Reached?"),
        choices=[("yes", pgettext_lazy("call", "Reached")), ("no", pgettext_lazy("call", "Not reached"))],
        widget=forms.RadioSelect,
    )
    satisfied = forms.ChoiceField(
        label=_("Is all well for the customer?"),
        choices=[("yes", pgettext_lazy("call", "Content")), ("no", pgettext_lazy("call", "Not content"))],
        widget=forms.RadioSelect,
        required=False,
    )
    score = forms.TypedChoiceField(
        label=_("Satisfaction, 5 is best"), choices=SCALE, coerce=_number, empty_value=None, required=False
    )
    effort = forms.TypedChoiceField(
        label=_("Trouble it was, 5 is a great deal"),
        choices=SCALE,
        coerce=_number,
        empty_value=None,
        required=False,
    )
    words = forms.CharField(
        label=_("In the customer's words"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    retry_at = forms.DateTimeField(
        label=_("Not reached: try again at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        help_text=_("Left empty, it comes back by itself after the hours set for the brand."),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever was reached is content or not."""
        values = super().clean() or {}
        if values.get("reached") == "yes" and not values.get("satisfied"):
            self.add_error("satisfied", gettext("Say whether the customer is content."))
        if values.get("satisfied") == "no" and values.get("reached") == "yes" and not values.get("words"):
            self.add_error("words", gettext("Write down what is not right, in the customer's words."))
        return values


class AcceptForm(forms.Form):
    """The words that leave, read and changed by a person; or a call of one's own."""

    way = forms.ChoiceField(choices=[("call", ""), ("message", "")], widget=forms.HiddenInput, required=False)
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    body = forms.CharField(
        label=_("Words of the message"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class DismissForm(forms.Form):
    """Why not."""

    reason = forms.CharField(label=_("Why not?"), max_length=300)


def _count(label: Any, low: int, high: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=low, max_value=high, help_text=help_text)


class CareForm(forms.Form):
    """How a brand cares."""

    tries = _count(_("Tries before we give up"), 1, 10)
    retry_hours = _count(_("Hours until the next try"), 1, 336)
    answer_days = _count(_("Days to wait for an answer to a message"), 1, 60)
    month_days = _count(_("Days until the care call"), 7, 120)
    month_urgency = _count(_("Care call from this urgency on"), 0, 4, _("0: urgency alone is no reason."))
    month_tiers = forms.MultipleChoiceField(
        label=_("Care call for tiers"), required=False, widget=forms.CheckboxSelectMultiple
    )
    month_after_compensation = forms.BooleanField(label=_("Care call after compensation"), required=False)
    month_after_crisis = forms.BooleanField(label=_("Care call after a crisis"), required=False)
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format=TIME)
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format=TIME)
    )
    per_day = _count(_("Planned contacts a day at most"), 0, 500)
    silent_days = _count(_("Silent after so many days"), 0, 1500, _("0: silence alone is no reason."))
    thanks = forms.ChoiceField(label=_("Thanks for praise"), choices=CareSettings.Thanks.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["month_tiers"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = customers.tier_choices()


class WayForm(forms.Form):
    """One row of how resolved cases are asked after."""

    tier = forms.ChoiceField(label=_("Tier"), required=False)
    urgency_from = forms.TypedChoiceField(
        label=_("From urgency"), coerce=int, choices=[(n, str(n) if n else "–") for n in range(5)]
    )
    way = forms.ChoiceField(label=_("By what way"), choices=Way.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tier"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", gettext("every tier")), *customers.tier_choices()]


class PlanForm(forms.Form):
    """How often a tier hears from us."""

    tier = forms.ChoiceField(label=_("Tier"))
    every_days = forms.IntegerField(label=_("Every so many days (0: never)"), min_value=0, max_value=1000)
    most_a_month = forms.IntegerField(
        label=_("Contacts within thirty days at most"), min_value=0, max_value=30, initial=1
    )
    way = forms.ChoiceField(
        label=_("By what way"), choices=[choice for choice in Way.choices if choice[0] != Way.NONE]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tier"]
        if isinstance(field, forms.ChoiceField):
            field.choices = customers.tier_choices()
