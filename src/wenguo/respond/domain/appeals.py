"""An appeal: who may look at it anew, and what each outcome leads to."""

from collections.abc import Iterable
from typing import Final

# State → what may follow. An appeal that is decided stays decided; a new closing allows a new one.
MOVES: Final[dict[str, frozenset[str]]] = {
    "asked": frozenset({"reviewing"}),
    # Another reviewer may be chosen while nothing is decided.
    "reviewing": frozenset({"reviewing", "decided"}),
    "decided": frozenset(),
}
UPHELD, PARTLY, NOT_UPHELD = "upheld", "partly", "not_upheld"
# What was wrong has to be put right, so the case is taken up again.
TAKEN_UP: Final = frozenset({UPHELD, PARTLY})


def may_move(state: str, to: str) -> bool:
    """Whether an appeal in this state may come into that one."""
    return to in MOVES.get(state, frozenset())


def independent(candidates: Iterable[int], *, touched: Iterable[int], concerned: Iterable[int]) -> list[int]:
    """Of these colleagues, those who had no hand in the case and whom it is not about; in the given order."""
    excluded = {*touched, *concerned}
    return [one for one in candidates if one not in excluded]
