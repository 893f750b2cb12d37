"""The append-only record. Called by every action, in its transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model

from wenguo.base.actor import Actor
from wenguo.governance.models import AuditEntry


def record(actor: Actor, deed: str, thing: Model, *, at: datetime, **details: Any) -> None:
    """Note that ``actor`` did ``deed`` (such as ``case.resolved``) to ``thing``; details are plain JSON values."""
    _entry(actor, deed, thing, at, details).save(force_insert=True)


def record_many(actor: Actor, deed: str, things: Iterable[Model], *, at: datetime, **details: Any) -> None:
    """The same deed to many things, in one statement."""
    AuditEntry.objects.bulk_create([_entry(actor, deed, thing, at, details) for thing in things])


def _entry(actor: Actor, deed: str, thing: Model, at: datetime, details: dict[str, Any]) -> AuditEntry:
    return AuditEntry(
        at=at,
        actor_kind=actor.kind,
        actor_id=actor.user_id,
        actor_name=actor.name[:150],
        deed=deed,
        thing=thing._meta.label_lower,
        thing_id=str(thing.pk),
        brand_id=getattr(thing, "brand_id", None),
        details=details,
    )
