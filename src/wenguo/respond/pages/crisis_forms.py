"""The forms of the crisis room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, gettext_lazy

from wenguo.respond import actions

if TYPE_CHECKING:
    from wenguo.people.models import User

LONGEST_MINUTES = 100_000
A_MONTH = timedelta(days=30)


def _area(rows: int, placeholder: str = "") -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "placeholder": placeholder})


class CloseCrisisForm(forms.Form):
    """The review; one line a lesson, all with the same owner and date, changed later at each improvement."""

    happened = forms.CharField(label=gettext_lazy("What happened and why"), max_length=8000, widget=_area(4))
    went_well = forms.CharField(
        label=gettext_lazy("What went well"), max_length=8000, required=False, widget=_area(2)
    )
    went_badly = forms.CharField(
        label=gettext_lazy("What did not"), max_length=8000, required=False, widget=_area(2)
    )
    lessons_text = forms.CharField(
        label=gettext_lazy("Lessons"),
        max_length=4000,
        required=False,
        widget=_area(3),
        help_text=gettext_lazy("One line each: what we change. Each becomes the draft of an improvement."),
    )
    owner = forms.TypedChoiceField(label=gettext_lazy("Who sees to it"), coerce=int, required=False)
    due_date = forms.DateField(
        label=gettext_lazy("Until when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, colleagues: Sequence[User], today: datetime, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"due_date": localtime(today).date() + A_MONTH})
        super().__init__(*args, **kwargs)
        self.colleagues = {user.pk: user for user in colleagues}
        field = self.fields["owner"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [(user.pk, user.name) for user in colleagues]

    def clean(self) -> dict[str, Any]:
        """Lessons need somebody and a date."""
        values = super().clean() or {}
        if str(values.get("lessons_text") or "").strip() and not (
            values.get("owner") and values.get("due_date")
        ):
            self.add_error("owner", _("Say who sees to the lessons, and until when."))
        return values

    def review(self) -> actions.Review:
        """The words of the review."""
        names = ("happened", "went_well", "went_badly")
        return actions.Review(**{name: self.cleaned_data[name] for name in names})

    def lessons(self) -> list[actions.Learnt]:
        """One for each line."""
        values = self.cleaned_data
        lines = [line.strip() for line in values["lessons_text"].splitlines() if line.strip()]
        if not lines:
            return []
        owner = self.colleagues[values["owner"]]
        return [actions.Learnt(line, owner, values["due_date"]) for line in lines]


class PlaybookForm(forms.Form):
    """One line a step, in both languages, with minutes."""

    steps = forms.CharField(
        label=gettext_lazy("Steps"),
        required=False,
        max_length=16_000,
        widget=_area(14, "确认人员安全 | Make sure that people are safe | 15"),
        help_text=gettext_lazy("One line a step: Chinese | English | minutes after the declaration."),
    )

    @staticmethod
    def lines(steps: Sequence[tuple[dict[str, str], int]]) -> str:
        """The steps as this form writes them."""
        return "\n".join(f"{text.get('zh', '')} | {text.get('en', '')} | {n}" for text, n in steps)

    def clean_steps(self) -> list[tuple[dict[str, str], int]]:
        """The lines as (bilingual text, minutes)."""
        lines = [line.strip() for line in str(self.cleaned_data["steps"]).splitlines() if line.strip()]
        return [_step(line) for line in lines]


def _step(line: str) -> tuple[dict[str, str], int]:
    parts = [part.strip() for part in line.replace("｜", "|").split("|")]
    minutes = parts.pop() if len(parts) > 1 else ""
    if not minutes.isascii() or not minutes.isdecimal() or not 0 < int(minutes) <= LONGEST_MINUTES:
        raise forms.ValidationError(_("Each line ends with minutes, such as: Call everybody | 30"))
    return {"zh": parts[0], "en": parts[1] if len(parts) > 1 and parts[1] else parts[0]}, int(minutes)
