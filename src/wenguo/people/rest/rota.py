"""Skills, shifts, leave and the duty rota by API."""

from datetime import datetime, time, timedelta
from typing import Any

from ninja import Field, Router, Schema, Status
from pydantic import AliasPath

from wenguo.base.http import Request
from wenguo.base.schemas import Moment, Words
from wenguo.kernel.clock import now
from wenguo.people import actions, queries
from wenguo.people.models import DutyNote, DutyTurn, Leave, Skill

router = Router(tags=["rota"])
ROTA_DAYS = 14


class SkillNameIn(Schema):
    """What a skill is called in both languages."""

    zh: Words = Field("", max_length=60)
    en: Words = Field("", max_length=60)


class SkillIn(Schema):
    """A skill and the cases that ask for it."""

    brand: Words
    key: Words = Field(max_length=40)
    name: SkillNameIn
    categories: list[Words] = []
    risks: list[Words] = []
    tiers: list[Words] = []
    channels: list[Words] = []
    is_required: bool = False


class SkillOut(Schema):
    """A skill."""

    id: int
    key: str
    name: dict[str, str]
    categories: list[str]
    risks: list[str]
    tiers: list[str]
    channels: list[str]
    is_required: bool


class ShiftIn(Schema):
    """One weekly working time; Monday is 0. Ending at or before the start means over midnight."""

    weekday: int = Field(ge=0, le=6)
    starts_at: time
    ends_at: time


class AbilitiesIn(Schema):
    """What somebody can do: skill id → level 1 to 5, languages, ids of places (none: any)."""

    skills: dict[int, int] = {}
    languages: list[Words] = []
    places: list[int] = []


class LeaveIn(Schema):
    """When somebody will not be there. ``kind``: holiday, sick, training, other."""

    kind: Words = "holiday"
    starts_at: Moment
    ends_at: Moment


class LeaveOut(Schema):
    """A leave."""

    id: int
    kind: str
    starts_at: datetime
    ends_at: datetime


class DutyIn(Schema):
    """Somebody on call; ``weeks`` repeats the same hours."""

    brand: Words
    tier: int
    user: int
    starts_at: Moment
    ends_at: Moment
    weeks: int = 1


class DutyOut(Schema):
    """A turn of duty."""

    id: int
    tier: int
    user: int = Field(validation_alias="user_id")
    name: str = Field(validation_alias=AliasPath("user", "name"))
    starts_at: datetime
    ends_at: datetime


class DutyNoteIn(Schema):
    """What whoever comes next should know."""

    brand: Words
    text: Words


class DutyNoteOut(Schema):
    """A note of the rota."""

    id: int
    author_name: str
    text: str
    created_at: datetime


@router.get("/skills", response=list[SkillOut])
def list_skills(request: Request, brand: Words) -> list[Skill]:
    """What cases of a brand may ask for."""
    request.actor.require("people.read")
    return queries.skills_of_brand(queries.get_brand(request.actor, brand).pk)


@router.put("/skills", response=SkillOut)
def set_skill(request: Request, body: SkillIn) -> Skill:
    """Name a skill, or change it."""
    brand = queries.get_brand(request.actor, body.brand)
    asked = actions.Asked(body.categories, body.risks, body.tiers, body.channels)
    return actions.set_skill(
        actor=request.actor,
        brand=brand,
        key=body.key,
        name=body.name.dict(),
        asked=asked,
        is_required=body.is_required,
        now=now(),
    )


@router.delete("/skills", response={204: None})
def remove_skill(request: Request, *, brand: Words, key: Words) -> Status[None]:
    """Nobody is asked for it any more."""
    row = queries.get_brand(request.actor, brand)
    actions.remove_skill(actor=request.actor, brand=row, key=key, now=now())
    return Status(204, None)


