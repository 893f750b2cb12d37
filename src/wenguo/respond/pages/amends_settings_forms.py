"""Forms of the settings about compensation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import NOBODY
from wenguo.people import queries as people
from wenguo.respond.models import Compensation
from wenguo.respond.pages.amends_forms import CODES, GROUPS
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.base.actor import Actor

TIERS = [
    ("", _("every tier")),
    ("standard", _("Standard")),
    ("silver", _("Silver")),
    ("gold", _("Gold")),
    ("diamond", _("Diamond")),
]
STEPS = (1, 2, 3)
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _amount(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=2)


class SettingForm(forms.Form):
    """A form about brands of the reader."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        brand = self.fields.get("brand")
        if isinstance(brand, forms.ModelChoiceField):
            brand.queryset = people.visible_brands(actor)


class CellForm(SettingForm):
    """One cell of the matrix."""

    brand = forms.ModelChoiceField(people.visible_brands(NOBODY), label=_("Brand"), empty_label=None)
    harm = forms.ChoiceField(label=_("Harm"), choices=Compensation.Harm.choices)
    fault = forms.ChoiceField(label=_("Whose fault"), choices=Compensation.Fault.choices)
    tier = forms.ChoiceField(label=_("Tier"), choices=TIERS, required=False)
    low = _amount(_("From"))
    high = _amount(_("To"))
    share_low = forms.IntegerField(
        label=_("From, percent of the price"), min_value=0, max_value=1000, initial=0
    )
    share_high = forms.IntegerField(
        label=_("To, percent of the price"), min_value=0, max_value=1000, initial=0
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CODES)


class LimitForm(SettingForm):
    """What a role may give."""

    brand = forms.ModelChoiceField(people.visible_brands(NOBODY), label=_("Brand"), empty_label=None)
    role = forms.ChoiceField(label=_("Role"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("every kind")), *GROUPS], required=False)
    amount = _amount(_("For one case"))
    total = _amount(_("To one customer"))
    days = forms.IntegerField(label=_("Within days"), min_value=1, max_value=3650, initial=90)
    currency = forms.ChoiceField(label=_("Currency"), choices=CODES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_roles(self.fields["role"], "respond.compensate", "respond.approve")


class ReachForm(SettingForm):
    """How far ahead a role may promise."""

    brand = forms.ModelChoiceField(people.visible_brands(NOBODY), label=_("Brand"), empty_label=None)
    role = forms.ChoiceField(label=_("Role"))
    days = forms.IntegerField(
        label=_("Days ahead"), min_value=1, max_value=3650, required=False, help_text=_("Empty: no end")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_roles(self.fields["role"], "respond.reply")


class ChainForm(SettingForm):
    """Who decides one after the other."""

    brand = forms.ModelChoiceField(people.visible_brands(NOBODY), label=_("Brand"), empty_label=None)
    role_1 = forms.ChoiceField(label=_("First"), required=False)
    hours_1 = forms.IntegerField(label=_("Hours"), min_value=1, max_value=744, required=False)
    role_2 = forms.ChoiceField(label=_("Then"), required=False)
    hours_2 = forms.IntegerField(label=_("Hours"), min_value=1, max_value=744, required=False)
    role_3 = forms.ChoiceField(label=_("Last"), required=False)
    hours_3 = forms.IntegerField(label=_("Hours"), min_value=1, max_value=744, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in STEPS:
            _offer_roles(self.fields[f"role_{place}"], "respond.approve", is_optional=True)

    def steps(self) -> list[tuple[str, int]]:
        """The steps that were filled in; a day where no hours are given."""
        values = self.cleaned_data
        pairs = [(values[f"role_{place}"], values[f"hours_{place}"] or 24) for place in STEPS]
        return [(role, hours) for role, hours in pairs if role]


class DeputyForm(SettingForm):
    """Somebody stands in for somebody."""

    user = forms.ModelChoiceField(people.colleagues(NOBODY), label=_("Who is away"))
    deputy = forms.ModelChoiceField(people.colleagues(NOBODY), label=_("Who decides instead"))
    starts_at = forms.DateTimeField(label=_("From"), widget=MOMENT)
    ends_at = forms.DateTimeField(label=_("Until"), widget=MOMENT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("user", "deputy"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = people.colleagues(self.actor)


class AwayForm(SettingForm):
    """Who decides for the reader while they are away."""

    deputy = forms.ModelChoiceField(people.colleagues(NOBODY), label=_("Who decides instead"))
    starts_at = forms.DateTimeField(label=_("From"), widget=MOMENT)
    ends_at = forms.DateTimeField(label=_("Until"), widget=MOMENT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["deputy"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people.colleagues(self.actor).exclude(pk=self.actor.user_id or 0)


class BudgetForm(SettingForm):
    """What may be given a month."""

    brand = forms.ModelChoiceField(people.visible_brands(NOBODY), label=_("Brand"), empty_label=None)
    month = forms.DateField(
        label=_("From the month of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    amount = _amount(_("A month"))
    currency = forms.ChoiceField(label=_("Currency"), choices=CODES)


class LawForm(SettingForm):
    """What a law grants, as information."""

    source = forms.CharField(label=_("Law and article"), max_length=120)
    version = forms.CharField(label=_("Version"), max_length=60)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    text_zh = forms.CharField(
        label=_("What it says, in Chinese"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_en = forms.CharField(
        label=_("What it says, in English"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    categories = forms.MultipleChoiceField(label=_("Shown for"), required=False)
    starts_date = forms.DateField(
        label=_("In force from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    ends_date = forms.DateField(
        label=_("In force until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    is_shown = forms.BooleanField(label=_("Shown beside the form"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["categories"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = understanding.category_choices()

    def law(self) -> dict[str, Any]:
        """The filled-in form as the action takes it."""
        values = dict(self.cleaned_data)
        texts = {
            name: {language: values.pop(f"{name}_{language}") for language in ("zh", "en")}
            for name in ("name", "text")
        }
        return {**values, **texts}


def _offer_roles(field: forms.Field, *permissions: str, is_optional: bool = False) -> None:
    able = {role for permission in permissions for role in people.roles_that_may(permission)}
    choices = [(code, name) for code, name in people.role_choices() if code in able]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", "—"), *choices] if is_optional else choices
