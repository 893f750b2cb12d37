"""Who is meant by an outreach, and how many messages a turn may send."""

from dataclasses import dataclass
from datetime import date, timedelta

TURN = timedelta(seconds=10)
MOST_PER_MINUTE = 600
MOST_RECIPIENTS = 20_000


@dataclass(frozen=True, slots=True)
class Audience:
    """Customers who meet every condition that is set; an empty one asks nothing. Both days and orders are included."""

    category: str = ""
    place_id: int | None = None
    order_from: str = ""
    order_to: str = ""
    since: date | None = None
    until: date | None = None
    tier: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it means everybody."""
        return self == Audience()


def share_of_turn(per_minute: int) -> int:
    """How many messages one turn of ten seconds may queue, at least one."""
    return max(1, round(per_minute * TURN / timedelta(minutes=1)))
