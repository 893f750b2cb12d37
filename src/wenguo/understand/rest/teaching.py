"""Teaching by API: what to review, many confirmed at once, categories of one's own."""

from typing import Any

from ninja import Field, Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.base.schemas import PageSize, Words
from wenguo.kernel.clock import now
from wenguo.understand import actions, queries
from wenguo.understand.models import Category

router = Router(tags=["understanding"])


class DoubtOut(Schema):
    """A reading that a person should look at, with the likeliest categories and their chances."""

    feedback_id: int
    text: str
    category: str
    confidence: float
    alternatives: list[tuple[str, float]]


class DoubtPageOut(Schema):
    """One page; ``next`` is the cursor of the next."""

    items: list[DoubtOut]
    next: str | None


class ConfirmationIn(Schema):
    """Feedbacks whose labels are right as they stand."""

    feedback_ids: list[int] = Field(max_length=200)
    labels: list[Words] = ["category"]


class ConfirmationOut(Schema):
    """Of how many feedbacks."""

    confirmed: int


class NamesIn(Schema):
    """A name in at least one language."""

    zh: Words = ""
    en: Words = ""


class CategoryIn(Schema):
    """Names, at least five example texts, and whether it is in use."""

    name: NamesIn
    examples: list[str] = Field(max_length=500)
    is_active: bool = True


class NewCategoryIn(Schema):
    """A second-level category below ``parent``."""

    parent: Words
    code: Words
    name: NamesIn
    examples: list[str] = Field(max_length=500)


class OwnCategoryOut(Schema):
    """A category of this installation."""

    code: str
    name: dict[str, str]
    examples: list[str]
    is_active: bool


@router.get("/review", response=DoubtPageOut)
def list_doubts(request: Request, *, cursor: str | None = None, limit: PageSize = 50) -> dict[str, Any]:
    """What the machine doubts most, first."""
    request.actor.require("understand.correct")
    rows = queries.doubtful(request.actor)
    page = page_of(rows, order=["confidence", "id"], cursor=cursor, size=limit)
    return {"items": [_doubt(row) for row in page.rows], "next": page.next_cursor}


@router.post("/feedback/confirmations", response=ConfirmationOut)
def confirm_feedback(request: Request, body: ConfirmationIn) -> dict[str, int]:
    """Say that labels are right as they stand; each becomes a decision to learn from."""
    request.actor.require("understand.correct")
    done = actions.confirm(actor=request.actor, feedback_ids=body.feedback_ids, labels=body.labels, now=now())
    return {"confirmed": done}


@router.get("/categories/own", response=list[OwnCategoryOut])
def list_own_categories(request: Request) -> list[Category]:
    """The installation's own categories."""
    request.actor.require("understand.taxonomy")
    return queries.own_categories(request.actor)


@router.post("/categories/own", response={201: OwnCategoryOut})
def add_category(request: Request, body: NewCategoryIn) -> Status[Category]:
    """A new category; it is read from the next version on."""
    row = actions.add_category(
        actor=request.actor,
        parent=body.parent,
        code=body.code,
        name=body.name.dict(),
        examples=body.examples,
        now=now(),
    )
    return Status(201, row)


@router.put("/categories/own/{code}", response=OwnCategoryOut)
def edit_category(request: Request, code: str, body: CategoryIn) -> Category:
    """Other names or examples, or an end to it."""
    return actions.edit_category(
        actor=request.actor,
        code=code,
        name=body.name.dict(),
        examples=body.examples,
        is_active=body.is_active,
        now=now(),
    )


def _doubt(row: Any) -> dict[str, Any]:
    return {
        "feedback_id": row.feedback_id,
        "text": row.feedback.text,
        "category": row.category,
        "confidence": row.confidence,
        "alternatives": row.labels.get("alternatives", {}).get("category", []),
    }
