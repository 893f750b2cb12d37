import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('customers', '0001_initial'), ('customers', '0002_initial'), ('customers', '0003_key_dates_and_do_not_contact')]

    initial = True

    dependencies = [
        ('people', '0001_squashed_0002'),
    ]

    operations = [
        migrations.CreateModel(
            name='Customer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='customers', to='people.brand')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('tier', models.CharField(choices=[('diamond', 'Diamond'), ('gold', 'Gold'), ('silver', 'Silver'), ('standard', 'Standard')], default='standard', max_length=10, verbose_name='tier')),
                ('language', models.CharField(default='zh-hans', max_length=10, verbose_name='language')),
                ('may_contact', models.BooleanField(default=False, verbose_name='agrees to be told what changed')),
                ('do_not_contact', models.BooleanField(default=False, verbose_name='does not want to be contacted')),
                ('remarks', models.TextField(blank=True, verbose_name='remarks')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='customers.customer')),
                ('search', django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
            options={
                'verbose_name': 'customer',
                'verbose_name_plural': 'customers',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='customer_search'), models.Index(fields=['brand', '-id'], name='customer_brand')],
            },
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.brand')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to='customers.customer')),
                ('kind', models.CharField(choices=[('email', 'E-mail'), ('phone', 'Phone'), ('external_id', 'Customer number')], max_length=12, verbose_name='kind')),
                ('value', models.CharField(max_length=254, verbose_name='value')),
                ('shown', models.CharField(max_length=254, verbose_name='as written')),
            ],
            options={
                'verbose_name': 'identity',
                'verbose_name_plural': 'identities',
                'constraints': [models.UniqueConstraint(fields=('brand', 'kind', 'value'), name='identity_once_per_brand')],
            },
        ),
        migrations.CreateModel(
            name='KeyDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='key_dates', to='customers.customer')),
                ('kind', models.CharField(choices=[('birthday', 'Birthday'), ('joined', 'Joined'), ('first_purchase', 'First purchase')], max_length=14, verbose_name='kind')),
                ('day', models.DateField(verbose_name='day')),
                ('yearly', models.PositiveSmallIntegerField(verbose_name='day of the year')),
                ('consented_at', models.DateTimeField(verbose_name='consent noted at')),
                ('noted_by_name', models.CharField(max_length=150, verbose_name='noted by')),
            ],
            options={
                'verbose_name': 'key date',
                'verbose_name_plural': 'key dates',
                'indexes': [models.Index(fields=['yearly'], name='key_date_yearly')],
                'constraints': [models.UniqueConstraint(fields=('customer', 'kind'), name='key_date_once')],
            },
        ),
        migrations.CreateModel(
            name='TimelineNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='timeline', to='customers.customer')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('ref', models.CharField(max_length=60, verbose_name='reference')),
                ('data', models.JSONField(default=dict, verbose_name='data')),
            ],
            options={
                'verbose_name': 'timeline note',
                'verbose_name_plural': 'timeline notes',
                'indexes': [models.Index(fields=['customer', '-at'], name='timeline_customer')],
                'constraints': [models.UniqueConstraint(fields=('customer', 'kind', 'ref'), name='timeline_note_once')],
            },
        ),
    ]
