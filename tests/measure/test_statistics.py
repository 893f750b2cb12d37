"""Against values published elsewhere or computed by an independent program."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from scipy.stats import binom

from wenguo.kernel.intervals import Interval, binomial_tail, rate_ratio, wilson
from wenguo.measure.domain.statistics import (
    Middle,
    Share,
    compare_counts,
    compare_middles,
    compare_shares,
    expected_range,
    is_more,
    median_ranks,
)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_values_of_newcombe_1998(hits: int, n: int, low: float, high: float) -> None:
    interval = wilson(hits, n)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_nothing_counted_leaves_everything_possible() -> None:
    assert wilson(0, 0) == Interval(0.0, 1.0)


@given(st.integers(0, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_always_lies_in_its_interval(counts: tuple[int, int]) -> None:
    hits, n = counts
    interval = wilson(hits, n)
    assert 0.0 <= interval.low <= interval.high <= 1.0
    assert n == 0 or interval.low - 1e-12 <= hits / n <= interval.high + 1e-12


def test_the_change_of_a_share_gives_the_values_of_newcombe_1998() -> None:
    change = compare_shares(Share(48, 80), Share(56, 70))
    assert change.verdict == "proven"
    assert change.interval is not None
    assert (round(change.interval.low, 4), round(change.interval.high, 4)) == (0.0524, 0.3339)
    assert round(change.difference, 4) == 0.2


def test_a_small_change_of_a_share_is_not_proven() -> None:
    assert compare_shares(Share(40, 200), Share(46, 200)).verdict == "unproven"


def test_a_share_of_few_answers_is_not_compared() -> None:
    assert compare_shares(Share(0, 19), Share(100, 100)).verdict == "few"


@pytest.mark.parametrize(
    ("n", "ranks"),
    [(5, None), (6, (1, 6)), (9, (2, 8)), (10, (2, 9)), (20, (6, 15)), (25, (8, 18)), (100, (40, 61))],
)
def test_the_ranks_that_bound_a_median_are_those_of_the_tables(n: int, ranks: tuple[int, int] | None) -> None:
    assert median_ranks(n) == ranks


@given(st.integers(6, 3000))
def test_the_bounds_of_a_median_hold_95_percent_and_are_the_closest_that_do(n: int) -> None:
    ranks = median_ranks(n)
    assert ranks is not None
    low, high = ranks
    assert low + high == n + 1
    assert binom.cdf(low - 1, n, 0.5) <= 0.025 + 1e-9
    assert binom.cdf(low, n, 0.5) > 0.025 - 1e-9


@given(st.integers(1, 400), st.floats(0.01, 0.99), st.data())
def test_the_tail_of_the_binomial_is_that_of_scipy(n: int, chance: float, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n))
    assert binomial_tail(hits, n, chance=chance) == pytest.approx(binom.sf(hits - 1, n, chance), abs=1e-9)


def test_half_as_many_in_the_same_time_is_a_factor_of_one_half() -> None:
    factor, interval = rate_ratio(100, 50, time_before=7, time_after=7)
    assert round(factor, 6) == 0.5
    assert (round(interval.low, 3), round(interval.high, 3)) == (0.357, 0.701)


def test_counts_are_compared_per_day() -> None:
    change = compare_counts(400, 100, days_before=28, days_after=7)
    assert change.verdict == "unproven"
    assert round(change.difference, 6) == 0.0


def test_a_fifth_more_negative_feedback_is_proven_when_there_is_enough() -> None:
    change = compare_counts(520, 614, days_before=7, days_after=7)
    assert change.verdict == "proven"
    assert round(change.difference, 3) == 0.181


def test_nine_events_are_too_few_to_say() -> None:
    assert compare_counts(2, 7, days_before=7, days_after=7).verdict == "few"


def test_medians_differ_only_when_their_intervals_do_not_touch() -> None:
    slow, fast = Middle(50, 11.2, Interval(10.2, 12.0)), Middle(50, 9.4, Interval(8.9, 10.1))
    assert compare_middles(slow, fast).verdict == "proven"
    assert round(compare_middles(slow, fast).difference, 6) == -1.8
    assert compare_middles(slow, Middle(50, 9.9, Interval(8.9, 10.4))).verdict == "unproven"
    assert compare_middles(Middle(3), fast).verdict == "few"


def _weeks(*counts: int) -> dict[date, int]:
    return {date(2026, 11, 17) - timedelta(7 * (n + 1)): count for n, count in enumerate(counts)}


def test_the_expected_range_of_a_tuesday_comes_from_the_tuesdays_before() -> None:
    expected = expected_range(_weeks(9, 9, 9, 9, 9, 9, 9, 9), date(2026, 11, 17))
    assert expected is not None
    assert (round(expected.low, 2), round(expected.high, 2)) == (3.12, 14.88)
    assert expected_range(_weeks(9, 9, 9, 9), date(2026, 11, 18)) is None


def test_one_bad_tuesday_does_not_move_the_middle_of_the_range() -> None:
    expected = expected_range(_weeks(9, 90, 9, 9, 9), date(2026, 11, 17))
    assert expected is not None
    assert (round(expected.low, 2), round(expected.high, 2)) == (0.0, 20.76)


def test_three_weeks_of_history_are_too_few_for_a_range() -> None:
    assert expected_range(_weeks(9, 9, 9), date(2026, 11, 17)) is None


def test_looking_at_many_counts_at_once_asks_for_more_evidence() -> None:
    assert is_more(10, 12, ratio=4, looks=1)
    assert not is_more(10, 12, ratio=4, looks=100)
    assert not is_more(4, 0, ratio=4, looks=1)
