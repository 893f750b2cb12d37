"""When a language model may be asked: within the day's budget, and not while it keeps failing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: So many failures in a row, and the model is left alone for a while: people must not wait for what will not come.
BREAKS_AFTER = 5
RESTS = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Call:
    """One question that was put to the model: when, and whether an answer came."""

    at: datetime
    has_failed: bool


def is_resting(latest: Sequence[Call], *, now: datetime) -> bool:
    """Whether the circuit is open. ``latest`` are the last calls, newest first.

    After the rest one call is let through; should it fail too, the next rest begins.
    """
    row = latest[:BREAKS_AFTER]
    has_broken = len(row) == BREAKS_AFTER and all(call.has_failed for call in row)
    return has_broken and now - row[0].at < RESTS


def is_affordable(*, spent: int, budget: int) -> bool:
    """Whether the day's budget of tokens is not used up; a budget of 0 means that none is set."""
    return budget == 0 or spent < budget
