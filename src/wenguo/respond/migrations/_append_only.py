"""What the database itself forbids: no event of a case and no line of a crisis is ever changed or removed."""

FORBID_EVENTS = """
CREATE FUNCTION respond_caseevent_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'respond_caseevent is append-only';
END $$;
CREATE TRIGGER respond_caseevent_is_append_only BEFORE UPDATE OR DELETE ON respond_caseevent
    FOR EACH ROW EXECUTE FUNCTION respond_caseevent_is_append_only();
"""
ALLOW_EVENTS = """
DROP TRIGGER respond_caseevent_is_append_only ON respond_caseevent;
DROP FUNCTION respond_caseevent_is_append_only();
"""

FORBID_CRISES = """
CREATE FUNCTION respond_crisis_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER respond_crisisentry_is_append_only BEFORE UPDATE OR DELETE ON respond_crisisentry
    FOR EACH ROW EXECUTE FUNCTION respond_crisis_log_is_append_only();
CREATE TRIGGER respond_statementversion_is_append_only BEFORE UPDATE OR DELETE ON respond_statementversion
    FOR EACH ROW EXECUTE FUNCTION respond_crisis_log_is_append_only();
"""
ALLOW_CRISES = """
DROP TRIGGER respond_statementversion_is_append_only ON respond_statementversion;
DROP TRIGGER respond_crisisentry_is_append_only ON respond_crisisentry;
DROP FUNCTION respond_crisis_log_is_append_only();
"""
