"""One rule, one start, one deadline: the arithmetic of limits, and the lines that explain each result.

The day a period of days or months starts is not counted (Civil Code art. 201); a month ends on the corresponding day or
the last of its month (202); a last day of rest moves forward only where the rule says so (203). The last day ends at
24:00, given as 23:59:59 so that it is still that day's date, or at the close of business where business hours are given
and that day is worked (203(2)). Minutes and hours run from the very moment (201(2)).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from wenguo.kernel import day_tables
from wenguo.kernel.calendars import DAY, LONGEST_REST, BusinessCalendar, NeverWorking, WorkingDays, add_months
from wenguo.kernel.deadlines.lines import Line, line

Unit = Literal["minutes", "hours", "business_hours", "working_days", "calendar_days", "months"]
Roll = Literal["none", "forward"]
Shifts = tuple[tuple[time, time], ...]
UNITS: tuple[Unit, ...] = get_args(Unit)
OFFICE: Shifts = ((time(9), time(18)),)
CALENDARS = (*day_tables.CODES, "none", "always")
DEFAULT_ZONE = ZoneInfo("Asia/Shanghai")
EVERY_YEAR = frozenset(range(1, 10000))
END_OF_DAY = time(23, 59, 59)
# About ten years of each: longer ones are typing errors, and would be searched for day by day.
MOST: Mapping[Unit, int] = {
    "minutes": 5_270_400,
    "hours": 87_840,
    "business_hours": 30_000,
    "working_days": 3_000,
    "calendar_days": 3_660,
    "months": 120,
}
_WRITTEN = re.compile(r"\s*(\d{1,7})\s*(?:个)?\s*([^\W\d][\w\s-]*?)\s*")
_ALIASES: Mapping[str, tuple[int, Unit]] = {
    **{unit: (1, unit) for unit in UNITS},
    **{unit.removesuffix("s"): (1, unit) for unit in UNITS},
    "day": (1, "calendar_days"),
    "days": (1, "calendar_days"),
    "week": (7, "calendar_days"),
    "weeks": (7, "calendar_days"),
    "business_day": (1, "working_days"),
    "business_days": (1, "working_days"),
    "分钟": (1, "minutes"),
    "小时": (1, "hours"),
    "工作日": (1, "working_days"),
    "日": (1, "calendar_days"),
    "天": (1, "calendar_days"),
    "月": (1, "months"),
}


class NoRule(Exception):
    """What was written is no rule, no moment, no hours or no calendar; the text says what is expected."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How long: ``amount`` of ``unit``; ``roll`` says whether a last day of rest moves to the next working day."""

    amount: int
    unit: Unit
    roll: Roll = "none"


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the days are counted: zone, working days, and business hours where the last day ends with them."""

    zone: ZoneInfo
    days: WorkingDays
    hours: Shifts | None = None
    names: Mapping[date, str] | None = None

    def at(self, day: date, clock: time) -> datetime:
        """A local moment of that day."""
        return datetime.combine(day, clock, tzinfo=self.zone)

    def end_of(self, day: date) -> datetime:
        """The end of a day: the close of business if it is worked and there are hours, else 24:00."""
        if self.hours and self.days.is_working(day):
            opens, closes = self.hours[-1]
            if closes > opens:
                return self.at(day, closes)
        return self.at(day, END_OF_DAY)

    def name_of(self, day: date) -> str:
        """What holiday it is, in brackets, or nothing."""
        name = (self.names or {}).get(day, "")
        return f" ({name})" if name else ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A deadline: ``raw_due`` before and ``due_at`` after a last day of rest was moved; local moments."""

    raw_due: datetime
    due_at: datetime
    is_rolled: bool
    is_provisional: bool
    lines: tuple[Line, ...]


