"""Failed jobs, with a way to try again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.governance import actions, queries
from wenguo.kernel.clock import now


def jobs(request: Request) -> HttpResponse:
    """What waits, what runs, what failed and why."""
    page = page_of(queries.failed_jobs(request.actor), order=["-id"], cursor=request.GET.get("cursor"))
    return render(
        request, "governance/jobs.html", {"page": page, "counts": queries.job_counts(request.actor)}
    )


@require_POST
def job_retry(request: Request, job_id: int) -> HttpResponse:
    """Try one failed job again."""
    job = queries.get_failed_job(request.actor, job_id)
    actions.retry_job(actor=request.actor, job=job, now=now())
    messages.success(request, _("Job %(number)s will be tried again now.") % {"number": job_id})
    return redirect("jobs")
