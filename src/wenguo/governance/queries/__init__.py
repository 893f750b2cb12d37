from wenguo.governance.queries.audit import is_recorded as is_recorded, visible_audit as visible_audit
from wenguo.governance.queries.jobs import (
    failed_jobs as failed_jobs,
    get_failed_job as get_failed_job,
    job_counts as job_counts,
)
