"""How pressing a case is, 0 to 100, as a sum of parts that can be shown one by one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

# What each part gives at most. A brand may weigh them otherwise; what every case starts with is not for sale.
WEIGHTS: Mapping[str, int] = {
    "urgency": 50,
    "risks": 30,
    "intensity": 12,
    "kind": 8,
    "scope": 10,
    "repeats": 10,
    "reach": 10,
    "age": 15,
    "tier": 8,
}
BASE = 10
MOST_WEIGHT = 60

URGENCY: Mapping[int, float] = {2: 0.2, 3: 0.6, 4: 1.0}
INTENSITY: Mapping[int, float] = {1: 1.0, 2: 0.5}
TIER: Mapping[str, float] = {"diamond": 1.0, "gold": 0.625, "silver": 0.25}
# Shares of the whole weight of risks; together at most all of it.
RISK: Mapping[str, float] = {
    "safety": 25 / 30,
    "health": 25 / 30,
    "regulator": 15 / 30,
    "legal": 15 / 30,
    "media": 12 / 30,
    "privacy": 12 / 30,
    "vulnerable": 10 / 30,
    "fraud": 10 / 30,
    "churn": 5 / 30,
}
# How many others said the same within a week, and followers of whoever says it in public.
SCOPE = ((30, 1.0), (10, 0.7), (3, 0.4))
REACH = ((100_000, 1.0), (10_000, 0.6))
PUBLIC = 0.3
REPEATED = 0.5
AGE: Mapping[str, float] = {"near": 0.4, "over": 1.0}
# However quiet a case is, how many others say the same is looked up this often.
LOOK_AGAIN = timedelta(hours=2)

Age = Literal["", "near", "over"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the score is made of. ``alike``: others of the kind this week; ``repeats``: the customer's earlier cases.

    ``reach``: followers of the author; ``age``: the next deadline is near or over; ``is_solved``: nothing but the
    follow-up is left to do.
    """

    kind: str = ""
    urgency: int = 2
    intensity: int = 3
    risks: Collection[str] = ()
    tier: str = "standard"
    alike: int = 0
    repeats: int = 0
    reopened: int = 0
    reach: int = 0
    is_public: bool = False
    age: Age = ""
    bonus: int = 0
    is_solved: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One reason: ``name`` is base or one of WEIGHTS; ``points`` is what it gives."""

    name: str
    value: str
    points: int


@dataclass(frozen=True, slots=True)
class Priority:
    """The score and why it is what it is."""

    score: int
    parts: tuple[Part, ...]


def priority_of(facts: Facts, *, weights: Mapping[str, int] = WEIGHTS) -> Priority:
    """Harm and pressure first, the customer's standing last: by the weights as shipped a tier never outweighs an urgent
    need. What is solved presses by its next deadline alone, whatever it was before.
    """
    named = sorted(set(facts.risks) & RISK.keys(), key=lambda risk: (-RISK[risk], risk))
    repeats = facts.repeats + facts.reopened
    shares: tuple[tuple[str, str, float], ...] = (
        ("urgency", str(facts.urgency), URGENCY.get(facts.urgency, 0)),
        ("risks", " ".join(named), min(1.0, sum(RISK[risk] for risk in named))),
        ("intensity", str(facts.intensity), INTENSITY.get(facts.intensity, 0)),
        ("kind", facts.kind, float(facts.kind == "complaint")),
        ("scope", str(facts.alike), _step(facts.alike, SCOPE)),
        ("repeats", str(repeats), min(1.0, repeats * REPEATED)),
        ("reach", str(facts.reach), max(_step(facts.reach, REACH), PUBLIC if facts.is_public else 0)),
        ("age", facts.age, AGE.get(facts.age, 0)),
        ("tier", facts.tier, TIER.get(facts.tier, 0)),
    )
    parts = [Part(name, value, round(share * weights[name])) for name, value, share in shares]
    if facts.is_solved:
        parts.append(Part("solved", "", -sum(part.points for part in parts if part.name != "age")))
    # What rules add is said like any other reason, and may take off too.
    parts.append(Part("rules", "", facts.bonus))
    kept = (Part("base", "", BASE), *(part for part in parts if part.points))
    return Priority(max(0, min(100, sum(part.points for part in kept))), kept)


def weighted(own: Mapping[str, object]) -> dict[str, int]:
    """The shipped weights with a brand's own on top; what is no weight, or out of range, is left out."""
    clean = {
        name: value
        for name, value in own.items()
        if name in WEIGHTS and isinstance(value, int) and 0 <= value <= MOST_WEIGHT
    }
    return {**WEIGHTS, **clean}


def age_of(now: datetime, *, warn_at: datetime | None, due_at: datetime | None) -> Age:
    """Whether the next deadline is near or over."""
    if due_at is not None and due_at <= now:
        return "over"
    return "near" if warn_at is not None and warn_at <= now else ""


def rank_again_at(now: datetime, *, ahead: Iterable[datetime | None]) -> datetime:
    """When score or level may change next without anybody doing anything; ``ahead`` are notices and deadlines."""
    return min([*(at for at in ahead if at is not None and at > now), now + LOOK_AGAIN])


def _step(count: int, steps: tuple[tuple[int, float], ...]) -> float:
    return next((share for limit, share in steps if count >= limit), 0)
