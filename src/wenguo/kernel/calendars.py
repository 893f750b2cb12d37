"""Time that counts: around the clock, or within the hours of working days, with Chinese make-up days 调休.

Everything is computed on the local calendar of a zone and given back in UTC (rules C1–C4 and C11 of the domain notes).
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from wenguo.kernel import day_tables

ZERO = timedelta(0)
WORK_WEEK: frozenset[int] = frozenset(range(5))
DAY = timedelta(days=1)
# A calendar on which nothing is ever worked would be searched for ever; no real one rests longer than this.
LONGEST_REST = 366


class NeverWorking(Exception):
    """The calendar has no working day within a year: its entries must be wrong."""


class Calendar(Protocol):
    """Which stretches of time count towards a deadline."""

    def add(self, start: datetime, length: timedelta) -> datetime:
        """The moment at which ``length`` of counted time has passed since ``start``."""

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much time counted from ``start`` to ``end``; zero when ``end`` does not lie after ``start``."""


@dataclass(frozen=True, slots=True)
class AroundTheClock:
    """7×24: every minute counts."""

    def add(self, start: datetime, length: timedelta) -> datetime:
        """Plain addition."""
        return start + length

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Plain difference."""
        return max(end - start, ZERO)


def _china_special() -> Mapping[date, bool]:
    return day_tables.load("cn").special


def _china_years() -> frozenset[int]:
    return day_tables.load("cn").published_years


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days are worked: those of the week (0 is Monday), but for the special days (day → whether worked)."""

    special: Mapping[date, bool] = field(default_factory=_china_special)
    published_years: frozenset[int] = field(default_factory=_china_years)
    week: frozenset[int] = WORK_WEEK

    def is_working(self, day: date) -> bool:
        """Whether people work on this day."""
        known = self.special.get(day)
        return day.weekday() in self.week if known is None else known

    def is_provisional(self, day: date) -> bool:
        """Whether the holidays of this year are not published yet, so that the answer may still change."""
        return day.year not in self.published_years

    def is_provisional_between(self, first: date, last: date) -> bool:
        """Whether any year from ``first`` to ``last`` is not published yet."""
        return any(year not in self.published_years for year in range(first.year, last.year + 1))

    def roll_forward(self, day: date) -> date:
        """The day itself if it is worked, else the first working day after it (Civil Code art. 203)."""
        for offset in range(LONGEST_REST):
            if self.is_working(day + offset * DAY):
                return day + offset * DAY
        raise NeverWorking

    def add_working_days(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``; the start day itself is not counted (Civil Code art. 201)."""
        day = start
        for _step in range(count):
            day = self.roll_forward(day + DAY)
        return day


def working_days_in(country: str) -> WorkingDays:
    """The working days of a country by its published table."""
    table = day_tables.load(country)
    return WorkingDays(special=table.special, published_years=table.published_years)


def add_months(start: date, count: int) -> date:
    """The corresponding day ``count`` months on, or the last day of a month that has none (Civil Code art. 202)."""
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """Business hours on working days. ``hours`` are local (opens, closes) shifts in order; closing at 00:00 means
    midnight. ``own_hours`` are days with hours of their own.
    """

    hours: tuple[tuple[time, time], ...]
    zone: ZoneInfo
    days: WorkingDays = field(default_factory=WorkingDays)
    own_hours: Mapping[date, tuple[tuple[time, time], ...]] = field(default_factory=dict)

    def add(self, start: datetime, length: timedelta) -> datetime:
        """The moment at which ``length`` of business time has passed; outside hours the count waits for the next shift.

        A count that fills a shift exactly ends when that shift closes, not when the next one opens.
        """
        if length <= ZERO:
            return start
        left = length
        for opens, closes in self._shifts_from(start):
            begins = max(opens, start)
            if begins + left <= closes:
                return begins + left
            left -= max(closes - begins, ZERO)
        raise NeverWorking

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Business time from ``start`` to ``end``."""
        counted = ZERO
        if end <= start:
            return counted
        for opens, closes in self._shifts_from(start):
            if opens >= end:
                break
            counted += max(min(closes, end) - max(opens, start), ZERO)
        return counted

    def _shifts_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        # A night shift that began the day before may still be on.
        day = start.astimezone(self.zone).date() - DAY
        rest = 0
        while rest <= LONGEST_REST:
            is_working = self.days.is_working(day)
            rest = 0 if is_working else rest + 1
            if is_working:
                for opens, closes in self.own_hours.get(day, self.hours):
                    yield self._at(day, opens), self._at(day if closes > opens else day + DAY, closes)
            day += DAY
        raise NeverWorking

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)
