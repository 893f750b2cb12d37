"""What people fill in about skills, working times and duty."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from wenguo.people import actions, queries
from wenguo.people.models import Brand, Leave, Place, User

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.people.domain.shifts import WeeklyShift

LANGUAGE_NAMES = {
    "zh": _("Chinese"),
    "yue": _("Cantonese"),
    "en": _("English"),
    "ja": _("Japanese"),
    "ko": _("Korean"),
    "ru": _("Russian"),
    "fr": _("French"),
    "de": _("German"),
    "es": _("Spanish"),
    "ar": _("Arabic"),
    "ug": _("Uyghur"),
    "bo": _("Tibetan"),
}
LEVELS = [
    (0, "—"),
    (1, _("1 learning")),
    (2, _("2 alone")),
    (3, _("3 hard cases too")),
    (4, _("4 teaches others")),
    (5, _("5 the authority")),
]
DAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
_SPAN = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-–—~至到]\s*(\d{1,2}):(\d{2})\s*")
_MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _codes(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,，、;；]+", text) if word]


class SkillForm(forms.Form):
    """A skill and the cases that ask for it."""

    brand = forms.ModelChoiceField(Brand.objects.none(), label=_("Brand"), empty_label=None)
    key = forms.SlugField(
        label=_("Short name"), max_length=40, help_text=_("Latin letters, such as food-safety")
    )
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    categories = forms.CharField(
        label=_("Asked for by categories"),
        required=False,
        help_text=_("Codes with commas between, such as quality.hygiene, price"),
    )
    risks = forms.CharField(
        label=_("Asked for by risks"),
        required=False,
        help_text=_("safety, health, legal, regulator, media, privacy, vulnerable, fraud, churn"),
    )
    tiers = forms.CharField(
        label=_("Asked for by customers"), required=False, help_text=_("diamond, gold, silver, standard")
    )
    channels = forms.CharField(
        label=_("Asked for by channels"), required=False, help_text=_("social, review, phone, wechat …")
    )
    is_required = forms.BooleanField(label=_("Wait for somebody who has it"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["brand"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = queries.visible_brands(actor)

    def chosen(self) -> dict[str, Any]:
        """As the action takes it."""
        data = self.cleaned_data
        lists = (_codes(data[name]) for name in ("categories", "risks", "tiers", "channels"))
        return {
            "brand": data["brand"],
            "key": data["key"],
            "name": {"zh": data["name_zh"], "en": data["name_en"]},
            "asked": actions.Asked(*lists),
            "is_required": data["is_required"],
        }


class AbilitiesForm(forms.Form):
    """What one colleague can do: a level for each skill of their brands."""

    languages = forms.MultipleChoiceField(
        label=_("Answers in"),
        choices=list(LANGUAGE_NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: any language."),
    )
    places = forms.ModelMultipleChoiceField(
        Place.objects.none(),
        label=_("Works for places"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: every place."),
    )

    def __init__(self, *args: Any, actor: Actor, user: User, **kwargs: Any) -> None:
        brands = [brand for brand in user.brands.all() if actor.sees_brand(brand.pk)]
        levels = dict(user.skills.values_list("skill_id", "level"))
        initial = {"languages": user.languages, "places": user.places.all()}
        super().__init__(*args, **{"initial": initial} | kwargs)
        field = self.fields["places"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = queries.visible_places(actor).filter(brand__in=brands)
        self.skill_ids = {}
        for brand in brands:
            for skill in queries.skills_of_brand(brand.pk):
                name = f"skill-{skill.pk}"
                self.skill_ids[name] = skill.pk
                self.fields[name] = forms.TypedChoiceField(
                    label=str(skill), choices=LEVELS, coerce=int, initial=levels.get(skill.pk, 0)
                )
        self.order_fields([*self.skill_ids, "languages", "places"])

    def chosen(self) -> dict[str, Any]:
        """As the action takes it."""
        data = self.cleaned_data
        skills = {pk: data[name] for name, pk in self.skill_ids.items()}
        return {"skills": skills, "languages": data["languages"], "places": list(data["places"])}


class ShiftsForm(forms.Form):
    """One line a day: ``09:00-12:00, 13:00-18:00``; over midnight ``22:00-06:00``."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.weekly_shifts(user)
        for day, name in enumerate(DAYS):
            words = ", ".join(f"{a:%H:%M}-{b:%H:%M}" for weekday, a, b in sorted(rows) if weekday == day)
            self.fields[f"day-{day}"] = forms.CharField(
                label=name, required=False, initial=words, max_length=120
            )

    def clean(self) -> dict[str, Any]:
        """Every line is read; what cannot be read is named at its day."""
        self.shifts: list[WeeklyShift] = []
        for day in range(7):
            for part in re.split(r"[,，;；、]", self.cleaned_data.get(f"day-{day}", "")):
                if not part.strip():
                    continue
                if (shift := _shift(day, part)) is None:
                    words = gettext("“%(part)s” is not a time such as 09:00-18:00.")
                    self.add_error(f"day-{day}", words % {"part": part.strip()[:20]})
                else:
                    self.shifts.append(shift)
        return self.cleaned_data

    def chosen(self) -> list[WeeklyShift]:
        """The shifts that were read."""
        return self.shifts


def _shift(day: int, part: str) -> WeeklyShift | None:
    found = _SPAN.fullmatch(part)
    if found is None:
        return None
    a, b, c, d = (int(number) for number in found.groups())
    if a > 23 or c > 24 or max(b, d) > 59 or (c == 24 and d):
        return None
    return day, time(a, b), time(c % 24, d)


class LeaveForm(forms.Form):
    """When somebody will not be there."""

    kind = forms.ChoiceField(label=_("Why"), choices=Leave.Kind.choices)
    starts_at = forms.DateTimeField(label=_("From"), widget=_MOMENT)
    ends_at = forms.DateTimeField(label=_("Until"), widget=_MOMENT)


class DutyForm(forms.Form):
    """Somebody on call, perhaps for the same hours of several weeks."""

    tier = forms.TypedChoiceField(
        label=_("Duty tier"),
        choices=[(1, _("1 called first")), (2, _("2 when the first does not answer")), (3, _("3 decides"))],
        coerce=int,
    )
    user = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"))
    starts_at = forms.DateTimeField(label=_("From"), widget=_MOMENT)
    ends_at = forms.DateTimeField(label=_("Until"), widget=_MOMENT)
    weeks = forms.IntegerField(label=_("For how many weeks"), min_value=1, max_value=26, initial=1)

    def __init__(self, *args: Any, actor: Actor, brand: Brand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = queries.colleagues(actor).filter(brands=brand)


class NoteForm(forms.Form):
    """What whoever comes next should know."""

    text = forms.CharField(label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
