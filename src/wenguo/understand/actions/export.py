"""Whoever takes sentences out of the house leaves a note of it."""

from datetime import datetime

from wenguo.base.actor import Actor
from wenguo.governance.actions import record
from wenguo.listen.models import Feedback


def note_export(*, actor: Actor, query: str, now: datetime) -> None:
    """Write down who exports feedback, narrowed how. Raises NotAllowed."""
    actor.require("measure.export")
    record(actor, "feedback.exported", Feedback(pk=0), at=now, query=query)
