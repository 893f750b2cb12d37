"""The customer's mood through a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wenguo.respond.models import Case, CaseFeedback, Message
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.respond.queries.types import StoryItem
    from wenguo.understand.models import Analysis


@dataclass(frozen=True, slots=True)
class MoodPoint:
    """What the customer said once, and how they felt: 1 (furious) to 5."""

    at: datetime
    mood: int
    text: str


def mood_curve(story: Iterable[StoryItem], analyses: Mapping[int, Analysis]) -> list[MoodPoint]:
    """The points of a story that is already at hand, in order; what was not read yet is left out."""
    found = []
    for item in story:
        reading = analyses.get(item.feedback.pk) if item.feedback else None
        mood = reading.intensity if reading else item.message.mood if item.message else None
        if mood and (item.feedback is not None or item.is_customer):
            found.append(MoodPoint(item.at, mood, item.text))
    return sorted(found, key=lambda point: point.at)


def moods_of(case: Case) -> list[int]:
    """The customer's moods in order of time: their feedback, and what they wrote since."""
    rows = CaseFeedback.objects.filter(case=case).values_list("feedback_id", "feedback__received_at")
    heard = dict(rows)
    readings = understanding.analyses_of(list(heard))
    points = [(at, readings[pk].intensity) for pk, at in heard.items() if pk in readings]
    said = Message.objects.filter(case=case, direction="in", mood__isnull=False)
    points += [(at, mood or 0) for at, mood in said.values_list("created_at", "mood")]
    return [mood for _at, mood in sorted(points)]
