"""Who is at a case right now: so that two colleagues never answer the same letter."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wenguo.base.actor import Actor
from wenguo.base.errors import NotAllowed
from wenguo.base.live import announce
from wenguo.respond.domain.presence import GONE_AFTER
from wenguo.respond.models import Case, Presence


@transaction.atomic
def be_present(*, actor: Actor, case: Case, is_typing: bool, now: datetime) -> None:
    """The actor has the case open, and may be writing. Others hear of it only when something changed."""
    actor.require("respond.read", case)
    if actor.user_id is None:
        raise NotAllowed
    before = Presence.objects.filter(case=case, user_id=actor.user_id).first()
    facts = {"seen_at": now, "typing_at": now if is_typing else None}
    Presence.objects.update_or_create(case=case, user_id=actor.user_id, defaults=facts)
    was_here = before is not None and now - before.seen_at < GONE_AFTER
    was_typing = was_here and before is not None and before.typing_at is not None
    if not was_here or was_typing != is_typing:
        announce("presence", case.pk, brand_id=case.brand_id)


def forget_absent(*, now: datetime) -> int:
    """Drop what is no longer true; gives how many rows went."""
    return Presence.objects.filter(seen_at__lt=now - GONE_AFTER).delete()[0]
