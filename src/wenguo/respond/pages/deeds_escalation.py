"""Deeds that lift a case, take it on above the frontline, answer it there, and bring it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenguo.respond import actions, queries
from wenguo.respond.models import Case
from wenguo.respond.pages.deed_types import Deed, facts_of
from wenguo.respond.pages.forms import MAX_TEXT, DeedForm, ReasonForm

OPEN, WAITING, _RESOLVED, _CLOSED = (str(status) for status in Case.Status.values)
HIGHEST = 4


class EscalateForm(DeedForm):
    """How far up, and why."""

    level = forms.TypedChoiceField(label=_("To"), coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What they should decide"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["level"]
        if isinstance(field, forms.ChoiceField):
            levels = range(self.case.level + 1, HIGHEST + 1)
            field.choices = [(level, queries.level_name(level)) for level in levels]


class AnswerForm(DeedForm):
    """The decision, for the first line."""

    text = forms.CharField(
        label=_("Your answer"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )


def _escalate(form: EscalateForm) -> None:
    actions.escalate(**facts_of(form), **form.cleaned_data)


def _take(form: DeedForm) -> None:
    actions.acknowledge(**facts_of(form))


def _answer(form: AnswerForm) -> None:
    actions.answer_escalation(**facts_of(form), text=form.cleaned_data["text"])


def _step_down(form: ReasonForm) -> None:
    actions.step_down(**facts_of(form), reason=form.cleaned_data["reason"])


def _is_up(case: Case) -> bool:
    return case.level > 1


def _can_rise(case: Case) -> bool:
    return case.level < HIGHEST


ESCALATION_DEEDS = [
    Deed(
        "take",
        _("I take it"),
        "user-check",
        _("From now on everybody sees that you have it. The first line stays with the customer; you decide."),
        _("You have it."),
        "respond.escalate",
        (OPEN, WAITING),
        DeedForm,
        _take,
        fits=_is_up,
    ),
    Deed(
        "answer-up",
        _("Answer the escalation"),
        "circle-check",
        _(
            "Your decision goes to the first line as a note that calls the owner; the case comes back to them."
        ),
        _("Answered; the case is back with the first line."),
        "respond.escalate",
        (OPEN, WAITING),
        AnswerForm,
        _answer,
        fits=_is_up,
    ),
    Deed(
        "escalate",
        _("Escalate"),
        "arrow-bar-to-up",
        _(
            "The whole conversation and a summary go along. Their answer comes back to you; you stay with the customer."
        ),
        _("Escalated."),
        "respond.escalate",
        (OPEN, WAITING),
        EscalateForm,
        _escalate,
        fits=_can_rise,
    ),
    Deed(
        "step-down",
        _("Step down"),
        "arrow-back-up",
        _("It is not, or no longer, a matter for this level. The reason goes to the first line."),
        _("Back with the first line."),
        "respond.escalate",
        (OPEN, WAITING),
        ReasonForm,
        _step_down,
        fits=_is_up,
    ),
]
