"""How pressing a case is, 0 to 100, as a sum of parts that can be shown one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

URGENCY: Mapping[int, int] = {1: 0, 2: 10, 3: 30, 4: 50}
INTENSITY: Mapping[int, int] = {1: 12, 2: 6}
KIND: Mapping[str, int] = {"complaint": 8}
TIER: Mapping[str, int] = {"diamond": 8, "gold": 5, "silver": 2}
RISK: Mapping[str, int] = {
    "safety": 25,
    "health": 25,
    "regulator": 15,
    "legal": 15,
    "media": 12,
    "privacy": 12,
    "vulnerable": 10,
    "fraud": 10,
    "churn": 5,
}
MOST_FOR_RISKS = 30
BASE = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One reason: ``name`` is base, urgency, intensity, kind, tier or risks; ``points`` is its weight."""

    name: str
    value: str
    points: int


@dataclass(frozen=True, slots=True)
class Priority:
    """The score and why it is what it is."""

    score: int
    parts: tuple[Part, ...]


def priority_of(*, kind: str, urgency: int, intensity: int, risks: Iterable[str], tier: str) -> Priority:
    """Harm and pressure first, the customer's standing last: a tier never outweighs an urgent need."""
    named = sorted(set(risks) & RISK.keys(), key=lambda risk: (-RISK[risk], risk))
    candidates = (
        Part("base", "", BASE),
        Part("urgency", str(urgency), URGENCY.get(urgency, 0)),
        Part("risks", " ".join(named), min(sum(RISK[risk] for risk in named), MOST_FOR_RISKS)),
        Part("intensity", str(intensity), INTENSITY.get(intensity, 0)),
        Part("kind", kind, KIND.get(kind, 0)),
        Part("tier", tier, TIER.get(tier, 0)),
    )
    parts = tuple(part for part in candidates if part.points)
    return Priority(min(100, sum(part.points for part in parts)), parts)
