"""The customer's side by API: no account, only the unguessable link."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Header, Router, Status

from wenguo.base.errors import Invalid
from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries
from wenguo.respond.queries import Tracking
from wenguo.respond.rest.deeds_schemas import ReasonIn
from wenguo.respond.rest.shown import request_key, uploads_of
from wenguo.respond.rest.tracking_schemas import (
    AdditionIn,
    DigitsIn,
    PassOut,
    RatingIn,
    TrackingNoticesIn,
    TrackingOut,
)

router = Router(tags=["tracking"], auth=None)


def seen(request: Request, link: str) -> Tracking:
    """What whoever asks may see: all of it, or without what a locked page leaves out."""
    return queries.tracking(link, now=now(), tail_pass=pass_of(request))


def pass_of(request: Request) -> str:
    """The pass that opening the page gave, or ""."""
    return request.headers.get("Tracking-Pass", "")


@router.get("/tracking/{link}", response=TrackingOut)
def get_tracking(request: Request, link: Words) -> Tracking:
    """Where it stands, and who does what next. ``Tracking-Pass`` opens what a locked page leaves out."""
    return seen(request, link)


@router.post("/tracking/{link}/digits", response=PassOut)
def open_tracking(request: Request, link: Words, body: DigitsIn) -> dict[str, str]:
    """The last four digits of the phone open a locked page; wrong ones are refused with 422, too many with 429."""
    given = actions.open_tracking(link=link, digits=body.digits, now=now())
    if not given:
        raise Invalid(_("These digits do not fit the number that we know. Please try again."), digits="wrong")
    return {"tracking_pass": given}


@router.put("/tracking/{link}/notices", response=TrackingNoticesIn)
def set_notices(request: Request, link: Words, body: TrackingNoticesIn) -> dict[str, bool]:
    """Letters about changes: no more of them, or again."""
    return {"is_on": actions.set_page_notices(link=link, is_on=body.is_on, now=now())}


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
    return Status(201, seen(request, link))


@router.post("/tracking/{link}/rating", response={201: TrackingOut})
def rate(request: Request, link: Words, body: RatingIn) -> Status[Any]:
    """The customer says how they found our handling."""
    actions.rate(link=link, score=body.score, effort=body.effort, comment=body.comment, now=now())
    return Status(201, seen(request, link))


@router.post("/tracking/{link}/reopening", response={201: TrackingOut})
def reopen(request: Request, link: Words, body: ReasonIn) -> Status[Any]:
    """The customer says that it is not settled after all."""
    actions.customer_reopens(link=link, reason=body.reason, now=now())
    return Status(201, seen(request, link))
