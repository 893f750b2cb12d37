"""When a partner who owes an answer is reminded, and when that stops."""

from datetime import datetime, timedelta

MOST_REMINDERS = 3
SHORTEST, LONGEST = 1, 24 * 30


def next_reminder(*, after: datetime, hours: int | None, sent: int) -> datetime | None:
    """When to remind next, counted from the last message or reminder; None when not at all (any more)."""
    if hours is None or sent >= MOST_REMINDERS:
        return None
    return after + timedelta(hours=hours)
