from django.db import migrations

from wenguo.respond.migrations._append_only import ALLOW_EVENTS, FORBID_EVENTS



class Migration(migrations.Migration):
    dependencies = [("respond", "0001_initial")]
    operations = [migrations.RunSQL(FORBID_EVENTS, ALLOW_EVENTS)]
