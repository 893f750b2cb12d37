"""The customer's link by API: closed, and opened again."""

from ninja import Router, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.respond import actions, queries

router = Router(tags=["tracking"])


@router.delete("/cases/{number}/tracking-link", response={204: None})
def revoke_tracking(request: Request, number: Words) -> Status[None]:
    """Every link to the customer's page of this case opens nothing any more."""
    actions.revoke_tracking(actor=request.actor, case=queries.get_case(request.actor, number), now=now())
    return Status(204, None)


@router.put("/cases/{number}/tracking-link", response={204: None})
def restore_tracking(request: Request, number: Words) -> Status[None]:
    """The links open the page again."""
    actions.restore_tracking(actor=request.actor, case=queries.get_case(request.actor, number), now=now())
    return Status(204, None)
