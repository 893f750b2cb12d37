"""Working days in China, with make-up days 调休, and hours that count."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from wenguo.kernel.calendars import AroundTheClock, BusinessCalendar, NeverWorking, WorkingDays, add_months

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = BusinessCalendar(hours=((time(9), time(18)),), zone=SHANGHAI)
SHIFTS = BusinessCalendar(hours=((time(9), time(12)), (time(13, 30), time(18))), zone=SHANGHAI)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)
LENGTHS = st.integers(0, 200 * 60).map(lambda minutes: timedelta(minutes=minutes))


def local(*parts: int) -> datetime:
    year, month, day, hour, minute = (*parts, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("received", "count", "expected"),
    [
        (date(2026, 2, 12), 7, date(2026, 2, 28)),  # a Saturday that is worked
        (date(2026, 2, 14), 7, date(2026, 3, 3)),
        (date(2026, 9, 18), 7, date(2026, 9, 29)),  # Sunday 20 September is worked
        (date(2026, 9, 18), 10, date(2026, 10, 9)),
        (date(2026, 9, 25), 10, date(2026, 10, 15)),  # Saturday 10 October is worked
    ],
)
def test_working_days_follow_the_published_holidays(received: date, count: int, expected: date) -> None:
    assert WorkingDays().add_working_days(received, count) == expected


@pytest.mark.parametrize(
    ("received", "days", "raw", "rolled"),
    [
        (date(2026, 1, 31), 15, date(2026, 2, 15), date(2026, 2, 24)),
        (date(2026, 9, 20), 15, date(2026, 10, 5), date(2026, 10, 8)),
        (date(2026, 2, 3), 60, date(2026, 4, 4), date(2026, 4, 7)),
    ],
)
def test_a_period_of_days_that_ends_on_a_holiday_ends_after_it(
    received: date, days: int, raw: date, rolled: date
) -> None:
    assert received + timedelta(days=days) == raw
    assert WorkingDays().roll_forward(raw) == rolled


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), 12, date(2027, 3, 31)),
    ],
)
def test_a_month_ends_on_the_corresponding_or_the_last_day(start: date, months: int, expected: date) -> None:
    assert add_months(start, months) == expected


def test_a_year_that_is_not_published_is_provisional_and_follows_the_weekly_rule() -> None:
    days = WorkingDays()
    assert not days.is_provisional(date(2026, 12, 31))
    assert days.is_provisional(date(2027, 2, 8))
    assert days.is_working(date(2027, 2, 8))
    assert not days.is_working(date(2027, 2, 6))


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (local(2026, 11, 17, 12), 4, local(2026, 11, 17, 16)),
        (local(2026, 11, 17, 16), 4, local(2026, 11, 18, 11)),  # over night
        (local(2026, 11, 20, 17), 2, local(2026, 11, 23, 10)),  # over a weekend
        (local(2026, 2, 14, 17), 2, local(2026, 2, 24, 10)),  # over Spring Festival, from a worked Saturday
        (local(2026, 11, 17, 9), 9, local(2026, 11, 17, 18)),  # fills the day exactly
        (local(2026, 11, 17, 22), 1, local(2026, 11, 18, 10)),
        (local(2026, 11, 17, 3), 1, local(2026, 11, 17, 10)),
    ],
)
def test_business_hours_count_only_while_we_are_open(start: datetime, hours: int, due: datetime) -> None:
    assert OFFICE.add(start, timedelta(hours=hours)) == due


def test_a_break_at_noon_does_not_count() -> None:
    assert SHIFTS.add(local(2026, 11, 17, 11), timedelta(hours=2)) == local(2026, 11, 17, 14, 30)
    assert SHIFTS.between(local(2026, 11, 17, 11), local(2026, 11, 17, 14)) == timedelta(hours=1, minutes=30)


def test_closing_at_midnight_is_the_end_of_the_day() -> None:
    late = BusinessCalendar(hours=((time(18), time(0)),), zone=SHANGHAI)
    assert late.add(local(2026, 11, 17, 23), timedelta(hours=2)) == local(2026, 11, 18, 19)


def test_a_calendar_that_is_never_worked_is_an_error_and_no_endless_search() -> None:
    never = {date(2026, 1, 1) + timedelta(days=n): False for n in range(800)}
    calendar = BusinessCalendar(hours=((time(9), time(18)),), zone=SHANGHAI, days=WorkingDays(special=never))
    with pytest.raises(NeverWorking):
        calendar.add(local(2026, 1, 5, 9), timedelta(hours=1))


@given(start=MOMENTS, length=LENGTHS, calendar=st.sampled_from([AroundTheClock(), OFFICE, SHIFTS]))
def test_what_is_added_is_what_lies_between(
    start: datetime, length: timedelta, calendar: AroundTheClock | BusinessCalendar
) -> None:
    assert calendar.between(start, calendar.add(start, length)) == length


@given(start=MOMENTS, first=LENGTHS, second=LENGTHS, calendar=st.sampled_from([OFFICE, SHIFTS]))
def test_adding_in_two_steps_is_adding_at_once(
    start: datetime, first: timedelta, second: timedelta, calendar: BusinessCalendar
) -> None:
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)
