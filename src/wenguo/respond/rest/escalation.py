"""Levels above the frontline, by API."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status

from wenguo.base.bilingual import in_language
from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, Escalation
from wenguo.respond.rest.deeds_schemas import ReasonIn, TextIn
from wenguo.respond.rest.schemas import CaseDetailOut
from wenguo.respond.rest.shown import detail_out

router = Router(tags=["escalation"])
MOST = 100


class EscalateIn(Schema):
    """How far up (2 specialists, 3 department lead, 4 executive), and why."""

    level: int
    reason: Words


class EscalationOut(Schema):
    """One lift of a case. ``because`` is in the caller's language; ``handler`` a person's id."""

    number: str
    level: int
    lane: str
    trigger: str
    because: str
    reason: str
    raised_by: str
    raised_at: datetime
    handler: int | None
    ack_due_at: datetime | None
    acknowledged_at: datetime | None
    answer: str
    ended_at: datetime | None
    ending: str


class PathStepOut(Schema):
    """What happens by itself, in the caller's language."""

    at: datetime
    level: int
    words: str


class CaseEscalationOut(Schema):
    """Where a case is, what lies ahead of it, and how it went so far, newest first."""

    level: int
    path: list[PathStepOut]
    escalations: list[EscalationOut]


class EscalationSettingsIn(Schema):
    """Trigger → level (0: not by itself), a team's key, a person's id."""

    brand: Words
    triggers: dict[str, int] = {}
    specialists: Words = ""
    arbiter: int | None = None


class ContactsIn(Schema):
    """People of a fast lane (safety, legal, reputation; level 0), or of a level 2 to 4 (empty lane)."""

    brand: Words
    lane: Words = ""
    level: int = 0
    users: list[int]


class ContactOut(Schema):
    """Somebody who is called."""

    lane: str
    level: int
    user: int


class EscalationSettingsOut(Schema):
    """What holds for a brand."""

    triggers: dict[str, int]
    specialists: str | None
    arbiter: int | None
    contacts: list[ContactOut]


@router.get("/escalations", response=list[EscalationOut])
def list_escalations(request: Request) -> list[dict[str, Any]]:
    """What waits above the frontline: the untaken first, then the highest (at most 100)."""
    request.actor.require("respond.read")
    return [_shown(row, row.case) for row in queries.open_escalations(request.actor)[:MOST]]


@router.get("/cases/{number}/escalation", response=CaseEscalationOut)
def get_escalation(request: Request, number: Words) -> dict[str, Any]:
    """Where a case is, and what happens by itself."""
    case = queries.get_case(request.actor, number)
    return {
        "level": case.level,
        "path": queries.escalation_path(
            case, current=queries.open_escalation(case), due=queries.due_of(case), now=now()
        ),
        "escalations": [_shown(row, case) for row in queries.escalations_of(case)],
    }


@router.post("/cases/{number}/escalation", response=CaseDetailOut)
def escalate(request: Request, number: Words, body: EscalateIn) -> dict[str, Any]:
    """Lift a case."""
    case = queries.get_case(request.actor, number)
    actions.escalate(actor=request.actor, case=case, level=body.level, reason=body.reason, now=now())
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/escalation/acknowledgement", response={204: None})
def acknowledge(request: Request, number: Words) -> Status[None]:
    """I have it."""
    case = queries.get_case(request.actor, number)
    actions.acknowledge(actor=request.actor, case=case, now=now())
    return Status(204, None)


@router.post("/cases/{number}/escalation/answer", response={204: None})
def answer(request: Request, number: Words, body: TextIn) -> Status[None]:
    """Decide; the case comes back to the first line."""
    case = queries.get_case(request.actor, number)
    actions.answer_escalation(actor=request.actor, case=case, text=body.text, now=now())
    return Status(204, None)


@router.post("/cases/{number}/escalation/step-down", response={204: None})
def step_down(request: Request, number: Words, body: ReasonIn) -> Status[None]:
    """Not a matter for this level."""
    case = queries.get_case(request.actor, number)
    actions.step_down(actor=request.actor, case=case, reason=body.reason, now=now())
    return Status(204, None)


@router.get("/escalation-settings", response=EscalationSettingsOut)
def get_settings(request: Request, brand: Words) -> dict[str, Any]:
    """Triggers, levels and people of a brand."""
    request.actor.require("respond.read")
    row = people.get_brand(request.actor, brand)
    own = queries.settings_of(row.pk)
    contacts = queries.contacts_of(row)
    return {
        "triggers": queries.trigger_levels(row.pk),
        "specialists": own.specialists.key if own.specialists else None,
        "arbiter": own.arbiter_id,
        "contacts": [{"lane": one.lane, "level": one.level, "user": one.user_id} for one in contacts],
    }


@router.put("/escalation-settings", response=EscalationSettingsOut)
def set_settings(request: Request, body: EscalationSettingsIn) -> dict[str, Any]:
    """How far each trigger lifts a case; what is not named is as shipped."""
    request.actor.require("respond.settings")
    brand = people.get_brand(request.actor, body.brand)
    teams = people.get_teams(request.actor, [body.specialists]) if body.specialists else []
    arbiter = None if body.arbiter is None else people.get_colleague(request.actor, body.arbiter)
    actions.set_escalation(
        actor=request.actor,
        brand=brand,
        triggers=body.triggers,
        specialists=teams[0] if teams else None,
        arbiter=arbiter,
        now=now(),
    )
    return get_settings(request, body.brand)


@router.put("/escalation-settings/contacts", response=EscalationSettingsOut)
def set_contacts(request: Request, body: ContactsIn) -> dict[str, Any]:
    """The people of a lane or level, in the order of calling."""
    request.actor.require("respond.settings")
    brand = people.get_brand(request.actor, body.brand)
    users = [people.get_colleague(request.actor, user_id) for user_id in body.users]
    actions.set_contacts(
        actor=request.actor, brand=brand, lane=body.lane, level=body.level, users=users, now=now()
    )
    return get_settings(request, body.brand)


_SAME = (
    "level",
    "lane",
    "trigger",
    "reason",
    "raised_by",
    "raised_at",
    "ack_due_at",
    "acknowledged_at",
    "answer",
    "ended_at",
    "ending",
)


def _shown(row: Escalation, case: Case) -> dict[str, Any]:
    same = {name: getattr(row, name) for name in _SAME}
    return {**same, "number": case.number, "because": in_language(row.because), "handler": row.handler_id}
