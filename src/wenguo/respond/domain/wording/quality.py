"""How good an answer is, from 1 to 5: a hint for the writer, never a judgement that does anything by itself."""

from collections.abc import Iterable, Set as AbstractSet
from dataclasses import dataclass

from wenguo.respond.domain.wording.rules import WARM, Place

# What each sign is worth, in steps of the scale: a ridge regression on what rules and weights hear in answers by
# writers that the weights were not learned from (models/replies), rounded.
GAIN = {
    "regret": 0.1, "explanation": 0.6, "responsibility": 0.25, "repentance": 0.3, "repair": 0.4, "empathy": 0.15,
    "specific": 0.2, "promise": 0.35, "answered": 0.1, "warm": 1.15,
}  # fmt: skip
LOSS = {
    "negative_wording": 0.3,
    "blame": 0.55,
    "over_promise": 0.3,
    "jargon": 0.15,
    "officialese": 0.1,
    "pii": 1.0,
}
BASE = 1.7
MOST = 2


@dataclass(frozen=True, slots=True)
class Signs:
    """What is there to be weighed: good signs that are present, and how often each bad one is."""

    good: frozenset[str]
    bad: tuple[tuple[str, int], ...]

    @classmethod
    def of(
        cls,
        kinds: AbstractSet[str],
        places: Iterable[Place],
        *,
        promises: int,
        personal: int,
        specific: bool,
        answered: bool,
    ) -> "Signs":
        """Gather the signs of one answer."""
        checks = [place.check for place in places]
        good = {check for check in kinds if check in GAIN} | ({"warm"} if kinds & WARM else set())
        good |= {
            name
            for name, is_there in (("specific", specific), ("promise", promises), ("answered", answered))
            if is_there
        }
        bad = {check: checks.count(check) for check in LOSS if check in checks} | (
            {"pii": 1} if personal else {}
        )
        return cls(frozenset(good), tuple(sorted(bad.items())))


def quality_of(signs: Signs) -> int:
    """From 1 (does harm) to 5 (all that a good answer has)."""
    gain = sum(GAIN[name] for name in signs.good)
    loss = sum(LOSS[name] * min(count, MOST) for name, count in signs.bad)
    return max(1, min(5, round(BASE + gain - loss)))
