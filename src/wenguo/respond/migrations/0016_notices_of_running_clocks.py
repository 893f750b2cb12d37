from django.db import migrations

# Clocks that run when this release is installed had one notice: it stands for all of theirs.
FORWARD = """
UPDATE respond_deadline SET
    marks = ARRAY[warn_at, warn_at, warn_at],
    told = CASE WHEN warned_at IS NULL THEN 0 ELSE 3 END,
    notice_at = CASE WHEN warned_at IS NULL AND breached_at IS NULL THEN warn_at END
WHERE state IN ('running', 'paused') AND marks = '{}'
"""


class Migration(migrations.Migration):
    dependencies = [("respond", "0015_clocks_of_law_and_calendars")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
