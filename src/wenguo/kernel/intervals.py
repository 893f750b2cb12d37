"""How sure a figure is: intervals for shares and for the change of a rate, in plain Python."""

from dataclasses import dataclass
from math import exp, inf, lgamma, log, sqrt

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 % interval of an estimate, in the unit of the estimate."""

    low: float
    high: float

    def contains(self, value: float) -> bool:
        """Whether this value remains possible."""
        return self.low <= value <= self.high


def wilson(hits: int, n: int) -> Interval:
    """95 % interval of a share (0–1) of ``hits`` in ``n``, honest for small n and shares near 0 or 1.

    Wilson 1927; with n = 0 nothing is known: 0 to 1.
    """
    if n <= 0:
        return Interval(0.0, 1.0)
    share = hits / n
    z2 = Z95 * Z95
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # At the ends rounding would leave a speck such as 1e-18 where the bound is exact.
    low = 0.0 if hits == 0 else middle - half
    return Interval(max(0.0, low), 1.0 if hits == n else min(1.0, middle + half))


def rate_ratio(before: int, after: int, *, time_before: float, time_after: float) -> tuple[float, Interval]:
    """By what factor a rate changed, with its 95 % interval: 0.5 means half as many in the same time.

    Given their sum, the later of two Poisson counts is binomial; the Wilson interval of that share gives the
    interval of the ratio. The factor is infinite when there was nothing before.
    """
    share = wilson(after, before + after)
    scale = time_before / time_after

    def ratio(part: float) -> float:
        return inf if part >= 1 else part / (1 - part) * scale

    factor = ratio(after / (before + after)) if before + after else 1.0
    return factor, Interval(ratio(share.low), ratio(share.high))


def binomial_tail(hits: int, n: int, *, chance: float) -> float:
    """The probability of ``hits`` or more in ``n`` tries: how strange that would be by mere chance."""
    if hits <= 0:
        return 1.0
    if hits > n or chance <= 0:
        return 0.0
    if chance >= 1:
        return 1.0
    total = 0.0
    for k in range(hits, n + 1):
        term = exp(_log_choose(n, k) + k * log(chance) + (n - k) * log(1 - chance))
        total += term
        # Beyond the middle terms only fall; what follows cannot be seen any more.
        if k > n * chance and term < total * 1e-12:
            break
    return min(1.0, total)


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def poisson(count: int) -> Interval:
    """95 % interval of the expected number behind a counted one (Byar's approximation, good from one on)."""
    if count <= 0:
        return Interval(0.0, 3.6889)
    low = count * (1 - 1 / (9 * count) - Z95 / (3 * sqrt(count))) ** 3
    above = count + 1
    return Interval(max(0.0, low), above * (1 - 1 / (9 * above) + Z95 / (3 * sqrt(above))) ** 3)
