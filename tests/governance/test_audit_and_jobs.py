"""The record cannot be changed; a failed job waits for an administrator."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from wenguo.base.actor import Actor
from wenguo.governance.actions import record
from wenguo.governance.models import AuditEntry
from wenguo.people.models import Brand, Team, User


def test_the_record_refuses_change_and_deletion(li: Actor, hotel: Brand, now: datetime) -> None:
    record(li, "brand.looked_at", hotel, at=now)
    for deed in (
        lambda: AuditEntry.objects.update(deed="nothing"),
        lambda: AuditEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            deed()
    assert AuditEntry.objects.get().deed == "brand.looked_at"


def test_the_record_shows_only_the_readers_brands(
    li: Actor,
    admin_user: User,
    shop: Brand,
    care_team: Team,
    signed_in: Callable[[User], Client],
    now: datetime,
) -> None:
    record(li, "team.looked_at", care_team, at=now)
    admin_user.brands.set([shop])
    assert signed_in(admin_user).get("/api/v1/audit").json() == {"items": [], "next": None}


def _failed_job() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts) "
            "VALUES ('news', 'base.deliver', '{}', 'failed', 8) RETURNING id"
        )
        return int(cursor.fetchone()[0])


def test_a_failed_job_is_listed_and_tried_again(
    admin_user: User, signed_in: Callable[[User], Client]
) -> None:
    job_id = _failed_job()
    client = signed_in(admin_user)
    assert "base.deliver" in client.get("/settings/jobs").content.decode()
    client.post(f"/settings/jobs/{job_id}/retry")
    assert ProcrastinateJob.objects.get(pk=job_id).status == "todo"
    assert client.post(f"/settings/jobs/{job_id}/retry").status_code == 404


def test_an_agent_sees_no_jobs(li_user: User, signed_in: Callable[[User], Client]) -> None:
    job_id = _failed_job()
    assert signed_in(li_user).get("/settings/jobs").status_code == 403
    assert signed_in(li_user).post(f"/settings/jobs/{job_id}/retry").status_code == 403
    assert ProcrastinateJob.objects.get(pk=job_id).status == "failed"
