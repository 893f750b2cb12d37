"""The arithmetic of limits: each golden date by hand, and what other tools compute wrong."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from wenguo.kernel import day_tables
from wenguo.kernel.calendars import BusinessCalendar, working_days_in
from wenguo.kernel.deadlines.lines import words
from wenguo.kernel.deadlines.rules import (
    UNITS,
    Counted,
    NoRule,
    Roll,
    Rule,
    count,
    ground_of,
    parse_hours,
    parse_moment,
    parse_rule,
)


def counted(
    rule: str, received: str, *, calendar: str = "cn", hours: str = "", roll: Roll = "none"
) -> Counted:
    ground = ground_of(calendar, hours=parse_hours(hours) if hours else None)
    start = parse_moment(received, zone=ground.zone)
    return count(parse_rule(rule, roll=roll), start=start, ground=ground)


def due(rule: str, received: str, *, calendar: str = "cn", hours: str = "", roll: Roll = "none") -> str:
    return counted(rule, received, calendar=calendar, hours=hours, roll=roll).due_at.isoformat()


@pytest.mark.parametrize(
    ("rule", "received", "expected"),
    [
        ("7 working_days", "2026-02-12", "2026-02-28"),  # a Saturday that is worked
        ("7 working_days", "2026-02-14", "2026-03-03"),
        ("7 working_days", "2026-09-18", "2026-09-29"),
        ("10 working_days", "2026-09-18", "2026-10-09"),
        ("10 working_days", "2026-09-25", "2026-10-15"),
        ("1 working_day", "2026-02-15", "2026-02-24"),  # received in the holidays
        ("1 month", "2026-01-31", "2026-02-28"),
        ("1 month", "2028-01-31", "2028-02-29"),
        ("1 months", "2026-03-31", "2026-04-30"),
        ("3 months", "2026-11-30", "2027-02-28"),
        ("15 日", "2026-09-20", "2026-10-05"),
        ("8 weeks", "2026-01-05", "2026-03-02"),
    ],
)
def test_the_last_day_is_that_of_the_golden_table(rule, received, expected):
    assert due(rule, received) == f"{expected}T23:59:59+08:00"


@pytest.mark.parametrize(
    ("received", "days", "raw", "rolled"),
    [
        ("2026-01-31", 15, "2026-02-15", "2026-02-24"),
        ("2026-09-20", 15, "2026-10-05", "2026-10-08"),
        ("2026-02-03", 60, "2026-04-04", "2026-04-07"),
    ],
)
def test_a_last_day_of_rest_moves_only_where_the_rule_says_so(received, days, raw, rolled):
    moved = counted(f"{days} calendar_days", received, roll="forward")
    assert (moved.raw_due.date().isoformat(), moved.due_at.date().isoformat()) == (raw, rolled)
    assert moved.is_rolled
    kept = counted(f"{days} calendar_days", received)
    assert (kept.due_at, kept.raw_due, kept.is_rolled) == (moved.raw_due, moved.raw_due, False)


@pytest.mark.parametrize(
    ("calendar", "rule", "received", "roll", "expected"),
    [
        ("uk", "3 working_days", "2026-04-01", "none", "2026-04-08"),  # over Good Friday and Easter Monday
        ("uk", "1 working_day", "2026-12-24", "none", "2026-12-29"),  # Boxing Day fell on a Saturday
        ("us", "10 working_days", "2026-11-20", "none", "2026-12-07"),  # over Thanksgiving
        (
            "us",
            "1 working_day",
            "2026-07-02",
            "none",
            "2026-07-06",
        ),  # 4 July is a Saturday, observed on Friday
        ("au", "1 working_day", "2026-01-25", "none", "2026-01-27"),  # Australia Day
        ("eu", "1 month", "2026-01-31", "forward", "2026-03-02"),  # 28 February 2026 is a Saturday
        ("eu", "1 month", "2025-01-31", "forward", "2025-02-28"),
        ("none", "5 working_days", "2026-09-30", "none", "2026-10-07"),
        ("always", "5 working_days", "2026-09-30", "none", "2026-10-05"),
    ],
)
def test_other_countries_have_their_own_days(calendar, rule, received, roll, expected):
    assert due(rule, received, calendar=calendar, roll=roll).startswith(f"{expected}T23:59:59")


def test_the_day_is_that_of_the_calendar_s_zone_not_of_utc():
    # 17:00 in London is already the next day in Shanghai.
    assert due("1 calendar_day", "2026-03-02T17:00:00+00:00") == "2026-03-04T23:59:59+08:00"
    assert due("1 calendar_day", "2026-03-02T17:00:00Z", calendar="uk") == "2026-03-03T23:59:59+00:00"


def test_with_business_hours_the_last_day_ends_at_the_close_of_business():
    assert due("7 working_days", "2026-02-12", hours="09:00-18:00") == "2026-02-28T18:00:00+08:00"
    # A last day on which nobody works has no close of business: it ends at midnight.
    assert due("15 days", "2026-01-31", hours="09:00-18:00") == "2026-02-15T23:59:59+08:00"


@pytest.mark.parametrize(
    ("rule", "received", "hours", "expected"),
    [
        ("30 minutes", "2026-02-13T23:45", "", "2026-02-14T00:15:00+08:00"),
        ("72 hours", "2026-02-13T09:30", "", "2026-02-16T09:30:00+08:00"),
        ("4 business_hours", "2026-02-13T16:00", "", "2026-02-14T11:00:00+08:00"),  # Saturday is worked
        ("2 business_hours", "2026-02-14T17:00", "", "2026-02-24T10:00:00+08:00"),
        ("2 business_hours", "2026-11-17T11:00", "09:00-12:00,13:30-18:00", "2026-11-17T14:30:00+08:00"),
        ("9 business_hours", "2026-11-17T09:00", "09:00-18:00", "2026-11-17T18:00:00+08:00"),
        ("2 business_hours", "2026-11-17T23:00", "22:00-06:00", "2026-11-18T01:00:00+08:00"),
        ("2 business_hours", "2026-11-18T05:00", "22:00-06:00", "2026-11-18T23:00:00+08:00"),
    ],
)
def test_hours_run_from_the_moment_and_business_hours_only_while_open(rule, received, hours, expected):
    assert due(rule, received, hours=hours) == expected


def test_elapsed_hours_are_elapsed_on_the_day_the_clocks_change():
    assert due("24 hours", "2026-03-28T12:00", calendar="uk") == "2026-03-29T13:00:00+01:00"
    assert due("1 calendar_day", "2026-03-28T12:00", calendar="uk") == "2026-03-29T23:59:59+01:00"


def test_a_night_shift_that_began_yesterday_still_counts():
    night = BusinessCalendar(hours=parse_hours("22:00-06:00"), zone=ZoneInfo("Asia/Shanghai"))
    start = datetime(2026, 11, 18, 3, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert night.between(start, start + timedelta(hours=5)) == timedelta(hours=3)


def test_a_year_whose_holidays_are_not_published_is_flagged():
    known = counted("7 working_days", "2026-12-01")
    unsure = counted("7 working_days", "2026-12-28")
    assert (known.is_provisional, unsure.is_provisional) == (False, True)
    told = [words(one, "zh") for one in unsure.lines]
    assert "2027 年的放假安排待国务院公布，按周一至周五暂算；公布后重新计算。" in told
    # Plain days do not depend on the table at all.
    assert not counted("30 calendar_days", "2026-12-28").is_provisional


def test_the_explanation_names_every_day_that_was_left_out_and_made_up():
    told = [words(one, "en") for one in counted("7 working_days", "2026-02-12").lines]
    assert told == [
        "The day it starts is not counted; counting begins the next day.",
        "7 working days: the first day that counts is Fri 2026-02-13.",
        "Rest days are not counted: 2026-02-15..2026-02-23.",
        "Make-up working days are counted: Sat 2026-02-14, Sat 2026-02-28.",
        "The last day ends at 24:00 (shown as 23:59:59).",
        "Due Sat 2026-02-28 23:59.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "seven days",
        "7",
        "7 fortnights",
        "0 days",
        "-3 days",
        "1.5 hours",
        "99999 months",
        "7 days 3 hours",
    ],
)
def test_what_is_no_rule_is_refused(text):
    with pytest.raises(NoRule):
        parse_rule(text)


@pytest.mark.parametrize(
    "text", ["9-18", "25:00-26:00", "09:00-12:00,11:00-18:00", "22:00-06:00,09:00-12:00", "x"]
)
def test_hours_that_make_no_sense_are_refused(text):
    with pytest.raises(NoRule):
        parse_hours(text)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "2026-13-01", "9999-12-31", "0001-01-01"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(NoRule):
        parse_moment(text, zone=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize("code", day_tables.CODES)
def test_the_tables_hold_real_days_and_every_published_year(code):
    table = day_tables.load(code)
    assert {day.year for day in table.special} == set(table.published_years)
    # A make-up day is a day of the weekend, or the table would say nothing new.
    assert all(day.weekday() >= 5 for day, is_worked in table.special.items() if is_worked)
    assert set(table.names) == {day for day, is_worked in table.special.items() if not is_worked}


def test_the_chinese_table_reaches_from_2004_to_2026():
    days = working_days_in("cn")
    assert not days.is_working(date(2020, 1, 31))  # prolonged for the epidemic
    assert days.is_working(date(2020, 1, 19))
    assert not days.is_working(date(2025, 1, 28))
    assert days.is_provisional(date(2027, 1, 1))
    with pytest.raises(day_tables.UnknownTable):
        day_tables.load("atlantis")


MOMENTS = st.datetimes(datetime(2010, 1, 1), datetime(2029, 12, 31)).map(lambda one: one.replace(tzinfo=UTC))


@settings(max_examples=300, deadline=None)
@given(
    start=MOMENTS,
    amount=st.integers(1, 90),
    unit=st.sampled_from(UNITS),
    roll=st.sampled_from(["none", "forward"]),
    calendar=st.sampled_from(["cn", "uk", "us", "none", "always"]),
)
def test_a_deadline_lies_after_its_start_and_moves_only_forward(start, amount, unit, roll, calendar):
    ground = ground_of(calendar)
    shorter = count(Rule(amount, unit, roll), start=start, ground=ground)
    longer = count(Rule(amount + 1, unit, roll), start=start, ground=ground)
    assert start < shorter.raw_due <= shorter.due_at <= longer.due_at
    assert shorter.is_rolled == (shorter.due_at > shorter.raw_due)
    if roll == "forward" and unit in ("working_days", "calendar_days", "months"):
        assert ground.days.is_working(shorter.due_at.date())
