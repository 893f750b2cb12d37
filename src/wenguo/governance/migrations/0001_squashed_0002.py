from django.db import migrations, models

from wenguo.governance.migrations._append_only import ALLOW, FORBID


class Migration(migrations.Migration):

    replaces = [('governance', '0001_initial'), ('governance', '0002_audit_is_append_only')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('actor_kind', models.CharField(max_length=10, verbose_name='kind of actor')),
                ('actor_id', models.BigIntegerField(null=True, verbose_name='person')),
                ('actor_name', models.CharField(max_length=150, verbose_name='name')),
                ('deed', models.CharField(max_length=60, verbose_name='deed')),
                ('thing', models.CharField(max_length=40, verbose_name='kind of thing')),
                ('thing_id', models.CharField(max_length=64, verbose_name='thing')),
                ('brand_id', models.BigIntegerField(null=True, verbose_name='brand')),
                ('details', models.JSONField(default=dict, verbose_name='details')),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit entries',
                'indexes': [models.Index(fields=['thing', 'thing_id', '-id'], name='audit_thing'), models.Index(fields=['brand_id', '-id'], name='audit_brand')],
            },
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
