"""The house's machinery: jobs that failed for good and wait for a person."""

from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound


def failed_jobs(actor: Actor) -> QuerySet[ProcrastinateJob]:
    """Jobs that used up their tries, newest first."""
    actor.require("base.operate")
    return ProcrastinateJob.objects.filter(status="failed").order_by("-id")


def get_failed_job(actor: Actor, job_id: int) -> ProcrastinateJob:
    """Raises NotFound when it was retried or given up meanwhile."""
    job = failed_jobs(actor).filter(pk=job_id).first()
    if job is None:
        raise NotFound
    return job


def job_counts(actor: Actor) -> dict[str, int]:
    """How many jobs wait, run and have failed."""
    actor.require("base.operate")
    counts = dict.fromkeys(("todo", "doing", "failed"), 0)
    for status in counts:
        counts[status] = ProcrastinateJob.objects.filter(status=status).count()
    return counts
