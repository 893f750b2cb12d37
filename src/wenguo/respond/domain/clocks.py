"""The clocks of a case: pure functions over an append-only list of entries, of which a deadline is only the sum.

Each entry says what happened, when, and why: replaying the entries gives the stored deadline again. Time is passed in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol, TypeVar

from wenguo.kernel.calendars import Calendar

ZERO = timedelta(0)
DEFAULTS: Mapping[str, timedelta] = {
    "first_reply": timedelta(minutes=15),
    "solution": timedelta(hours=24),
    "follow_up": timedelta(hours=72),
    "level_2": timedelta(hours=2),
    "level_3": timedelta(hours=1),
    "level_4": timedelta(hours=2),
}
# By channel, where it differs: what is said in public is answered by the public's patience.
DEFAULTS_BY_CHANNEL: Mapping[tuple[str, str], timedelta] = {("first_reply", "social"): timedelta(minutes=30)}
# The first reply is owed whatever the customer does; only what needs them may wait for them.
PAUSABLE = frozenset({"solution", "follow_up"})

AMBER_FROM = 0.75
LONG = timedelta(hours=8)
LONG_NOTICE = timedelta(hours=2)

State = Literal["running", "paused", "met", "missed", "dropped"]
What = Literal["started", "paused", "resumed", "ended", "dropped"]
Entry = dict[str, Any]


class PolicyRow(Protocol):
    """A policy as it is stored; ``channel`` is empty for the general one."""

    name: str
    channel: str
    minutes: int


Policy = TypeVar("Policy", bound=PolicyRow)


class NoHistory(Exception):
    """These entries are not the history of a clock: they do not begin with its start, or name an unknown step."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise of time. ``left`` is the counted time that remained when it was paused.

    ``limit`` and everything derived from it count on the calendar; ``entries`` are the truth.
    """

    name: str
    limit: timedelta
    state: State
    started_at: datetime
    due_at: datetime
    warn_at: datetime
    paused_at: datetime | None
    left: timedelta | None
    ended_at: datetime | None
    entries: tuple[Entry, ...]


def choose_policy(name: str, *, channel: str, policies: Iterable[Policy]) -> Policy | None:
    """The policy that counts: the channel's own before the general one; None means the built-in default."""
    fitting = [policy for policy in policies if policy.name == name and policy.channel in ("", channel)]
    return max(fitting, key=lambda policy: bool(policy.channel), default=None)


def default_limit(name: str, channel: str) -> timedelta:
    """What holds where nobody has set anything: 15 minutes, 24 hours, 72 hours; 30 minutes in public."""
    return DEFAULTS_BY_CHANNEL.get((name, channel), DEFAULTS[name])


def notice_after(limit: timedelta) -> timedelta:
    """How much of the limit may pass before the clock is amber: three quarters; on clocks of eight hours or more not
    until two hours are left.
    """
    return max(limit * AMBER_FROM, limit - LONG_NOTICE) if limit >= LONG else limit * AMBER_FROM


def start(
    name: str, *, limit: timedelta, calendar: Calendar, at: datetime, why: Mapping[str, Any] | None = None
) -> Clock:
    """A clock begins to run. ``why`` names policy and calendar, for the explanation."""
    due_at = calendar.add(at, limit)
    entry = _entry(
        "started", at, limit_seconds=limit.total_seconds(), due_at=due_at.isoformat(), **dict(why or {})
    )
    return Clock(
        name=name,
        limit=limit,
        state="running",
        started_at=at,
        due_at=due_at,
        warn_at=calendar.add(at, notice_after(limit)),
        paused_at=None,
        left=None,
        ended_at=None,
        entries=(entry,),
    )


def pause(clock: Clock, *, calendar: Calendar, at: datetime) -> Clock:
    """The clock holds while we wait for the customer; what is left is kept. A clock that is over stays over."""
    if clock.state != "running":
        return clock
    at = _not_before(clock, at)
    left = calendar.between(at, clock.due_at)
    entry = _entry("paused", at, left_seconds=left.total_seconds())
    return replace(clock, state="paused", paused_at=at, left=left, entries=(*clock.entries, entry))


def resume(clock: Clock, *, calendar: Calendar, at: datetime) -> Clock:
    """The clock runs on with exactly what was left; the deadline never moves to an earlier moment."""
    if clock.state != "paused" or clock.left is None:
        return clock
    at = _not_before(clock, at)
    # Nothing left means it was over before it was paused, and so it stays.
    due_at = max(clock.due_at, calendar.add(at, clock.left)) if clock.left else clock.due_at
    warn_at = clock.warn_at
    if clock.paused_at is not None and clock.paused_at < clock.warn_at:
        used = clock.limit - clock.left
        warn_at = max(clock.warn_at, calendar.add(at, max(notice_after(clock.limit) - used, ZERO)))
    entry = _entry("resumed", at, due_at=due_at.isoformat())
    return replace(
        clock,
        state="running",
        paused_at=None,
        left=None,
        due_at=due_at,
        warn_at=min(warn_at, due_at),
        entries=(*clock.entries, entry),
    )


def end(clock: Clock, *, at: datetime) -> Clock:
    """What was promised is done: met if not later than due. A paused clock is met, for it had time left."""
    if clock.state not in ("running", "paused"):
        return clock
    at = _not_before(clock, at)
    is_late = at > clock.due_at and not (clock.state == "paused" and clock.left)
    state: State = "missed" if is_late else "met"
    return replace(
        clock,
        state=state,
        paused_at=None,
        left=None,
        ended_at=at,
        entries=(*clock.entries, _entry("ended", at, state=state)),
    )


def drop(clock: Clock, *, at: datetime) -> Clock:
    """The promise no longer applies (the case was closed or reopened before it came due)."""
    if clock.state not in ("running", "paused"):
        return clock
    at = _not_before(clock, at)
    entry = _entry("dropped", at)
    return replace(
        clock, state="dropped", paused_at=None, left=None, ended_at=at, entries=(*clock.entries, entry)
    )


def replay(name: str, *, entries: Sequence[Entry], calendar: Calendar) -> Clock:
    """The clock that these entries add up to: what is stored must equal it.

    Raises NoHistory when they are not one.
    """
    if not entries or entries[0]["what"] != "started":
        raise NoHistory
    first = entries[0]
    why = {key: value for key, value in first.items() if key not in {"what", "at", "limit_seconds", "due_at"}}
    limit = timedelta(seconds=first["limit_seconds"])
    clock = start(name, limit=limit, calendar=calendar, at=_at(first), why=why)
    for entry in entries[1:]:
        clock = _apply(clock, entry, calendar)
    return clock


def _apply(clock: Clock, entry: Entry, calendar: Calendar) -> Clock:
    at = _at(entry)
    match entry["what"]:
        case "paused":
            return pause(clock, calendar=calendar, at=at)
        case "resumed":
            return resume(clock, calendar=calendar, at=at)
        case "ended":
            return end(clock, at=at)
        case "dropped":
            return drop(clock, at=at)
    raise NoHistory


def _not_before(clock: Clock, at: datetime) -> datetime:
    # Two requests may read the time in one order and get the row in the other: a clock never goes backwards.
    return max(at, _at(clock.entries[-1]))


def _entry(what: What, at: datetime, **facts: Any) -> Entry:
    return {"what": what, "at": at.isoformat(), **facts}


def _at(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry["at"])