def parse_rule(text: str, *, roll: Roll = "none") -> Rule:
    """``7 working_days``, ``1 month``, ``15日``; raises NoRule."""
    found = _WRITTEN.fullmatch(text.lower())
    known = _ALIASES.get(re.sub(r"[\s-]+", "_", found[2])) if found else None
    if found is None or known is None:
        raise NoRule(f"“{text}” is no rule; write a number and one of: {', '.join(UNITS)}")
    times, unit = known
    amount = int(found[1]) * times
    if not 0 < amount <= MOST[unit]:
        raise NoRule(f"the number of {unit} must lie between 1 and {MOST[unit]}")
    return Rule(amount, unit, roll)


def parse_hours(text: str) -> Shifts:
    """``09:00-18:00`` or several shifts ``09:00-12:00,13:30-18:00`` in order; raises NoRule."""
    shifts: list[tuple[time, time]] = []
    try:
        for part in text.replace("–", "-").replace(",", ",").split(","):
            opens, closes = part.strip().split("-")
            shifts.append((_clock(opens), _clock(closes)))
    except ValueError:
        raise NoRule(f"“{text}” are no hours; write 09:00-18:00 or 09:00-12:00,13:30-18:00") from None
    if not _are_in_order(shifts):
        raise NoRule(f"the shifts of “{text}” overlap or are not in order")
    return tuple(shifts)


