"""Clocks never go backwards, keep what was left, and add up to what is stored."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenguo.kernel.calendars import AroundTheClock, BusinessCalendar, Calendar
from wenguo.respond.domain import clocks
from wenguo.respond.domain.clocks import Clock

ALWAYS = AroundTheClock()
OFFICE = BusinessCalendar(hours=((time(9), time(18)),), zone=ZoneInfo("Asia/Shanghai"))
NOON = datetime(2026, 11, 17, 4, tzinfo=UTC)
CALENDARS = st.sampled_from([ALWAYS, OFFICE])
HOUR = timedelta(hours=1)
STEPS = st.lists(
    st.tuples(st.sampled_from(["pause", "resume", "end", "drop"]), st.integers(-30, 4000)), max_size=8
)


class Row:
    def __init__(self, name: str, channel: str, minutes: int) -> None:
        self.name, self.channel, self.minutes = name, channel, minutes


def solution(calendar: Calendar = ALWAYS, limit: timedelta = 24 * HOUR) -> Clock:
    return clocks.start("solution", limit=limit, calendar=calendar, at=NOON)


def played(clock: Clock, steps: list[tuple[str, int]], calendar: Calendar) -> tuple[Clock, list[Clock]]:
    at, states = NOON, [clock]
    for what, minutes in steps:
        at += timedelta(minutes=minutes)
        if what == "pause":
            clock = clocks.pause(clock, calendar=calendar, at=at)
        elif what == "resume":
            clock = clocks.resume(clock, calendar=calendar, at=at)
        elif what == "end":
            clock = clocks.end(clock, at=at)
        else:
            clock = clocks.drop(clock, at=at)
        states.append(clock)
    return clock, states


def test_the_channel_s_own_policy_comes_before_the_general_one() -> None:
    general, web = Row("first_reply", "", 20), Row("first_reply", "web", 5)
    policies = [general, web, Row("solution", "", 60)]
    assert clocks.choose_policy("first_reply", channel="web", policies=policies) is web
    assert clocks.choose_policy("first_reply", channel="phone", policies=policies) is general
    assert clocks.choose_policy("follow_up", channel="web", policies=policies) is None


def test_without_a_policy_the_promises_of_the_house_hold() -> None:
    limits = [clocks.default_limit(name, "web") for name in ("first_reply", "solution", "follow_up")]
    assert limits == [timedelta(minutes=15), timedelta(hours=24), timedelta(hours=72)]
    assert clocks.default_limit("first_reply", "social") == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("limit", "notice"),
    [
        (timedelta(minutes=15), timedelta(minutes=11, seconds=15)),
        (4 * HOUR, 3 * HOUR),
        (8 * HOUR, 6 * HOUR),
        (24 * HOUR, 22 * HOUR),
        (72 * HOUR, 70 * HOUR),
    ],
)
def test_amber_is_three_quarters_and_for_long_clocks_the_last_two_hours(
    limit: timedelta, notice: timedelta
) -> None:
    assert clocks.notice_after(limit) == notice


def test_a_pause_keeps_exactly_what_was_left() -> None:
    paused = clocks.pause(solution(), calendar=ALWAYS, at=NOON + 5 * HOUR)
    assert (paused.state, paused.left) == ("paused", 19 * HOUR)
    resumed = clocks.resume(paused, calendar=ALWAYS, at=NOON + 50 * HOUR)
    assert (resumed.state, resumed.left) == ("running", None)
    assert resumed.due_at == NOON + 69 * HOUR
    assert resumed.warn_at == NOON + 67 * HOUR


def test_a_pause_over_night_costs_no_business_time() -> None:
    clock = solution(OFFICE, 9 * HOUR)  # Tuesday noon, due Wednesday noon
    paused = clocks.pause(clock, calendar=OFFICE, at=NOON + 7 * HOUR)  # Tuesday 19:00
    resumed = clocks.resume(paused, calendar=OFFICE, at=NOON + 20 * HOUR)  # Wednesday 8:00
    assert resumed.due_at == clock.due_at == NOON + 24 * HOUR


def test_what_was_over_before_the_pause_stays_over() -> None:
    paused = clocks.pause(solution(), calendar=ALWAYS, at=NOON + 25 * HOUR)
    resumed = clocks.resume(paused, calendar=ALWAYS, at=NOON + 40 * HOUR)
    assert resumed.due_at == NOON + 24 * HOUR
    assert clocks.end(resumed, at=NOON + 41 * HOUR).state == "missed"


def test_done_at_the_last_moment_is_done_in_time() -> None:
    assert clocks.end(solution(), at=NOON + 24 * HOUR).state == "met"
    assert clocks.end(solution(), at=NOON + 24 * HOUR + timedelta(seconds=1)).state == "missed"


def test_done_while_paused_with_time_left_is_done_in_time() -> None:
    paused = clocks.pause(solution(), calendar=ALWAYS, at=NOON + HOUR)
    assert clocks.end(paused, at=NOON + 100 * HOUR).state == "met"


def test_a_moment_read_too_early_does_not_turn_the_clock_back() -> None:
    paused = clocks.pause(solution(), calendar=ALWAYS, at=NOON + 5 * HOUR)
    resumed = clocks.resume(paused, calendar=ALWAYS, at=NOON + 4 * HOUR)
    assert resumed.due_at == NOON + 24 * HOUR
    assert resumed.entries[-1]["at"] == paused.entries[-1]["at"]


def test_entries_that_do_not_begin_with_a_start_are_refused() -> None:
    with pytest.raises(clocks.NoHistory):
        clocks.replay("solution", entries=[{"what": "paused", "at": NOON.isoformat()}], calendar=ALWAYS)
    with pytest.raises(clocks.NoHistory):
        clocks.replay(
            "solution",
            entries=[*solution().entries, {"what": "exploded", "at": NOON.isoformat()}],
            calendar=ALWAYS,
        )


@settings(max_examples=300)
@given(calendar=CALENDARS, minutes=st.integers(1, 6000), steps=STEPS)
def test_replaying_the_entries_gives_the_stored_clock(
    calendar: Calendar, minutes: int, steps: list[tuple[str, int]]
) -> None:
    clock, _states = played(solution(calendar, timedelta(minutes=minutes)), steps, calendar)
    assert clocks.replay("solution", entries=clock.entries, calendar=calendar) == clock


@settings(max_examples=300)
@given(calendar=CALENDARS, minutes=st.integers(1, 6000), steps=STEPS)
def test_a_deadline_never_moves_to_an_earlier_moment(
    calendar: Calendar, minutes: int, steps: list[tuple[str, int]]
) -> None:
    _clock, states = played(solution(calendar, timedelta(minutes=minutes)), steps, calendar)
    dues = [state.due_at for state in states]
    assert dues == sorted(dues)
    assert all(state.warn_at <= state.due_at for state in states)
    moments = [entry["at"] for entry in states[-1].entries]
    assert moments == sorted(moments)


@given(calendar=CALENDARS, minutes=st.integers(1, 6000), at=st.integers(0, 9000), away=st.integers(0, 9000))
def test_pause_and_resume_conserve_what_was_left(
    calendar: Calendar, minutes: int, at: int, away: int
) -> None:
    clock = solution(calendar, timedelta(minutes=minutes))
    paused = clocks.pause(clock, calendar=calendar, at=NOON + timedelta(minutes=at))
    back = NOON + timedelta(minutes=at + away)
    resumed = clocks.resume(paused, calendar=calendar, at=back)
    assert calendar.between(back, resumed.due_at) == paused.left
