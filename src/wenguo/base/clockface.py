"""How a deadline looks: words first, a thin bar second, and a colour that never speaks alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from wenguo.base.wording import due_words, duration_words, full_moment

LONG = timedelta(hours=8)
LONG_NOTICE = timedelta(hours=2)
AMBER_FROM = 0.75


@dataclass(frozen=True, slots=True)
class Face:
    """What is drawn. ``look`` is a class: empty (quiet), warn, over, hold, done or idle; ``percent`` 0–100.

    ``due_at`` is set only while the clock runs: the screen then counts on by itself.
    """

    name: str
    words: str
    look: str = ""
    percent: int = 0
    icon: str = ""
    title: str = ""
    due_at: datetime | None = None
    warn_at: datetime | None = None
    started_at: datetime | None = None


def warn_from(started_at: datetime, due_at: datetime) -> datetime:
    """From when a clock is amber: three quarters gone, and on clocks of eight hours or more at most two hours left."""
    three_quarters = started_at + (due_at - started_at) * AMBER_FROM
    return max(three_quarters, due_at - LONG_NOTICE) if due_at - started_at >= LONG else three_quarters


def face_of(deadline: Any, facts: Mapping[str, Any], *, now: datetime) -> Face:
    """The face of a deadline object, or of the same facts given by name; given names win."""

    def fact(name: str) -> Any:
        return facts[name] if name in facts else getattr(deadline, name, None)

    name = fact("name")
    if "name" not in facts and hasattr(deadline, "get_name_display"):
        name = deadline.get_name_display()
    state, due_at, started_at = str(fact("state") or "running"), fact("due_at"), fact("started_at")
    if due_at is None or state in ("idle", "dropped"):
        words = _("No longer needed") if state == "dropped" else _("Not started")
        return Face(str(name or ""), words, "idle")
    title = _("Due %(moment)s") % {"moment": full_moment(due_at)}
    face = _ended(state, fact("ended_at"), started_at, due_at) or _held(state, fact("left"), started_at, due_at)
    face = face or _running(started_at, due_at, fact("warn_at"), now)
    return Face(str(name or ""), face.words, face.look, face.percent, face.icon, title, *_live(face))


def _live(face: Face) -> tuple[datetime | None, datetime | None, datetime | None]:
    return face.due_at, face.warn_at, face.started_at


def _running(started_at: datetime | None, due_at: datetime, warn_at: datetime | None, now: datetime) -> Face:
    words = due_words(due_at, now=now)
    warn_at = warn_at or (warn_from(started_at, due_at) if started_at else due_at - LONG_NOTICE)
    if now >= due_at:
        return Face("", words, "over", 100, "alert-octagon", "", due_at, warn_at, started_at)
    percent = _share(now, started_at, due_at)
    if now >= warn_at:
        return Face("", words, "warn", percent, "clock", "", due_at, warn_at, started_at)
    return Face("", words, "", percent, "", "", due_at, warn_at, started_at)


def _held(state: str, left: timedelta | None, started_at: datetime | None, due_at: datetime) -> Face | None:
    if state != "paused":
        return None
    words = _("Paused, %(duration)s left") % {"duration": duration_words(left)} if left else _("Paused")
    percent = _share(due_at - left, started_at, due_at) if left else 50
    return Face("", words, "hold", percent, "player-pause")


def _ended(state: str, ended_at: datetime | None, started_at: datetime | None, due_at: datetime) -> Face | None:
    if state not in ("met", "missed"):
        return None
    if ended_at and started_at:
        words = duration_words(ended_at - started_at)
    else:
        words = _("Met") if state == "met" else _("Met too late")
    if state == "missed":
        words = _("%(duration)s late") % {"duration": duration_words(ended_at - due_at)} if ended_at else words
        return Face("", words, "late", 100, "alert-octagon")
    return Face("", words, "done", _share(ended_at, started_at, due_at) if ended_at else 100, "check")


def _share(at: datetime, started_at: datetime | None, due_at: datetime) -> int:
    if started_at is None or due_at <= started_at:
        return 0
    return round(100 * min(1.0, max(0.0, (at - started_at) / (due_at - started_at))))
