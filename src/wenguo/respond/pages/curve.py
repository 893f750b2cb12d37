"""The customer's mood as a small picture with words for whoever does not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from wenguo.respond.domain.moods import Trend, trend
from wenguo.respond.queries import MoodPoint
from wenguo.understand import queries as understanding

WIDTH, HEIGHT, EDGE = 240, 64, 8
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Dot:
    """One point: its place in the picture and what was said."""

    x: float
    y: float
    mood: int
    name: str
    point: MoodPoint


@dataclass(frozen=True, slots=True)
class Curve:
    """A picture of 240 by 64 units and its meaning in words."""

    dots: list[Dot]
    line: str
    words: str
    trend: Trend


def curve_of(points: Sequence[MoodPoint]) -> Curve | None:
    """The curve; None while the customer has spoken less than twice."""
    course = trend([point.mood for point in points])
    if not course:
        return None
    step = (WIDTH - 2 * EDGE) / (len(points) - 1)
    dots = [
        Dot(
            round(EDGE + place * step, 1),
            round(EDGE + (5 - point.mood) * (HEIGHT - 2 * EDGE) / 4, 1),
            point.mood,
            understanding.name_of("intensity", str(point.mood)),
            point,
        )
        for place, point in enumerate(points)
    ]
    return Curve(dots, " ".join(f"{dot.x},{dot.y}" for dot in dots), _words(course, dots), course)


def _words(course: Trend, dots: list[Dot]) -> str:
    said = ngettext("%(n)d letter", "%(n)d letters", len(dots)) % {"n": len(dots)}
    facts = {"first": dots[0].name, "last": dots[-1].name, "letters": said}
    if course == "worse":
        return _("The mood turns worse, from “%(first)s” to “%(last)s”, in %(letters)s.") % facts
    if course == "better":
        return _("The mood turns better, from “%(first)s” to “%(last)s”, in %(letters)s.") % facts
    return _("The mood ends where it began, “%(last)s”, in %(letters)s.") % facts
