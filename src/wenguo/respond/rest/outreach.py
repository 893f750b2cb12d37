"""Proactive outreach by API."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Field, Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.domain.outreach import Audience
from wenguo.respond.models import Outreach

router = Router(tags=["outreach"])
Both = dict[Literal["zh", "en"], str]


class OutreachIn(Schema):
    """Conditions that must all be met, and the message in both languages."""

    brand: Words
    subject: Both
    body: Both
    incident: int | None = Field(default=None, ge=1, lt=2**63)
    category: Words = ""
    place_id: int | None = Field(default=None, ge=1, lt=2**63)
    order_from: Words = ""
    order_to: Words = ""
    since: date | None = None
    until: date | None = None
    tier: Words = ""
    per_minute: int = Field(default=60, ge=1, le=600)


class OutreachOut(Schema):
    """An outreach and what came of it; ``state`` is asked, sending, stopped or done."""

    id: int
    brand: str
    incident: int | None
    subject: dict[str, str]
    state: str
    made_by_name: str
    approved_by_name: str
    made_at: datetime
    approved_at: datetime | None
    ended_at: datetime | None
    recipients: int
    queued: int
    answered: int
    cases: int


class AnswerIn(Schema):
    """What the customer says."""

    text: str


class AnswerOut(Schema):
    """The number of the case, and the link of its page."""

    number: str
    link: str


@router.get("/outreaches", response=list[OutreachOut])
def list_outreaches(request: Request) -> list[dict[str, Any]]:
    """The newest 100."""
    request.actor.require("respond.read")
    return [_out(row) for row in queries.visible_outreaches(request.actor)[:100]]


@router.post("/outreaches", response={201: OutreachOut})
def draft_outreach(request: Request, body: OutreachIn) -> Status[dict[str, Any]]:
    """Write one; somebody else approves it."""
    facts = body.dict()
    incident_id, brand = facts.pop("incident"), people.get_brand(request.actor, facts.pop("brand"))
    told = {name: facts.pop(name) for name in ("subject", "body", "per_minute")}
    row = actions.draft_outreach(
        actor=request.actor,
        brand=brand,
        audience=Audience(**facts),
        incident=queries.get_incident(request.actor, incident_id) if incident_id else None,
        now=now(),
        **told,
    )
    return Status(201, _out(row))


@router.get("/outreaches/{int:outreach_id}", response=OutreachOut)
def get_outreach(request: Request, outreach_id: int) -> dict[str, Any]:
    """One with its result."""
    return _out(queries.get_outreach(request.actor, outreach_id))


@router.post("/outreaches/{int:outreach_id}/approval", response=OutreachOut)
def approve_outreach(request: Request, outreach_id: int) -> dict[str, Any]:
    """Let it go."""
    row = queries.get_outreach(request.actor, outreach_id)
    return _out(actions.approve_outreach(actor=request.actor, outreach=row, now=now()))


@router.post("/outreaches/{int:outreach_id}/stop", response=OutreachOut)
def stop_outreach(request: Request, outreach_id: int) -> dict[str, Any]:
    """Nothing more leaves."""
    row = queries.get_outreach(request.actor, outreach_id)
    return _out(actions.stop_outreach(actor=request.actor, outreach=row, now=now()))


@router.post("/outreaches/answers/{link}", response={201: AnswerOut}, auth=None)
def answer_outreach(request: Request, link: Words, *, body: AnswerIn) -> Status[dict[str, str]]:
    """A customer answers by the link in their message."""
    case = actions.answer_outreach(link=link, text=body.text, now=now())
    return Status(201, {"number": case.number, "link": queries.feedback_of_case(case)[0].link})


def _out(row: Outreach) -> dict[str, Any]:
    names = (
        "id",
        "subject",
        "state",
        "made_by_name",
        "approved_by_name",
        "made_at",
        "approved_at",
        "ended_at",
    )
    result = queries.result_of(row)
    return {
        **{name: getattr(row, name) for name in names},
        **{name: getattr(result, name) for name in ("recipients", "queued", "answered", "cases")},
        "brand": row.brand.slug,
        "incident": row.incident_id,
    }
