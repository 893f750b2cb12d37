from wenguo.governance.queries.audit import visible_audit
from wenguo.governance.queries.jobs import failed_jobs, get_failed_job, job_counts

__all__ = ["failed_jobs", "get_failed_job", "job_counts", "visible_audit"]
