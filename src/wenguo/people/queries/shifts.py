"""Who is at work, what they can do, and who is called at night."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from wenguo.people.domain.shifts import WeeklyShift, is_on_shift, next_start, spans
from wenguo.people.models import Leave, Membership, PersonSkill, Skill, User


@dataclass(frozen=True, slots=True)
class Member:
    """A colleague as routing sees them. ``skills`` is short name → level; no ``languages`` or ``place_ids``: any."""

    user: User
    is_lead: bool
    is_here: bool
    skills: Mapping[str, int]
    languages: tuple[str, ...]
    place_ids: frozenset[int]
    shifts: tuple[WeeklyShift, ...] = field(default=())


def people_on_shift(team_id: int, *, now: datetime) -> list[User]:
    """Active members of the team who are on shift, not away and not on leave, in a stable order."""
    local = timezone.localtime(now)
    members = (
        _working(now)
        .filter(memberships__team_id=team_id, presence=User.Presence.ONLINE)
        .prefetch_related("shifts")
        .order_by("id")
    )
    return [user for user in members if is_on_shift(local, weekly_shifts(user))]


def members_of(team_id: int, *, now: datetime) -> list[Member]:
    """Every active member with skills, languages and places, and whether they can be given a case now."""
    rows = (
        Membership.objects.filter(team_id=team_id, user__is_active=True)
        .select_related("user")
        .prefetch_related(
            "user__shifts",
            "user__places",
            Prefetch("user__skills", queryset=PersonSkill.objects.select_related("skill")),
            Prefetch("user__leaves", queryset=Leave.objects.filter(starts_at__lte=now, ends_at__gt=now)),
        )
        .order_by("user_id")
    )
    return [_member(row, timezone.localtime(now)) for row in rows]


def skills_of_brand(brand_id: int) -> list[Skill]:
    """What cases of a brand may ask for."""
    return list(Skill.objects.filter(brand_id=brand_id).order_by("id"))


def teams_sharing(team_id: int) -> list[int]:
    """The team and every team that shares a member with it: whose hands may fill at the same moment."""
    users = Membership.objects.filter(team_id=team_id).values("user_id")
    ids = Membership.objects.filter(user_id__in=users).values_list("team_id", flat=True)
    return sorted({team_id, *ids})


def weekly_shifts(user: User) -> list[WeeklyShift]:
    """The weekly working times of somebody."""
    return [(shift.weekday, shift.starts_at, shift.ends_at) for shift in user.shifts.all()]


def back_at(user: User, *, now: datetime) -> datetime | None:
    """When somebody works again: now while on shift and not on leave; None when it is not known."""
    leave = user.leaves.filter(starts_at__lte=now, ends_at__gt=now).order_by("-ends_at").first()
    since = timezone.localtime(leave.ends_at if leave else now)
    return next_start(since, weekly_shifts(user))


def working_spans(member: Member, *, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """When a member works between two moments; leave is not taken off."""
    return spans(member.shifts, since=timezone.localtime(since), until=timezone.localtime(until))


def gone_home(user_ids: Iterable[int], *, now: datetime) -> list[User]:
    """Those of them who have shifts and are outside of them, or who are on leave or left the house, with shifts."""
    local = timezone.localtime(now)
    on_leave = Leave.objects.filter(user_id=OuterRef("pk"), starts_at__lte=now, ends_at__gt=now)
    rows = (
        User.objects.filter(pk__in=list(user_ids))
        .annotate(is_on_leave=Exists(on_leave))
        .prefetch_related("shifts")
        .order_by("id")
    )
    return [
        user
        for user in rows
        if not user.is_active or user.is_on_leave or not is_on_shift(local, weekly_shifts(user))
    ]


def leaves_now(user_ids: Iterable[int], *, now: datetime) -> dict[int, Leave]:
    """Who is on leave, and until when."""
    rows = Leave.objects.filter(user_id__in=list(user_ids), starts_at__lte=now, ends_at__gt=now)
    return {row.user_id: row for row in rows.order_by("ends_at")}


def _working(now: datetime) -> QuerySet[User]:
    on_leave = Leave.objects.filter(user_id=OuterRef("pk"), starts_at__lte=now, ends_at__gt=now)
    return User.objects.filter(~Exists(on_leave), is_active=True)


def _member(row: Membership, local: datetime) -> Member:
    user = row.user
    shifts = tuple(weekly_shifts(user))
    is_here = user.presence == User.Presence.ONLINE and not user.leaves.all() and is_on_shift(local, shifts)
    return Member(
        user=user,
        is_lead=row.is_lead,
        is_here=is_here,
        skills={owned.skill.key: owned.level for owned in user.skills.all()},
        languages=tuple(user.languages),
        place_ids=frozenset(place.pk for place in user.places.all()),
        shifts=shifts,
    )


def skills_with_people(brand_id: int) -> list[Skill]:
    """The skills of a brand with everybody who has them, the best first."""
    people = PersonSkill.objects.filter(user__is_active=True).select_related("user").order_by("-level", "id")
    rows = Skill.objects.filter(brand_id=brand_id).order_by("id")
    return list(rows.prefetch_related(Prefetch("people", queryset=people)))
