"""The crisis room by API."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Field, Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import Crisis

router = Router(tags=["crises"])


class CrisisStepOut(Schema):
    """A step of the first 24 hours; ``left_out`` says why it was not done."""

    id: int
    text: dict[str, str]
    due_at: datetime
    done_at: datetime | None
    done_by_name: str
    left_out: str


class CrisisEntryOut(Schema):
    """A line of the log."""

    at: datetime
    kind: str
    text: str
    actor_name: str


class CrisisOut(Schema):
    """The room. ``mood`` is 1 (furious) to 5; ``on_statement`` of the ``replies`` carry the statement in force."""

    incident: int
    reason: str
    declared_at: datetime
    closed_at: datetime | None
    happened: str
    went_well: str
    went_badly: str
    roles: dict[str, int]
    steps: list[CrisisStepOut]
    log: list[CrisisEntryOut]
    lessons: list[str]
    cases: int
    open_cases: int
    cases_last_hour: int
    reach: int
    mood: int | None
    replies: int
    on_statement: int


class ReasonIn(Schema):
    """Why it is a crisis."""

    reason: str


class RoleIn(Schema):
    """Who has the role."""

    user_id: int = Field(ge=1, lt=2**63)


class SettledIn(Schema):
    """Done; or with ``left_out`` why it was not."""

    left_out: str = ""


class EntryIn(Schema):
    """A decision or a fact."""

    kind: Literal["decision", "fact"] = "decision"
    text: str


class LessonIn(Schema):
    """What changes, by whom, until when."""

    text: str
    owner_id: int = Field(ge=1, lt=2**63)
    due_date: date


class ReviewIn(Schema):
    """The review that ends it; each lesson becomes the draft of an improvement."""

    happened: str
    went_well: str = ""
    went_badly: str = ""
    lessons: list[LessonIn] = Field(default_factory=list, max_length=20)


class StatementOut(Schema):
    """One version of the statement."""

    version: int
    text: str
    approved_by_name: str
    approved_at: datetime


class PlaybookStepIO(Schema):
    """One step in both languages and its minutes."""

    text: dict[Literal["zh", "en"], str]
    due_minutes: int = Field(ge=1, le=100_000)


class PlaybookIn(Schema):
    """All steps of a brand; none bring the house's own back."""

    brand: Words
    steps: list[PlaybookStepIO] = Field(max_length=40)


class BothIn(Schema):
    """Words in both languages."""

    zh: Words
    en: Words


class LettersIn(Schema):
    """The letter in both languages."""

    subject: BothIn
    body: BothIn


class LettersOut(Schema):
    """The outreach that it is."""

    outreach: int
    state: str


@router.get("/incidents/{int:incident_id}/crisis", response=CrisisOut)
def get_crisis(request: Request, incident_id: int) -> dict[str, Any]:
    """The crisis of an incident with figures, steps, roles and log."""
    return _shown(request, incident_id)


@router.post("/incidents/{int:incident_id}/crisis", response={201: CrisisOut})
def declare_crisis(request: Request, incident_id: int, body: ReasonIn) -> Status[dict[str, Any]]:
    """Open the crisis room."""
    row = queries.get_incident(request.actor, incident_id)
    actions.declare_crisis(actor=request.actor, incident=row, reason=body.reason, now=now())
    return Status(201, _shown(request, incident_id))


@router.put("/incidents/{int:incident_id}/crisis/roles/{role}", response=CrisisOut)
def name_role(request: Request, incident_id: int, role: Words, *, body: RoleIn) -> dict[str, Any]:
    """Say who does what."""
    row = queries.get_incident(request.actor, incident_id)
    request.actor.require("respond.incident")
    user = people.get_colleague(request.actor, body.user_id)
    actions.name_role(actor=request.actor, incident=row, role=role, user=user, now=now())
    return _shown(request, incident_id)


