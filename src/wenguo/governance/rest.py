"""Audit and machinery by API."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.governance import actions, queries
from wenguo.kernel.clock import now

router = Router(tags=["governance"])


class AuditOut(Schema):
    """One line of the record."""

    id: int
    at: datetime
    actor_kind: str
    actor_name: str
    deed: str
    thing: str
    thing_id: str
    details: dict[str, Any]


class AuditPageOut(Schema):
    """One page of the record."""

    items: list[AuditOut]
    next: str | None


class JobOut(Schema):
    """A job that failed for good."""

    id: int
    task_name: str
    args: dict[str, Any]
    attempts: int


class JobPageOut(Schema):
    """One page of failed jobs."""

    items: list[JobOut]
    next: str | None


@router.get("/audit", response=AuditPageOut)
def list_audit(request: Request, cursor: str | None = None) -> dict[str, Any]:
    """The record, newest first."""
    page = page_of(queries.visible_audit(request.actor), order=["-id"], cursor=cursor)
    return {"items": page.rows, "next": page.next_cursor}


@router.get("/jobs/failed", response=JobPageOut)
def list_failed_jobs(request: Request, cursor: str | None = None) -> dict[str, Any]:
    """Jobs that wait for a person."""
    page = page_of(queries.failed_jobs(request.actor), order=["-id"], cursor=cursor)
    return {"items": page.rows, "next": page.next_cursor}


@router.post("/jobs/{int:job_id}/retry", response={204: None})
def retry_job(request: Request, job_id: int) -> Status[None]:
    """Try a failed job again."""
    actions.retry_job(actor=request.actor, job=queries.get_failed_job(request.actor, job_id), now=now())
    return Status(204, None)
