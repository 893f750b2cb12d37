"""When somebody is on shift, how long still, and when again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

# Weekday (0 = Monday), start and end, in local time. Ending at or before the start means over midnight.
WeeklyShift = tuple[int, time, time]
Span = tuple[datetime, datetime]
A_WEEK = 7


def is_on_shift(moment: datetime, shifts: Iterable[WeeklyShift]) -> bool:
    """Whether a local ``moment`` falls into one of the weekly shifts (weekday 0 = Monday, start, end).

    A shift that ends at or before its start runs over midnight into the next day. No shifts at all means always.
    """
    rows = list(shifts)
    if not rows:
        return True
    clock, today = moment.time(), moment.weekday()
    yesterday = (today - 1) % 7
    for weekday, starts, ends in rows:
        if starts < ends:
            if weekday == today and starts <= clock < ends:
                return True
        elif (weekday == today and clock >= starts) or (weekday == yesterday and clock < ends):
            return True
    return False


def spans(shifts: Sequence[WeeklyShift], *, since: datetime, until: datetime) -> list[Span]:
    """Working time between two local moments, in order; shifts that touch or overlap are one.

    No shifts at all means always.
    """
    if not shifts:
        return [(since, until)]
    found: list[Span] = []
    day = since.date() - timedelta(days=1)
    while day <= until.date():
        found += [_span(day, row, since) for row in shifts if row[0] == day.weekday()]
        day += timedelta(days=1)
    return _merged([(max(a, since), min(b, until)) for a, b in found if a < until and b > since])


def next_start(moment: datetime, shifts: Sequence[WeeklyShift]) -> datetime | None:
    """When they work again: ``moment`` itself while on shift, None when nothing comes within a week."""
    if is_on_shift(moment, shifts):
        return moment
    ahead = spans(shifts, since=moment, until=moment + timedelta(days=A_WEEK + 1))
    return ahead[0][0] if ahead else None


def uncovered(turns: Iterable[Span], *, since: datetime, until: datetime) -> list[Span]:
    """The gaps between turns of duty, in order: times in which nobody would answer."""
    gaps: list[Span] = []
    covered_until = since
    for starts, ends in sorted(turns):
        if starts > covered_until:
            gaps.append((covered_until, min(starts, until)))
        covered_until = max(covered_until, ends)
        if covered_until >= until:
            return gaps
    return [*gaps, (covered_until, until)]


def _span(day: date, row: WeeklyShift, like: datetime) -> Span:
    _weekday, starts, ends = row
    last = day if starts < ends else day + timedelta(days=1)
    zone = like.tzinfo
    return datetime.combine(day, starts, zone), datetime.combine(last, ends, zone)


def _merged(rows: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for starts, ends in sorted(rows):
        if merged and starts <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
        else:
            merged.append((starts, ends))
    return merged
