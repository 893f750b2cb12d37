"""Settings: the stages of a case, the moves between them, and who may make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wenguo.base.errors import NotAllowed, NotFound, Refused
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.domain import moves
from wenguo.respond.domain.moves import Change, Move, Table
from wenguo.respond.pages.wording import brand_of

if TYPE_CHECKING:
    from wenguo.base.http import Request
    from wenguo.people.models import Brand

ROLE_NAMES = {
    "agent": _("Agent"),
    "specialist": _("Specialist"),
    "lead": _("Lead"),
    "executive": _("Executive"),
    "administrator": _("Administrator"),
    "customer": _("The customer"),
    "system": _("The house"),
}
# Those who hold the permission at all; what the house does by itself is not switched.
SWITCHED = ("agent", "specialist", "lead", "administrator")


@require_http_methods(["GET", "POST"])
def move_settings(request: Request) -> HttpResponse:
    """The matrix; what is ticked is kept, a table that cannot be lived by is refused with the reasons."""
    request.actor.require("respond.settings")
    brand, brands = brand_of(request)
    table, fault = queries.moves_of(brand.pk), ""
    if request.method == "POST":
        changes = {} if request.POST.get("shipped") else _read(request, table)
        try:
            actions.set_moves(actor=request.actor, brand=brand, changes=changes, now=now())
            messages.success(request, _("Saved."))
            return _back(brand)
        except Refused as refusal:
            if isinstance(refusal, NotAllowed | NotFound):
                raise
            fault = str(refusal.message)
            table = {**table, **{name: _as_typed(table[name], change) for name, change in changes.items()}}
    context = {
        "brand": brand,
        "brands": brands,
        "fault": fault,
        "rows": [_row(move) for move in table.values()],
        "is_changed": bool(queries.changes_of(brand.pk)),
    }
    return render(request, "respond/moves.html", context, status=422 if fault else 200)


def _read(request: Request, table: Table) -> dict[str, Change]:
    """What was ticked. Roles that the page does not switch stay as they are."""
    changes = {}
    for name, move in table.items():
        if move.is_automatic:
            continue
        ticked = {role for role in SWITCHED if f"{name}-role-{role}" in request.POST}
        if "customer" in move.roles or name == "reopen":
            ticked |= {"customer"} if f"{name}-role-customer" in request.POST else set()
        origins = tuple(stage for stage in moves.STAGES if f"{name}-from-{stage}" in request.POST)
        asked = frozenset(field for field in moves.ASKABLE[name] if f"{name}-asks-{field}" in request.POST)
        kept = move.roles - set(SWITCHED) - {"customer"}
        changes[name] = Change(origins, frozenset(ticked) | kept, asked | moves.LOCKED.get(name, frozenset()))
    return changes


def _as_typed(move: Move, change: Change) -> Move:
    return Move(move.name, change.origins, move.to, change.roles, change.requires)


def _row(move: Move) -> dict[str, Any]:
    stages, asked = queries.stage_names(), queries.asked_names()
    locked = moves.LOCKED.get(move.name, frozenset())
    roles = [*SWITCHED, *(["customer"] if move.name == "reopen" else [])]
    return {
        "move": move,
        "name": queries.move_names()[move.name],
        "to": stages[move.to],
        "origins": [
            {"code": stage, "name": stages[stage], "is_on": stage in move.origins}
            for stage in moves.STAGES
            if stage in moves.WIDEST[move.name]
        ],
        "roles": [{"code": role, "name": ROLE_NAMES[role], "is_on": role in move.roles} for role in roles],
        "asks": [
            {
                "code": field,
                "name": asked[field],
                "is_on": field in move.requires,
                "is_locked": field in locked,
            }
            for field in moves.ASKABLE[move.name]
        ],
    }


def _back(brand: Brand) -> HttpResponse:
    response = redirect("moves")
    response["Location"] += f"?brand={brand.slug}"
    return response
