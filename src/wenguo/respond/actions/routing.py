"""Whose hands a case comes into, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction

from wenguo.base.actor import SYSTEM
from wenguo.people import queries as people
from wenguo.respond.actions.deeds import finish, note_event
from wenguo.respond.domain.routing import Candidate, TeamRow, choose, team_for
from wenguo.respond.models import Case
from wenguo.respond.queries.cases import case_rows, open_loads

if TYPE_CHECKING:
    from wenguo.people.models import Team

# Marks a case that the house could give to nobody and will try again; what a person laid aside stays there.
RETRY = "retry"
BATCH = 100
# One number for this kind of lock, the team's id beside it.
ROUTING_LOCK = 20001


def route(case: Case, *, now: datetime) -> list[str]:
    """Give the case to the team of its category and there to the least loaded on shift; gives the fields to be stored.

    Nobody is chosen above their limit: two workers routing into one team do so one after the other.
    """
    team = routed_team(case)
    case.team = team
    candidates = []
    if team is not None:
        _one_at_a_time(team.pk)
        users = people.people_on_shift(team.pk, now=now)
        loads = open_loads(user.pk for user in users)
        candidates = [Candidate(user.pk, user.name, loads.get(user.pk, 0), user.capacity) for user in users]
    choice = choose(candidates, team=None if team is None else team.name)
    name = next((person.name for person in candidates if person.user_id == choice.user_id), "")
    is_news = choice.user_id is not None or case.assigned_because.get("zh") != choice.because["zh"]
    case.assignee_id = choice.user_id
    case.assigned_because = choice.because if choice.user_id else {**choice.because, RETRY: True}
    if choice.user_id is not None and case.stage == Case.Stage.RECEIVE:
        case.stage = Case.Stage.ASSESS
    if is_news:
        kind = "unassigned" if choice.user_id is None else "assigned"
        note_event(SYSTEM, case, kind, now=now, name=name, user_id=choice.user_id, because=choice.because)
    return ["team", "assignee", "assigned_because", "stage"]


def route_unassigned(*, now: datetime) -> int:
    """Try again for open cases that could be given to nobody, most pressing first; gives how many found hands."""
    rows = Case.objects.filter(
        closed_at__isnull=True, assignee__isnull=True, assigned_because__has_key=RETRY
    ).order_by("-priority", "id")
    return sum(_routed(case_id, now) for case_id in list(rows.values_list("id", flat=True)[:BATCH]))


@transaction.atomic
def _routed(case_id: int, now: datetime) -> bool:
    rows = case_rows().select_for_update(of=("self",), no_key=True, skip_locked=True)
    case = rows.filter(pk=case_id, assignee__isnull=True, closed_at__isnull=True).first()
    if case is None or RETRY not in case.assigned_because:
        return False
    before = case.assigned_because
    fields = route(case, now=now)
    if case.assigned_because == before:
        return False
    finish(SYSTEM, case, "routed", now=now, fields=fields)
    return case.assignee_id is not None


def routed_team(case: Case) -> Team | None:
    """The team that takes the case's category, or None."""
    teams = people.teams_of_brand(case.brand_id)
    team_id = team_for(case.category, [TeamRow(team.pk, tuple(team.categories)) for team in teams])
    return next((team for team in teams if team.pk == team_id), None)


def _one_at_a_time(team_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ROUTING_LOCK, team_id])
