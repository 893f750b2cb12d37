"""Who is on call, and who comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wenguo.base.actor import Actor
from wenguo.people.domain.shifts import uncovered
from wenguo.people.models import Brand, DutyNote, DutyTurn, Leave, User

TIERS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class DutyTier:
    """One tier of the rota in a stretch of time: its turns, and the gaps in which nobody would answer."""

    tier: int
    turns: list[DutyTurn]
    gaps: list[tuple[datetime, datetime]]


def on_call(brand_id: int, *, now: datetime) -> list[DutyTurn]:
    """Who is called for this brand now, the first to be called first."""
    rows = DutyTurn.objects.filter(brand_id=brand_id, starts_at__lte=now, ends_at__gt=now)
    return list(rows.filter(user__is_active=True).select_related("user").order_by("tier", "id"))


def on_call_users(brand_id: int, *, now: datetime) -> list[User]:
    """The same as people, each once."""
    return list({turn.user_id: turn.user for turn in on_call(brand_id, now=now)}.values())


def rota(actor: Actor, brand: Brand, *, since: datetime, until: datetime) -> list[DutyTier]:
    """The three tiers between two moments. Raises NotAllowed."""
    actor.require("people.read", brand)
    rows = DutyTurn.objects.filter(brand=brand, starts_at__lt=until, ends_at__gt=since)
    turns = list(rows.select_related("user").order_by("starts_at", "id"))
    return [_tier(tier, [turn for turn in turns if turn.tier == tier], since, until) for tier in TIERS]


def duty_notes(actor: Actor, brand: Brand, *, limit: int = 10) -> list[DutyNote]:
    """What those before left for those after, newest first."""
    actor.require("people.read", brand)
    return list(DutyNote.objects.filter(brand=brand).order_by("-id")[:limit])


def _tier(tier: int, turns: list[DutyTurn], since: datetime, until: datetime) -> DutyTier:
    gaps = uncovered([(turn.starts_at, turn.ends_at) for turn in turns], since=since, until=until)
    return DutyTier(tier, turns, gaps)


def leaves_ahead(user: User, *, now: datetime) -> list[Leave]:
    """When a colleague is or will be away, the next first."""
    return list(Leave.objects.filter(user=user, ends_at__gt=now).order_by("starts_at"))
