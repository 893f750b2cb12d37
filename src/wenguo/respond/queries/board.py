"""The team as its lead sees it: who is there, what they have in hand, what could change hands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wenguo.base.actor import Actor
from wenguo.people import queries as people
from wenguo.respond.domain.rebalancing import Hands, Movable, moves
from wenguo.respond.models import Case, Recusal
from wenguo.respond.queries.cases import visible_cases
from wenguo.respond.queries.pauses import CALM, Strain, strains_of
from wenguo.respond.queries.workload import IDLE, WORKED_ON, Load, loads_of

if TYPE_CHECKING:
    from wenguo.people.models import Leave, Team, User

SOON = timedelta(hours=4)
MOST_MOVES = 50
MOST_CASES = 1000


@dataclass(slots=True)
class Staff:
    """A colleague: ``is_here`` says that new cases come to them, ``spans`` when they work in the time asked for."""

    user: User
    load: Load
    is_here: bool
    leave: Leave | None
    spans: list[tuple[datetime, datetime]] = field(default_factory=list)
    team_ids: set[int] = field(default_factory=set)
    strain: Strain = CALM

    @property
    def is_full(self) -> bool:
        """At or over the limit."""
        return self.load.weight >= self.user.capacity

    @property
    def is_over(self) -> bool:
        """Above the limit: by hand, or because the limit was lowered."""
        return self.load.weight > self.user.capacity


@dataclass(frozen=True, slots=True)
class Proposal:
    """One case that could change hands. ``why`` is away or full."""

    case: Case
    to: User
    why: str


def staff_of(teams: Sequence[Team], *, since: datetime, until: datetime, now: datetime) -> list[Staff]:
    """Everybody of these teams, each once."""
    rows: dict[int, Staff] = {}
    for team in teams:
        for member in people.members_of(team.pk, now=now):
            row = rows.setdefault(member.user.pk, Staff(member.user, IDLE, member.is_here, None))
            row.spans = people.working_spans(member, since=since, until=until)
            row.team_ids.add(team.pk)
    loads = loads_of(rows)
    leaves = people.leaves_now(rows, now=now)
    strains = strains_of(rows, now=now)
    for user_id, row in rows.items():
        row.load, row.leave = loads.get(user_id, IDLE), leaves.get(user_id)
        row.strain = strains.get(user_id, CALM)
        row.is_here = row.is_here and row.strain.pause_until is None
    return list(rows.values())


def rebalance(actor: Actor, staff: Iterable[Staff], *, now: datetime) -> list[Proposal]:
    """What should change hands between these people, the most urgent first. Raises NotAllowed."""
    actor.require("respond.assign")
    rows = {row.user.pk: row for row in staff}
    cases = _movable(actor, [pk for pk, row in rows.items() if row.is_over or not row.is_here])
    barred: dict[int, set[int]] = {}
    pairs = Recusal.objects.filter(case__in=[case.pk for case in cases]).values_list("case_id", "user_id")
    for case_id, user_id in pairs:
        barred.setdefault(case_id, set()).add(user_id)
    found = moves(
        [
            Hands(pk, row.load.weight, max(row.user.capacity, 1), row.is_here, row.team_ids)
            for pk, row in rows.items()
        ],
        [
            Movable(
                case.pk,
                case.assignee_id or 0,
                case.team_id,
                case.weight,
                case.next_due_at is not None and case.next_due_at <= now + SOON,
                barred.get(case.pk, ()),
            )
            for case in cases
        ],
    )
    by_id = {case.pk: case for case in cases}
    return [Proposal(by_id[move.case_id], rows[move.to_id].user, move.why) for move in found[:MOST_MOVES]]


def _movable(actor: Actor, owner_ids: list[int]) -> list[Case]:
    rows = visible_cases(actor).filter(
        assignee_id__in=owner_ids, closed_at__isnull=True, status__in=WORKED_ON
    )
    return list(rows.order_by("due_rank_at", "-priority", "id")[:MOST_CASES])
