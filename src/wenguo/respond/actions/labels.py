"""A corrected label moves the case: to its place in the queue, and to the team that knows about such things."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from wenguo.base.actor import SYSTEM, Actor
from wenguo.respond.actions.deeds import CaseIsClosed, finish, held, note_event
from wenguo.respond.actions.escalating import consider
from wenguo.respond.actions.opening import answer_feedback, labels_of
from wenguo.respond.actions.ranking import rank
from wenguo.respond.actions.routing import route, routed_team
from wenguo.respond.models import Case, CaseFeedback
from wenguo.respond.queries.cases import case_rows, feedback_of_case
from wenguo.understand import actions as understand, queries as understanding

if TYPE_CHECKING:
    from wenguo.understand.models import Analysis


@transaction.atomic
def recategorise(*, actor: Actor, case: Case, category: str, now: datetime) -> Case:
    """Say what the case is really about. The correction teaches the analyser; another team may take over.

    Raises Invalid for a category that does not exist, CaseIsClosed, NotUnderstoodYet, NotAllowed.
    """
    actor.require("understand.correct", case)
    case = held(actor, case)
    if case.status == Case.Status.CLOSED:
        raise CaseIsClosed
    feedback = feedback_of_case(case)[0]
    analysis = understand.correct(actor=actor, feedback=feedback, label="category", value=category, now=now)
    _bring_in_line(actor, case, analysis, now)
    return case


def follow_labels(feedback_id: int, *, now: datetime) -> None:
    """After a correction: bring the case in line, or open one if the feedback turns out to need it.

    Only the words that opened a case give it its labels. Repeating it changes nothing.
    """
    link = CaseFeedback.objects.filter(feedback_id=feedback_id).first()
    if link is None:
        # Nobody could know before that this needs handling: its clocks run from now.
        answer_feedback(feedback_id, now=now, starts_at=now)
        return
    first = CaseFeedback.objects.filter(case_id=link.case_id).order_by("id").first()
    analysis = understanding.current_analysis(feedback_id)
    if first is None or first.pk != link.pk or analysis is None:
        return
    with transaction.atomic():
        case = case_rows().select_for_update(of=("self",), no_key=True).get(pk=link.case_id)
        if case.status != Case.Status.CLOSED:
            _bring_in_line(SYSTEM, case, analysis, now)


def with_open_case(feedback_ids: Iterable[int]) -> list[int]:
    """Those of these feedbacks that an open case handles."""
    links = CaseFeedback.objects.filter(feedback_id__in=list(feedback_ids))
    return list(
        links.exclude(case__status=Case.Status.CLOSED).order_by("id").values_list("feedback_id", flat=True)
    )


def _bring_in_line(actor: Actor, case: Case, analysis: Analysis, now: datetime) -> None:
    labels = labels_of(analysis)
    before = {name: getattr(case, name) for name in labels}
    if labels == before:
        return
    for name, value in labels.items():
        setattr(case, name, value)
    fields = [*labels, *rank(case, now=now)]
    if case.category != before["category"]:
        note_event(actor, case, "recategorised", now=now, before=before["category"], after=case.category)
        fields += _moved(case, now)
    else:
        note_event(actor, case, "relabelled", now=now, priority=case.priority)
    fields += consider(case, now=now)
    finish(actor, case, "relabelled", now=now, fields=fields, news="relabelled")


def _moved(case: Case, now: datetime) -> list[str]:
    """Hand over to another team if the new category is another team's; whoever is of that team keeps the case."""
    team_before, owner = case.team_id, case.assignee
    team = routed_team(case)
    if team is None or team.pk == team_before:
        return []
    case.team = team
    note_event(SYSTEM, case, "team_changed", now=now, team=team.name)
    if owner is not None and team.members.filter(pk=owner.pk).exists():
        return ["team"]
    return route(case, now=now)
