"""What the database itself forbids: a correction is never changed."""

FORBID = """
CREATE FUNCTION understand_correction_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.analysis_id, NEW.label, NEW.before, NEW.after, NEW.corrected_by_name, NEW.corrected_at)
        IS DISTINCT FROM
        (OLD.id, OLD.analysis_id, OLD.label, OLD.before, OLD.after, OLD.corrected_by_name, OLD.corrected_at)
        OR NEW.corrected_by_id IS NOT NULL AND NEW.corrected_by_id IS DISTINCT FROM OLD.corrected_by_id
    THEN
        RAISE EXCEPTION 'understand_correction is append-only';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER understand_correction_is_append_only BEFORE UPDATE ON understand_correction
    FOR EACH ROW EXECUTE FUNCTION understand_correction_is_append_only();
"""
ALLOW = """
DROP TRIGGER understand_correction_is_append_only ON understand_correction;
DROP FUNCTION understand_correction_is_append_only();
"""
