from django.db import migrations

from wenguo.respond.migrations._legal_minimums import seed, unseed


class Migration(migrations.Migration):
    dependencies = [("respond", "0008_amends")]

    operations = [migrations.RunPython(seed, unseed)]
