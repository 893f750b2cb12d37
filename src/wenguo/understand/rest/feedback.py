"""Feedback with what we understood of it, by API."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ninja import Query, Router, Status

from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.base.schemas import PageSize
from wenguo.kernel.clock import now
from wenguo.listen import queries as listen
from wenguo.understand import actions, queries
from wenguo.understand.models import Analysis, Correction
from wenguo.understand.rest.schemas import (
    AlikeOut,
    AnalysisOut,
    CategoryOut,
    CorrectionIn,
    CorrectionOut,
    FeedbackDetailOut,
    FeedbackFilters,
    FeedbackPageOut,
)

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.customers.models import Customer
    from wenguo.listen.models import Attachment, Feedback

router = Router(tags=["feedback"])


@router.get("/feedback", response=FeedbackPageOut)
def list_feedback(
    request: Request,
    *,
    filters: Query[FeedbackFilters],
    cursor: str | None = None,
    limit: PageSize = 50,
) -> dict[str, Any]:
    """Feedback, newest first."""
    request.actor.require("listen.read")
    rows = queries.filtered_feedback(request.actor, queries.Filters(**filters.dict()))
    page = page_of(rows, order=["-id"], cursor=cursor, size=limit)
    return {"items": _told(page.rows), "next": page.next_cursor}


@router.get("/feedback/{int:feedback_id}", response=FeedbackDetailOut)
def get_feedback(request: Request, feedback_id: int) -> dict[str, Any]:
    """One feedback with its analysis and corrections."""
    return _detail(request.actor, listen.get_feedback(request.actor, feedback_id))


@router.post("/feedback/{int:feedback_id}/corrections", response={201: FeedbackDetailOut})
def correct_feedback(request: Request, feedback_id: int, body: CorrectionIn) -> Status[dict[str, Any]]:
    """Set a label right; the earlier reading is kept."""
    feedback = listen.get_feedback(request.actor, feedback_id)
    actions.correct(actor=request.actor, feedback=feedback, label=body.label, value=body.value, now=now())
    return Status(201, _detail(request.actor, feedback))


@router.post("/feedback/{int:feedback_id}/analyses", response={201: FeedbackDetailOut})
def reanalyse_feedback(request: Request, feedback_id: int) -> Status[dict[str, Any]]:
    """Read it again with the models of today; corrections stay."""
    feedback = listen.get_feedback(request.actor, feedback_id)
    actions.reanalyse(actor=request.actor, feedback=feedback, now=now())
    return Status(201, _detail(request.actor, feedback))


@router.get("/feedback/{int:feedback_id}/analyses", response=list[AnalysisOut])
def list_analyses(request: Request, feedback_id: int) -> list[dict[str, Any]]:
    """Every version of the analysis, newest first."""
    feedback = listen.get_feedback(request.actor, feedback_id)
    return [_analysis(row) for row in queries.versions_of(feedback)]


@router.get("/feedback/{int:feedback_id}/alike", response=list[AlikeOut])
def list_alike(request: Request, feedback_id: int) -> list[dict[str, Any]]:
    """The newest of those that say the same, at most twenty."""
    found = queries.alike_to(request.actor, listen.get_feedback(request.actor, feedback_id))
    return [
        {
            "id": row.pk,
            "text": row.text,
            "channel": row.channel,
            "received_at": row.received_at,
            "customer": _customer(row.customer),
        }
        for row in found.others
    ]


@router.get("/categories", response=list[CategoryOut])
def list_categories(request: Request) -> list[dict[str, Any]]:
    """The two levels of categories, in order."""
    request.actor.require("listen.read")
    return [
        {"code": code, "parent": code.rpartition(".")[0], "name": name}
        for code, name in queries.all_categories().items()
    ]


def _detail(actor: "Actor", feedback: "Feedback") -> dict[str, Any]:
    (told,) = _told([feedback])
    found = queries.alike_to(actor, feedback)
    read = told["analysis"]
    return {
        **told,
        "applied": queries.applied(read["labels"], at=queries.levels()) if read else {},
        "corrections": [_correction(row) for row in queries.corrections_of(feedback)],
        "alike": found.count,
        "repeat_of": found.repeat_of.pk if found.repeat_of else None,
    }


def _told(rows: "Sequence[Feedback]") -> list[dict[str, Any]]:
    ids = [row.pk for row in rows]
    analyses, files = queries.analyses_of(ids), listen.attachments_of(ids)
    return [
        {
            "id": row.pk,
            "brand": row.brand.slug,
            "channel": row.channel,
            "text": row.text,
            "customer": _customer(row.customer),
            "rating": row.rating,
            "place": row.place.slug if row.place else None,
            "order_number": row.order_number,
            "wants": row.wants,
            "external_id": row.external_id,
            "occurred_at": row.occurred_at,
            "received_at": row.received_at,
            "tracking_url": listen.tracking_url(row),
            "attachments": [_file(file) for file in files.get(row.pk, [])],
            "analysis": _analysis(analyses[row.pk]) if row.pk in analyses else None,
        }
        for row in rows
    ]


def _customer(customer: "Customer | None") -> dict[str, Any] | None:
    return {"id": customer.pk, "name": customer.name} if customer else None


def _file(file: "Attachment") -> dict[str, Any]:
    return {
        "name": file.name,
        "content_type": file.content_type,
        "size": file.size,
        "url": listen.file_url(file),
        "text": listen.words_in(file),
    }


def _analysis(row: Analysis) -> dict[str, Any]:
    names = set(AnalysisOut.model_fields) - {"confidence", "evidence"}
    return {
        **{name: getattr(row, name) for name in names},
        "confidence": row.labels.get("confidence", {}),
        "evidence": row.labels.get("evidence", {}),
    }


def _correction(row: Correction) -> dict[str, Any]:
    return {name: getattr(row, name) for name in CorrectionOut.model_fields}
