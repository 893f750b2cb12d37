"""When two texts say the same: by the pairs of characters they share. And when a customer says a thing again."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# Two texts are alike when they share at least half of their pairs (Jaccard).
ALIKE = 0.5
# A short text says too little to be somebody's words again: it has to share more; the shortest never count.
FEWEST, SHORT, SHORT_ALIKE = 8, 18, 0.6
# A text that stands whole in a longer one is a copy with something added.
WHOLE, WHOLE_FEWEST = 0.9, 10
# From here on a copy is as good as the original and need not be found by itself.
COPY = 0.8
AGAIN_WITHIN = timedelta(days=30)
READ = 2000
_SILENT = re.compile(r"[\W_]+")


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters; width, case, blanks and marks do not matter. Long texts by their
    beginning.
    """
    plain = _SILENT.sub("", unicodedata.normalize("NFKC", text[:READ]).lower())
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """What part of all their pairs both have: 0 to 1."""
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one is as good as a copy of the other."""
    fewer = min(len(one), len(other))
    if fewer < FEWEST:
        return False
    if (
        fewer >= WHOLE_FEWEST
        and len(one & other) >= WHOLE * fewer
        and max(len(one), len(other)) < 2.5 * fewer
    ):
        return True
    return shared(one, other) >= (SHORT_ALIKE if fewer < SHORT else ALIKE)


@dataclass(frozen=True, slots=True)
class Said:
    """What has to be known of a feedback to tell whether it is said again."""

    feedback_id: int
    kind: str
    category: str
    order_number: str
    said_at: datetime
    group_id: int


def repeat_of(said: Said, earlier: Iterable[Said]) -> int | None:
    """The customer's own earlier feedback that this one repeats: the same words, or a complaint about the same
    order or the same matter within thirty days. The newest one, None if it is new.
    """
    before = sorted(
        (one for one in earlier if one.feedback_id < said.feedback_id),
        key=lambda one: one.feedback_id,
        reverse=True,
    )
    return next((one.feedback_id for one in before if _is_again(said, one)), None)


def _is_again(said: Said, before: Said) -> bool:
    if said.group_id == before.group_id:
        return True
    if not said.kind == before.kind == "complaint":
        return False
    if abs(said.said_at - before.said_at) > AGAIN_WITHIN:
        return False
    if said.order_number and before.order_number:
        return said.order_number == before.order_number
    return said.category == before.category != "other"
