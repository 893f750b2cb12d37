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
    "next_reply": timedelta(hours=2),
    "solution": timedelta(hours=24),
    "follow_up": timedelta(hours=72),
    "level_2": timedelta(hours=2),
    "level_3": timedelta(hours=1),
    "level_4": timedelta(hours=2),
}
# By channel, where it differs: the public's patience on social media, and that of a web shop's visitors in a chat.
DEFAULTS_BY_CHANNEL: Mapping[tuple[str, str], timedelta] = {
    ("first_reply", "social"): timedelta(minutes=30),
    ("first_reply", "chat"): timedelta(minutes=5),
}
# The first reply is owed whatever the customer does; only what needs them may wait for them.
PAUSABLE = frozenset({"solution", "follow_up"})

# Notices are given when this much of the limit has passed; the last one is the breach itself.
MARKS = (0.5, 0.75, 0.9)
AMBER_FROM = 0.75
LONG = timedelta(hours=8)
LONG_NOTICE = timedelta(hours=2)

State = Literal["running", "paused", "met", "missed", "dropped"]
What = Literal["started", "paused", "resumed", "ended", "dropped", "recounted"]
Entry = dict[str, Any]


class PolicyRow(Protocol):
    """A policy as it is stored; what is empty (or zero) holds for every case."""

    name: str
    channel: str
    category: str
    urgency_from: int
    tier: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What policies look at: where it came in, what it is about, how urgent it is, and whose it is."""

    channel: str
    category: str = ""
    urgency: int = 0
    tier: str = ""


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
    marks: tuple[datetime, ...]
    entries: tuple[Entry, ...]


def choose_policy(name: str, *, subject: Subject, policies: Iterable[Policy]) -> Policy | None:
    """The policy that counts; None means the built-in default.

    One order of precedence: of the rows that fit, one that names the urgency comes first (the higher before the lower),
    then one for the customer's tier, then the category (the exact one before its main group), then the channel, then
    the general one.
    """
    fitting = [policy for policy in policies if policy.name == name and _fits(policy, subject)]
    return max(fitting, key=_exactness, default=None)


def _fits(policy: PolicyRow, subject: Subject) -> bool:
    return (
        policy.channel in ("", subject.channel)
        and policy.tier in ("", subject.tier)
        and policy.urgency_from <= subject.urgency
        and (policy.category in ("", subject.category) or subject.category.startswith(f"{policy.category}."))
    )


def _exactness(policy: PolicyRow) -> tuple[int, bool, int, bool]:
    return (
        policy.urgency_from,
        bool(policy.tier),
        policy.category.count(".") + 1 if policy.category else 0,
        bool(policy.channel),
    )


def default_limit(name: str, channel: str) -> timedelta:
    """What holds where nobody has set anything: 15 minutes, 2, 24, 72 hours; 30 minutes in public, 5 in a chat."""
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
        marks=tuple(calendar.add(at, limit * mark) for mark in MARKS),
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
    used = clock.limit - clock.left

    def moved(moment: datetime, after: timedelta) -> datetime:
        """A notice that was still to come moves with the deadline; one that was given stays where it was."""
        if clock.paused_at is None or clock.paused_at >= moment:
            return moment
        return min(max(moment, calendar.add(at, max(after - used, ZERO))), due_at)

    entry = _entry("resumed", at, due_at=due_at.isoformat())
    return replace(
        clock,
        state="running",
        paused_at=None,
        left=None,
        due_at=due_at,
        warn_at=moved(clock.warn_at, notice_after(clock.limit)),
        marks=tuple(
            moved(moment, clock.limit * mark) for moment, mark in zip(clock.marks, MARKS, strict=True)
        ),
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
    # What was written down stays as it was written, even where the calendar has been corrected since.
    return replace(clock, entries=tuple(entries))


def recount(clock: Clock, *, calendar: Calendar, at: datetime, because: str) -> Clock:
    """The same history on a corrected calendar: holidays were published, or a day changed. A clock that is over stays.

    Gives the clock itself where nothing moves.
    """
    if clock.state not in ("running", "paused"):
        return clock
    fresh = replay(clock.name, entries=clock.entries, calendar=calendar)
    if (fresh.due_at, fresh.left) == (clock.due_at, clock.left):
        return clock
    entry = _entry(
        "recounted",
        _not_before(clock, at),
        before=clock.due_at.isoformat(),
        due_at=fresh.due_at.isoformat(),
        because=because,
    )
    return replace(fresh, entries=(*clock.entries, entry))


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
        case "recounted":
            return clock
    raise NoHistory


def _not_before(clock: Clock, at: datetime) -> datetime:
    # Two requests may read the time in one order and get the row in the other: a clock never goes backwards.
    return max(at, _at(clock.entries[-1]))


def _entry(what: What, at: datetime, **facts: Any) -> Entry:
    return {"what": what, "at": at.isoformat(), **facts}


def _at(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry["at"])
