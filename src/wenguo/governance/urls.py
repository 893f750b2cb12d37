from django.urls import path

from wenguo.governance.pages.audit import audit
from wenguo.governance.pages.jobs import job_retry, jobs

urlpatterns = [
    path("settings/audit", audit, name="audit"),
    path("settings/jobs", jobs, name="jobs"),
    path("settings/jobs/<int:job_id>/retry", job_retry, name="job-retry"),
]
