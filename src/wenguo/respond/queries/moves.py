"""The table of moves that a brand lives by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from wenguo.respond.domain import moves
from wenguo.respond.domain.moves import BadMoves, Change, Table
from wenguo.respond.models import Case, MoveChange

if TYPE_CHECKING:
    from wenguo.base.actor import Actor


def moves_of(brand_id: int) -> Table:
    """The shipped table with the brand's changes. Changes that no longer fit this release's table are left out."""
    changes = changes_of(brand_id)
    if not changes:
        return moves.shipped()
    try:
        return moves.changed(moves.shipped(), changes)
    except BadMoves:
        # Checked when it was set: only a newer release can have made it so. The house's own table always closes.
        return moves.shipped()


def changes_of(brand_id: int) -> dict[str, Change]:
    """What a brand changed, by move."""
    rows = MoveChange.objects.filter(brand_id=brand_id)
    return {
        row.move: Change(tuple(row.origins), frozenset(row.roles), frozenset(row.requires)) for row in rows
    }


def stage_of(case: Case) -> str:
    """The stage as the table names it: a closed case has left all others."""
    return moves.END if case.closed_at is not None else case.stage


def role_of(actor: Actor) -> str:
    """Who acts, as the table names them."""
    return actor.kind if actor.kind in {"customer", "system"} else actor.role


def move_names() -> dict[str, str]:
    """The moves in the reader's language."""
    return {
        "assign": _("Assign"),
        "reply": _("First reply"),
        "resolve": _("Resolve"),
        "follow_up": _("Follow up"),
        "close": _("Close"),
        "reopen": _("Reopen"),
    }


def stage_names() -> dict[str, str]:
    """The stages in the reader's language, closed at the end."""
    return {**{str(code): str(label) for code, label in Case.Stage.choices}, moves.END: _("Closed")}


def asked_names() -> dict[str, str]:
    """What a move can ask for, in the reader's language."""
    return {
        "outcome": _("Outcome"),
        "cause": _("Cause"),
        "text": _("What was done, in words"),
        "lesson": _("What we learnt"),
    }
