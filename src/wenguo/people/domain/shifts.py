"""When somebody is on shift."""

from collections.abc import Iterable
from datetime import datetime, time


def is_on_shift(moment: datetime, shifts: Iterable[tuple[int, time, time]]) -> bool:
    """Whether a local ``moment`` falls into one of the weekly shifts (weekday 0 = Monday, start, end).

    A shift that ends at or before its start runs over midnight into the next day. No shifts at all means always.
    """
    rows = list(shifts)
    if not rows:
        return True
    clock, today = moment.time(), moment.weekday()
    yesterday = (today - 1) % 7
    for weekday, starts, ends in rows:
        if starts < ends:
            if weekday == today and starts <= clock < ends:
                return True
        elif (weekday == today and clock >= starts) or (weekday == yesterday and clock < ends):
            return True
    return False
