"""The customer's link by API: closed, and opened again."""

from ninja import Router, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people.queries import get_brand
from wenguo.respond import actions, queries
from wenguo.respond.models import TrackingSetting
from wenguo.respond.rest.tracking_schemas import TrackingSettingIn, TrackingSettingOut

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


@router.put("/cases/{number}/tracking-digits", response={204: None})
def ask_digits(request: Request, number: Words) -> Status[None]:
    """The customer's page asks for the phone's digits again, where it has a reason to."""
    case = queries.get_case(request.actor, number)
    actions.waive_tail(actor=request.actor, case=case, is_waived=False, now=now())
    return Status(204, None)


@router.delete("/cases/{number}/tracking-digits", response={204: None})
def waive_digits(request: Request, number: Words) -> Status[None]:
    """The customer's page opens by its link alone: a colleague made sure who it is."""
    case = queries.get_case(request.actor, number)
    actions.waive_tail(actor=request.actor, case=case, is_waived=True, now=now())
    return Status(204, None)


@router.get("/tracking-settings", response=TrackingSettingOut)
def get_tracking_settings(request: Request, brand: Words) -> TrackingSetting:
    """How a brand's customers see their pages."""
    return queries.tracking_setting_of(request.actor, get_brand(request.actor, brand))


@router.put("/tracking-settings", response=TrackingSettingOut)
def set_tracking_settings(request: Request, body: TrackingSettingIn) -> TrackingSetting:
    """A second key to what is personal, and letters when something changes."""
    brand = get_brand(request.actor, body.brand)
    return actions.set_tracking(actor=request.actor, brand=brand, now=now(), **body.dict(exclude={"brand"}))
