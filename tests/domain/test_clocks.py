"""Clocks never go backwards, keep what was left, and add up to what is stored."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from wenguo.kernel.calendars import AroundTheClock, BusinessCalendar, Calendar, WorkingDays
from wenguo.respond.domain import clocks
from wenguo.respond.domain.clocks import Clock, Subject

ALWAYS = AroundTheClock()
OFFICE = BusinessCalendar(hours=((time(9), time(18)),), zone=ZoneInfo("Asia/Shanghai"))
SHIFTS = replace(OFFICE, hours=((time(9), time(12)), (time(13, 30), time(18)), (time(22), time(2))))
NOON = datetime(2026, 11, 17, 4, tzinfo=UTC)
CALENDARS = st.sampled_from([ALWAYS, OFFICE])
HOUR = timedelta(hours=1)
STEPS = st.lists(
    st.tuples(st.sampled_from(["pause", "resume", "end", "drop"]), st.integers(-30, 4000)), max_size=8
)


@dataclass
class Row:
    name: str
    channel: str = ""
    minutes: int = 20
    category: str = ""
    urgency_from: int = 0
    tier: str = ""


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
    general, web = Row("first_reply"), Row("first_reply", "web", 5)
    policies = [general, web, Row("solution", "", 60)]

    def chosen(name: str, channel: str) -> Row | None:
        return clocks.choose_policy(name, subject=Subject(channel), policies=policies)

    assert chosen("first_reply", "web") is web
    assert chosen("first_reply", "phone") is general
    assert chosen("follow_up", "web") is None


def test_urgency_then_tier_then_category_then_channel_decide() -> None:
    rows = {
        "general": Row("solution"),
        "channel": Row("solution", channel="social"),
        "group": Row("solution", category="quality"),
        "exact": Row("solution", category="quality.hygiene"),
        "tier": Row("solution", tier="diamond"),
        "high": Row("solution", urgency_from=3),
        "critical": Row("solution", urgency_from=4),
    }

    def chosen(**facts: Any) -> str:
        subject = Subject(**{"channel": "web", **facts})
        row = clocks.choose_policy("solution", subject=subject, policies=rows.values())
        return next(name for name, other in rows.items() if other is row)

    assert chosen() == "general"
    assert chosen(category="qualitative") == "general"
    assert chosen(channel="social") == "channel"
    assert chosen(channel="social", category="quality.food") == "group"
    assert chosen(channel="social", category="quality.hygiene") == "exact"
    assert chosen(category="quality.hygiene", tier="diamond") == "tier"
    assert chosen(category="quality.hygiene", tier="diamond", urgency=2) == "tier"
    assert chosen(tier="diamond", urgency=3) == "high"
    assert chosen(tier="diamond", urgency=4) == "critical"


def test_without_a_policy_the_promises_of_the_house_hold() -> None:
    limits = [
        clocks.default_limit(name, "web") for name in ("first_reply", "next_reply", "solution", "follow_up")
    ]
    assert limits == [timedelta(minutes=15), 2 * HOUR, timedelta(hours=24), timedelta(hours=72)]
    assert clocks.default_limit("first_reply", "social") == timedelta(minutes=30)
    assert clocks.default_limit("first_reply", "chat") == timedelta(minutes=5)


def test_notices_are_given_at_half_three_quarters_and_nine_tenths() -> None:
    clock = solution()
    assert clock.marks == (NOON + 12 * HOUR, NOON + 18 * HOUR, NOON + 21.6 * HOUR)
    paused = clocks.pause(clock, calendar=ALWAYS, at=NOON + 15 * HOUR)
    resumed = clocks.resume(paused, calendar=ALWAYS, at=NOON + 25 * HOUR)
    # The first was given before the pause and stays; the others move with the deadline.
    assert resumed.marks == (NOON + 12 * HOUR, NOON + 28 * HOUR, NOON + 31.6 * HOUR)


def test_a_corrected_calendar_recounts_the_same_history() -> None:
    known = date(2026, 11, 18)
    closed = replace(OFFICE, days=WorkingDays(special={known: False}))
    clock = solution(OFFICE, 9 * HOUR)  # Tuesday noon, due Wednesday noon
    moved = clocks.recount(clock, calendar=closed, at=NOON + HOUR, because="holidays")
    assert moved.due_at == NOON + 48 * HOUR
    assert moved.entries[-1] == {
        "what": "recounted",
        "at": (NOON + HOUR).isoformat(),
        "before": (NOON + 24 * HOUR).isoformat(),
        "due_at": (NOON + 48 * HOUR).isoformat(),
        "because": "holidays",
    }
    assert clocks.replay("solution", entries=moved.entries, calendar=closed) == moved
    assert clocks.recount(moved, calendar=closed, at=NOON + 2 * HOUR, because="holidays") is moved
    over = clocks.end(clock, at=NOON + HOUR)
    assert clocks.recount(over, calendar=closed, at=NOON + 2 * HOUR, because="holidays") is over


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


def test_ten_thousand_random_histories_replay_to_what_was_stored() -> None:
    dice = Random(20261126)
    kinds: list[Calendar] = [ALWAYS, OFFICE, SHIFTS]
    for _history in range(10_000):
        calendar = dice.choice(kinds)
        first = solution(calendar, timedelta(minutes=dice.randint(1, 3000)))
        steps = [
            (dice.choice(["pause", "resume", "resume", "pause", "end", "drop"]), dice.randint(-30, 2000))
            for _step in range(dice.randint(0, 7))
        ]
        clock, states = played(first, steps, calendar)
        assert clocks.replay("solution", entries=clock.entries, calendar=calendar) == clock
        dues = [state.due_at for state in states]
        assert dues == sorted(dues)


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
    assert all(sorted([*state.marks, state.due_at]) == [*state.marks, state.due_at] for state in states)
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
