"""What an administrator does about a job that failed."""

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from wenguo.base.actor import Actor
from wenguo.governance.actions.audit import record


@transaction.atomic
def retry_job(*, actor: Actor, job: ProcrastinateJob, now: datetime) -> None:
    """Put a failed job back into the queue, as if it had never been tried."""
    actor.require("base.operate")
    app.job_manager.retry_job_by_id(
        job_id=job.pk, retry_at=now, priority=job.priority, queue=job.queue_name, lock=job.lock
    )
    record(actor, "job.retried", job, at=now, task=job.task_name)
