"""Taking breath by API, and from when on a lead is told."""

from datetime import datetime

from ninja import Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people.queries import get_brand
from wenguo.respond import actions, queries
from wenguo.respond.models import Pause, PauseSetting

router = Router(tags=["pauses"])


class PauseIn(Schema):
    """How long: 5, 10, 15 or 20 minutes."""

    minutes: int


class PauseOut(Schema):
    """Until then no new case comes to the caller."""

    starts_at: datetime
    ends_at: datetime


class StrainOut(Schema):
    """What the caller's lead sees of them: ``words`` as on the board. ``pause_until`` is null without a pause."""

    hard: int
    is_much: bool
    pause_until: datetime | None
    words: str


class PauseSettingIn(Schema):
    """After how many hard contacts in a row (1 to 20), within how many hours (1 to 24), leads of a brand see it."""

    brand: Words
    hard_contacts: int
    hours: int = 8


class PauseSettingOut(Schema):
    """What holds for a brand."""

    hard_contacts: int
    hours: int


@router.get("/me/pause", response=StrainOut)
def get_pause(request: Request) -> queries.Strain:
    """How much the caller has borne in this shift, and whether they pause: all that their lead sees."""
    request.actor.require("respond.read")
    user_id = request.actor.user_id
    strains = queries.strains_of([user_id], now=now()) if user_id else {}
    return strains.get(user_id or 0, queries.CALM)


@router.post("/me/pause", response={201: PauseOut})
def start_pause(request: Request, body: PauseIn) -> Status[Pause]:
    """Take breath: no new case comes to the caller meanwhile, and no clock stands still."""
    return Status(201, actions.start_pause(actor=request.actor, minutes=body.minutes, now=now()))


@router.delete("/me/pause", response={204: None})
def end_pause(request: Request) -> Status[None]:
    """Back before the time."""
    actions.end_pause(actor=request.actor, now=now())
    return Status(204, None)


@router.get("/pause-settings", response=PauseSettingOut)
def get_pause_settings(request: Request, brand: Words) -> PauseSetting:
    """From when on a brand's leads see that somebody has borne much."""
    return queries.pause_setting_of(request.actor, get_brand(request.actor, brand))


@router.put("/pause-settings", response=PauseSettingOut)
def set_pause_settings(request: Request, body: PauseSettingIn) -> PauseSetting:
    """Set it."""
    return actions.set_pauses(
        actor=request.actor,
        brand=get_brand(request.actor, body.brand),
        hard_contacts=body.hard_contacts,
        hours=body.hours,
        now=now(),
    )
