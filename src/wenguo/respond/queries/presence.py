"""Colleagues who have a case open at this moment."""

from __future__ import annotations

from datetime import datetime

from wenguo.base.actor import Actor
from wenguo.respond.domain.presence import GONE_AFTER
from wenguo.respond.models import Case, Presence


def others_at(actor: Actor, case: Case, *, now: datetime) -> list[Presence]:
    """Everybody else who was heard of within the last minute, those who write first."""
    rows = Presence.objects.filter(case=case, seen_at__gt=now - GONE_AFTER).select_related("user")
    found = rows.exclude(user_id=actor.user_id or 0).order_by("user__name")
    return sorted(found, key=lambda row: row.typing_at is None)
