"""An expert panel: several specialists contribute their opinions, one owner decides and sums up."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Literal

AskState = Literal["asked", "accepted", "declined", "answered", "withdrawn"]
# From state → what may come next. An opinion may be given at once, and be given anew until the panel is concluded.
MOVES: Final[Mapping[str, frozenset[str]]] = {
    "asked": frozenset({"accepted", "declined", "answered", "withdrawn"}),
    "accepted": frozenset({"declined", "answered", "withdrawn"}),
    "answered": frozenset({"answered"}),
    "declined": frozenset(),
    "withdrawn": frozenset(),
}
OWED: Final = ("asked", "accepted")
# As long as it stands so, and the panel is open, the expert sees the case.
PRESENT: Final = ("asked", "accepted", "answered")
LONGEST: Final = timedelta(days=60)
MOST_EXPERTS: Final = 20


def may_move(before: str, after: str) -> bool:
    """Whether an asked opinion may go from one state to another."""
    return after in MOVES.get(before, frozenset())


def is_overdue(state: str, *, due_at: datetime, now: datetime) -> bool:
    """Whether an opinion is still owed after the time by which it was wanted."""
    return state in OWED and due_at <= now
