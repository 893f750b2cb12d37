"""What the database itself forbids: nobody changes or removes a line of the audit record."""

FORBID = """
CREATE FUNCTION governance_auditentry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'governance_auditentry is append-only';
END $$;
CREATE TRIGGER governance_auditentry_is_append_only BEFORE UPDATE OR DELETE ON governance_auditentry
    FOR EACH ROW EXECUTE FUNCTION governance_auditentry_is_append_only();
"""
ALLOW = """
DROP TRIGGER governance_auditentry_is_append_only ON governance_auditentry;
DROP FUNCTION governance_auditentry_is_append_only();
"""
