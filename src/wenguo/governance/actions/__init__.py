from wenguo.governance.actions.audit import record as record, record_many as record_many
from wenguo.governance.actions.jobs import retry_job as retry_job
