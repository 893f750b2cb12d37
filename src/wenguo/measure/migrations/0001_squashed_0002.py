import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('measure', '0001_initial'), ('measure', '0002_facts_newest_first')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='FeedbackFact',
            fields=[
                ('feedback_id', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='feedback')),
                ('brand_id', models.BigIntegerField(verbose_name='brand')),
                ('said_at', models.DateTimeField(verbose_name='said at')),
                ('day', models.DateField(verbose_name="day, in the installation's zone")),
                ('channel', models.CharField(max_length=10, verbose_name='channel')),
                ('place_id', models.BigIntegerField(null=True, verbose_name='place')),
                ('customer_id', models.BigIntegerField(null=True, verbose_name='customer')),
                ('rating', models.PositiveSmallIntegerField(null=True, verbose_name='rating')),
                ('kind', models.CharField(blank=True, max_length=12, verbose_name='kind')),
                ('category', models.CharField(blank=True, max_length=60, verbose_name='main category')),
                ('polarity', models.CharField(blank=True, max_length=10, verbose_name='polarity')),
                ('intensity', models.PositiveSmallIntegerField(null=True, verbose_name='intensity')),
                ('urgency', models.PositiveSmallIntegerField(null=True, verbose_name='urgency')),
                ('risks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('keywords', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('case_id', models.BigIntegerField(null=True, verbose_name='case')),
                ('case_opened_at', models.DateTimeField(null=True)),
                ('first_reply_minutes', models.FloatField(null=True, verbose_name='minutes to the first reply')),
                ('solution_minutes', models.FloatField(null=True, verbose_name='minutes to the solution')),
                ('first_reply_met', models.BooleanField(null=True, verbose_name='first reply in time')),
                ('solution_met', models.BooleanField(null=True, verbose_name='solution in time')),
                ('follow_up_met', models.BooleanField(null=True, verbose_name='follow-up in time')),
                ('reopened', models.PositiveSmallIntegerField(default=0, verbose_name='times reopened')),
                ('csat', models.PositiveSmallIntegerField(null=True, verbose_name='satisfaction 1 to 5')),
            ],
            options={
                'verbose_name': 'fact',
                'verbose_name_plural': 'facts',
                'indexes': [models.Index(fields=['brand_id', 'day'], name='fact_brand_day'), models.Index(fields=['brand_id', '-said_at', '-feedback_id'], name='fact_newest'), models.Index(fields=['case_id'], name='fact_case')],
            },
        ),
    ]
