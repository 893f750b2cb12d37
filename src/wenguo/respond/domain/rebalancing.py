"""Who could take something off whom: proposals for a lead, never done by itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

Why = Literal["away", "full"]


@dataclass(frozen=True, slots=True)
class Hands:
    """Somebody's load and limit in weights, whether they are there, and for which teams they work."""

    user_id: int
    load: int
    capacity: int
    is_here: bool
    team_ids: Collection[int]


@dataclass(frozen=True, slots=True)
class Movable:
    """One open case in somebody's hands; ``barred`` must not get it."""

    case_id: int
    owner_id: int
    team_id: int | None
    weight: int
    is_pressing: bool
    barred: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """Give this case to that colleague."""

    case_id: int
    to_id: int
    why: Why


def moves(people: Sequence[Hands], cases: Sequence[Movable]) -> list[Move]:
    """What should change hands: pressing cases of those who are away, and what is above a limit, in the order given.

    A case goes to the least loaded who is there, of its team, and below the limit afterwards; what nobody can take is
    left out. Nobody who gives gets anything.
    """
    load = {one.user_id: one.load for one in people}
    known = {one.user_id: one for one in people}
    found = []
    for case in cases:
        owner = known.get(case.owner_id)
        why = _why(owner, case, load)
        if owner is None or why is None:
            continue
        takers = [one for one in people if _can_take(one, case, load)]
        if not takers:
            continue
        best = min(takers, key=lambda one: ((load[one.user_id] + case.weight) / one.capacity, one.user_id))
        load[best.user_id] += case.weight
        load[owner.user_id] -= case.weight
        found.append(Move(case.case_id, best.user_id, why))
    return found


def _why(owner: Hands | None, case: Movable, load: dict[int, int]) -> Why | None:
    if owner is None:
        return None
    if not owner.is_here:
        return "away" if case.is_pressing else None
    return "full" if load[owner.user_id] > owner.capacity else None


def _can_take(one: Hands, case: Movable, load: dict[int, int]) -> bool:
    return (
        one.is_here
        and one.user_id != case.owner_id
        and one.user_id not in case.barred
        and (case.team_id is None or case.team_id in one.team_ids)
        and load[one.user_id] + case.weight <= one.capacity
    )
