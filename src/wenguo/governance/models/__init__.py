from wenguo.governance.models.audit import AuditEntry

__all__ = ["AuditEntry"]
