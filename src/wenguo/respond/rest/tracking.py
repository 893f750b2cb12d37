"""The customer's side by API: no account, only the unguessable link."""

from typing import Any

from ninja import Header, Router, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.queries import Tracking
from wenguo.respond.rest.deeds_schemas import ReasonIn
from wenguo.respond.rest.shown import request_key, uploads_of
from wenguo.respond.rest.tracking_schemas import AdditionIn, RatingIn, TrackingOut

router = Router(tags=["tracking"], auth=None)


@router.get("/tracking/{link}", response=TrackingOut)
def get_tracking(request: Request, link: Words) -> Tracking:
    """Where it stands, and who does what next."""
    return queries.tracking(link, now=now())


@router.post("/tracking/{link}/messages", response={201: TrackingOut})
def add_message(
    request: Request, *, link: Words, body: AdditionIn, idempotency_key: Header[str | None] = None
) -> Status[Any]:
    """The customer writes more. The same Idempotency-Key changes nothing the second time."""
    actions.customer_adds(
        link=link,
        text=body.text,
        uploads=uploads_of(body.attachments),
        request_key=request_key(request, idempotency_key),
        now=now(),
    )
    return Status(201, queries.tracking(link, now=now()))


@router.post("/tracking/{link}/rating", response={201: TrackingOut})
def rate(request: Request, link: Words, body: RatingIn) -> Status[Any]:
    """The customer says how they found our handling."""
    actions.rate(link=link, score=body.score, effort=body.effort, comment=body.comment, now=now())
    return Status(201, queries.tracking(link, now=now()))


@router.post("/tracking/{link}/reopening", response={201: TrackingOut})
def reopen(request: Request, link: Words, body: ReasonIn) -> Status[Any]:
    """The customer says that it is not settled after all."""
    actions.customer_reopens(link=link, reason=body.reason, now=now())
    return Status(201, queries.tracking(link, now=now()))
