"""Rules by API."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people.queries import get_brand
from wenguo.respond import actions, queries
from wenguo.respond.models import Rule

router = Router(tags=["rules"])


class ConditionIn(Schema):
    """One "if"."""

    field: Words
    operator: Words
    value: Words


class DeedIn(Schema):
    """One "then"."""

    what: Words
    value: Words


class RuleIn(Schema):
    """When – if – then. See the manual for fields, operators and deeds; what does not exist is refused."""

    brand: Words
    name: Words
    moment: Words
    conditions: list[ConditionIn] = []
    deeds: list[DeedIn]
    is_active: bool = True
    position: int = 0


class RehearsalIn(Schema):
    """Conditions to be tried on past cases."""

    brand: Words
    conditions: list[ConditionIn]


class RehearsalOut(Schema):
    """How many of the last thirty days' cases were tried and fit, and the newest that did."""

    tried: int
    matched: int
    numbers: list[str]


class RuleOut(Schema):
    """A rule as it is stored."""

    id: int
    name: str
    moment: str
    conditions: list[list[str]]
    deeds: list[list[str]]
    is_active: bool
    position: int


class FiringOut(Schema):
    """Something that a rule did."""

    number: str
    did: list[str]
    fired_at: datetime


@router.get("/rules", response=list[RuleOut])
def list_rules(request: Request, brand: Words) -> list[Rule]:
    """The rules of a brand in the order in which they are tried."""
    request.actor.require("respond.settings")
    return queries.visible_rules(request.actor, get_brand(request.actor, brand))


@router.put("/rules", response=RuleOut)
def set_rule(request: Request, body: RuleIn) -> Rule:
    """Teach the house a rule; the same name again replaces it."""
    request.actor.require("respond.settings")
    values: dict[str, Any] = body.dict(exclude={"brand", "conditions", "deeds"})
    return actions.set_rule(
        actor=request.actor,
        brand=get_brand(request.actor, body.brand),
        conditions=queries.conditions_of([[one.field, one.operator, one.value] for one in body.conditions]),
        deeds=queries.deeds_of_rule([[one.what, one.value] for one in body.deeds]),
        now=now(),
        **values,
    )


@router.post("/rules/rehearsal", response=RehearsalOut)
def rehearse(request: Request, body: RehearsalIn) -> dict[str, Any]:
    """Try conditions on past cases; nothing is changed."""
    request.actor.require("respond.settings")
    conditions = queries.conditions_of([[one.field, one.operator, one.value] for one in body.conditions])
    brand = get_brand(request.actor, body.brand)
    found = queries.rehearse(request.actor, brand, conditions=conditions, now=now())
    numbers = [case.number for case in found.rows]
    return {"tried": found.tried, "matched": found.matched, "numbers": numbers}


@router.get("/rules/{int:rule_id}/firings", response=list[FiringOut])
def list_firings(request: Request, rule_id: int) -> list[dict[str, Any]]:
    """What a rule did, newest first."""
    rows = queries.firings_of(queries.get_rule(request.actor, rule_id))
    return [{"number": row.case.number, "did": row.did, "fired_at": row.fired_at} for row in rows]


@router.delete("/rules/{int:rule_id}", response={204: None})
def remove_rule(request: Request, rule_id: int) -> Status[None]:
    """The house forgets it."""
    actions.remove_rule(actor=request.actor, rule=queries.get_rule(request.actor, rule_id), now=now())
    return Status(204, None)
