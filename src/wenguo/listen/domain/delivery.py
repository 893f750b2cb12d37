"""What came of handing a message over, and when to try again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

MOST_ATTEMPTS = 6

Result = Literal["sent", "later", "refused", "unknown"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """``later`` only when the other side certainly did not take the message; ``unknown`` whenever in
    doubt.
    """

    result: Result
    answer: str = ""


def next_try(attempts: int, now: datetime) -> datetime | None:
    """Two, four, eight … minutes after each try that certainly failed; None when it is time to give up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return now + timedelta(minutes=2**attempts)
