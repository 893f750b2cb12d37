"""What may be given, by API: matrix, limits, chain, deputies, budgets, laws."""

from typing import Any

from ninja import Router, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import AuthorityLimit, Budget, Deputy, LegalMinimum, MatrixCell, ReachLimit
from wenguo.respond.rest.amends_schemas import (
    AmendsSettingsOut,
    BudgetIn,
    BudgetRowOut,
    CellIn,
    CellOut,
    ChainIn,
    DeputyIn,
    DeputyOut,
    LawIn,
    LawRowOut,
    LimitIn,
    LimitOut,
    ReachIn,
    ReachOut,
    StepOut,
)

router = Router(tags=["compensation settings"])


@router.get("/compensation-settings", response=AmendsSettingsOut)
def get_settings(request: Request, brand: Words, currency: Words = "CNY") -> dict[str, Any]:
    """What a brand has set, the chain in force, and how this month's budget stands."""
    request.actor.require("respond.read")
    row = people.get_brand(request.actor, brand)
    return {
        "cells": queries.cells_of(row),
        "limits": queries.limits_of(row),
        "reaches": queries.reach_limits_of(row),
        "chain": list(queries.chain_of(row)),
        "budgets": [one for one in queries.budgets(request.actor) if one.brand_id == row.pk],
        "month": queries.budget_of(row, currency=currency, now=now()),
    }


@router.put("/compensation-settings/cells", response=CellOut)
def set_cell(request: Request, body: CellIn) -> MatrixCell:
    """Propose a range for a harm, a fault and a tier."""
    brand = people.get_brand(request.actor, body.brand)
    values: dict[str, Any] = body.dict(exclude={"brand"})
    return actions.set_matrix_cell(actor=request.actor, brand=brand, now=now(), **values)


@router.put("/compensation-settings/limits", response=LimitOut)
def set_limit(request: Request, body: LimitIn) -> AuthorityLimit:
    """Say what a role may give without asking."""
    brand = people.get_brand(request.actor, body.brand)
    values: dict[str, Any] = body.dict(exclude={"brand"})
    return actions.set_authority_limit(actor=request.actor, brand=brand, now=now(), **values)


@router.put("/compensation-settings/reaches", response=ReachOut)
def set_reach(request: Request, body: ReachIn) -> ReachLimit:
    """Say how far ahead a role may promise without asking."""
    brand = people.get_brand(request.actor, body.brand)
    return actions.set_reach_limit(
        actor=request.actor, brand=brand, role=body.role, days=body.days, now=now()
    )


@router.put("/compensation-settings/chain", response=list[StepOut])
def set_chain(request: Request, body: ChainIn) -> list[Any]:
    """Say who decides one after the other."""
    brand = people.get_brand(request.actor, body.brand)
    steps = [(step.role, step.hours) for step in body.steps]
    actions.set_chain(actor=request.actor, brand=brand, steps=steps, now=now())
    return list(queries.chain_of(brand))


@router.put("/compensation-settings/budgets", response=BudgetRowOut)
def set_budget(request: Request, body: BudgetIn) -> Budget:
    """Set what may be given a month."""
    brand = people.get_brand(request.actor, body.brand)
    values: dict[str, Any] = body.dict(exclude={"brand"})
    return actions.set_budget(actor=request.actor, brand=brand, now=now(), **values)


@router.delete("/compensation-settings/{part}/{int:rule_id}", response={204: None})
def unset_rule(request: Request, part: Words, rule_id: int) -> Status[None]:
    """Back to what is built in; ``part`` is cell, limit, reach or budget."""
    actions.unset_amends_rule(actor=request.actor, part=part, rule_id=rule_id, now=now())
    return Status(204, None)


@router.get("/deputies", response=list[DeputyOut])
def list_deputies(request: Request) -> list[Deputy]:
    """Who decides for whom, newest first (at most 100)."""
    request.actor.require("respond.read")
    return list(queries.deputies(request.actor)[:100])


@router.post("/deputies", response={201: DeputyOut})
def set_deputy(request: Request, body: DeputyIn) -> Status[Deputy]:
    """Somebody decides for somebody else for a time."""
    row = actions.set_deputy(
        actor=request.actor,
        user=people.get_colleague(request.actor, body.user),
        deputy=people.get_colleague(request.actor, body.deputy),
        starts_at=body.starts_at,
        ends_at=body.ends_at,
        now=now(),
    )
    return Status(201, row)


@router.delete("/deputies/{int:deputy_id}", response={204: None})
def end_deputy(request: Request, deputy_id: int) -> Status[None]:
    """From now on they decide for themselves again."""
    row = queries.get_deputy(request.actor, deputy_id)
    actions.end_deputy(actor=request.actor, deputy=row, now=now())
    return Status(204, None)


@router.get("/legal-minimums", response=list[LawRowOut])
def list_laws(request: Request) -> list[LegalMinimum]:
    """What laws grant, as information; all that are kept."""
    request.actor.require("respond.read")
    return queries.legal_minimums(now=now(), all_of_them=True)


@router.put("/legal-minimums", response=LawRowOut)
def set_law(request: Request, body: LawIn) -> LegalMinimum:
    """Add or renew one; the source is its key."""
    return actions.set_legal_minimum(actor=request.actor, now=now(), **body.dict())