def parse_moment(text: str, *, zone: ZoneInfo) -> datetime:
    """An ISO moment; without an offset it is local time of ``zone``, a bare date is its midnight. Raises NoRule."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NoRule(
            f"“{text}” is no moment; write 2026-02-12, 2026-02-12T10:30 or 2026-02-12T10:30+08:00"
        ) from None
    if not 1900 <= moment.year <= 2200:
        raise NoRule("the year must lie between 1900 and 2200")
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)


def ground_of(calendar: str, *, hours: Shifts | None = None) -> Ground:
    """Zone and working days by the name of a calendar; raises NoRule.

    ``none`` knows weekends but no holidays; on ``always`` every day is worked. Both count in Asia/Shanghai.
    """
    if calendar in day_tables.CODES:
        table = day_tables.load(calendar)
        days = WorkingDays(special=table.special, published_years=table.published_years)
        return Ground(table.zone, days, hours, table.names)
    if calendar == "none":
        return Ground(DEFAULT_ZONE, WorkingDays(special={}, published_years=EVERY_YEAR), hours)
    if calendar == "always":
        every = WorkingDays(special={}, published_years=EVERY_YEAR, week=frozenset(range(7)))
        return Ground(DEFAULT_ZONE, every, hours)
    raise NoRule(f"there is no calendar “{calendar}”; known: {', '.join(CALENDARS)}")


def count(rule: Rule, *, start: datetime, ground: Ground, excluded: frozenset[date] = frozenset()) -> Counted:
    """The deadline of a rule that starts at ``start``; ``excluded`` days do not count (pauses that the rule allows)."""
    if rule.unit in ("minutes", "hours", "business_hours"):
        return _count_time(rule, start, ground)
    return _count_days(rule, start=start.astimezone(ground.zone), ground=ground, excluded=excluded)


def _count_time(rule: Rule, start: datetime, ground: Ground) -> Counted:
    limit = (rule.amount, rule.unit)
    if rule.unit == "business_hours":
        hours = ground.hours or OFFICE
        calendar = BusinessCalendar(hours=hours, zone=ground.zone, days=ground.days)
        due = calendar.add(start, timedelta(hours=rule.amount)).astimezone(ground.zone)
        told = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in hours)
        lines = [line("hours", limit=limit, hours=told)]
    else:
        # Elapsed time is added in UTC: on a day of 23 or 25 hours, local addition would be an hour off.
        due = (start.astimezone(UTC) + timedelta(**{rule.unit: rule.amount})).astimezone(ground.zone)
        lines = [line("moment", limit=limit)]
    unsure = (
        _unsure(start.astimezone(ground.zone).date(), due.date(), ground)
        if rule.unit == "business_hours"
        else []
    )
    return Counted(due, due, False, bool(unsure), (*lines, *unsure, line("due", at=due)))


def _count_days(rule: Rule, *, start: datetime, ground: Ground, excluded: frozenset[date]) -> Counted:
    first = start.date()
    raw, lines = _last_day(rule, first=first, ground=ground, excluded=excluded)
    due = raw
    rests = not ground.days.is_working(raw)
    if rests and rule.roll == "forward":
        due = ground.days.roll_forward(raw)
        lines.append(line("rolled", raw=raw, name=ground.name_of(raw), due=due))
    elif rests:
        lines.append(line("not_rolled", raw=raw, name=ground.name_of(raw)))
    needs_table = rule.unit == "working_days" or rule.roll == "forward"
    unsure = _unsure(first if rule.unit == "working_days" else raw, due, ground) if needs_table else []
    due_at = ground.end_of(due)
    lines.append(line("day_end") if due_at.time() == END_OF_DAY else line("closing", at=f"{due_at:%H:%M}"))
    told = (line("start_day"), *lines, *unsure, line("due", at=due_at))
    return Counted(ground.end_of(raw), due_at, due != raw, bool(unsure), told)


def _last_day(
    rule: Rule, *, first: date, ground: Ground, excluded: frozenset[date]
) -> tuple[date, list[Line]]:
    limit = (rule.amount, rule.unit)
    told = [line("excluded", days=list(_stretches(sorted(excluded))))] if excluded else []
    if rule.unit == "months":
        last = add_months(first, rule.amount) + DAY * len(excluded)
        return last, [line("months", limit=limit, last=last), *told]
    if rule.unit == "calendar_days":
        last = first + DAY * rule.amount
        for day in sorted(excluded):
            if first < day <= last:
                last += DAY
        return last, [line("calendar_days", limit=limit, last=last), *told]
    counted, rests = _walk(first, rule.amount, ground=ground, excluded=excluded)
    lines = [line("working_days", limit=limit, first=counted[0])]
    if rests:
        lines.append(line("rest", days=list(_stretches(rests))))
    if made_up := [day for day in counted if day.weekday() not in ground.days.week]:
        lines.append(line("made_up", days=made_up))
    return counted[-1], [*lines, *told]


def _walk(
    first: date, amount: int, *, ground: Ground, excluded: frozenset[date]
) -> tuple[list[date], list[date]]:
    """The working days after ``first`` until ``amount`` have counted, and the days of rest in between."""
    counted: list[date] = []
    rests: list[date] = []
    day = first
    while len(counted) < amount:
        day += DAY
        if day in excluded:
            continue
        (counted if ground.days.is_working(day) else rests).append(day)
        if len(rests) > LONGEST_REST + 3 * amount:
            raise NeverWorking
    return counted, rests


def _unsure(first: date, last: date, ground: Ground) -> list[Line]:
    years = [year for year in range(first.year, last.year + 1) if year not in ground.days.published_years]
    return [line("provisional", years=years)] if years else []


def _stretches(days: list[date]) -> Iterator[str]:
    """Days as spans: ``2026-02-15..2026-02-23``."""
    index = 0
    while index < len(days):
        last = index
        while last + 1 < len(days) and days[last + 1] == days[last] + DAY:
            last += 1
        first_day, last_day = days[index], days[last]
        yield f"{first_day}" if index == last else f"{first_day}..{last_day}"
        index = last + 1


def _are_in_order(shifts: list[tuple[time, time]]) -> bool:
    """Each begins after the one before has closed; only the last may go on into the night, until the first opens."""
    if any(closes <= opens for opens, closes in shifts[:-1]):
        return False
    if any(after[0] < before[1] for before, after in pairwise(shifts)):
        return False
    opens, closes = shifts[-1]
    return closes > opens or closes <= shifts[0][0]


def _clock(text: str) -> time:
    hours, minutes = text.strip().split(":")
    if hours == "24" and minutes == "00":
        return time(0)
    return time(int(hours), int(minutes))
