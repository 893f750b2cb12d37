"""Care by API: contacts, suggestions, the customer's answer, and how a brand goes about it."""

from datetime import datetime, time
from typing import Any, Literal

from ninja import Field, Router, Schema, Status

from wenguo.base.bilingual import in_language
from wenguo.base.http import Request
from wenguo.base.schemas import Moment, Words
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import CareSettings, CareTask, ContactPlan, FollowUpWay

router = Router(tags=["care"])
customers_router = Router(tags=["care"])
Score = int | None


class CareTaskOut(Schema):
    """One contact; ``state`` is suggested, open, asked, done, dismissed or lapsed."""

    id: int
    brand: str
    customer_id: int
    customer: str
    case: str | None
    kind: str
    way: str
    state: str
    reason: str
    step: str
    due_at: datetime
    next_at: datetime
    tries: int
    outcome: str
    score: Score
    effort: Score
    words: str
    because: str
    done_at: datetime | None
    done_by_name: str


class CallIn(Schema):
    """How a call went; ``satisfied`` is a must when reached, ``retry_at`` is for the next try."""

    reached: bool
    satisfied: bool | None = None
    score: Score = Field(default=None, ge=1, le=5)
    effort: Score = Field(default=None, ge=1, le=5)
    words: Words = Field(default="", max_length=5000)
    retry_at: Moment | None = None


class AcceptIn(Schema):
    """As a call of one's own, or as a message with these words."""

    way: Literal["call", "message"]
    subject: Words = Field(default="", max_length=200)
    body: Words = Field(default="", max_length=8000)


class DismissIn(Schema):
    """Why not."""

    reason: Words = Field(max_length=300)


class SolvedIn(Schema):
    """What the customer says to the question."""

    solved: bool
    score: Score = Field(default=None, ge=1, le=5)
    effort: Score = Field(default=None, ge=1, le=5)
    words: Words = Field(default="", max_length=5000)


class FiguresOut(Schema):
    """The last 90 days; ``average`` is out of ``scored``, the rest out of ``ended`` or ``won``."""

    ended: int
    reached: int
    scored: int
    average: float | None
    satisfied: int
    reopened: int
    won: int
    came_back: int
    content: int


class WayRow(Schema):
    """How resolved cases are asked after; an empty tier and urgency 0 mean any."""

    tier: Words = ""
    urgency_from: int = Field(default=0, ge=0, le=4)
    way: Literal["message", "call", "none"]


class PlanRow(Schema):
    """How often a tier hears from us; 0 days: never."""

    tier: Words
    every_days: int = Field(ge=0, le=1000)
    most_a_month: int = Field(default=1, ge=0, le=30)
    way: Literal["message", "call"] = "call"


class WishesIn(Schema):
    """What is to change; what is missing stays."""

    tries: int | None = None
    retry_hours: int | None = None
    answer_days: int | None = None
    month_days: int | None = None
    month_urgency: int | None = None
    month_tiers: list[Words] | None = None
    month_after_compensation: bool | None = None
    month_after_crisis: bool | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None
    per_day: int | None = None
    silent_days: int | None = None
    thanks: Literal["send", "draft"] | None = None


class CareSettingsOut(Schema):
    """How a brand cares."""

    brand: str
    tries: int
    retry_hours: int
    answer_days: int
    month_days: int
    month_urgency: int
    month_tiers: list[str]
    month_after_compensation: bool
    month_after_crisis: bool
    quiet_from: time | None
    quiet_until: time | None
    per_day: int
    silent_days: int
    thanks: str
    ways: list[WayRow]
    plans: list[PlanRow]


class PlanIn(PlanRow):
    """A plan of a brand."""

    brand: Words


class WaysIn(Schema):
    """All rows of a brand; they take the place of those before."""

    brand: Words
    ways: list[WayRow]


@router.get("/care", response=list[CareTaskOut])
def list_care(
    request: Request, state: Literal["", "suggested", "open", "asked", "done", "dismissed", "lapsed"] = "open"
) -> list[dict[str, Any]]:
    """Contacts of one state, the first due first; at most 200."""
    request.actor.require("respond.reply")
    rows = queries.visible_care(request.actor).order_by("due_at", "id")
    return [_out(row) for row in (rows.filter(state=state) if state else rows)[:200]]


@router.get("/care/figures", response=FiguresOut)
def care_figures(request: Request) -> queries.CareFigures:
    """What came of the last 90 days."""
    request.actor.require("respond.reply")
    return queries.care_figures(request.actor, now=now())


