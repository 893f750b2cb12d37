"""How a deadline looks: words first, a thin bar second, and a colour that never speaks alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of a deadline that has a due time."""

    state: str
    due_at: datetime
    started_at: datetime | None
    warn_at: datetime | None
    left: timedelta | None
    ended_at: datetime | None

    def share(self, at: datetime) -> int:
        """How much of the time was gone at that moment, in percent."""
        if self.started_at is None or self.due_at <= self.started_at:
            return 0
        return round(100 * min(1.0, max(0.0, (at - self.started_at) / (self.due_at - self.started_at))))


def face_of(deadline: Any, facts: Mapping[str, Any], *, now: datetime) -> Face:
    """The face of a deadline object, or of the same facts given by name; given names win."""

    def fact(name: str) -> Any:
        return facts[name] if name in facts else getattr(deadline, name, None)

    name = fact("name")
    if "name" not in facts and hasattr(deadline, "get_name_display"):
        name = deadline.get_name_display()
    state, due_at = str(fact("state") or "running"), fact("due_at")
    if due_at is None or state in ("idle", "dropped"):
        words = _("No longer needed") if state == "dropped" else _("Not started")
        return Face(str(name or ""), words, "idle")
    known = _Facts(state, due_at, fact("started_at"), fact("warn_at"), fact("left"), fact("ended_at"))
    name, title = str(name or ""), _("Due %(moment)s") % {"moment": full_moment(due_at)}
    if state in _STOOD:
        return replace(_STOOD[state](known), name=name, title=title)
    return _running(known, name=name, title=title, now=now)


def _running(facts: _Facts, *, name: str, title: str, now: datetime) -> Face:
    warn_at = facts.warn_at
    if warn_at is None:
        warn_at = (
            warn_from(facts.started_at, facts.due_at) if facts.started_at else facts.due_at - LONG_NOTICE
        )
    look, icon = (
        ("over", "alert-octagon")
        if now >= facts.due_at
        else ("warn", "clock")
        if now >= warn_at
        else ("", "")
    )
    return Face(
        name=name,
        title=title,
        words=due_words(facts.due_at, now=now),
        look=look,
        percent=100 if look == "over" else facts.share(now),
        icon=icon,
        due_at=facts.due_at,
        warn_at=warn_at,
        started_at=facts.started_at,
    )


def _paused(facts: _Facts) -> Face:
    if not facts.left:
        return Face("", _("Paused"), "hold", 50, "player-pause")
    words = _("Paused, %(duration)s left") % {"duration": duration_words(facts.left)}
    return Face("", words, "hold", facts.share(facts.due_at - facts.left), "player-pause")


def _met(facts: _Facts) -> Face:
    if facts.ended_at is None:
        return Face("", _("Met"), "done", 100, "check")
    length = facts.ended_at - facts.started_at if facts.started_at else None
    words = duration_words(length) if length is not None else _("Met")
    return Face("", words, "done", facts.share(facts.ended_at), "check")


def _missed(facts: _Facts) -> Face:
    if facts.ended_at is None:
        return Face("", _("Met too late"), "late", 100, "alert-octagon")
    words = _("%(duration)s late") % {"duration": duration_words(facts.ended_at - facts.due_at)}
    return Face("", words, "late", 100, "alert-octagon")


_STOOD: Mapping[str, Callable[[_Facts], Face]] = {"paused": _paused, "met": _met, "missed": _missed}
