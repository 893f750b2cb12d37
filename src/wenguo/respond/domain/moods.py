"""How a customer's mood runs through a conversation, and how much of it somebody has borne. Moods: 1 (furious) to 5."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, Literal

Trend = Literal["", "worse", "better", "steady"]
HARD: Final = 2
DEFAULT_HARD_CONTACTS: Final = 3
DEFAULT_HOURS: Final = 8
PAUSE_MINUTES: Final = (5, 10, 15, 20)
LONGEST_PAUSE: Final = timedelta(minutes=max(PAUSE_MINUTES))


def trend(moods: Sequence[int]) -> Trend:
    """From the first words to the last; empty while there is only one to look at."""
    if len(moods) < 2:
        return ""
    first, last = moods[0], moods[-1]
    return "worse" if last < first else "better" if last > first else "steady"


def hard_in_a_row(moods: Sequence[int]) -> int:
    """How many of the newest contacts were hard, one after the other; ``moods`` are in order of time."""
    return next((n for n, mood in enumerate(reversed(moods)) if mood > HARD), len(moods))
