"""The team now: who is here, what they have in hand, what runs out next, and what nobody has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import queries
from wenguo.respond.models import Case
from wenguo.respond.pages.board import Shade, lifted_of, on_call_of, presence_words, shades_of
from wenguo.respond.pages.rows import row_of

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.people.models import Team, User

# The picture begins a little before now, so that what is overdue has a place too.
BEFORE = timedelta(minutes=30)
AHEAD = timedelta(hours=4)
MOST_NEXT = 8
FEW = 3
# Marks nearer than this (in hundredths of the picture) become one with a number.
TOGETHER = 3
# Beyond this a picture of marks says nothing any more.
MOST_MARKS = 2000


@dataclass(slots=True)
class Mark:
    """One deadline, or several close together, at a place 0–100 of the picture."""

    place: int
    look: str
    numbers: list[str]


@dataclass(slots=True)
class Person:
    """A colleague on the board; without one, what nobody has."""

    staff: queries.Staff | None
    load: int = 0
    words: str = ""
    marks: list[Mark] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)

    @property
    def user(self) -> User | None:
        """Who it is."""
        return self.staff.user if self.staff else None

    @property
    def percent(self) -> int:
        """How full their hands are, 0 to 100."""
        limit = self.user.capacity if self.user else 0
        return min(100, round(100 * self.load / limit)) if limit else 0

    @property
    def is_full(self) -> bool:
        """At or over their limit."""
        return self.staff is not None and self.staff.is_full

    @property
    def is_over(self) -> bool:
        """Above their limit."""
        return self.staff is not None and self.staff.is_over

    @property
    def is_here(self) -> bool:
        """Whether new cases come to them."""
        return self.staff is not None and self.staff.is_here


@require_GET
def team(request: Request) -> HttpResponse:
    """One sentence, then people and the next four hours, then what runs out next."""
    request.actor.require("people.read")
    request.actor.require("respond.read")
    moment = now()
    teams = list(people.visible_teams(request.actor))
    chosen = next((one for one in teams if one.key == request.GET.get("team")), None)
    everything = queries.visible_cases(request.actor).filter(closed_at__isnull=True)
    cases = everything.filter(team=chosen) if chosen else everything
    shown = [chosen] if chosen else teams
    is_lead = request.actor.can("respond.approve")
    context = _board(cases, shown, moment, is_lead=is_lead) | {
        "teams": teams,
        "chosen": chosen,
        "hours": list(_hours(moment)),
        "now_place": _place(moment, moment),
        "here": request.get_full_path(),
        "can_assign": request.actor.can("respond.assign"),
        "lifted": lifted_of(request.actor, shown),
        "calls": on_call_of(shown, now=moment),
    }
    return render(request, "respond/team.html#board" if request.htmx else "respond/team.html", context)


def _counts(cases: QuerySet[Case], moment: datetime) -> dict[str, int]:
    soon = Q(next_due_at__gt=moment, next_due_at__lte=moment + timedelta(hours=1))
    return cases.select_related(None).aggregate(
        open=Count("id"),
        unassigned=Count("id", filter=Q(assignee__isnull=True)),
        overdue=Count("id", filter=Q(next_due_at__lte=moment)),
        soon=Count("id", filter=soon),
    )


def _board(cases: QuerySet[Case], teams: list[Team], moment: datetime, *, is_lead: bool) -> dict[str, Any]:
    counts = _counts(cases, moment)
    since, until = moment - BEFORE, moment + AHEAD
    marks = _marks(cases, moment)
    rows = [
        Person(
            staff,
            staff.load.weight,
            presence_words(staff, now=moment, is_lead=is_lead),
            marks.get(staff.user.pk, []),
            shades_of(staff, since=since, until=until, place=lambda at: _place(at, moment)),
        )
        for staff in queries.staff_of(teams, since=since, until=until, now=moment)
    ]
    rows.sort(key=lambda row: (not row.is_here, -row.percent, -row.load))
    # Whoever has least in hand is named first.
    free = sorted((row for row in rows if row.is_here and not row.is_full), key=lambda row: row.percent)
    soon = cases.filter(next_due_at__isnull=False).order_by("due_rank_at", "id")[:MOST_NEXT]
    away = [row for row in rows if not row.is_here and any(mark.look for mark in row.marks)]
    return {
        "pool": Person(None, counts["unassigned"], "", marks.get(None, [])),
        "people": rows,
        "counts": counts,
        "full": [row.user for row in rows if row.is_full and row.is_here],
        "to_move": [row.user for row in rows if row.is_over] + [row.user for row in away],
        "free": [row.user for row in free[:FEW]],
        "room": sum(row.user.capacity - row.load for row in free[:FEW] if row.user),
        "soon": [row_of(case) for case in soon],
    }


def _marks(cases: QuerySet[Case], moment: datetime) -> dict[int | None, list[Mark]]:
    rows = (
        cases.filter(next_due_at__lte=moment + AHEAD)
        .select_related(None)
        .order_by("due_rank_at")
        .values_list("assignee_id", "number", "next_due_at", "next_warn_at")[:MOST_MARKS]
    )
    by_person: dict[int | None, list[Mark]] = defaultdict(list)
    for person, number, due_at, warn_at in rows:
        if due_at is None:
            continue
        _add(by_person[person], _place(due_at, moment), _look(due_at, warn_at, moment), number)
    return by_person


def _add(marks: list[Mark], place: int, look: str, number: str) -> None:
    last = marks[-1] if marks else None
    if last is not None and last.look == look and place - last.place < TOGETHER:
        last.numbers.append(number)
    else:
        marks.append(Mark(place, look, [number]))


def _look(due_at: datetime, warn_at: datetime | None, moment: datetime) -> str:
    if due_at <= moment:
        return "over"
    return "warn" if warn_at is not None and warn_at <= moment else ""


def _place(at: datetime, moment: datetime) -> int:
    share = (at - (moment - BEFORE)) / (BEFORE + AHEAD)
    return round(100 * min(1.0, max(0.0, share)))


def _hours(moment: datetime) -> Iterable[dict[str, Any]]:
    first = timezone.localtime(moment).replace(minute=0, second=0, microsecond=0)
    for hour in range(1, 5):
        at = first + timedelta(hours=hour)
        if (place := _place(at, moment)) < 96:
            yield {"place": place, "words": f"{at:%H:%M}"}
