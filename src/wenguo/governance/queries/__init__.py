from wenguo.governance.queries.audit import visible_audit

__all__ = ["visible_audit"]
