"""Inputs that are described by data instead of a class: what a brand's own fields look like on every form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _, pgettext_lazy

PREFIX = "own"
ASKED = "own-asked"
MORE = _("Your answers ask for more. Please fill in the new fields.")
REQUIRED = {"required": _("Please fill this in.")}


@dataclass(frozen=True, slots=True)
class InputSpec:
    """One input; ``options`` are (code, name).

    ``kind``: text, long_text, number, money, date, yes_no, choice, choices.
    """

    code: str
    kind: str
    label: str
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    is_required: bool = False


class SpecForm(forms.Form):
    """A form made of descriptions. It only reads; what may stand where is judged by the action that stores it.

    ``refresh`` is the address that gives the inputs anew as the answers change; empty where they never do.
    """

    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        specs: Iterable[InputSpec],
        initial: Mapping[str, Any] | None = None,
        refresh: str = "",
    ) -> None:
        super().__init__(data, prefix=PREFIX, initial=dict(initial or {}))
        self.refresh = refresh
        self.units: dict[str, str] = {}
        for spec in specs:
            self.fields[spec.code] = _field(spec)
            self.units[spec.code] = spec.unit

    @property
    def asked(self) -> str:
        """What the reader is asked, so that the answer tells whether something new has come up."""
        return " ".join(self.fields)

    def asks_more(self) -> bool:
        """Whether the answers brought up questions that the sender has not seen."""
        seen = str(self.data.get(ASKED, "")).split()
        return bool(set(self.fields) - set(seen))

    def rows(self) -> list[tuple[Any, str]]:
        """The inputs in order, each with its unit."""
        return [(self[code], self.units[code]) for code in self.fields]

    def given(self) -> dict[str, Any]:
        """What was typed, by code, of the inputs that are on the form."""
        return {code: self.cleaned_data.get(code) for code in self.fields if code in self.cleaned_data}

    def explain(self, problems: Mapping[str, Any]) -> None:
        """Put each problem to its input, or on top where there is none."""
        for code, words in problems.items():
            self.add_error(code if code in self.fields else None, str(words))


def typed(data: QueryDict, codes: Iterable[str], *, several: Iterable[str]) -> dict[str, Any]:
    """What was typed for these codes, also where the form does not ask for them (yet); ``several`` are lists."""
    many = set(several)
    return {
        code: data.getlist(f"{PREFIX}-{code}") if code in many else data.get(f"{PREFIX}-{code}", "")
        for code in codes
        if f"{PREFIX}-{code}" in data
    }


def _field(spec: InputSpec) -> forms.Field:
    common: dict[str, Any] = {
        "label": spec.label,
        "help_text": spec.help,
        "required": spec.is_required,
        "error_messages": REQUIRED,
    }
    if spec.kind in {"yes_no", "choice"}:
        is_open = spec.kind == "choice"
        choices = (
            [("", "—"), *spec.options]
            if is_open
            else [("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No"))]
        )
        widget = forms.Select() if is_open else forms.RadioSelect()
        return forms.ChoiceField(choices=choices, widget=widget, **common)
    if spec.kind == "choices":
        return forms.MultipleChoiceField(
            choices=list(spec.options), widget=forms.CheckboxSelectMultiple, **common
        )
    return forms.CharField(widget=_widget(spec.kind), **common)


def _widget(kind: str) -> forms.Widget:
    if kind == "long_text":
        return forms.Textarea(attrs={"rows": 3})
    if kind == "date":
        return forms.DateInput(attrs={"type": "date"})
    return forms.TextInput(attrs={"inputmode": "decimal"} if kind in {"number", "money"} else None)
