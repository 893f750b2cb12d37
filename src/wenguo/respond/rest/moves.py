"""The table of moves by API."""

from typing import Any

from ninja import Field, Router, Schema

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people.queries import get_brand
from wenguo.respond import actions, queries
from wenguo.respond.queries import Change, Table

router = Router(tags=["moves"])


class MoveOut(Schema):
    """One move of the table. ``is_automatic``: it follows from another deed and never stops it."""

    name: str
    origins: list[str]
    to: str
    roles: list[str]
    requires: list[str]
    is_automatic: bool


class ChangeIn(Schema):
    """What a brand wants of one move."""

    name: Words = Field(max_length=12)
    origins: list[Words] = Field(max_length=6)
    roles: list[Words] = Field(max_length=7)
    requires: list[Words] = Field(default=[], max_length=5)


class MovesIn(Schema):
    """The changes of a brand; moves that are not named are the shipped ones again."""

    brand: Words
    changes: list[ChangeIn] = Field(max_length=6)


@router.get("/moves", response=list[MoveOut])
def list_moves(request: Request, brand: Words) -> list[dict[str, Any]]:
    """The table that a brand lives by."""
    request.actor.require("respond.read")
    return _shown(queries.moves_of(get_brand(request.actor, brand).pk))


@router.put("/moves", response=list[MoveOut])
def set_moves(request: Request, body: MovesIn) -> list[dict[str, Any]]:
    """Change roles, origins and required fields. A table that cannot be lived by is refused with the reasons."""
    request.actor.require("respond.settings")
    changes = {
        one.name: Change(tuple(one.origins), frozenset(one.roles), frozenset(one.requires))
        for one in body.changes
    }
    brand = get_brand(request.actor, body.brand)
    return _shown(actions.set_moves(actor=request.actor, brand=brand, changes=changes, now=now()))


def _shown(table: Table) -> list[dict[str, Any]]:
    return [
        {
            "name": move.name,
            "origins": list(move.origins),
            "to": move.to,
            "roles": sorted(move.roles),
            "requires": sorted(move.requires),
            "is_automatic": move.is_automatic,
        }
        for move in table.values()
    ]
