"""Moves of a case are asked of the brand's table, and the table is set here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext, gettext_lazy as _

from wenguo.base.errors import Invalid, NotFound, Refused
from wenguo.governance.actions import record
from wenguo.respond.domain import moves
from wenguo.respond.domain.moves import BadMoves, Change, Table
from wenguo.respond.models import Case, MoveChange
from wenguo.respond.queries.moves import asked_names, move_names, moves_of, role_of, stage_names, stage_of

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.people.models import Brand

REASONS = {
    "role": _("there is no such role"),
    "stage": _("there is no such stage"),
    "field": _("this cannot be asked for here"),
    "move": _("there is no such move"),
    "automatic": _("this follows from another deed and cannot be changed"),
    "nowhere": _("it begins nowhere"),
    "nobody": _("nobody could do it"),
    "system": _("the house itself must be able to do it"),
    "customer": _("customers cannot do this"),
    "too_early": _("it would come before the case is resolved"),
    "missing": _("it is missing"),
    "unreachable": _("no case could come to this stage"),
    "no_way_to_close": _("a case could never be closed from here"),
}


class MoveNotAllowed(Refused):
    """The brand's table of moves does not let this role do that from here."""

    code = "move_not_allowed"
    message = _("The moves of this brand do not allow that here.")


def make_move(actor: Actor, case: Case, name: str, *, given: Mapping[str, Any] | None = None) -> str:
    """Ask the brand's table whether the actor may do this to a case that is held; gives the stage that it leads to.

    Raises MoveNotAllowed with what stands in the way, Invalid for what the move asks for and nobody gave.
    """
    table, stage = moves_of(case.brand_id), stage_of(case)
    if not moves.may(table, name, stage=stage, role=role_of(actor)):
        raise MoveNotAllowed(_refusal(table, name, stage))
    if empty := moves.missing(table, name, given=given or {}):
        names = asked_names()
        words = gettext("This brand asks for more here: %(names)s.") % {
            "names": gettext(", ").join(names[field] for field in empty)
        }
        raise Invalid(words, **dict.fromkeys(empty, "empty"))
    return table[name].to


@transaction.atomic
def set_moves(*, actor: Actor, brand: Brand, changes: Mapping[str, Change], now: datetime) -> Table:
    """What the brand wants of its moves; those not named are the shipped ones. Raises Invalid with the reasons."""
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    shipped = moves.shipped()
    try:
        table = moves.changed(shipped, changes)
    except BadMoves as bad:
        names = {**stage_names(), **move_names()}
        words = "; ".join(f"{names.get(where, where)}: {REASONS[why]}" for where, why in bad.faults.items())
        raise Invalid(
            gettext("The table cannot be lived by: %(words)s.") % {"words": words}, **bad.faults
        ) from bad
    MoveChange.objects.filter(brand=brand).delete()
    kept = [name for name in changes if table[name] != shipped[name]]
    rows = [
        MoveChange(
            brand=brand,
            move=name,
            origins=list(table[name].origins),
            roles=sorted(table[name].roles),
            requires=sorted(table[name].requires),
        )
        for name in kept
    ]
    MoveChange.objects.bulk_create(rows)
    record(
        actor,
        "moves.set",
        brand,
        at=now,
        changes={
            row.move: {"from": row.origins, "roles": row.roles, "requires": row.requires} for row in rows
        },
    )
    return table


def _refusal(table: Table, name: str, stage: str) -> str:
    move, named, stages = table[name], move_names(), stage_names()
    if stage in move.origins:
        return gettext("Your role may not do this in this brand: %(move)s.") % {"move": named[name]}
    origins = gettext(", ").join(stages[one] for one in move.origins)
    return gettext("“%(move)s” is possible from: %(origins)s. This case stands at: %(stage)s.") % {
        "move": named[name],
        "origins": origins,
        "stage": stages[stage],
    }
