from wenguo.governance.actions.audit import record, record_many
from wenguo.governance.actions.jobs import retry_job

__all__ = ["record", "record_many", "retry_job"]
