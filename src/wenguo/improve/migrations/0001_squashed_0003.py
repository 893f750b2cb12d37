import django.db.models.deletion
import wenguo.base.bilingual
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('improve', '0001_initial'), ('improve', '0002_initial'), ('improve', '0003_lesson')]

    initial = True

    dependencies = [
        ('customers', '0001_squashed_0003'),
        ('people', '0001_squashed_0002'),
        ('respond', '0001_squashed_0033'),
    ]

    operations = [
        migrations.CreateModel(
            name='Improvement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.brand')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('problem', models.TextField(verbose_name='what customers told us')),
                ('action', models.TextField(blank=True, verbose_name='what we change')),
                ('category', models.CharField(blank=True, max_length=60, verbose_name='category')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.place')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('due_date', models.DateField(verbose_name='due')),
                ('target', models.CharField(max_length=200, verbose_name='target')),
                ('baseline_per_week', models.FloatField(null=True, verbose_name='complaints a week before')),
                ('target_per_week', models.FloatField(null=True, verbose_name='complaints a week wanted')),
                ('state', models.CharField(choices=[('planned', 'Plan'), ('doing', 'Do'), ('checking', 'Check'), ('done', 'Done'), ('dropped', 'Dropped')], default='planned', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(verbose_name='made at')),
                ('started_at', models.DateTimeField(null=True, verbose_name='started at')),
                ('done_at', models.DateTimeField(null=True, verbose_name='done at')),
                ('you_said', wenguo.base.bilingual.BilingualText(blank=True, default=dict, verbose_name='you said')),
                ('we_did', wenguo.base.bilingual.BilingualText(blank=True, default=dict, verbose_name='we did')),
                ('lesson', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='respond.lesson')),
                ('published_at', models.DateTimeField(null=True, verbose_name='published at')),
            ],
            options={
                'verbose_name': 'improvement',
                'verbose_name_plural': 'improvements',
                'indexes': [models.Index(fields=['brand', '-id'], name='improvement_brand')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('done_at__isnull', False), _connector='OR'), name='done_improvement_has_a_date')],
            },
        ),
        migrations.CreateModel(
            name='ImprovementCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('improvement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='improve.improvement')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='improvement_links', to='respond.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('improvement', 'case'), name='improvement_case_once')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('improvement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='improve.improvement')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.customer')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='respond.case')),
                ('created_at', models.DateTimeField(verbose_name='told at')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'constraints': [models.UniqueConstraint(fields=('improvement', 'customer'), name='customer_told_once')],
            },
        ),
    ]
