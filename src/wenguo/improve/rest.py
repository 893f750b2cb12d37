"""Improvements by API: everything the pages can do."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.improve import actions, queries
from wenguo.improve.models import Improvement
from wenguo.kernel.clock import now
from wenguo.people import queries as people

router = Router(tags=["improve"])


class TextIn(Schema):
    """A text in both languages."""

    zh: str = Field(min_length=1, max_length=600)
    en: str = Field(min_length=1, max_length=600)


class ImprovementIn(Schema):
    """A new improvement; from ``cases`` or, without them, from all cases of ``category`` of the last ``days``."""

    brand: str = Field(max_length=40)
    title: str = Field(min_length=1, max_length=120)
    problem: str = Field(min_length=1, max_length=4000)
    action: str = Field("", max_length=4000)
    owner_id: int = Field(ge=1, lt=2**63)
    due_date: date
    target: str = Field(min_length=1, max_length=200)
    target_per_week: float | None = Field(None, ge=0, le=100_000)
    category: str = Field("", max_length=60)
    cases: list[str] = Field([], max_length=500)
    days: int = Field(90, ge=1, le=730)


class CasesIn(Schema):
    """Cases by number."""

    cases: list[str] = Field(min_length=1, max_length=500)


class FinishIn(Schema):
    """The words that customers read."""

    you_said: TextIn
    we_did: TextIn


class DropIn(Schema):
    """Why it is given up."""

    reason: str = Field(min_length=1, max_length=500)


class ProofOut(Schema):
    """Cases a week before and since; ``verdict`` is kept, worse, unproven or few."""

    verdict: str
    before_count: int
    before_per_week: float
    since_count: int
    since_per_week: float
    factor_low: float | None
    factor_high: float | None


class ImprovementOut(Schema):
    """One improvement."""

    id: int
    brand: str
    title: str
    problem: str
    action: str
    category: str
    owner: str
    due_date: date
    target: str
    target_per_week: float | None
    baseline_per_week: float | None
    state: str
    cases: int
    told: int
    created_at: datetime
    started_at: datetime | None
    done_at: datetime | None
    published_at: datetime | None
    you_said: dict[str, str]
    we_did: dict[str, str]
    proof: ProofOut | None = None


class ImprovementsOut(Schema):
    """One page of improvements."""

    items: list[ImprovementOut]
    next: str | None


def _out(row: Improvement, *, proven: bool = False) -> dict[str, Any]:
    plain = {
        name: getattr(row, name)
        for name in ImprovementOut.model_fields
        if name not in {"brand", "owner", "cases", "told", "proof"}
    }
    counts = {"cases": getattr(row, "cases", 0), "told": getattr(row, "told", 0)}
    return {
        **plain,
        **counts,
        "brand": row.brand.slug,
        "owner": row.owner.name,
        "proof": _proof(row) if proven else None,
    }


def _proof(row: Improvement) -> dict[str, Any] | None:
    proof = queries.proof_of(row, now=now())
    if proof is None:
        return None
    return {
        "verdict": proof.verdict,
        "before_count": proof.before.count,
        "before_per_week": proof.before.per_week,
        "since_count": proof.since.count,
        "since_per_week": proof.since.per_week,
        "factor_low": proof.change.low if proof.change else None,
        "factor_high": min(proof.change.high, 1e9) if proof.change else None,
    }


def _shown(request: Request, improvement_id: int) -> dict[str, Any]:
    return _out(queries.get_improvement(request.actor, improvement_id), proven=True)


@router.get("/improvements", response=ImprovementsOut)
def list_improvements(request: Request, state: str = "", cursor: str | None = None) -> dict[str, Any]:
    """Improvements of your brands, newest first."""
    request.actor.require("improve.read")
    rows = queries.visible_improvements(request.actor)
    page = page_of(rows.filter(state=state) if state else rows, order=["-id"], cursor=cursor)
    return {"items": [_out(row) for row in page.rows], "next": page.next_cursor}


@router.post("/improvements", response={201: ImprovementOut})
def make_improvement(request: Request, body: ImprovementIn) -> Status[dict[str, Any]]:
    """Decide to change something."""
    values = body.dict(exclude={"brand", "owner_id", "cases"})
    row = actions.make_improvement(
        actor=request.actor,
        brand=people.get_brand(request.actor, body.brand),
        owner=people.get_colleague(request.actor, body.owner_id),
        case_numbers=body.cases,
        now=now(),
        **values,
    )
    return Status(201, _shown(request, row.pk))


@router.get("/improvements/{int:improvement_id}", response=ImprovementOut)
def get_improvement(request: Request, improvement_id: int) -> dict[str, Any]:
    """One improvement with its proof."""
    return _shown(request, improvement_id)


@router.post("/improvements/{int:improvement_id}/cases", response=ImprovementOut)
def add_cases(request: Request, improvement_id: int, body: CasesIn) -> dict[str, Any]:
    """These cases are answered by it too."""
    row = queries.get_improvement(request.actor, improvement_id)
    actions.add_cases(actor=request.actor, improvement=row, case_numbers=body.cases, now=now())
    return _shown(request, improvement_id)


@router.post("/improvements/{int:improvement_id}/start", response=ImprovementOut)
def start(request: Request, improvement_id: int) -> dict[str, Any]:
    """The change begins."""
    row = queries.get_improvement(request.actor, improvement_id)
    actions.start(actor=request.actor, improvement=row, now=now())
    return _shown(request, improvement_id)


@router.post("/improvements/{int:improvement_id}/finish", response=ImprovementOut)
def finish(request: Request, improvement_id: int, body: FinishIn) -> dict[str, Any]:
    """Done; the customers behind it are told, each once."""
    row = queries.get_improvement(request.actor, improvement_id)
    texts = {"you_said": body.you_said.dict(), "we_did": body.we_did.dict()}
    actions.finish(actor=request.actor, improvement=row, now=now(), **texts)
    return _shown(request, improvement_id)


@router.post("/improvements/{int:improvement_id}/drop", response=ImprovementOut)
def drop(request: Request, improvement_id: int, body: DropIn) -> dict[str, Any]:
    """Give it up."""
    row = queries.get_improvement(request.actor, improvement_id)
    actions.drop(actor=request.actor, improvement=row, reason=body.reason, now=now())
    return _shown(request, improvement_id)


@router.post("/improvements/{int:improvement_id}/publish", response=ImprovementOut)
def publish(request: Request, improvement_id: int) -> dict[str, Any]:
    """Show it on the public page."""
    row = queries.get_improvement(request.actor, improvement_id)
    actions.publish(actor=request.actor, improvement=row, now=now())
    return _shown(request, improvement_id)


@router.post("/improvements/{int:improvement_id}/unpublish", response=ImprovementOut)
def unpublish(request: Request, improvement_id: int) -> dict[str, Any]:
    """Take it off the public page."""
    row = queries.get_improvement(request.actor, improvement_id)
    actions.unpublish(actor=request.actor, improvement=row, now=now())
    return _shown(request, improvement_id)
