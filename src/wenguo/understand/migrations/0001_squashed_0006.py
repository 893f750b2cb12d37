import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import wenguo.base.bilingual
from django.conf import settings
from django.db import migrations, models

from wenguo.understand.migrations._append_only import ALLOW, FORBID
from wenguo.understand.migrations._categories import plant


class Migration(migrations.Migration):

    replaces = [('understand', '0001_initial'), ('understand', '0002_seed_categories'), ('understand', '0003_corrections_are_append_only'), ('understand', '0004_opinions'), ('understand', '0005_learning'), ('understand', '0006_likeness')]

    initial = True

    dependencies = [
        ('listen', '0001_squashed_0005'),
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        migrations.CreateModel(
            name='Analysis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='analyses', to='listen.feedback')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.brand')),
                ('is_current', models.BooleanField(default=True, verbose_name='current')),
                ('model_version', models.CharField(max_length=40, verbose_name='version of the models')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('kind', models.CharField(max_length=12, verbose_name='kind')),
                ('category', models.CharField(max_length=60, verbose_name='main category')),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None, verbose_name='categories')),
                ('polarity', models.CharField(max_length=10, verbose_name='polarity')),
                ('intensity', models.PositiveSmallIntegerField(verbose_name='intensity')),
                ('urgency', models.PositiveSmallIntegerField(verbose_name='urgency')),
                ('risks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None, verbose_name='risks')),
                ('demands', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None, verbose_name='demands')),
                ('keywords', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None, verbose_name='keywords')),
                ('summary', models.CharField(blank=True, max_length=200, verbose_name='summary')),
                ('confidence', models.FloatField(default=0.0, verbose_name='confidence in the main category')),
                ('labels', models.JSONField(default=dict, verbose_name='labels')),
            ],
            options={
                'verbose_name': 'analysis',
                'verbose_name_plural': 'analyses',
                'indexes': [models.Index(condition=models.Q(('is_current', True)), fields=['brand', 'confidence'], name='analysis_doubtful')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('feedback',), name='one_current_analysis'), models.CheckConstraint(condition=models.Q(('intensity__range', (1, 5))), name='analysis_intensity_1_to_5'), models.CheckConstraint(condition=models.Q(('urgency__range', (1, 4))), name='analysis_urgency_1_to_4')],
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, unique=True, verbose_name='code')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='understand.category')),
                ('name', wenguo.base.bilingual.BilingualText(verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('is_own', models.BooleanField(default=False, verbose_name='of this installation')),
                ('examples', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='example texts')),
                ('changed_at', models.DateTimeField(null=True, verbose_name='examples changed at')),
            ],
            options={
                'verbose_name': 'category',
                'verbose_name_plural': 'categories',
            },
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('feedback', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='likeness', serialize=False, to='listen.feedback')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.brand')),
                ('group_id', models.BigIntegerField(verbose_name='first of the group')),
                ('share', models.FloatField(default=0.0, verbose_name='shared with the one it resembles')),
                ('repeat_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='repeats', to='listen.feedback', verbose_name='repeats')),
                ('size', models.PositiveIntegerField(verbose_name='pairs of letters')),
                ('bands', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None, verbose_name='bands')),
            ],
            options={
                'verbose_name': 'likeness',
                'verbose_name_plural': 'likenesses',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['bands'], name='likeness_bands'), models.Index(fields=['group_id', 'feedback'], name='likeness_group')],
            },
        ),
        migrations.CreateModel(
            name='ModelCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('purpose', models.CharField(max_length=12, verbose_name='purpose')),
                ('model', models.CharField(max_length=100, verbose_name='model')),
                ('outcome', models.CharField(choices=[('answered', 'Answered'), ('busy', 'Turned away for now'), ('refused', 'Refused'), ('failed', 'Failed'), ('late', 'No answer in time')], max_length=8, verbose_name='outcome')),
                ('tokens', models.PositiveIntegerField(default=0, verbose_name='tokens')),
                ('took', models.DurationField(verbose_name='took')),
            ],
            options={
                'verbose_name': 'call of a language model',
                'verbose_name_plural': 'calls of a language model',
                'indexes': [models.Index(fields=['-at'], name='model_call_at')],
            },
        ),
        migrations.CreateModel(
            name='ModelVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('base_version', models.CharField(max_length=40, verbose_name='shipped weights')),
                ('is_shipped', models.BooleanField(default=False, verbose_name='as shipped')),
                ('state', models.CharField(choices=[('learning', 'Learning'), ('live', 'Live'), ('ready', 'Kept'), ('rejected', 'Not better'), ('failed', 'Failed')], max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('created_by_name', models.CharField(blank=True, max_length=150, verbose_name='started by')),
                ('went_live_at', models.DateTimeField(null=True, verbose_name='went live at')),
                ('decisions', models.PositiveIntegerField(default=0, verbose_name='decisions')),
                ('last_correction_id', models.BigIntegerField(default=0, verbose_name='last correction')),
                ('seconds', models.FloatField(default=0.0, verbose_name='seconds')),
                ('figures', models.JSONField(default=dict, verbose_name='figures')),
                ('content', models.BinaryField(null=True, verbose_name='weights')),
            ],
            options={
                'verbose_name': 'version of the models',
                'verbose_name_plural': 'versions of the models',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'live')), fields=('state',), name='one_live_model'), models.UniqueConstraint(condition=models.Q(('state', 'learning')), fields=('state',), name='one_model_learns'), models.UniqueConstraint(condition=models.Q(('is_shipped', True)), fields=('base_version',), name='shipped_model_once')],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listen.feedback')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.brand')),
                ('purpose', models.CharField(choices=[('summary', 'Summary'), ('translation', 'Translation'), ('labels', 'Second opinion')], max_length=12, verbose_name='purpose')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('ready', 'Ready'), ('failed', 'No answer')], default='waiting', max_length=8, verbose_name='state')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('labels', models.JSONField(default=dict, verbose_name='labels')),
                ('reason', models.CharField(blank=True, max_length=20, verbose_name='why there is no answer')),
                ('model', models.CharField(blank=True, max_length=100, verbose_name='model')),
                ('asked_by_name', models.CharField(max_length=150, verbose_name='asked by')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered at')),
            ],
            options={
                'verbose_name': 'opinion of a language model',
                'verbose_name_plural': 'opinions of a language model',
                'constraints': [models.UniqueConstraint(fields=('feedback', 'purpose', 'language'), name='opinion_once')],
            },
        ),
        migrations.CreateModel(
            name='Rereading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('running', 'Under way'), ('done', 'Done'), ('stopped', 'Stopped')], default='running', max_length=10, verbose_name='state')),
                ('started_by_name', models.CharField(max_length=150, verbose_name='started by')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('moved_at', models.DateTimeField(verbose_name='last batch at')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finished at')),
                ('last_feedback_id', models.BigIntegerField(default=0, verbose_name='read up to')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='to read')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='read')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='read differently')),
            ],
            options={
                'verbose_name': 'rereading',
                'verbose_name_plural': 'rereadings',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('state',), name='one_rereading_runs')],
            },
        ),
        migrations.CreateModel(
            name='UnderstandingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wanted_accuracy', models.FloatField(default=0.95, verbose_name='wanted accuracy')),
                ('learns_nightly', models.BooleanField(default=True, verbose_name='learns every night')),
            ],
            options={
                'verbose_name': 'rule of understanding',
                'verbose_name_plural': 'rules of understanding',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_understanding_rule'), models.CheckConstraint(condition=models.Q(('wanted_accuracy__range', (0.5, 0.999))), name='wanted_accuracy_is_a_share')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('analysis', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='understand.analysis')),
                ('label', models.CharField(max_length=20, verbose_name='label')),
                ('before', models.JSONField(verbose_name='before')),
                ('after', models.JSONField(verbose_name='after')),
                ('corrected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrected_by_name', models.CharField(max_length=150, verbose_name='corrected by')),
                ('corrected_at', models.DateTimeField(verbose_name='corrected at')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'indexes': [models.Index(fields=['analysis', 'id'], name='correction_analysis')],
            },
        ),
        migrations.RunPython(plant, migrations.RunPython.noop),
        migrations.RunSQL(FORBID, ALLOW),
    ]
