"""Whose hands a case comes into, and why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction

from wenguo.base.actor import SYSTEM
from wenguo.people import queries as people
from wenguo.respond.actions.deeds import finish, note_event
from wenguo.respond.domain.moves import after, shipped
from wenguo.respond.domain.routing import (
    Candidate,
    Choice,
    Need,
    SkillRow,
    TeamRow,
    choose,
    skills_wanted,
    team_for,
)
from wenguo.respond.models import Case, Recusal
from wenguo.respond.queries.cases import case_rows
from wenguo.respond.queries.pauses import pausing
from wenguo.respond.queries.workload import IDLE, loads_of

if TYPE_CHECKING:
    from wenguo.people.models import Team
    from wenguo.people.queries import Member

# Marks a case that the house could give to nobody and will try again; what a person laid aside stays there.
RETRY = "retry"
BATCH = 500
# One number for this kind of lock, the team's id beside it.
ROUTING_LOCK = 20001
FIELDS = ["team", "assignee", "assigned_because", "stage"]


def route(
    case: Case, *, now: datetime, team: Team | None = None, without: Collection[int] = (), why: str = ""
) -> list[str]:
    """Give the case to the team of its category (or to ``team``) and there to the least loaded of those who can.

    Gives the fields to be stored.
    Nobody is chosen above their limit: two workers routing among the same people do so one after the other.
    ``without`` are people who shall not get it, ``why`` is kept with the event.
    """
    case.team = team or routed_team(case)
    choice, names = _choice(case, now=now, without=without)
    is_news = choice.user_id is not None or case.assigned_because.get("zh") != choice.because["zh"]
    case.assignee_id = choice.user_id
    case.assigned_because = choice.because if choice.user_id else {**choice.because, RETRY: True}
    if choice.user_id is not None:
        case.stage = after(shipped(), "assign", stage=case.stage)
    if is_news:
        kind = "unassigned" if choice.user_id is None else "assigned"
        facts = {"name": names.get(choice.user_id or 0, ""), "user_id": choice.user_id, "reason": why}
        note_event(SYSTEM, case, kind, now=now, because=choice.because, **facts)
    return FIELDS


def route_unassigned(*, now: datetime) -> int:
    """Try again for open cases that could be given to nobody, most pressing first; gives how many found hands.

    What a hundred cases before it could not be given for the same reason does not keep any other waiting.
    """
    rows = Case.objects.filter(
        closed_at__isnull=True, assignee__isnull=True, assigned_because__has_key=RETRY
    ).order_by("-priority", "id")
    columns = (
        "id",
        "team_id",
        "category",
        "language",
        "place_id",
        "weight",
        "channel",
        "customer__tier",
        "risks",
    )
    given = tried = 0
    hopeless: set[str] = set()
    for case_id, *alike in rows.values_list(*columns).iterator(chunk_size=BATCH):
        kind = repr(alike)
        if kind in hopeless:
            continue
        # What was passed over does not count: the last of very many is reached too.
        if tried == BATCH:
            break
        tried += 1
        outcome = _routed(case_id, now)
        given += outcome is True
        if outcome is False:
            hopeless.add(kind)
    return given


@transaction.atomic
def _routed(case_id: int, now: datetime) -> bool | None:
    """Whether it found hands; None when somebody else has it just now."""
    rows = case_rows().select_for_update(of=("self",), no_key=True, skip_locked=True)
    case = rows.filter(pk=case_id, assignee__isnull=True, closed_at__isnull=True).first()
    if case is None or RETRY not in case.assigned_because:
        return None
    before = case.assigned_because
    # A team that was chosen by a person or a rule stays chosen.
    fields = route(case, now=now, team=case.team)
    if case.assigned_because == before:
        # Somebody who is kept out of this case says nothing about others like it.
        return None if Recusal.objects.filter(case=case).exists() else False
    finish(SYSTEM, case, "routed", now=now, fields=fields)
    return case.assignee_id is not None


def routed_team(case: Case) -> Team | None:
    """The team that takes the case's category, or None."""
    teams = [team for team in people.teams_of_brand(case.brand_id) if not team.is_by_hand]
    team_id = team_for(case.category, [TeamRow(team.pk, tuple(team.categories)) for team in teams])
    return next((team for team in teams if team.pk == team_id), None)


def need_of(case: Case, members: Collection[Member]) -> Need:
    """What the case asks of whoever takes it, as far as anybody of the team can give it at all."""
    known = {key for member in members for key in member.skills}
    skills = [
        SkillRow(
            row.key, row.name, row.categories, row.risks, row.tiers, row.channels, is_required=row.is_required
        )
        for row in people.skills_of_brand(case.brand_id)
    ]
    wanted = skills_wanted(
        skills,
        category=case.category,
        risks=case.risks,
        tier=case.customer.tier if case.customer else "standard",
        channel=case.channel,
        weight=case.weight,
        known=known,
    )
    is_spoken = any(not member.languages or case.language in member.languages for member in members)
    return Need(wanted, case.language if is_spoken else "", case.place_id, case.weight)


def _choice(case: Case, *, now: datetime, without: Collection[int]) -> tuple[Choice, dict[int, str]]:
    team = case.team
    if team is None:
        return choose([], team=None), {}
    _one_at_a_time(team.pk)
    members = people.members_of(team.pk, now=now)
    barred = {*without, *_recused(case)}
    resting = pausing([member.user.pk for member in members], now=now)
    here = [member for member in members if member.is_here and member.user.pk not in resting]
    loads = loads_of([member.user.pk for member in here])
    candidates = [
        Candidate(
            member.user.pk,
            member.user.name,
            loads.get(member.user.pk, IDLE).weight,
            member.user.capacity,
            minutes=loads.get(member.user.pk, IDLE).minutes,
            skills=member.skills,
            languages=member.languages,
            place_ids=member.place_ids,
            is_barred=member.user.pk in barred,
        )
        for member in here
    ]
    names = {member.user.pk: member.user.name for member in here}
    return choose(candidates, team=team.name, need=need_of(case, members)), names


def _recused(case: Case) -> set[int]:
    return set(Recusal.objects.filter(case=case).values_list("user_id", flat=True)) if case.pk else set()


def _one_at_a_time(team_id: int) -> None:
    # Teams that share somebody fill the same hands: all of them are held, always in the same order.
    with connection.cursor() as cursor:
        for shared_id in people.teams_sharing(team_id):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ROUTING_LOCK, shared_id])
