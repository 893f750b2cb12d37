"""The way of a case by API: wait, resolve, follow up, close, reopen."""

from typing import Any

from ninja import Router

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.rest.deeds_schemas import ClosingIn, FollowUpIn, ReasonIn, ResolutionIn
from wenguo.respond.rest.schemas import CaseDetailOut
from wenguo.respond.rest.shown import detail_out

router = Router(tags=["cases"])


@router.post("/cases/{number}/waiting", response=CaseDetailOut)
def wait_for_customer(request: Request, number: Words) -> dict[str, Any]:
    """Let the clocks stand still until the customer answers."""
    case = queries.get_case(request.actor, number)
    actions.wait_for_customer(actor=request.actor, case=case, now=now())
    return detail_out(request.actor, number, now=now())


@router.delete("/cases/{number}/waiting", response=CaseDetailOut)
def resume(request: Request, number: Words) -> dict[str, Any]:
    """Go on without waiting."""
    case = queries.get_case(request.actor, number)
    actions.resume(actor=request.actor, case=case, now=now())
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/resolution", response=CaseDetailOut)
def resolve(request: Request, number: Words, body: ResolutionIn) -> dict[str, Any]:
    """Say how it came out and what caused it."""
    case = queries.get_case(request.actor, number)
    actions.resolve(
        actor=request.actor,
        case=case,
        outcome=body.outcome,
        cause=body.cause,
        text=body.text,
        tell_customer=body.tell_customer,
        own=body.fields,
        now=now(),
    )
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/follow-up", response=CaseDetailOut)
def follow_up(request: Request, number: Words, body: FollowUpIn) -> dict[str, Any]:
    """Write down whether all is well now."""
    case = queries.get_case(request.actor, number)
    actions.follow_up(actor=request.actor, case=case, text=body.text, satisfied=body.satisfied, now=now())
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/closing", response=CaseDetailOut)
def close(request: Request, number: Words, body: ClosingIn) -> dict[str, Any]:
    """Nothing is left to do."""
    case = queries.get_case(request.actor, number)
    actions.close(actor=request.actor, case=case, lesson=body.lesson, no_promises=body.no_promises, now=now())
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/reopening", response=CaseDetailOut)
def reopen(request: Request, number: Words, body: ReasonIn) -> dict[str, Any]:
    """It was not settled after all."""
    case = queries.get_case(request.actor, number)
    actions.reopen(actor=request.actor, case=case, reason=body.reason, now=now())
    return detail_out(request.actor, number, now=now())
