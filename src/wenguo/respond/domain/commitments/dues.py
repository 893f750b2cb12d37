"""When what was promised falls due, counted from the moment of writing on the writer's own calendar.

A day alone ends at 23:59; the end of a working day and an afternoon at 18:00; a morning and noon at 12:00.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from wenguo.kernel.calendars import WorkingDays, add_months

NOON = time(12)
CLOSE = time(18)
LAST = time(23, 59)
DAY = timedelta(days=1)
# A date far behind us is next year's rather than an old one: in December 1月5日 lies ahead.
TURN_OF_THE_YEAR = timedelta(days=180)
SUNDAY = 6
# Nothing is promised for longer than this many days.
LONGEST = 1000
_RUNNING = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class When:
    """Where a text names a time that something may be due at. ``due_at`` is None where it cannot be said."""

    start: int
    end: int
    due_at: datetime | None
    # A stretch (within 3 days) may start to run later than now; a day or an hour does not.
    is_stretch: bool = False
    # It says by itself that something ends there: 前, 内, by, within.
    is_limit: bool = False
    # It cannot mean a day behind us: tomorrow, next week, a date to come; but no Friday and no today.
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """The writer's calendar: the moment of writing in local time, and which days are worked."""

    now: datetime
    days: WorkingDays

    @property
    def today(self) -> date:
        """The day of writing."""
        return self.now.date()

    def at(self, day: date, clock: time) -> datetime:
        """A local moment."""
        return datetime.combine(day, clock, tzinfo=self.now.tzinfo)

    def coming(self, days: int) -> date:
        """The day so many days from now."""
        return self.today + days * DAY

    def weekday(self, wanted: int, *, weeks: int | None) -> date:
        """The named day of this week, or of one ``weeks`` ahead; with None the next one to come, today included."""
        monday = self.today - self.today.weekday() * DAY
        day = monday + (wanted + 7 * (weeks or 0)) * DAY
        return day + 7 * DAY if weeks is None and day < self.today else day

    def end_of_week(self, weeks: int) -> datetime:
        """The last working day of this week (0) or of a later one, at 18:00; Sunday night once that is over."""
        monday = self.today + (7 * weeks - self.today.weekday()) * DAY
        worked = [monday + step * DAY for step in range(7) if self.days.is_working(monday + step * DAY)]
        end = self.at(worked[-1], CLOSE) if worked else self.at(monday + SUNDAY * DAY, LAST)
        return end if end > self.now else self.at(monday + SUNDAY * DAY, LAST)

    def month_day(self, day: int, *, months: int = 0) -> date:
        """A day of this month or a later one; 31 is the last day of any."""
        first = add_months(self.today.replace(day=1), months)
        return first.replace(day=min(day, monthrange(first.year, first.month)[1]))

    def coming_day(self, day: int) -> date:
        """28号: this month's, or next month's once that is over."""
        this = self.month_day(day)
        return this if this >= self.today else self.month_day(day, months=1)

    def date_of(self, *, year: int | None, month: int, day: int) -> date | None:
        """A written date; without a year the one nearest to come. None when there is no such day."""
        try:
            written = date(year or self.today.year, month, day)
            if year is None and self.today - written > TURN_OF_THE_YEAR:
                written = written.replace(year=written.year + 1)
        except ValueError:
            return None
        return written

    def after(self, count: float, unit: str) -> datetime | None:
        """A stretch from now. Hours run; days are calendar days and end at 23:59; working days end at 18:00."""
        if unit in _RUNNING:
            return self.now + count * _RUNNING[unit]
        if count > LONGEST:
            return None
        if unit == "working":
            return self.at(self.days.add_working_days(self.today, max(1, round(count))), CLOSE)
        if unit == "month":
            return self.at(add_months(self.today, max(1, int(count))), LAST)
        if count < 1:
            return self.now + count * DAY
        return self.at(self.coming(int(count) * (7 if unit == "week" else 1)), LAST)


def clock_of(hour: int, minute: int, *, part: str) -> time | None:
    """A time of day; an hour that only makes sense after noon is read so (5点前 is 17:00). None if there is none.

    ``part`` is ``am``, ``noon``, ``pm``, ``night`` or nothing.
    """
    late = part in {"pm", "night"} or (part == "noon" and hour < 3) or (not part and 1 <= hour <= 7)
    if late and hour < 12:
        hour += 12
    if (hour, minute) in {(24, 0), (0, 0)} or (part == "night" and hour == 12):
        return LAST
    return time(hour, minute) if hour < 24 and minute < 60 else None


def end_of_part(part: str) -> time:
    """When a part of the day ends."""
    return {"am": NOON, "noon": NOON, "pm": CLOSE, "close": CLOSE}.get(part, LAST)
