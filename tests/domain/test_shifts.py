"""Shifts are weekly, local, and may run over midnight."""

from datetime import datetime, time

import pytest

from wenguo.people.domain.shifts import is_on_shift

NIGHT = [(0, time(22), time(6))]  # Monday 22:00 to Tuesday 06:00


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 23, 21, 59), False),
        (datetime(2026, 11, 23, 22, 0), True),
        (datetime(2026, 11, 24, 5, 59), True),
        (datetime(2026, 11, 24, 6, 0), False),
        (datetime(2026, 11, 24, 22, 30), False),
    ],
)
def test_a_night_shift_ends_on_the_next_day(moment: datetime, expected: bool) -> None:
    assert is_on_shift(moment, NIGHT) is expected


def test_without_shifts_one_is_always_there() -> None:
    assert is_on_shift(datetime(2026, 11, 22, 3, 0), [])


def test_a_day_shift_includes_its_start_and_not_its_end() -> None:
    day = [(1, time(9), time(18))]
    assert is_on_shift(datetime(2026, 11, 24, 9, 0), day)
    assert not is_on_shift(datetime(2026, 11, 24, 18, 0), day)
