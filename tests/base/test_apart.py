"""Work in a process of its own: its answer, its faults and its end come back to whoever asked."""

import os

import pytest

from wenguo.base.apart import EndedEarlyError, apart

HERE = "tests.base.test_apart"


def whose(*, add: int) -> tuple[int, int]:
    return os.getpid(), add + 1


def refuse() -> None:
    raise ValueError("not like this")


def die() -> None:
    os._exit(9)


def test_it_runs_elsewhere_and_gives_back_what_was_returned() -> None:
    process, answer = apart(f"{HERE}:whose", add=41)
    assert answer == 42
    assert process != os.getpid()


def test_what_it_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="not like this"):
        apart(f"{HERE}:refuse")


def test_a_process_that_dies_is_told_and_not_waited_for() -> None:
    with pytest.raises(EndedEarlyError):
        apart(f"{HERE}:die")
