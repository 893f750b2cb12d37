"""From which confidence on a label may apply by itself: as far down as it is right often enough."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Pair = tuple[float, bool]
# Below so many judged texts a level would be chance; the careful one below is used instead.
FEWEST = 30
CAREFUL = 0.9
NEVER = 1.01
NOTCHES = tuple(round(0.3 + 0.01 * step, 2) for step in range(70))


@dataclass(frozen=True, slots=True)
class Level:
    """``at`` and above applies by itself; of the judged texts ``share`` passes and ``accuracy`` of those are right."""

    at: float
    share: float
    accuracy: float | None
    judged: int


def level_for(pairs: Sequence[Pair], *, wanted: float) -> Level:
    """The lowest confidence from which on at least ``wanted`` are right. ``NEVER`` where no confidence suffices."""
    if len(pairs) < FEWEST:
        return _level(pairs, CAREFUL)
    fitting = [notch for notch in NOTCHES if _is_enough(pairs, notch, wanted=wanted)]
    return _level(pairs, min(fitting, default=NEVER))


def passing(shares: Iterable[float | None], *, at: float) -> float | None:
    """What part of these confidences reaches a level; None of nothing. A person's decision (None) passes."""
    told = [share is None or share >= at for share in shares]
    return sum(told) / len(told) if told else None


def _is_enough(pairs: Sequence[Pair], notch: float, *, wanted: float) -> bool:
    right = [is_right for sure, is_right in pairs if sure >= notch]
    return len(right) >= FEWEST / 3 and sum(right) / len(right) >= wanted


def _level(pairs: Sequence[Pair], at: float) -> Level:
    right = [is_right for sure, is_right in pairs if sure >= at]
    return Level(
        at=at,
        share=len(right) / len(pairs) if pairs else 0.0,
        accuracy=sum(right) / len(right) if right else None,
        judged=len(pairs),
    )
