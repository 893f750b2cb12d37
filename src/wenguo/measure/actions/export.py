"""Whoever takes figures or sentences out of the house leaves a note of it."""

from datetime import datetime

from wenguo.base.actor import Actor
from wenguo.governance.actions import record
from wenguo.measure.models import FeedbackFact
from wenguo.measure.queries import metrics


def note_export(*, actor: Actor, part: metrics.Slice, what: str, now: datetime) -> None:
    """Write down who exports ``what`` (``sentences`` or ``figures``) of which slice. Raises NotAllowed."""
    actor.require("measure.export")
    conditions = {
        "channel": part.channel,
        "category": part.category,
        "polarity": part.polarity,
        "kind": part.kind,
        "place": part.place_id,
        "word": part.word,
    }
    record(
        actor,
        "measure.exported",
        FeedbackFact(feedback_id=0),
        at=now,
        what=what,
        days=f"{part.from_day}/{part.to_day}",
        **{name: value for name, value in conditions.items() if value},
    )