@router.put("/people/{int:user_id}/abilities", response={204: None})
def set_abilities(request: Request, user_id: int, body: AbilitiesIn) -> Status[None]:
    """Skills, languages and places of a colleague."""
    request.actor.require("people.rota")
    user = queries.get_colleague(request.actor, user_id)
    places = [queries.get_place(request.actor, place_id) for place_id in body.places]
    values: dict[str, Any] = {"skills": body.skills, "languages": body.languages, "places": places}
    actions.set_abilities(actor=request.actor, user=user, now=now(), **values)
    return Status(204, None)


@router.put("/people/{int:user_id}/shifts", response={204: None})
def set_shifts(request: Request, user_id: int, body: list[ShiftIn]) -> Status[None]:
    """Replace the weekly shifts; none at all means always."""
    request.actor.require("people.rota")
    user = queries.get_colleague(request.actor, user_id)
    shifts = [(row.weekday, row.starts_at, row.ends_at) for row in body]
    actions.set_shifts(actor=request.actor, user=user, shifts=shifts, now=now())
    return Status(204, None)


@router.get("/people/{int:user_id}/leaves", response=list[LeaveOut])
def list_leaves(request: Request, user_id: int) -> Any:
    """When a colleague is not there, the next first."""
    request.actor.require("people.read")
    return queries.leaves_ahead(queries.get_colleague(request.actor, user_id), now=now())


@router.post("/people/{int:user_id}/leaves", response={201: LeaveOut})
def set_leave(request: Request, user_id: int, body: LeaveIn) -> Status[Leave]:
    """Somebody will not be there."""
    request.actor.require("people.rota")
    user = queries.get_colleague(request.actor, user_id)
    return Status(201, actions.set_leave(actor=request.actor, user=user, now=now(), **body.dict()))


@router.delete("/people/{int:user_id}/leaves/{int:leave_id}", response={204: None})
def end_leave(request: Request, user_id: int, leave_id: int) -> Status[None]:
    """Strike a leave out."""
    request.actor.require("people.rota")
    user = queries.get_colleague(request.actor, user_id)
    actions.end_leave(actor=request.actor, user=user, leave_id=leave_id, now=now())
    return Status(204, None)


@router.get("/duty", response=list[DutyOut])
def list_duty(request: Request, brand: Words, since: Moment | None = None) -> list[DutyTurn]:
    """Turns of duty of two weeks from ``since`` (now)."""
    start = since or now()
    row = queries.get_brand(request.actor, brand)
    tiers = queries.rota(request.actor, row, since=start, until=start + timedelta(days=ROTA_DAYS))
    return [turn for tier in tiers for turn in tier.turns]


@router.post("/duty", response={201: list[DutyOut]})
def plan_duty(request: Request, body: DutyIn) -> Status[list[DutyTurn]]:
    """Put somebody on call."""
    request.actor.require("people.rota")
    values = body.dict(exclude={"brand", "user"})
    turns = actions.plan_duty(
        actor=request.actor,
        brand=queries.get_brand(request.actor, body.brand),
        user=queries.get_colleague(request.actor, body.user),
        now=now(),
        **values,
    )
    return Status(201, turns)


@router.delete("/duty/{int:turn_id}", response={204: None})
def cancel_duty(request: Request, turn_id: int, brand: Words) -> Status[None]:
    """Take a turn out of the rota."""
    row = queries.get_brand(request.actor, brand)
    actions.cancel_duty(actor=request.actor, brand=row, turn_id=turn_id, now=now())
    return Status(204, None)


@router.get("/duty/notes", response=list[DutyNoteOut])
def list_duty_notes(request: Request, brand: Words) -> list[DutyNote]:
    """What those before left for those after, newest first."""
    return queries.duty_notes(request.actor, queries.get_brand(request.actor, brand))


@router.post("/duty/notes", response={201: DutyNoteOut})
def leave_duty_note(request: Request, body: DutyNoteIn) -> Status[DutyNote]:
    """Tell whoever comes on duty next what to watch."""
    brand = queries.get_brand(request.actor, body.brand)
    return Status(201, actions.leave_duty_note(actor=request.actor, brand=brand, text=body.text, now=now()))
