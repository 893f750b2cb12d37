"""A promise is watched: when its owner is warned, and what counts as keeping it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

NOTICE = timedelta(hours=2)
MOST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Pledge:
    """What is promised, in the words of the letter, and until when."""

    text: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many promises were kept, moved with the customer before they were due, or broken."""

    kept: int = 0
    moved: int = 0
    broken: int = 0

    @property
    def due(self) -> int:
        """All that can be judged."""
        return self.kept + self.moved + self.broken

    @property
    def good(self) -> int:
        """Kept, or renegotiated in time."""
        return self.kept + self.moved


def warn_at(made_at: datetime, due_at: datetime) -> datetime:
    """Two hours before it is due; half-way through a promise shorter than four."""
    return max(due_at - NOTICE, made_at + (due_at - made_at) / 2)
