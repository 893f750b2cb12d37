"""What people type about an improvement."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.bilingual import LANGUAGES
from wenguo.people import queries as people
from wenguo.understand import queries as understand


class ImprovementForm(forms.Form):
    """A new improvement: from a category, or from cases chosen in the queue."""

    brand = forms.ChoiceField(label=_("Brand"))
    title = forms.CharField(label=_("What we change, in a few words"), max_length=120)
    problem = forms.CharField(
        label=_("What customers told us"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    action = forms.CharField(
        label=_("How we change it"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False
    )
    category = forms.ChoiceField(label=_("Category that should become rarer"), required=False)
    cases = forms.CharField(
        label=_("Cases"),
        required=False,
        help_text=_(
            "Such as WG-20481, with commas. Left empty: all cases of the category in the last 90 days."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=8000,
    )
    owner = forms.ChoiceField(label=_("Owner"))
    due_date = forms.DateField(
        label=_("Due"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    target = forms.CharField(
        label=_("What should have changed by then"),
        max_length=200,
        help_text=_("A number that can be counted, such as: at most two complaints a week."),
    )
    target_per_week = forms.FloatField(
        label=_("At most so many cases a week"), required=False, min_value=0, max_value=100000
    )

    def __init__(self, *args: Any, actor: Actor, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        choices(self, "brand", values=[(brand.slug, str(brand)) for brand in people.visible_brands(actor)])
        choices(self, "owner", values=[(str(user.pk), user.name) for user in people.colleagues(actor)])
        choices(self, "category", values=[("", _("None: only the cases chosen")), *_categories()])
        self.fields["due_date"].initial = today + timedelta(days=30)

    def values(self) -> dict[str, Any]:
        """What the action needs. Raises NotFound for a brand or owner that vanished meanwhile."""
        data = dict(self.cleaned_data)
        numbers = data.pop("cases").replace("，", ",").replace("、", ",").replace("\n", ",").split(",")
        return data | {
            "brand": people.get_brand(self.actor, data["brand"]),
            "owner": people.get_colleague(self.actor, int(data["owner"])),
            "case_numbers": [number.strip() for number in numbers if number.strip()],
        }


class FinishForm(forms.Form):
    """The words for customers, in both languages."""

    you_said_zh = forms.CharField(
        label=_("You said (Chinese)"), max_length=600, widget=forms.Textarea({"rows": 2})
    )
    we_did_zh = forms.CharField(
        label=_("We changed (Chinese)"), max_length=600, widget=forms.Textarea({"rows": 2})
    )
    you_said_en = forms.CharField(
        label=_("You said (English)"), max_length=600, widget=forms.Textarea({"rows": 2})
    )
    we_did_en = forms.CharField(
        label=_("We changed (English)"), max_length=600, widget=forms.Textarea({"rows": 2})
    )

    def text(self, name: str) -> dict[str, str]:
        """One of the texts in both languages."""
        return {language: self.cleaned_data[f"{name}_{language}"] for language in LANGUAGES}


def choices(form: forms.Form, name: str, *, values: list[tuple[str, Any]]) -> None:
    """Fill the choices of a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = values


def _categories() -> list[tuple[str, Any]]:
    return [(parent, children) for parent, children in understand.category_choices()]
