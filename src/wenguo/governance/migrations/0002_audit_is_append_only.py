from django.db import migrations

from wenguo.governance.migrations._append_only import ALLOW, FORBID



class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
