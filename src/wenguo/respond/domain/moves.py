"""Which moves lead a case from stage to stage, who may make them, and what they ask for: one table, checked as a whole.

The shipped table lies beside this file; a brand may change roles, origins and required fields of the moves that people
make. What may never be configured away (an open promise, an answer that was not sent, the law) is not in the table.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

STAGES = ("receive", "assess", "resolve", "follow_up", "learn", "closed")
START, END = "receive", "closed"
# Who acts: the roles that may work on cases, the customer by their link, and the house itself.
ROLES = ("agent", "specialist", "lead", "executive", "administrator", "customer", "system")
# What a move can ask for; the locked ones are asked for whatever a table says.
ASKABLE: Mapping[str, tuple[str, ...]] = {
    "assign": (),
    "reply": (),
    "resolve": ("outcome", "cause", "text"),
    "follow_up": ("text",),
    "close": ("lesson",),
    "reopen": (),
}
LOCKED: Mapping[str, frozenset[str]] = {"resolve": frozenset({"outcome", "cause", "text"})}
# Where each move may begin at most: nothing is closed that was not resolved, whatever a table says.
WIDEST: Mapping[str, frozenset[str]] = {
    "assign": frozenset({"receive"}),
    "reply": frozenset({"receive", "assess"}),
    "resolve": frozenset({"receive", "assess", "resolve"}),
    "follow_up": frozenset({"follow_up", "learn"}),
    "close": frozenset({"follow_up", "learn"}),
    "reopen": frozenset({"follow_up", "learn", "closed"}),
}
SCHEMA = 1


class BadMoves(Exception):
    """A table that cannot be lived by; ``faults`` says where and why, by move: role, stage, field, unreachable …"""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__(", ".join(f"{where}: {why}" for where, why in faults.items()))


@dataclass(frozen=True, slots=True)
class Move:
    """One move. ``is_automatic``: it follows from another deed and never stops it."""

    name: str
    origins: tuple[str, ...]
    to: str
    roles: frozenset[str]
    requires: frozenset[str] = frozenset()
    is_automatic: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a brand wants of one move."""

    origins: tuple[str, ...]
    roles: frozenset[str]
    requires: frozenset[str]


Table = Mapping[str, Move]


@cache
def shipped() -> Table:
    """The table that the house comes with. Raises BadMoves."""
    text = resources.files("wenguo.respond.domain").joinpath("moves.toml").read_text("utf-8")
    return table_of(tomllib.loads(text))


def table_of(data: Mapping[str, Any]) -> Table:
    """A table from its data, checked as a whole. Raises BadMoves."""
    if data.get("schema") != SCHEMA:
        raise BadMoves({"schema": "unknown"})
    moves = {
        row["name"]: Move(
            name=row["name"],
            origins=tuple(row["from"]),
            to=row["to"],
            roles=frozenset(row["roles"]),
            requires=frozenset(row.get("requires", ())),
            is_automatic=row.get("is_automatic", False),
        )
        for row in data.get("moves", ())
    }
    if faults := faults_of(moves):
        raise BadMoves(faults)
    return moves


def changed(table: Table, changes: Mapping[str, Change]) -> Table:
    """The table with what a brand wants of it, checked as a whole. Raises BadMoves, naming every fault."""
    faults = {
        name: "move" if name not in table else "automatic"
        for name in changes
        if name not in table or table[name].is_automatic
    }
    if faults:
        raise BadMoves(faults)
    moves = dict(table)
    for name, change in changes.items():
        moves[name] = replace(
            moves[name], origins=change.origins, roles=change.roles, requires=change.requires
        )
    if faults := faults_of(moves):
        raise BadMoves(faults)
    return moves


def faults_of(moves: Table) -> dict[str, str]:
    """What is wrong with a table: of its moves, and of the ways that they make together."""
    faults = {name: fault for name, move in moves.items() if (fault := _move_fault(move))}
    faults |= dict.fromkeys(set(ASKABLE) - set(moves), "missing")
    if faults:
        return faults
    reached = reachable(moves.values(), START)
    faults |= {stage: "unreachable" for stage in STAGES if stage not in reached}
    faults |= {stage: "no_way_to_close" for stage in STAGES if END not in reachable(moves.values(), stage)}
    return faults


def reachable(moves: Iterable[Move], start: str) -> set[str]:
    """Every stage that a person or the house can come to from one, itself included."""
    rows = list(moves)
    found, fresh = {start}, [start]
    while fresh:
        stage = fresh.pop()
        for move in rows:
            # Customers take a case back into work; nobody may have to rely on them.
            if stage in move.origins and move.roles - {"customer"} and move.to not in found:
                found.add(move.to)
                fresh.append(move.to)
    return found


def may(table: Table, name: str, *, stage: str, role: str) -> bool:
    """Whether the table lets this role make the move from this stage."""
    move = table[name]
    return stage in move.origins and role in move.roles


def after(table: Table, name: str, *, stage: str) -> str:
    """Where a move leads; the stage itself where the move does not begin there."""
    move = table[name]
    return move.to if stage in move.origins else stage


def missing(table: Table, name: str, *, given: Mapping[str, Any]) -> list[str]:
    """What the move asks for and nobody gave, in the order in which it is asked."""
    asked = table[name].requires | LOCKED.get(name, frozenset())
    return [field for field in ASKABLE[name] if field in asked and not str(given.get(field) or "").strip()]


def ways_out(table: Table, *, stage: str, role: str) -> Sequence[str]:
    """The moves that a role can make from a stage, except those that follow by themselves."""
    return [
        name
        for name, move in table.items()
        if not move.is_automatic and may(table, name, stage=stage, role=role)
    ]


def _move_fault(move: Move) -> str:
    checks = (
        ("move", move.name not in ASKABLE),
        ("stage", move.to not in STAGES or not set(move.origins) <= set(STAGES)),
        ("nowhere", not move.origins),
        ("role", not move.roles <= set(ROLES)),
        ("nobody", not move.roles - {"customer"}),
        # The house acts where nobody is at hand: jobs, imports, a customer who is not content.
        ("system", "system" not in move.roles),
    )
    fault = next((name for name, is_wrong in checks if is_wrong), "")
    if fault:
        return fault
    if not set(move.origins) <= WIDEST[move.name]:
        return "too_early"
    if move.name != "reopen" and "customer" in move.roles:
        return "customer"
    return "" if move.requires <= set(ASKABLE[move.name]) else "field"
