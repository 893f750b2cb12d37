"""What a customer may expect next, and when: told from what runs and what was promised, so that it is always true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["none", "wait", "clock", "promise", "working"]
# The clocks whose end a customer notices; whatever else runs is our own affair.
TOLD = frozenset({"first_reply", "next_reply", "solution", "follow_up"})
OVER = frozenset({"resolved", "closed"})


@dataclass(frozen=True, slots=True)
class Owed:
    """Something due to the customer; ``is_known`` when those in charge have been told that it is late."""

    what: str
    due_at: datetime
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes next. ``what`` is the name of the clock, or the words of the promise.

    ``by`` is its time, which has passed where ``is_late``; ``is_known`` as in ``Owed``.
    """

    kind: Kind = "none"
    what: str = ""
    by: datetime | None = None
    is_late: bool = False
    is_known: bool = False


def coming(status: str, *, clocks: Mapping[str, Owed], promises: Sequence[Owed], now: datetime) -> Coming:
    """What is late comes before everything, the longest late first; then what we wait for; then the nearest time.

    A promise that was broken stays first until it is made good or apologised for, also when the rest is settled.
    """
    due: list[tuple[datetime, Kind, Owed]] = [(one.due_at, "promise", one) for one in promises]
    due += [(one.due_at, "clock", one) for name, one in clocks.items() if name in TOLD]
    due.sort(key=lambda entry: entry[0])
    late = next((entry for entry in due if entry[0] < now), None)
    if late is not None:
        return Coming(late[1], late[2].what, late[0], is_late=True, is_known=late[2].is_known)
    if status == "waiting":
        return Coming("wait")
    if due:
        return Coming(due[0][1], due[0][2].what, due[0][0])
    return Coming() if status in OVER else Coming("working")
