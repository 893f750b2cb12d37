from django.db import migrations

FORBID = """
CREATE FUNCTION respond_caseevent_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'respond_caseevent is append-only';
END $$;
CREATE TRIGGER respond_caseevent_is_append_only BEFORE UPDATE OR DELETE ON respond_caseevent
    FOR EACH ROW EXECUTE FUNCTION respond_caseevent_is_append_only();
"""
ALLOW = """
DROP TRIGGER respond_caseevent_is_append_only ON respond_caseevent;
DROP FUNCTION respond_caseevent_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("respond", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
