"""Expert panels by API."""

from datetime import datetime
from typing import Any, Literal

from ninja import Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Moment, Words
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import ExpertAsk
from wenguo.respond.rest.together import TextIn

router = Router(tags=["working together"])


class ExpertIn(Schema):
    """Whom, what, and by when."""

    expert: int
    question: str
    due_at: Moment


class RefusalIn(Schema):
    """Why not."""

    reason: str


class OpinionIn(Schema):
    """What was found, what is recommended, and how sure the expert is."""

    finding: str
    recommendation: str = ""
    confidence: Literal["high", "medium", "low"]


class AskOut(Schema):
    """One asked opinion; ``state`` is asked, accepted, declined, answered or withdrawn."""

    id: int
    case: str
    expert_id: int
    expert_name: str
    question: str
    asked_by_name: str
    asked_at: datetime
    due_at: datetime
    overdue_at: datetime | None
    state: str
    reason: str
    finding: str
    recommendation: str
    confidence: str
    answered_at: datetime | None


class PanelOut(Schema):
    """A panel and its opinions; not concluded while ``concluded_at`` is null."""

    id: int
    opened_by_name: str
    opened_at: datetime
    summary: str
    concluded_by_name: str
    concluded_at: datetime | None
    asks: list[AskOut]


class SuggestionOut(Schema):
    """A colleague who could be asked; ``skills`` are those that the case asks for, with their level 1 to 5."""

    user_id: int
    name: str
    load: int
    skills: dict[str, int]


@router.get("/expert-asks", response=list[AskOut])
def list_my_asks(request: Request) -> list[dict[str, Any]]:
    """Opinions that the caller owes, the most pressing first."""
    return [_ask(row) for row in queries.asks_of(request.actor)[:100]]


@router.get("/cases/{number}/experts/suggestions", response=list[SuggestionOut])
def suggest_experts(request: Request, number: Words) -> list[dict[str, Any]]:
    """Colleagues who could be asked, those with fitting skills first."""
    rows = queries.possible_experts(request.actor, queries.get_case(request.actor, number))
    return [
        {"user_id": one.user.pk, "name": str(one.user), "load": one.load, "skills": dict(one.skills)}
        for one in rows
    ]


@router.get("/cases/{number}/panels", response=list[PanelOut])
def list_panels(request: Request, number: Words) -> list[dict[str, Any]]:
    """The expert panels of a case, newest first."""
    names = set(PanelOut.model_fields) - {"asks"}
    return [
        {"asks": [_ask(one) for one in row.asks.all()], **{name: getattr(row, name) for name in names}}
        for row in queries.panels_of(queries.get_case(request.actor, number))
    ]


@router.post("/cases/{number}/experts", response={201: AskOut})
def invite_expert(request: Request, number: Words, body: ExpertIn) -> Status[dict[str, Any]]:
    """Ask a specialist for an opinion; while asked, they see the case."""
    case = queries.get_case(request.actor, number)
    expert = people.get_colleague(request.actor, body.expert)
    row = actions.invite_expert(
        actor=request.actor,
        case=case,
        expert=expert,
        question=body.question,
        due_at=body.due_at,
        now=now(),
    )
    return Status(201, _ask(row))


@router.post("/cases/{number}/experts/{int:ask_id}/acceptance", response=AskOut)
def accept_ask(request: Request, number: Words, ask_id: int) -> dict[str, Any]:
    """The expert will give an opinion."""
    return _ask(actions.accept_ask(actor=request.actor, ask=_of(request, number, ask_id), now=now()))


@router.post("/cases/{number}/experts/{int:ask_id}/refusal", response=AskOut)
def decline_ask(request: Request, *, number: Words, ask_id: int, body: RefusalIn) -> dict[str, Any]:
    """The expert cannot say."""
    ask = _of(request, number, ask_id)
    return _ask(actions.decline_ask(actor=request.actor, ask=ask, reason=body.reason, now=now()))


@router.put("/cases/{number}/experts/{int:ask_id}/opinion", response=AskOut)
def give_opinion(request: Request, *, number: Words, ask_id: int, body: OpinionIn) -> dict[str, Any]:
    """The expert's opinion; until the panel is concluded it can be put in other words."""
    opinion = actions.Opinion(body.finding, body.confidence, body.recommendation)
    ask = _of(request, number, ask_id)
    return _ask(actions.give_opinion(actor=request.actor, ask=ask, opinion=opinion, now=now()))


@router.delete("/cases/{number}/experts/{int:ask_id}", response={204: None})
def withdraw_ask(request: Request, number: Words, ask_id: int) -> Status[None]:
    """The opinion is no longer wanted."""
    actions.withdraw_ask(actor=request.actor, ask=_of(request, number, ask_id), now=now())
    return Status(204, None)


@router.post("/cases/{number}/panel/conclusion", response={204: None})
def conclude_panel(request: Request, number: Words, body: TextIn) -> Status[None]:
    """Sum up what the experts said."""
    case = queries.get_case(request.actor, number)
    actions.conclude_panel(actor=request.actor, case=case, summary=body.text, now=now())
    return Status(204, None)


def _of(request: Request, number: str, ask_id: int) -> ExpertAsk:
    return queries.get_ask(request.actor, queries.get_case(request.actor, number), ask_id)


def _ask(row: ExpertAsk) -> dict[str, Any]:
    names = set(AskOut.model_fields) - {"case", "expert_name"}
    return {
        "case": row.case.number,
        "expert_name": str(row.expert),
        **{name: getattr(row, name) for name in names},
    }
