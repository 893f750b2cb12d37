"""The two levels of categories that every installation starts with."""

from django.db import migrations

from wenguo.understand.migrations._categories import plant


class Migration(migrations.Migration):
    dependencies = [("understand", "0001_initial")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
