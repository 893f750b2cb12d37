"""Advice for the moment: short, and only where it fits. It helps a person write; it decides nothing."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).with_name("guidance.toml")
MOST = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a case stands and who is behind it. ``mood`` is 1 (furious) to 5, as last heard.

    ``is_worse``: worse than it was at first.
    """

    stage: str
    mood: int = 3
    need: str = ""
    style: str = ""
    demands: tuple[str, ...] = ()
    tier: str = ""
    culture: str = "zh"
    is_worse: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice, in both languages, and when it is given."""

    short: str
    name: Mapping[str, str]
    body: Mapping[str, str]
    when: Mapping[str, Any] = field(default_factory=dict)

    def fits(self, moment: Moment) -> bool:
        """Whether every condition holds."""
        return all(_holds(name, wanted, moment) for name, wanted in self.when.items())


def _holds(name: str, wanted: Any, moment: Moment) -> bool:
    there = getattr(moment, name)
    if name == "mood":
        return bool(there <= wanted)
    if name == "demands":
        return bool(set(wanted) & set(there))
    return there in wanted if isinstance(wanted, list) else bool(there == wanted)


@lru_cache(maxsize=1)
def shipped_advice() -> tuple[Advice, ...]:
    """The advice that every brand starts with, the most particular first."""
    return tuple(Advice(**row) for row in tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["advice"])


def advise(moment: Moment, own: Mapping[str, Advice]) -> list[Advice]:
    """At most three pieces that fit. A brand's own words replace the shipped ones; empty words silence them."""
    given: list[Advice] = []
    said: set[str] = set()
    for advice in shipped_advice():
        shown = own.get(advice.short, advice)
        title = str(advice.name.get("en"))
        if not any(shown.body.values()) or title in said or not advice.fits(moment):
            continue
        said.add(title)
        given.append(shown)
    return given[:MOST]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of LEARN: listen, empathise, apologise, resolve, notify."""

    code: str
    is_done: bool


def learn_steps(*, is_taken: bool, is_answered: bool, is_resolved: bool, is_followed_up: bool) -> list[Step]:
    """LEARN as the checklist of a case, ticked by what has really happened."""
    return [
        Step("listen", is_taken),
        Step("empathise", is_answered),
        Step("apologise", is_answered),
        Step("resolve", is_resolved),
        Step("notify", is_followed_up),
    ]
