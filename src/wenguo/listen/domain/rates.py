"""How often somebody may call: a bucket that holds ``burst`` calls and refills steadily."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock


@dataclass(slots=True)
class Rate:
    """At most ``burst`` calls at once and ``burst`` more each ``period``, for each caller.

    Kept in this process: with several web processes a caller gets that many times as much, which is still a
    limit.
    """

    burst: int
    period: timedelta
    most_callers: int = 10_000
    _left: OrderedDict[str, tuple[float, datetime]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def wait_for(self, caller: str, *, now: datetime) -> timedelta:
        """Count one call. Zero if it may go on, else how long to wait; a refused call costs nothing."""
        with self._lock:
            left, at = self._left.pop(caller, (float(self.burst), now))
            left = min(float(self.burst), left + max(now - at, timedelta(0)) / self.period * self.burst)
            is_allowed = left >= 1
            self._left[caller] = (left - 1 if is_allowed else left, now)
            while len(self._left) > self.most_callers:
                self._left.popitem(last=False)
        return timedelta(0) if is_allowed else (1 - left) / self.burst * self.period
