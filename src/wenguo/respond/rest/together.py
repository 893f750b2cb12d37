"""Tasks, linked and merged cases, incidents and checklists by API."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import Incident, Task
from wenguo.respond.rest.schemas import CaseDetailOut
from wenguo.respond.rest.shown import detail_out

router = Router(tags=["working together"])


class TaskIn(Schema):
    """``owner`` is a colleague's id; null for whoever has the case."""

    title: str
    owner: int | None = None
    due_at: datetime | None = None


class TickIn(Schema):
    """Done, or open again."""

    is_done: bool


class TaskOut(Schema):
    """One thing to do."""

    id: int
    title: str
    owner_id: int | None
    due_at: datetime | None
    created_at: datetime
    done_at: datetime | None
    done_by_name: str


class NumberIn(Schema):
    """Another case."""

    number: Words


class LinkIn(NumberIn):
    """How the two have to do with each other."""

    kind: Literal["related", "same_cause", "follows"] = "related"


class IncidentIn(Schema):
    """One cause, and the cases that are known to come of it."""

    brand: Words
    title: str
    cause: str = ""
    category: Words = ""
    cases: list[Words] = Field(default_factory=list, max_length=200)


class IncidentOut(Schema):
    """An incident as it stands; ``open_count`` are its cases that are neither resolved nor closed."""

    id: int
    number: str
    brand: str
    title: str
    cause: str
    category: str
    state: str
    statement: str
    case_count: int
    open_count: int
    opened_at: datetime
    resolved_at: datetime | None


class SuspicionOut(Schema):
    """Open cases that may have one cause; a person decides."""

    category: str
    place_id: int | None
    cases: list[str]
    since: datetime


class TextIn(Schema):
    """Words."""

    text: str


class UpdateIn(TextIn):
    """News for everybody; the same ``request_key`` is told once."""

    request_key: Words


class AllResolvedIn(Schema):
    """The confirmed cases, and one outcome, cause and wording for all of them."""

    cases: list[Words] = Field(max_length=200)
    outcome: Words
    cause: Words
    text: str


class StepIn(Schema):
    """One step in both languages; minutes until due, or null."""

    title: dict[Literal["zh", "en"], str]
    due_minutes: int | None = Field(default=None, ge=1, le=527_040)


class ChecklistIn(Schema):
    """All steps of one category; an empty category means every case of the brand, no steps remove the list."""

    brand: Words
    category: Words = ""
    steps: list[StepIn] = Field(max_length=30)


class StepOut(Schema):
    """One step of a checklist."""

    brand: str
    category: str
    title: dict[str, str]
    due_minutes: int | None


@router.get("/tasks", response=list[TaskOut])
def list_my_tasks(request: Request) -> list[Task]:
    """What the caller is to do, across all cases, by due time."""
    return list(queries.my_tasks(request.actor)[:200])


@router.get("/cases/{number}/tasks", response=list[TaskOut])
def list_tasks(request: Request, number: Words) -> list[Task]:
    """The tasks of a case, open ones first."""
    return queries.tasks_of(queries.get_case(request.actor, number))


@router.post("/cases/{number}/tasks", response={201: TaskOut})
def add_task(request: Request, number: Words, body: TaskIn) -> Status[Task]:
    """Write down one thing to do."""
    owner = people.get_colleague(request.actor, body.owner) if body.owner else None
    case = queries.get_case(request.actor, number)
    task = actions.add_task(
        actor=request.actor, case=case, title=body.title, owner=owner, due_at=body.due_at, now=now()
    )
    return Status(201, task)


@router.put("/cases/{number}/tasks/{int:task_id}", response=TaskOut)
def tick_task(request: Request, number: Words, task_id: int, *, body: TickIn) -> Task:
    """Tick it off, or on again."""
    case = queries.get_case(request.actor, number)
    return actions.tick_task(actor=request.actor, case=case, task_id=task_id, is_done=body.is_done, now=now())


@router.post("/cases/{number}/checklist", response={201: list[TaskOut]})
def add_checklist(request: Request, number: Words) -> Status[list[Task]]:
    """Put the steps of the case's category on it."""
    case = queries.get_case(request.actor, number)
    return Status(201, actions.add_checklist(actor=request.actor, case=case, now=now()))


@router.post("/cases/{number}/merge", response=CaseDetailOut)
def merge_case(request: Request, number: Words, body: NumberIn) -> dict[str, Any]:
    """Carry the case on under another one of the same customer; gives the one that is kept."""
    case, into = queries.get_case(request.actor, number), queries.get_case(request.actor, body.number)
    actions.merge(actor=request.actor, case=case, into=into, now=now())
    return detail_out(request.actor, into.number, now=now())


@router.delete("/cases/{number}/merge", response=CaseDetailOut)
def unmerge_case(request: Request, number: Words) -> dict[str, Any]:
    """Part it from the case it was merged into."""
    actions.unmerge(actor=request.actor, case=queries.get_case(request.actor, number), now=now())
    return detail_out(request.actor, number, now=now())


@router.post("/cases/{number}/links", response={204: None})
def link_case(request: Request, number: Words, body: LinkIn) -> Status[None]:
    """Note that two cases have to do with each other."""
    case = queries.get_case(request.actor, number)
    actions.link_cases(actor=request.actor, case=case, number=body.number, kind=body.kind, now=now())
    return Status(204, None)


@router.delete("/cases/{number}/links/{other}", response={204: None})
def unlink_case(request: Request, number: Words, other: Words) -> Status[None]:
    """They have not."""
    case = queries.get_case(request.actor, number)
    actions.unlink_cases(actor=request.actor, case=case, number=other, now=now())
    return Status(204, None)


