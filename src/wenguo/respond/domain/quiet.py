"""When somebody does not want to be written to."""

from datetime import time


def is_quiet(at: time, *, quiet_from: time | None, quiet_until: time | None) -> bool:
    """Whether a local time lies in somebody's quiet hours; they may go over midnight. No hours: never quiet."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return False
    if quiet_from < quiet_until:
        return quiet_from <= at < quiet_until
    return at >= quiet_from or at < quiet_until
