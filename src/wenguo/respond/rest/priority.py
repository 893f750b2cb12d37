"""The weights of the priority by API, and the public reach of a case."""

from typing import Any

from ninja import Router, Schema

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people.queries import get_brand
from wenguo.respond import actions, queries
from wenguo.respond.rest.schemas import CaseDetailOut
from wenguo.respond.rest.shown import detail_out

router = Router(tags=["priority"])


class WeightsIn(Schema):
    """What each part gives at most, 0 to 60: urgency, risks, intensity, kind, scope, repeats, reach, age, tier."""

    brand: Words
    weights: dict[str, int]


class WeightsOut(Schema):
    """The weights that hold."""

    weights: dict[str, int]


class MovedOut(Schema):
    """A case and where it would stand."""

    number: str
    before: int
    after: int


class PreviewOut(Schema):
    """What other weights would do."""

    tried: int
    changed: int
    rows: list[MovedOut]


class ReachIn(Schema):
    """How many people see it."""

    reach: int


@router.get("/priority-weights", response=WeightsOut)
def get_weights(request: Request, brand: Words) -> dict[str, Any]:
    """How a brand weighs the parts of the priority."""
    request.actor.require("respond.read")
    return {"weights": queries.weights_of(get_brand(request.actor, brand).pk)}


@router.put("/priority-weights", response=WeightsOut)
def set_weights(request: Request, body: WeightsIn) -> dict[str, Any]:
    """Weigh them otherwise; what is not named weighs as shipped."""
    brand = get_brand(request.actor, body.brand)
    weights = actions.set_priority_weights(actor=request.actor, brand=brand, weights=body.weights, now=now())
    return {"weights": weights}


@router.post("/priority-weights/preview", response=PreviewOut)
def preview(request: Request, body: WeightsIn) -> dict[str, Any]:
    """What these weights would do to the open cases."""
    brand = get_brand(request.actor, body.brand)
    found = queries.preview_weights(request.actor, brand, weights=body.weights, now=now())
    rows = [{"number": row.case.number, "before": row.before, "after": row.after} for row in found.rows]
    return {"tried": found.tried, "changed": found.changed, "rows": rows}


@router.post("/cases/{number}/reach", response=CaseDetailOut)
def set_reach(request: Request, number: Words, body: ReachIn) -> dict[str, Any]:
    """How many people see what the customer says in public."""
    case = queries.get_case(request.actor, number)
    actions.set_reach(actor=request.actor, case=case, reach=body.reach, now=now())
    return detail_out(request.actor, number, now=now())
