"""A share with its interval, as people read it."""

from wenguo.kernel.intervals import Interval


class InPercent:
    """Whoever has a ``share`` (None where there are too few to say) and its ``interval`` in whole percent."""

    __slots__ = ()

    interval: Interval

    @property
    def share(self) -> float | None:
        """The share, 0 to 1; None where there are too few to say."""
        raise NotImplementedError

    @property
    def percent(self) -> int:
        """The share in whole percent."""
        return round((self.share or 0) * 100)

    @property
    def percent_low(self) -> int:
        """Lower end of the 95 % interval in whole percent."""
        return round(self.interval.low * 100)

    @property
    def percent_high(self) -> int:
        """Upper end of the 95 % interval in whole percent."""
        return round(self.interval.high * 100)
