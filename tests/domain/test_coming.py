"""What a customer is told to expect is always true: what is late is said first, the longest late before the rest."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from wenguo.respond.domain.coming import Coming, Owed, coming
from wenguo.respond.domain.page_notices import due_at
from wenguo.respond.domain.tails import tail_of, wait_for_guess

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
# A busy machine is slow to think of examples; that says nothing about the rule.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def clock(name: str, hours: float, *, is_known: bool = False) -> dict[str, Owed]:
    return {name: Owed(name, NOW + hours * HOUR, is_known)}


def test_the_nearest_of_clocks_and_promises_comes_next() -> None:
    call = Owed("回电", NOW + HOUR)
    assert coming("open", clocks=clock("solution", 20), promises=[call], now=NOW) == Coming(
        "promise", "回电", NOW + HOUR
    )


def test_what_is_late_is_said_even_while_we_wait_for_the_customer() -> None:
    call = Owed("回电", NOW - HOUR, is_known=True)
    found = coming("waiting", clocks={}, promises=[call], now=NOW)
    assert found == Coming("promise", "回电", NOW - HOUR, is_late=True, is_known=True)


def test_a_broken_promise_stays_first_after_the_case_is_closed() -> None:
    assert coming("closed", clocks={}, promises=[Owed("退款", NOW - HOUR)], now=NOW).is_late


@pytest.mark.parametrize(
    ("status", "kind"), [("open", "working"), ("waiting", "wait"), ("resolved", "none"), ("closed", "none")]
)
def test_without_a_time_no_time_is_told(status: str, kind: str) -> None:
    found = coming(status, clocks=clock("level_2", -1), promises=[], now=NOW)
    assert (found.kind, found.by, found.is_late) == (kind, None, False)


@PATIENT
@given(st.lists(st.integers(-100, 100), max_size=6), st.lists(st.integers(-100, 100), max_size=4))
def test_the_time_told_lies_ahead_unless_it_says_that_it_is_late(owed: list[int], clocks: list[int]) -> None:
    names = ["first_reply", "next_reply", "solution", "follow_up"]
    running = {name: Owed(name, NOW + hours * HOUR) for name, hours in zip(names, clocks, strict=False)}
    found = coming("open", clocks=running, promises=[Owed("x", NOW + n * HOUR) for n in owed], now=NOW)
    if found.by is not None:
        assert found.is_late == (found.by < NOW)
    assert found.is_late == any(n < 0 for n in [*owed, *clocks])


@pytest.mark.parametrize(
    ("typed", "tail"),
    [
        ("1234", "1234"),
        (" 12 34 ", "1234"),
        ("１２３４", "1234"),
        ("123", ""),
        ("12345", ""),
        ("12a4", ""),
        ("①②③④", "1234"),
        ("", ""),
    ],
)
def test_digits_are_read_however_they_are_typed(typed: str, tail: str) -> None:
    assert tail_of(typed) == tail


def test_the_sixth_guess_waits_a_quarter_of_an_hour_and_the_sixteenth_a_day() -> None:
    five = [NOW - n * MINUTE for n in range(5)]
    assert wait_for_guess(five[:4], now=NOW) == timedelta(0)
    assert wait_for_guess(five, now=NOW) == 11 * MINUTE
    slow = [NOW - n * HOUR for n in range(1, 16)]
    assert wait_for_guess(slow, now=NOW) == 9 * HOUR


@PATIENT
@given(st.lists(st.integers(0, 3 * 24 * 60), max_size=60))
def test_no_guesser_gets_more_than_fifteen_guesses_in_any_day(minutes: list[int]) -> None:
    taken: list[datetime] = []
    for n in sorted(minutes):
        at = NOW + n * MINUTE
        if not wait_for_guess(taken, now=at):
            taken.append(at)
    for first in taken:
        assert sum(first <= at < first + timedelta(days=1) for at in taken) <= 15


def test_a_letter_waits_a_little_and_not_too_soon_after_the_last() -> None:
    assert due_at(NOW, last_sent_at=None, minutes=60) == NOW + 5 * MINUTE
    assert due_at(NOW, last_sent_at=NOW - 10 * MINUTE, minutes=60) == NOW + 50 * MINUTE
    assert due_at(NOW, last_sent_at=NOW - 2 * HOUR, minutes=60) == NOW + 5 * MINUTE
