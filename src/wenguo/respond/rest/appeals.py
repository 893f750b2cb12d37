"""Appeals by API: the customer asks by their link; colleagues choose a reviewer and decide."""

from datetime import datetime
from typing import Any, Literal

from ninja import Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import Appeal
from wenguo.respond.rest.deeds_schemas import ReasonIn
from wenguo.respond.rest.tracking import seen
from wenguo.respond.rest.tracking_schemas import ReferralOut, TrackingOut

router = Router(tags=["appeals"])
customers_router = Router(tags=["tracking"], auth=None)


class AppealOut(Schema):
    """An appeal; ``state`` is asked, reviewing or decided, ``outcome`` upheld, partly, not_upheld or empty."""

    case: str
    reason: str
    state: str
    asked_at: datetime
    reviewer_id: int | None
    chosen_by_name: str
    outcome: str
    words: str
    findings: str
    decided_at: datetime | None


class ReviewerIn(Schema):
    """A colleague's id."""

    reviewer: int


class DecisionIn(Schema):
    """``words`` are sent to the customer, ``findings`` stay inside."""

    outcome: Literal["upheld", "partly", "not_upheld"]
    words: Words
    findings: Words = ""


@router.get("/appeals", response=list[AppealOut])
def list_appeals(request: Request) -> list[dict[str, Any]]:
    """Appeals that are not decided, the oldest first (at most 200)."""
    request.actor.require("respond.read")
    return [_shown(row, row.case.number) for row in queries.open_appeals(request.actor)[:200]]


@router.get("/cases/{number}/appeals", response=list[AppealOut])
def list_appeals_of_case(request: Request, number: Words) -> list[dict[str, Any]]:
    """The appeals about a case, newest first."""
    case = queries.get_case(request.actor, number)
    return [_shown(row, case.number) for row in queries.appeals_of(case)]


@router.get("/cases/{number}/referrals", response=list[ReferralOut])
def list_referrals(request: Request, number: Words) -> Any:
    """Bodies outside whom this customer may turn to if our answer stays no, by the law that holds for the case."""
    return queries.referrals_of(queries.get_case(request.actor, number), now=now())


@router.put("/cases/{number}/appeal/reviewer", response=AppealOut)
def choose_reviewer(request: Request, number: Words, body: ReviewerIn) -> dict[str, Any]:
    """Give the newest appeal to a colleague who had no hand in the case."""
    case = queries.get_case(request.actor, number)
    row = actions.choose_reviewer(
        actor=request.actor,
        appeal=queries.get_appeal(request.actor, case),
        reviewer=people.get_colleague(request.actor, body.reviewer),
        now=now(),
    )
    return _shown(row, case.number)


@router.put("/cases/{number}/appeal/decision", response=AppealOut)
def decide_appeal(request: Request, number: Words, body: DecisionIn) -> dict[str, Any]:
    """The reviewer decides; the customer is told."""
    case = queries.get_case(request.actor, number)
    appeal = queries.get_appeal(request.actor, case)
    row = actions.decide_appeal(actor=request.actor, appeal=appeal, now=now(), **body.dict())
    return _shown(row, case.number)


@customers_router.post("/tracking/{link}/appeal", response={201: TrackingOut})
def ask_for_review(request: Request, link: Words, body: ReasonIn) -> Status[Any]:
    """The customer asks that somebody not involved looks at it anew."""
    actions.customer_appeals(link=link, reason=body.reason, now=now())
    return Status(201, seen(request, link))


def _shown(row: Appeal, number: str) -> dict[str, Any]:
    names = set(AppealOut.model_fields) - {"case"}
    return {"case": number, **{name: getattr(row, name) for name in names}}