@router.get("/care/{int:task_id}", response=CareTaskOut)
def get_care(request: Request, task_id: int) -> dict[str, Any]:
    """One contact."""
    request.actor.require("respond.reply")
    return _out(queries.get_care(request.actor, task_id))


@router.post("/care/{int:task_id}/calls", response={201: CareTaskOut})
def record_call(request: Request, task_id: int, *, body: CallIn) -> Status[dict[str, Any]]:
    """A call was made, whoever was reached or not."""
    request.actor.require("respond.reply")
    said = None
    if body.reached:
        said = actions.Said(body.satisfied is not False, body.score, body.effort, body.words)
    task = actions.record_call(
        actor=request.actor,
        task=queries.get_care(request.actor, task_id),
        said=said,
        retry_at=body.retry_at,
        note=body.words,
        now=now(),
    )
    return Status(201, _out(task))


@router.post("/care/{int:task_id}/acceptance", response=CareTaskOut)
def accept_care(request: Request, task_id: int, *, body: AcceptIn) -> dict[str, Any]:
    """Take a suggestion up."""
    request.actor.require("respond.reply")
    task = queries.get_care(request.actor, task_id)
    return _out(actions.accept_care(actor=request.actor, task=task, now=now(), **body.dict()))


@router.post("/care/{int:task_id}/dismissal", response=CareTaskOut)
def dismiss_care(request: Request, task_id: int, *, body: DismissIn) -> dict[str, Any]:
    """It is not to be done."""
    request.actor.require("respond.reply")
    task = queries.get_care(request.actor, task_id)
    return _out(actions.dismiss_care(actor=request.actor, task=task, reason=body.reason, now=now()))


@router.get("/care-settings", response=CareSettingsOut)
def get_care_settings(request: Request, brand: Words) -> dict[str, Any]:
    """How a brand cares."""
    request.actor.require("respond.settings")
    return _settings(request, brand)


@router.patch("/care-settings", response=CareSettingsOut)
def set_care(request: Request, brand: Words, *, body: WishesIn) -> dict[str, Any]:
    """Change some of it."""
    request.actor.require("respond.settings")
    wishes = body.dict(exclude_unset=True)
    actions.set_care(actor=request.actor, brand=people.get_brand(request.actor, brand), now=now(), **wishes)
    return _settings(request, brand)


@router.put("/care-settings/ways", response=CareSettingsOut)
def set_follow_up_ways(request: Request, body: WaysIn) -> dict[str, Any]:
    """Say how resolved cases are asked after."""
    request.actor.require("respond.settings")
    ways = [(row.tier, row.urgency_from, row.way) for row in body.ways]
    brand = people.get_brand(request.actor, body.brand)
    actions.set_follow_up_ways(actor=request.actor, brand=brand, ways=ways, now=now())
    return _settings(request, body.brand)


@router.put("/care-settings/plans", response=CareSettingsOut)
def set_contact_plan(request: Request, body: PlanIn) -> dict[str, Any]:
    """Say how often a tier hears from us."""
    request.actor.require("respond.settings")
    facts = body.dict()
    brand = people.get_brand(request.actor, facts.pop("brand"))
    actions.set_contact_plan(actor=request.actor, brand=brand, now=now(), **facts)
    return _settings(request, body.brand)


@customers_router.post("/tracking/{link}/solved", response={201: None}, auth=None)
def answer_follow_up(request: Request, link: Words, *, body: SolvedIn) -> Status[None]:
    """The customer answers whether it is solved, by their link."""
    said = actions.Said(body.solved, body.score, body.effort, body.words.strip())
    actions.answer_follow_up(link=link, said=said, now=now())
    return Status(201, None)


def _out(row: CareTask) -> dict[str, Any]:
    names = ("id", "customer_id", "kind", "way", "state", "due_at", "next_at", "tries", "outcome", "score")
    more = ("effort", "words", "because", "done_at", "done_by_name")
    return {
        **{name: getattr(row, name) for name in (*names, *more)},
        "brand": row.brand.slug,
        "customer": str(row.customer),
        "case": row.case.number if row.case else None,
        "reason": in_language(row.reason),
        "step": in_language(row.step),
    }


def _settings(request: Request, slug: str) -> dict[str, Any]:
    brand = people.get_brand(request.actor, slug)
    row: CareSettings = queries.care_settings_of(brand.pk)
    ways: list[FollowUpWay] = queries.follow_up_ways(brand)
    plans: list[ContactPlan] = queries.contact_plans(brand)
    own = {name: getattr(row, name) for name in WishesIn.model_fields}
    return {**own, "brand": brand.slug, "ways": ways, "plans": plans}
