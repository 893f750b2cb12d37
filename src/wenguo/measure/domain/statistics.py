"""What may be said about a figure, and what not: intervals, comparisons with the period before, expected ranges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import mean, median
from typing import Literal

from wenguo.kernel.intervals import Z95, Interval, binomial_tail, rate_ratio, wilson

Verdict = Literal["proven", "unproven", "few"]
# Below these a comparison says "too few to say" instead of a shaky figure.
FEW_ANSWERS = 20
FEW_EVENTS = 10
WEEKS_OF_HISTORY = 8
LEAST_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure differs from the period before; ``difference`` and ``interval`` in the unit of the figure.

    ``proven`` only when the 95 % interval of the difference leaves out "no change".
    """

    verdict: Verdict
    difference: float = 0.0
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; ``interval`` on the scale 0–1."""

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The share 0–1; None where nothing was counted."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> Interval:
        """Wilson's 95 % interval."""
        return wilson(self.hits, self.n)

    @property
    def is_few(self) -> bool:
        """Whether too little was counted to show the share at all."""
        return self.n < FEW_ANSWERS


@dataclass(frozen=True, slots=True)
class Middle:
    """A median with its interval, both in the unit of the values; ``value`` None where nothing was counted."""

    n: int
    value: float | None = None
    interval: Interval | None = None

    @property
    def is_few(self) -> bool:
        """Whether too little was counted to show the median at all."""
        return self.interval is None


def compare_shares(before: Share, after: Share) -> Change:
    """The change of a share between two independent groups (Newcombe 1998, hybrid score interval)."""
    if before.is_few or after.is_few:
        return Change("few")
    first, second = before.hits / before.n, after.hits / after.n
    low_1, high_1 = before.interval.low, before.interval.high
    low_2, high_2 = after.interval.low, after.interval.high
    difference = second - first
    interval = Interval(
        difference - sqrt((second - low_2) ** 2 + (high_1 - first) ** 2),
        difference + sqrt((high_2 - second) ** 2 + (first - low_1) ** 2),
    )
    return Change("unproven" if interval.contains(0.0) else "proven", difference, interval)


def compare_counts(before: int, after: int, *, days_before: int, days_after: int) -> Change:
    """The change of a count a day as a part of the earlier one: 0.18 is 18 % more in the same time."""
    if before + after < FEW_EVENTS or before == 0:
        return Change("few")
    factor, interval = rate_ratio(before, after, time_before=days_before, time_after=days_after)
    change = Interval(interval.low - 1, interval.high - 1)
    return Change("unproven" if change.contains(0.0) else "proven", factor - 1, change)


def compare_middles(before: Middle, after: Middle) -> Change:
    """The change of a median; proven when the two intervals do not even touch, which is stricter than a test."""
    if before.value is None or after.value is None or before.interval is None or after.interval is None:
        return Change("few")
    interval = Interval(after.interval.low - before.interval.high, after.interval.high - before.interval.low)
    verdict: Verdict = "unproven" if interval.contains(0.0) else "proven"
    return Change(verdict, after.value - before.value, interval)


def median_ranks(n: int) -> tuple[int, int] | None:
    """Which of n sorted values (1 is the smallest) bound the median with at least 95 % certainty.

    Exact, from the binomial distribution; None for fewer than six values, where no such bound exists.
    """
    if n < 6:
        return None
    # Start beyond the answer and walk towards the middle while the tail left out stays within 2.5 %.
    low = max(1, int(n / 2 - Z95 * sqrt(n) / 2) - 2)
    while low < n // 2 and binomial_tail(n - low, n, chance=0.5) <= 0.025:
        low += 1
    while low > 1 and binomial_tail(n - low + 1, n, chance=0.5) > 0.025:
        low -= 1
    return low, n + 1 - low


def expected_range(history: Mapping[date, int], day: date) -> Interval | None:
    """The 95 % range of a day's count, from the same weekday of up to eight weeks before; None without four.

    The middle is a median, so that one bad week does not make the next one look normal. The width follows
    Poisson, widened where these weekdays scatter more than chance would have it.
    """
    same = [
        history[past]
        for weeks in range(1, WEEKS_OF_HISTORY + 1)
        if (past := day - timedelta(7 * weeks)) in history
    ]
    if len(same) < LEAST_WEEKS:
        return None
    middle = float(median(same))
    half = Z95 * sqrt(max(middle, 1.0) * _scatter(same))
    return Interval(max(0.0, middle - half), middle + half)


def _scatter(counts: Sequence[int]) -> float:
    average = mean(counts)
    if average <= 0:
        return 1.0
    spread = sum((count - average) ** 2 for count in counts) / (len(counts) - 1)
    # One outlier among eight must not blow the range up without bound.
    return min(4.0, max(1.0, spread / average))


def is_more(now: int, before: int, *, ratio: float, looks: int) -> bool:
    """Whether a count is clearly above the earlier one, although we look at ``looks`` counts at once (Bonferroni).

    ``ratio`` is how many times longer the earlier period was.
    """
    if now < FEW_EVENTS / 2 or now * ratio <= before:
        return False
    return binomial_tail(now, now + before, chance=1 / (1 + ratio)) < 0.05 / max(1, looks)
