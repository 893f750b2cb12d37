from django.db import migrations


class Migration(migrations.Migration):
    """Numbers that customers read aloud: five digits from the first one on, never given twice."""

    dependencies = [("respond", "0003_case_places_by_deadline")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE respond_case_number START 20001", "DROP SEQUENCE respond_case_number")
    ]
