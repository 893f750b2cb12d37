import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import wenguo.base.bilingual
import wenguo.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('listen', '0001_initial'), ('listen', '0002_initial'), ('listen', '0003_own_fields'), ('listen', '0004_file_text'), ('listen', '0005_part_of_a_feedback')]

    initial = True

    dependencies = [
        ('customers', '0001_squashed_0003'),
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.brand')),
                ('channel', models.CharField(max_length=10, verbose_name='channel')),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('sha256', models.CharField(max_length=64)),
                ('mapping', models.JSONField(default=dict, verbose_name='columns')),
                ('opens_cases', models.BooleanField(default=False, verbose_name='open cases for complaints')),
                ('state', models.CharField(choices=[('mapping', 'Choosing columns'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='mapping', max_length=10, verbose_name='state')),
                ('total_rows', models.PositiveIntegerField(null=True, verbose_name='rows in all')),
                ('done_rows', models.PositiveIntegerField(default=0, verbose_name='rows read')),
                ('created_rows', models.PositiveIntegerField(default=0, verbose_name='new')),
                ('duplicate_rows', models.PositiveIntegerField(default=0, verbose_name='duplicates skipped')),
                ('bad_rows', models.PositiveIntegerField(default=0, verbose_name='rows with a problem')),
                ('problem', models.CharField(blank=True, max_length=300, verbose_name='problem')),
                ('started_by_name', models.CharField(max_length=150, verbose_name='started by')),
                ('created_at', models.DateTimeField(verbose_name='started at')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finished at')),
            ],
            options={
                'verbose_name': 'file import',
                'verbose_name_plural': 'file imports',
                'constraints': [models.CheckConstraint(condition=models.Q(('done_rows', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('created_rows'), '+', models.F('duplicate_rows')), '+', models.F('bad_rows')))), name='import_counts_add_up')],
            },
        ),
        migrations.CreateModel(
            name='Outgoing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.brand')),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.customer')),
                ('key', models.CharField(max_length=120, unique=True, verbose_name='idempotency key')),
                ('medium', models.CharField(default='email', max_length=10, verbose_name='medium')),
                ('recipient', models.CharField(max_length=254, verbose_name='recipient')),
                ('subject', models.CharField(max_length=300, verbose_name='subject')),
                ('body', models.TextField(verbose_name='body')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('claimed', 'Being sent'), ('sent', 'Sent'), ('failed', 'Refused by the receiving side'), ('unknown', 'Unknown: perhaps sent'), ('dropped', 'Given up by a person')], default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('not_before_at', models.DateTimeField(verbose_name='not before')),
                ('claimed_at', models.DateTimeField(null=True, verbose_name='claimed at')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent at')),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='answer of the receiving side')),
            ],
            options={
                'verbose_name': 'outgoing message',
                'verbose_name_plural': 'outgoing messages',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['not_before_at'], name='outgoing_waiting'), models.Index(condition=models.Q(('state', 'claimed')), fields=['claimed_at'], name='outgoing_claimed')],
            },
        ),
        migrations.CreateModel(
            name='OwnField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.brand')),
                ('code', models.CharField(max_length=40, verbose_name='short name')),
                ('kind', models.CharField(choices=[('text', 'Text'), ('long_text', 'Long text'), ('number', 'Number'), ('money', 'Money'), ('date', 'Date'), ('yes_no', 'Yes or no'), ('choice', 'One of several'), ('choices', 'Several of several')], max_length=10, verbose_name='kind')),
                ('name', wenguo.base.bilingual.BilingualText(verbose_name='name')),
                ('help', models.JSONField(blank=True, default=dict, verbose_name='help')),
                ('options', models.JSONField(blank=True, default=list, verbose_name='options')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='unit')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('minimum', models.DecimalField(decimal_places=4, max_digits=15, null=True, verbose_name='at least')),
                ('maximum', models.DecimalField(decimal_places=4, max_digits=15, null=True, verbose_name='at most')),
                ('is_personal', models.BooleanField(default=False, verbose_name='personal data')),
                ('archived_at', models.DateTimeField(null=True, verbose_name='put away at')),
            ],
            options={
                'verbose_name': 'own field',
                'verbose_name_plural': 'own fields',
                'constraints': [models.UniqueConstraint(fields=('brand', 'code'), name='own_field_once_per_brand')],
            },
        ),
        migrations.CreateModel(
            name='OwnForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.brand')),
                ('place', models.CharField(choices=[('case', 'Case page'), ('customer', "Customers' form"), ('resolve', 'When a case is resolved')], max_length=10, verbose_name='where')),
                ('category', models.CharField(blank=True, max_length=60, verbose_name='category')),
                ('items', models.JSONField(default=list, verbose_name='fields')),
                ('rules', models.JSONField(default=list, verbose_name='rules')),
            ],
            options={
                'verbose_name': 'form',
                'verbose_name_plural': 'forms',
                'constraints': [models.UniqueConstraint(fields=('brand', 'place', 'category'), name='own_form_once')],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='people.brand')),
                ('channel', models.CharField(choices=[('web', 'Web form'), ('qr', 'QR code'), ('email', 'E-mail'), ('phone', 'Hotline'), ('chat', 'Chat'), ('wechat', 'WeChat'), ('social', 'Social media'), ('review', 'Review'), ('survey', 'Survey'), ('app', 'App'), ('api', 'API')], max_length=10, verbose_name='channel')),
                ('text', models.TextField(verbose_name='text')),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='customers.customer')),
                ('rating', models.PositiveSmallIntegerField(null=True, verbose_name='rating')),
                ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='people.place')),
                ('order_number', models.CharField(blank=True, max_length=64, verbose_name='order number')),
                ('wants', models.CharField(blank=True, max_length=500, verbose_name='expected solution')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language of the form')),
                ('external_id', models.CharField(blank=True, max_length=128, verbose_name='number at the source')),
                ('fields', models.JSONField(blank=True, db_default={}, default=dict, verbose_name='own fields')),
                ('file_import', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='listen.fileimport')),
                ('part_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='listen.feedback', verbose_name='part of')),
                ('occurred_at', models.DateTimeField(verbose_name='happened at')),
                ('received_at', models.DateTimeField(verbose_name='received at')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                ('link', models.CharField(default=wenguo.kernel.ids.new_link, max_length=32, unique=True, verbose_name='tracking link')),
                ('search', django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
            options={
                'verbose_name': 'feedback',
                'verbose_name_plural': 'feedback',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='feedback_search'), models.Index(fields=['brand', '-id'], name='feedback_brand'), models.Index(fields=['customer', '-id'], name='feedback_customer')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('brand', 'channel', 'external_id'), name='feedback_once_per_source_number'), models.CheckConstraint(condition=models.Q(('rating__isnull', True), ('rating__range', (0, 10)), _connector='OR'), name='feedback_rating_range')],
            },
        ),
        migrations.CreateModel(
            name='ImportProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='listen.fileimport')),
                ('line', models.PositiveIntegerField(verbose_name='line')),
                ('code', models.CharField(max_length=40, verbose_name='reason')),
                ('excerpt', models.CharField(blank=True, max_length=200, verbose_name='beginning of the row')),
            ],
            options={
                'verbose_name': 'import problem',
                'verbose_name_plural': 'import problems',
                'constraints': [models.UniqueConstraint(fields=('file_import', 'line'), name='import_problem_once_per_line')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.brand')),
                ('feedback', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='listen.feedback')),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('content_type', models.CharField(max_length=80, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('token', models.CharField(default=wenguo.kernel.ids.new_link, max_length=32, unique=True)),
                ('created_at', models.DateTimeField(verbose_name='created at')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=200)),
                ('request_digest', models.CharField(max_length=64)),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listen.feedback')),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'key'), name='idempotency_key_once')],
            },
        ),
        migrations.CreateModel(
            name='FileText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='listen.attachment')),
                ('state', models.CharField(choices=[('read', 'Read'), ('empty', 'No words in it'), ('unreadable', 'Cannot be read')], max_length=10, verbose_name='state')),
                ('reader', models.CharField(max_length=40, verbose_name='read by')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('read_at', models.DateTimeField(verbose_name='read at')),
            ],
            options={
                'verbose_name': 'text of a file',
                'verbose_name_plural': 'texts of files',
            },
        ),
    ]
