"""Forms of the deeds that join cases: merge, part, join an incident, leave it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import NOBODY
from wenguo.base.errors import Refused
from wenguo.kernel.clock import now
from wenguo.listen import queries as listen
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import Case
from wenguo.respond.pages.deed_types import Deed, facts_of
from wenguo.respond.pages.forms import DeedForm
from wenguo.understand import queries as understanding


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


class AttachForm(DeedForm):
    """What the same customer said elsewhere, and no case handles yet."""

    feedback = forms.ModelChoiceField(
        listen.visible_feedback(NOBODY), label=_("Feedback"), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.unhandled_feedback(self.actor, self.case)
        field = self.fields["feedback"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows
            if not rows:
                field.help_text = _("Everything this customer said is in a case already.")


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


class SplitForm(DeedForm):
    """The sentences that tell of the second matter, what it is about, and perhaps which team takes it."""

    sentences = forms.MultipleChoiceField(
        label=_("These sentences tell of the second matter"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those that seem to be about something else are ticked."),
    )
    category = forms.ChoiceField(label=_("What it is about"))
    team = forms.ModelChoiceField(
        people.visible_teams(NOBODY),
        label=_("Team"),
        required=False,
        empty_label=_("the team of the category"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        idea = queries.split_idea(self.case)
        sentences, category, team = (self.fields[name] for name in ("sentences", "category", "team"))
        if isinstance(sentences, forms.MultipleChoiceField):
            sentences.choices = [
                (f"{one.feedback_id}:{one.start}:{one.end}", one.text) for one in idea.sentences
            ]
        if isinstance(category, forms.ChoiceField):
            category.choices = understanding.category_choices()
        if isinstance(team, forms.ModelChoiceField):
            team.queryset = people.visible_teams(self.actor).filter(brand=self.case.brand_id)
        self.initial.setdefault(
            "sentences",
            [f"{one.feedback_id}:{one.start}:{one.end}" for one in idea.sentences if one.is_suggested],
        )
        self.initial.setdefault("category", idea.category)


def split(form: SplitForm) -> None:
    """Handle the chosen sentences on their own."""
    chosen = [tuple(map(int, value.split(":"))) for value in form.cleaned_data["sentences"]]
    whole = queries.feedback_in(form.case, chosen[0][0])
    if whole is None or any(one[0] != whole.pk for one in chosen):
        raise Refused(_("Choose sentences of one feedback."))
    actions.split(
        **facts_of(form),
        feedback=whole,
        spans=[(start, end) for _feedback_id, start, end in chosen],
        category=form.cleaned_data["category"],
        team=form.cleaned_data["team"],
    )


def unsplit(form: DeedForm) -> None:
    """Put it back into the case that it was split from."""
    actions.unsplit(**facts_of(form))


def attach(form: AttachForm) -> None:
    """It belongs to the same case."""
    actions.attach_feedback(
        actor=form.actor, case=form.case, feedback=form.cleaned_data["feedback"], now=now()
    )


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
        "split",
        _("Split in two"),
        "arrows-split-2",
        _(
            "One letter tells of two matters: the second gets a number, a team and clocks of its own; legal clocks "
            "count from the original receipt. The customer is told of both numbers in one message."
        ),
        _("Split; the customer is told of both numbers."),
        "respond.resolve",
        (OPEN, WAITING),
        SplitForm,
        split,
    ),
    Deed(
        "unsplit",
        _("Undo the split"),
        "git-merge",
        _(
            "Nothing has happened on this case yet: its words go back to the first one, and the customer is told."
        ),
        _("Together again."),
        "respond.resolve",
        (OPEN,),
        DeedForm,
        unsplit,
        fits=queries.can_unsplit,
    ),
    Deed(
        "attach",
        _("Take in more feedback"),
        "message-plus",
        _("What this customer said elsewhere about the same thing belongs to the same case."),
        _("It stands in this case now."),
        "respond.reply",
        (OPEN, WAITING, RESOLVED),
        AttachForm,
        attach,
        fits=lambda case: case.customer_id is not None,
    ),
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
