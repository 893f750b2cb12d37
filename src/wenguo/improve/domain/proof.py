"""Did it work? Complaints a week before and since, with an answer that does not promise more than was counted."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from wenguo.kernel.intervals import Interval, poisson, rate_ratio

Verdict = Literal["kept", "worse", "unproven", "few"]
WEEK = timedelta(days=7)
# Before: eight weeks, long enough for a rate, short enough to be about the same business.
LOOK_BACK = timedelta(weeks=8)
BASELINE = timedelta(weeks=4)
# Less than two weeks, or fewer than ten complaints in all, prove nothing either way.
LEAST_TIME = timedelta(weeks=2)
LEAST_COUNT = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """So many complaints in so long."""

    count: int
    time: timedelta

    @property
    def weeks(self) -> float:
        """The length in weeks."""
        return self.time / WEEK

    @property
    def per_week(self) -> float:
        """Complaints a week."""
        return self.count / self.weeks if self.time else 0.0

    @property
    def interval(self) -> Interval:
        """95 % interval of complaints a week."""
        bounds = poisson(self.count)
        return Interval(bounds.low / self.weeks, bounds.high / self.weeks)


@dataclass(frozen=True, slots=True)
class Proof:
    """What was counted before and since; ``change`` is the 95 % interval of the factor (0.5: half as many)."""

    before: Rate
    since: Rate
    verdict: Verdict
    factor: float = 1.0
    change: Interval | None = None


def prove(before: Rate, since: Rate) -> Proof:
    """Fewer, more, not proven, or too few to say. Two Poisson rates; fewer only when the whole interval is below 1."""
    if since.time < LEAST_TIME or before.time < LEAST_TIME or before.count + since.count < LEAST_COUNT:
        return Proof(before, since, "few")
    factor, change = rate_ratio(before.count, since.count, time_before=before.weeks, time_after=since.weeks)
    verdict: Verdict = "kept" if change.high < 1 else "worse" if change.low > 1 else "unproven"
    return Proof(before, since, verdict, factor, change)
