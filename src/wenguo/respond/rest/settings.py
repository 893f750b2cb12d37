"""Views, clocks and special days by API."""

from typing import Any

from ninja import Router, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people.queries import get_brand
from wenguo.respond import actions, queries
from wenguo.respond.models import ClockPolicy, SavedView
from wenguo.respond.queries import QueueFilters
from wenguo.respond.rest.schemas import ViewIn, ViewOut
from wenguo.respond.rest.schemas_clocks import PolicyIn, PolicyOut, TrialOut

router = Router(tags=["queue settings"])


@router.get("/views", response=list[ViewOut])
def list_views(request: Request) -> list[SavedView]:
    """The caller's own views of the queue."""
    return queries.saved_views(request.actor)


@router.post("/views", response={201: ViewOut})
def save_view(request: Request, body: ViewIn) -> Status[SavedView]:
    """Keep a filter under a name; the same name again replaces it."""
    filters = QueueFilters(**body.filters.dict())
    return Status(201, actions.save_view(actor=request.actor, name=body.name, filters=filters, now=now()))


@router.delete("/views/{int:view_id}", response={204: None})
def delete_view(request: Request, view_id: int) -> Status[None]:
    """Forget a view."""
    actions.delete_view(actor=request.actor, view_id=view_id, now=now())
    return Status(204, None)


@router.get("/clock-policies", response=list[PolicyOut])
def list_policies(request: Request, brand: Words) -> list[ClockPolicy]:
    """What a brand has set; where nothing is set, 15 minutes, 24 hours and 72 hours hold."""
    return queries.policies_of(request.actor, get_brand(request.actor, brand))


@router.put("/clock-policies", response=PolicyOut)
def set_policy(request: Request, body: PolicyIn) -> ClockPolicy:
    """How long something may take, for clocks that start from now on."""
    values: dict[str, Any] = body.dict(exclude={"brand"})
    brand = get_brand(request.actor, body.brand)
    return actions.set_clock_policy(actor=request.actor, brand=brand, now=now(), **values)


@router.delete("/clock-policies", response={204: None})
def remove_policy(
    request: Request,
    *,
    brand: Words,
    name: Words,
    channel: Words = "",
    category: Words = "",
    urgency_from: int = 0,
    tier: Words = "",
) -> Status[None]:
    """Back to the more general limit."""
    actions.remove_clock_policy(
        actor=request.actor,
        brand=get_brand(request.actor, brand),
        name=name,
        channel=channel,
        category=category,
        urgency_from=urgency_from,
        tier=tier,
        now=now(),
    )
    return Status(204, None)


@router.post("/clock-policies/trial", response=TrialOut)
def try_policy(request: Request, body: PolicyIn) -> queries.Trial:
    """What this policy would have done to the clocks of the last 31 days; nothing is changed."""
    request.actor.require("respond.settings")
    policy = ClockPolicy(brand=get_brand(request.actor, body.brand), **body.dict(exclude={"brand"}))
    actions.check_policy(policy)
    return queries.try_policy(request.actor, policy, now=now())
