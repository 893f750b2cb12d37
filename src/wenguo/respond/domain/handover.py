"""What goes to others when a shift ends, and what the next pair of hands should know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Policy = Literal["due", "all", "none"]
PRESSING = 75
MOST_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Work:
    """One case in the hands of somebody who goes home."""

    case_id: int
    priority: int
    due_at: datetime | None
    is_waiting: bool


def cannot_wait(work: Sequence[Work], *, policy: Policy, back_at: datetime | None) -> list[int]:
    """Cases that must not lie until their owner is back, the most pressing first.

    By ``due``: whose deadline comes before they are back (or whose owner's return is not known), and what presses.
    What waits for the customer and has no clock running lies on.
    """
    if policy == "none":
        return []
    going = [one for one in work if policy == "all" or _is_due(one, back_at)]
    return [one.case_id for one in sorted(going, key=lambda one: (-one.priority, one.case_id))]


def _is_due(one: Work, back_at: datetime | None) -> bool:
    if one.is_waiting and one.due_at is None:
        return False
    if one.priority >= PRESSING or back_at is None:
        return True
    return one.due_at is not None and one.due_at < back_at


def shortened(text: str, length: int = MOST_SHOWN) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
