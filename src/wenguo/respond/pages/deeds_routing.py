"""Deeds that change whose case it is: handing over with a note, keeping somebody out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, gettext_lazy as _

from wenguo.base.actor import NOBODY
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import Case
from wenguo.respond.pages.deed_types import Deed, facts_of
from wenguo.respond.pages.forms import MAX_TEXT, DeedForm

if TYPE_CHECKING:
    from wenguo.people.models import User

OPEN, WAITING, RESOLVED, CLOSED = (str(status) for status in Case.Status.values)


class HandOverForm(DeedForm):
    """Who takes it on, and what they should know: drafted from the case, to be corrected."""

    user = forms.TypedChoiceField(label=_("Colleague"), coerce=int)
    note = forms.CharField(
        label=_("What they should know"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = queries.assignable(self.actor, self.case, now=now())
        field = self.fields["user"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (row.user.pk, f"{row.user} · {row.load} / {row.user.capacity}")
                for row in self.rows
                if row.user.pk != self.case.assignee_id
            ]
        draft = queries.handover_note(self.case, language=get_language() or "zh-hans", now=now())
        self.initial.setdefault("note", draft)

    def chosen(self) -> User:
        """The colleague that was chosen."""
        return next(row.user for row in self.rows if row.user.pk == self.cleaned_data["user"])


class RecuseForm(DeedForm):
    """Who must not handle it, and why."""

    user = forms.ModelChoiceField(people.colleagues(NOBODY), label=_("Colleague"))
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people.colleagues(self.actor).filter(brands=self.case.brand_id)


class LiftForm(DeedForm):
    """Whom it did not concern after all."""

    user = forms.ModelChoiceField(people.colleagues(NOBODY), label=_("Colleague"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        if isinstance(field, forms.ModelChoiceField):
            kept_out = queries.recused_ids(self.case)
            field.queryset = people.colleagues(self.actor).filter(pk__in=kept_out)
            if not kept_out:
                field.help_text = _("Nobody is kept out of this case.")


class ReturnForm(DeedForm):
    """To which team, and why."""

    team = forms.ModelChoiceField(people.visible_teams(NOBODY), label=_("Team"))
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people.visible_teams(self.actor).filter(brand=self.case.brand_id)


class TagsForm(DeedForm):
    """Words on the case."""

    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=500, help_text=_("With commas between; at most twelve.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("tags", ", ".join(self.case.tags))


def _return(form: ReturnForm) -> None:
    actions.return_case(**facts_of(form), **form.cleaned_data)


def _arbitrate(form: ReturnForm) -> None:
    actions.arbitrate(**facts_of(form), **form.cleaned_data)


def _set_tags(form: TagsForm) -> None:
    actions.set_tags(**facts_of(form), tags=re.split(r"[,，、]", form.cleaned_data["tags"]))


class ReachForm(DeedForm):
    """How many people see it."""

    reach = forms.IntegerField(label=_("Seen by how many people"), min_value=0, max_value=2_000_000_000)


def _set_reach(form: ReachForm) -> None:
    actions.set_reach(**facts_of(form), reach=form.cleaned_data["reach"])


def _hand_over(form: HandOverForm) -> None:
    actions.hand_over(**facts_of(form), to=form.chosen(), note=form.cleaned_data["note"])


def _recuse(form: RecuseForm) -> None:
    actions.recuse(**facts_of(form), **form.cleaned_data)


def _lift(form: LiftForm) -> None:
    actions.lift_recusal(**facts_of(form), user=form.cleaned_data["user"])


ROUTING_DEEDS = [
    Deed(
        "hand-over",
        _("Hand over"),
        "arrow-right",
        _("The note is drafted from the case; correct it so that nobody has to ask twice."),
        _("Handed over."),
        "respond.assign",
        (OPEN, WAITING, RESOLVED),
        HandOverForm,
        _hand_over,
    ),
    Deed(
        "return",
        _("Return to another team"),
        "arrow-back-up",
        _(
            "Say what makes it theirs. After two returns it stays, and an arbiter is called to decide for good."
        ),
        _("Noted; the case is with the team that it belongs to, or an arbiter is called."),
        "respond.assign",
        (OPEN, WAITING),
        ReturnForm,
        _return,
    ),
    Deed(
        "arbitrate",
        _("Decide whose case it is"),
        "scale",
        _("For good: it cannot be returned after that."),
        _("Decided."),
        "respond.assign",
        (OPEN, WAITING),
        ReturnForm,
        _arbitrate,
        fits=lambda case: case.bounces > 1,
    ),
    Deed(
        "tags",
        _("Tags"),
        "tag",
        _("Words by which the case is found again, and which rules can look at."),
        _("Saved."),
        "respond.reply",
        (OPEN, WAITING, RESOLVED, CLOSED),
        TagsForm,
        _set_tags,
    ),
    Deed(
        "recuse",
        _("Keep a colleague out"),
        "ban",
        _("Nobody handles a complaint about themselves. If it is theirs, it goes to somebody else at once."),
        _("The colleague is kept out of this case."),
        "respond.assign",
        (OPEN, WAITING, RESOLVED),
        RecuseForm,
        _recuse,
    ),
    Deed(
        "lift-recusal",
        _("Let a colleague in again"),
        "user-check",
        _("It did not concern them after all: they may handle this case like everybody else."),
        _("The colleague may handle this case again."),
        "respond.assign",
        (OPEN, WAITING, RESOLVED),
        LiftForm,
        _lift,
    ),
    Deed(
        "reach",
        _("Public reach"),
        "speakerphone",
        _("The followers of whoever says it in public, as far as you know. It counts for the priority."),
        _("Saved."),
        "respond.reply",
        (OPEN, WAITING, RESOLVED),
        ReachForm,
        _set_reach,
    ),
]