@router.put("/incidents/{int:incident_id}/crisis/steps/{int:step_id}", response=CrisisOut)
def settle_step(request: Request, incident_id: int, step_id: int, *, body: SettledIn) -> dict[str, Any]:
    """A step is done, or left out with a reason."""
    row = queries.get_incident(request.actor, incident_id)
    actions.settle_step(actor=request.actor, incident=row, step_id=step_id, left_out=body.left_out, now=now())
    return _shown(request, incident_id)


@router.post("/incidents/{int:incident_id}/crisis/log", response={201: CrisisEntryOut})
def log_crisis(request: Request, incident_id: int, body: EntryIn) -> Status[Any]:
    """Write a decision or a fact into the log."""
    row = queries.get_incident(request.actor, incident_id)
    entry = actions.log_crisis(actor=request.actor, incident=row, kind=body.kind, text=body.text, now=now())
    return Status(201, entry)


@router.post("/incidents/{int:incident_id}/crisis/review", response=CrisisOut)
def close_crisis(request: Request, incident_id: int, body: ReviewIn) -> dict[str, Any]:
    """Close the crisis with a review."""
    row = queries.get_incident(request.actor, incident_id)
    request.actor.require("respond.incident")
    lessons = [
        actions.Learnt(one.text, people.get_colleague(request.actor, one.owner_id), one.due_date)
        for one in body.lessons
    ]
    review = actions.Review(body.happened, body.went_well, body.went_badly)
    actions.close_crisis(actor=request.actor, incident=row, review=review, lessons=lessons, now=now())
    return _shown(request, incident_id)


@router.post("/incidents/{int:incident_id}/crisis/letters", response={201: LettersOut})
def draft_crisis_letters(request: Request, incident_id: int, *, body: LettersIn) -> Status[dict[str, Any]]:
    """Write the letter after a crisis; it is approved, sent and measured as an outreach."""
    incident = queries.get_incident(request.actor, incident_id)
    row = actions.draft_crisis_letters(
        actor=request.actor,
        incident=incident,
        subject=body.subject.dict(),
        body=body.body.dict(),
        now=now(),
    )
    return Status(201, {"outreach": row.pk, "state": row.state})


@router.get("/incidents/{int:incident_id}/statements", response=list[StatementOut])
def list_statements(request: Request, incident_id: int) -> list[Any]:
    """Every version of the statement, the one in force first."""
    return list(queries.statements_of(queries.get_incident(request.actor, incident_id)))


@router.get("/playbook", response=list[PlaybookStepIO])
def get_playbook(request: Request, *, brand: str) -> list[dict[str, Any]]:
    """The steps of a brand's first 24 hours."""
    request.actor.require("respond.read")
    steps = queries.playbook_of(people.get_brand(request.actor, brand))
    return [{"text": text, "due_minutes": minutes} for text, minutes in steps]


@router.put("/playbook", response={204: None})
def set_playbook(request: Request, body: PlaybookIn) -> Status[None]:
    """Say what a golden day of a brand is."""
    steps = [
        ({str(code): words for code, words in step.text.items()}, step.due_minutes) for step in body.steps
    ]
    brand = people.get_brand(request.actor, body.brand)
    actions.set_playbook(actor=request.actor, brand=brand, steps=steps, now=now())
    return Status(204, None)


_SAME = ("reason", "declared_at", "closed_at", "happened", "went_well", "went_badly")


def _shown(request: Request, incident_id: int) -> dict[str, Any]:
    row: Crisis = queries.get_crisis(request.actor, incident_id)
    figures = queries.counters(row.incident, now=now())
    same = ("cases", "open_cases", "reach", "mood", "replies", "on_statement")
    return {
        **{name: getattr(row, name) for name in _SAME},
        **{name: getattr(figures, name) for name in same},
        "incident": incident_id,
        "cases_last_hour": figures.pace.last_hour,
        "roles": {one.role: one.user_id for one in row.roles.all()},
        "steps": sorted(row.steps.all(), key=lambda step: (step.due_at, step.pk)),
        "log": queries.log_of(row),
        "lessons": [one.text for one in row.lessons.all()],
    }
