"""Whoever takes sentences out of the house leaves a note of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from wenguo.governance.actions import record
from wenguo.understand.models import Analysis

if TYPE_CHECKING:
    from wenguo.base.actor import Actor


def note_export(*, actor: Actor, query: str, now: datetime) -> None:
    """Write down who exports feedback, narrowed how. Raises NotAllowed."""
    actor.require("measure.export")
    record(actor, "feedback.exported", Analysis(pk=0), at=now, query=query)
