"""The customer's answer to an offer, by their link alone."""

from typing import Any

from ninja import Router, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.respond import actions
from wenguo.respond.rest.amends_schemas import AnswerIn
from wenguo.respond.rest.tracking import pass_of, seen
from wenguo.respond.rest.tracking_schemas import TrackingOut

router = Router(tags=["tracking"], auth=None)


@router.post("/tracking/{link}/offers/{int:compensation_id}/answer", response={201: TrackingOut})
def answer_offer(request: Request, *, link: Words, compensation_id: int, body: AnswerIn) -> Status[Any]:
    """The customer accepts or declines what is offered."""
    actions.answer_offer(
        link=link,
        compensation_id=compensation_id,
        accepts=body.accepts,
        words=body.words,
        tail_pass=pass_of(request),
        now=now(),
    )
    return Status(201, seen(request, link))
