"""When a customer is written to because something changed on their page: gathered, and not too often."""

from datetime import datetime, timedelta

# What happens within minutes of each other is told in one letter.
GATHER = timedelta(minutes=5)
SHORTEST, LONGEST = 15, 7 * 24 * 60
DEFAULT_MINUTES = 60


def due_at(changed_at: datetime, *, last_sent_at: datetime | None, minutes: int) -> datetime:
    """When the letter about a change may go: a little later, and ``minutes`` after the one before."""
    soon = changed_at + GATHER
    return soon if last_sent_at is None else max(soon, last_sent_at + timedelta(minutes=minutes))