@router.get("/cases/{number}/presence", response=list[str])
def list_presence(request: Request, number: Words) -> list[str]:
    """Names of colleagues who have the case open now."""
    case = queries.get_case(request.actor, number)
    return [row.user.name for row in queries.others_at(request.actor, case, now=now())]


@router.put("/cases/{number}/presence", response={204: None})
def be_present(request: Request, number: Words, *, typing: bool = False) -> Status[None]:
    """Say that the caller has the case open; good for a minute."""
    case = queries.get_case(request.actor, number)
    actions.be_present(actor=request.actor, case=case, is_typing=typing, now=now())
    return Status(204, None)


@router.put("/cases/{number}/incident", response={204: None})
def join_incident(request: Request, number: Words, *, incident: int) -> Status[None]:
    """The case has this incident as its cause."""
    case, row = queries.get_case(request.actor, number), queries.get_incident(request.actor, incident)
    actions.join_incident(actor=request.actor, incident=row, case=case, now=now())
    return Status(204, None)


@router.delete("/cases/{number}/incident", response={204: None})
def leave_incident(request: Request, number: Words) -> Status[None]:
    """It was something else."""
    actions.leave_incident(actor=request.actor, case=queries.get_case(request.actor, number), now=now())
    return Status(204, None)


@router.get("/incidents", response=list[IncidentOut])
def list_incidents(request: Request, *, state: Literal["", "open", "resolved"] = "") -> list[dict[str, Any]]:
    """The newest 200 incidents."""
    request.actor.require("respond.read")
    rows = queries.visible_incidents(request.actor).order_by("-id")
    return [_incident(row) for row in (rows.filter(state=state) if state else rows)[:200]]


@router.get("/incidents/suspected", response=list[SuspicionOut])
def list_suspected(request: Request) -> list[dict[str, Any]]:
    """Groups of open cases that look like one cause."""
    request.actor.require("respond.read")
    found = queries.suspected_incidents(request.actor, now=now())
    ids = [case_id for one in found for case_id in one.case_ids]
    numbers = dict(queries.visible_cases(request.actor).filter(pk__in=ids).values_list("pk", "number"))
    return [
        {
            "category": one.category,
            "place_id": one.place_id,
            "cases": [numbers[case_id] for case_id in one.case_ids if case_id in numbers],
            "since": one.since,
        }
        for one in found
    ]


@router.post("/incidents", response={201: IncidentOut})
def declare_incident(request: Request, body: IncidentIn) -> Status[dict[str, Any]]:
    """Say that one cause is behind several cases."""
    row = actions.declare_incident(
        actor=request.actor,
        brand=people.get_brand(request.actor, body.brand),
        title=body.title,
        cause=body.cause,
        category=body.category,
        cases=[queries.get_case(request.actor, number) for number in body.cases],
        now=now(),
    )
    return Status(201, _incident(queries.get_incident(request.actor, row.pk)))


@router.get("/incidents/{int:incident_id}", response=IncidentOut)
def get_incident(request: Request, incident_id: int) -> dict[str, Any]:
    """One incident."""
    return _incident(queries.get_incident(request.actor, incident_id))


@router.put("/incidents/{int:incident_id}/statement", response=IncidentOut)
def approve_statement(request: Request, incident_id: int, body: TextIn) -> dict[str, Any]:
    """Put the one statement in force that replies use."""
    row = queries.get_incident(request.actor, incident_id)
    actions.approve_statement(actor=request.actor, incident=row, text=body.text, now=now())
    return _incident(queries.get_incident(request.actor, incident_id))


@router.post("/incidents/{int:incident_id}/updates", response={202: None})
def tell_all(request: Request, incident_id: int, body: UpdateIn) -> Status[None]:
    """Tell every customer behind its open cases."""
    row = queries.get_incident(request.actor, incident_id)
    actions.tell_all(
        actor=request.actor, incident=row, text=body.text, request_key=body.request_key, now=now()
    )
    return Status(202, None)


@router.post("/incidents/{int:incident_id}/resolution", response=IncidentOut)
def resolve_incident(request: Request, incident_id: int, body: AllResolvedIn) -> dict[str, Any]:
    """Resolve the confirmed cases; the incident is over when none of its cases is open."""
    actions.resolve_incident(
        actor=request.actor,
        incident=queries.get_incident(request.actor, incident_id),
        case_numbers=body.cases,
        outcome=body.outcome,
        cause=body.cause,
        text=body.text,
        now=now(),
    )
    return _incident(queries.get_incident(request.actor, incident_id))


@router.get("/checklists", response=list[StepOut])
def list_checklists(request: Request) -> list[dict[str, Any]]:
    """Every step of every checklist, in order."""
    request.actor.require("respond.read")
    names = ("category", "title", "due_minutes")
    return [
        {"brand": row.brand.slug, **{name: getattr(row, name) for name in names}}
        for row in queries.checklists(request.actor)
    ]


@router.put("/checklists", response={204: None})
def set_checklist(request: Request, body: ChecklistIn) -> Status[None]:
    """Say which steps cases of a category need."""
    steps = [
        ({str(code): words for code, words in step.title.items()}, step.due_minutes) for step in body.steps
    ]
    actions.set_checklist(
        actor=request.actor,
        brand=people.get_brand(request.actor, body.brand),
        category=body.category,
        steps=steps,
        now=now(),
    )
    return Status(204, None)


def _incident(row: Incident) -> dict[str, Any]:
    names = set(IncidentOut.model_fields) - {"brand"}
    return {"brand": row.brand.slug, **{name: getattr(row, name) for name in names}}
