from django.db import migrations

from wenguo.understand.migrations._append_only import ALLOW, FORBID

# Whoever leaves the house takes only the key to their account with them; erasing a feedback erases its corrections.


class Migration(migrations.Migration):
    dependencies = [("understand", "0002_seed_categories")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
