"""Clocks and escalations that other tools got wrong, each in plain words, and what Wenguo makes of the same case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from wenguo.kernel.calendars import AroundTheClock, BusinessCalendar, Calendar, NeverWorking, WorkingDays
from wenguo.respond.domain import clocks
from wenguo.respond.domain.clocks import Clock

SHANGHAI = ZoneInfo("Asia/Shanghai")
ALWAYS = AroundTheClock()
OFFICE = BusinessCalendar(hours=((time(9), time(18)),), zone=SHANGHAI)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Shanghai; the 17th is a Tuesday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def began(at: datetime, limit: timedelta, calendar: Calendar = ALWAYS) -> Clock:
    return clocks.start("solution", limit=limit, calendar=calendar, at=at)


def waited(clock: Clock, *spans: tuple[datetime, datetime], calendar: Calendar = ALWAYS) -> Clock:
    for since, until in spans:
        clock = clocks.pause(clock, calendar=calendar, at=since)
        clock = clocks.resume(clock, calendar=calendar, at=until)
    return clock


def business_hours_count() -> None:
    # Friday 17:30 and one hour: Monday 9:30, not Friday 18:30.
    assert began(local(20, 17, 30), HOUR, OFFICE).due_at == local(23, 9, 30)


def waiting_is_added_to_the_end() -> None:
    clock = waited(began(local(17, 9), 8 * HOUR), (local(17, 10), local(17, 13)))
    assert (clock.started_at, clock.due_at) == (local(17, 9), local(17, 20))


def waiting_twice_counts_each_wait_once() -> None:
    spans = (local(17, 10), local(17, 11)), (local(17, 12), local(17, 14))
    assert waited(began(local(17, 9), 8 * HOUR), *spans).due_at == local(17, 20)


def waiting_over_night_costs_only_working_time() -> None:
    # From 17:00 to 10:00 two working hours were waited, not seventeen.
    clock = began(local(17, 9), 10 * HOUR, OFFICE)
    assert waited(clock, (local(17, 17), local(18, 10)), calendar=OFFICE).due_at == clock.due_at + 2 * HOUR


def a_pause_outlives_a_new_calendar() -> None:
    clock = clocks.pause(began(local(17, 9), 12 * HOUR, OFFICE), calendar=OFFICE, at=local(17, 12))
    shut = replace(OFFICE, days=WorkingDays(special={date(2026, 11, 18): False}))
    moved = clocks.recount(clock, calendar=shut, at=local(17, 13), because="holiday")
    assert (moved.state, moved.paused_at, moved.left) == ("paused", local(17, 12), 9 * HOUR)
    assert clocks.resume(moved, calendar=shut, at=local(17, 14)).due_at == local(19, 14)


def what_was_judged_stays_judged() -> None:
    late = clocks.end(began(local(17, 17), 2 * HOUR, OFFICE), at=local(18, 11))
    shut = replace(OFFICE, days=WorkingDays(special={date(2026, 11, 18): False}))
    assert late.state == "missed"
    assert clocks.recount(late, calendar=shut, at=local(20, 9), because="holiday") is late


def saving_again_restarts_nothing() -> None:
    clock = began(local(17, 9), 2 * HOUR)
    assert clocks.resume(clock, calendar=ALWAYS, at=local(17, 10)) is clock
    held = clocks.pause(clock, calendar=ALWAYS, at=local(17, 10))
    assert clocks.pause(held, calendar=ALWAYS, at=local(17, 12)) is held
    over = clocks.end(clock, at=local(17, 10))
    assert clocks.end(over, at=local(17, 12)) is over


def waiting_heals_no_breach() -> None:
    clock = waited(began(local(17, 9), HOUR), (local(17, 11), local(17, 15)))
    assert (clock.due_at, clocks.end(clock, at=local(17, 16)).state) == (local(17, 10), "missed")


def no_minutes_are_given_to_the_scheduler() -> None:
    clock = began(local(17, 9), 15 * MINUTE)
    assert clock.due_at == local(17, 9, 15)
    assert clocks.end(clock, at=local(17, 9, 15)).state == "met"
    assert clocks.end(clock, at=clock.due_at + timedelta(seconds=1)).state == "missed"


def a_day_has_several_shifts() -> None:
    shifts = replace(OFFICE, hours=((time(9), time(12)), (time(13, 30), time(18)), (time(22), time(2))))
    # Half an hour before lunch, four and a half after it, one at night.
    assert began(local(17, 11, 30), 6 * HOUR, shifts).due_at == local(17, 23)


def a_make_up_day_is_worked_and_its_holiday_is_not() -> None:
    swapped = WorkingDays(special={date(2026, 11, 20): False, date(2026, 11, 21): True})
    # Friday is off for it: Thursday 17:00 and two hours end on Saturday at ten.
    assert began(local(19, 17), 2 * HOUR, replace(OFFICE, days=swapped)).due_at == local(21, 10)


def hours_are_those_of_the_place() -> None:
    berlin = replace(OFFICE, zone=ZoneInfo("Europe/Berlin"))
    # Four in the afternoon in Shanghai is nine in the morning in Berlin.
    assert began(local(17, 11), HOUR, berlin).due_at == local(17, 17)


def a_calendar_that_is_never_open_ends_in_an_error() -> None:
    never = {date(2026, 11, 1) + timedelta(days=n): False for n in range(800)}
    with pytest.raises(NeverWorking):
        began(local(17, 9), HOUR, replace(OFFICE, days=WorkingDays(special=never)))


def notices_given_are_not_given_again_after_a_wait() -> None:
    clock = began(local(17, 9), 4 * HOUR)
    half, *later = waited(clock, (local(17, 11, 30), local(17, 13, 30))).marks
    assert half == clock.marks[0] == local(17, 11)
    assert later == [mark + 2 * HOUR for mark in clock.marks[1:]]


BUGS: dict[str, Callable[[], None]] = {
    "business hours were switched on and ignored": business_hours_count,
    "the time on hold was added to the start, so that the promise began later": waiting_is_added_to_the_end,
    "a second time on hold counted the first one again": waiting_twice_counts_each_wait_once,
    "time on hold was taken by the wall clock, nights included": waiting_over_night_costs_only_working_time,
    "a pause was forgotten when the rules changed": a_pause_outlives_a_new_calendar,
    "editing the rules changed the figures of what was long over": what_was_judged_stays_judged,
    "any edit of the ticket started the clock anew": saving_again_restarts_nothing,
    "putting a late ticket on hold made it punctual": waiting_heals_no_breach,
    "four minutes were added because the scheduler runs late": no_minutes_are_given_to_the_scheduler,
    "only one shift a day could be entered": a_day_has_several_shifts,
    "Saturdays that are worked for a holiday were unknown": a_make_up_day_is_worked_and_its_holiday_is_not,
    "office hours were read in the zone of the server": hours_are_those_of_the_place,
    "a calendar without an open hour was searched without end": a_calendar_that_is_never_open_ends_in_an_error,
    "every change rang all alarms once more": notices_given_are_not_given_again_after_a_wait,
}


@pytest.mark.parametrize("bug", BUGS)
def test_what_others_got_wrong_is_right_here(bug: str) -> None:
    BUGS[bug]()
