"""Forms of the deeds that join cases: merge, part, join an incident, leave it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.models import Case
from wenguo.respond.pages.deed_types import Deed
from wenguo.respond.pages.forms import DeedForm


class MergeForm(DeedForm):
    """The case of the same customer that carries this one on."""

    into = forms.ChoiceField(label=_("Carry it on under"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.merge_candidates(self.actor, self.case)
        field = self.fields["into"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(row.number, f"{row.number} {row.title}") for row in rows]
            if not rows:
                field.help_text = _("This customer has no other open case.")


class JoinForm(DeedForm):
    """An open incident of the brand."""

    incident = forms.ChoiceField(label=_("Incident"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.open_incidents(self.actor, self.case.brand_id)
        field = self.fields["incident"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(row.pk), f"{row.number} {row.title}") for row in rows]
            if not rows:
                field.help_text = _("No incident of this brand is open.")


def merge(form: MergeForm) -> None:
    """Carry the case on under another number."""
    into = queries.get_case(form.actor, form.cleaned_data["into"])
    actions.merge(actor=form.actor, case=form.case, into=into, now=now())


def unmerge(form: DeedForm) -> None:
    """Let it stand on its own again."""
    actions.unmerge(actor=form.actor, case=form.case, now=now())


def join_incident(form: JoinForm) -> None:
    """The same cause."""
    incident = queries.get_incident(form.actor, int(form.cleaned_data["incident"]))
    actions.join_incident(actor=form.actor, incident=incident, case=form.case, now=now())


def leave_incident(form: DeedForm) -> None:
    """Another cause after all."""
    actions.leave_incident(actor=form.actor, case=form.case, now=now())


OPEN, WAITING, RESOLVED, CLOSED = (str(status) for status in Case.Status.values)
TOGETHER_DEEDS = [
    Deed(
        "merge",
        _("Merge into another case"),
        "git-merge",
        _("Letters, notes and tasks move to the other case of this customer. They can be parted again."),
        _("Carried on under the other number."),
        "respond.resolve",
        (OPEN, WAITING, RESOLVED),
        MergeForm,
        merge,
    ),
    Deed(
        "part",
        _("Part from the other case"),
        "arrows-split-2",
        _("What came with it goes back with it; what was written since stays with the other case."),
        _("It stands on its own again."),
        "respond.resolve",
        (CLOSED,),
        DeedForm,
        unmerge,
        fits=lambda case: case.merged_into_id is not None,
    ),
    Deed(
        "join-incident",
        _("Join an incident"),
        "urgent",
        _("This case has the same cause as others: news of the incident reaches this customer too."),
        _("Joined."),
        "respond.assign",
        (OPEN, WAITING, RESOLVED),
        JoinForm,
        join_incident,
    ),
    Deed(
        "leave-incident",
        _("Leave the incident"),
        "door-exit",
        _("It was something else after all; news of the incident no longer reaches this customer."),
        _("Left the incident."),
        "respond.assign",
        (OPEN, WAITING, RESOLVED),
        DeedForm,
        leave_incident,
        fits=lambda case: hasattr(case, "incident_link"),
    ),
]
