import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import wenguo.base.bilingual
import wenguo.people.models.organisation
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_skills_and_duty')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Brand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40, unique=True, verbose_name='short name')),
                ('name', wenguo.base.bilingual.BilingualText(verbose_name='name')),
                ('colour', models.CharField(default='#0f766e', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$')], verbose_name='colour')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='sender address')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone')),
                ('thanks', wenguo.base.bilingual.BilingualText(blank=True, default=dict, verbose_name='thanks after feedback')),
                ('settings', models.JSONField(blank=True, default=wenguo.people.models.organisation.default_brand_settings, verbose_name='settings')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'brand',
                'verbose_name_plural': 'brands',
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('hint', models.CharField(max_length=12, verbose_name='begins with')),
                ('role', models.CharField(choices=[('agent', 'Agent'), ('specialist', 'Specialist'), ('lead', 'Team lead'), ('executive', 'Executive'), ('analyst', 'Analyst'), ('editor', 'Editor'), ('administrator', 'Administrator'), ('auditor', 'Auditor')], max_length=20, verbose_name='role')),
                ('brand', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='people.brand')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('last_used_at', models.DateTimeField(null=True, verbose_name='last used at')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked at')),
            ],
            options={
                'verbose_name': 'API token',
                'verbose_name_plural': 'API tokens',
            },
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to='people.brand')),
                ('key', models.SlugField(max_length=40, verbose_name='short name')),
                ('name', wenguo.base.bilingual.BilingualText(verbose_name='name')),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='categories')),
                ('risks', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='risks')),
                ('tiers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None, verbose_name='tiers')),
                ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None, verbose_name='channels')),
                ('is_required', models.BooleanField(default=False, verbose_name='wait for somebody who has it')),
            ],
            options={
                'verbose_name': 'skill',
                'verbose_name_plural': 'skills',
                'constraints': [models.UniqueConstraint(fields=('brand', 'key'), name='skill_key_once_per_brand')],
            },
        ),
        migrations.CreateModel(
            name='DutyNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duty_notes', to='people.brand')),
                ('author_name', models.CharField(max_length=150, verbose_name='written by')),
                ('text', models.TextField(verbose_name='text')),
                ('created_at', models.DateTimeField(verbose_name='written at')),
            ],
            options={
                'verbose_name': 'duty note',
                'verbose_name_plural': 'duty notes',
                'indexes': [models.Index(fields=['brand', '-id'], name='duty_note_brand')],
            },
        ),
        migrations.CreateModel(
            name='DutyTurn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duty_turns', to='people.brand')),
                ('tier', models.PositiveSmallIntegerField(verbose_name='duty tier')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
            ],
            options={
                'verbose_name': 'turn of duty',
                'verbose_name_plural': 'turns of duty',
                'indexes': [models.Index(fields=['brand', 'tier', 'ends_at'], name='duty_of_brand')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='duty_takes_time'), models.CheckConstraint(condition=models.Q(('tier__range', (1, 3))), name='duty_tier_1_to_3')],
            },
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('holiday', 'Holiday'), ('sick', 'Sick'), ('training', 'Training'), ('other', 'Away')], default='holiday', max_length=10, verbose_name='why')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
            ],
            options={
                'verbose_name': 'leave',
                'verbose_name_plural': 'leaves',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='leave_takes_time')],
            },
        ),
        migrations.CreateModel(
            name='PersonSkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='people.skill')),
                ('level', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='level')),
            ],
            options={
                'verbose_name': 'skill of a person',
                'verbose_name_plural': 'skills of people',
                'constraints': [models.CheckConstraint(condition=models.Q(('level__range', (1, 5))), name='skill_level_1_to_5')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='people.brand')),
                ('slug', models.SlugField(max_length=40, verbose_name='short name')),
                ('code', models.CharField(max_length=32, unique=True, verbose_name='QR code')),
                ('name', wenguo.base.bilingual.BilingualText(verbose_name='name')),
                ('city', models.CharField(blank=True, max_length=60, verbose_name='city')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'place',
                'verbose_name_plural': 'places',
                'constraints': [models.UniqueConstraint(fields=('brand', 'slug'), name='place_slug_once_per_brand')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='sign-in name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('role', models.CharField(choices=[('agent', 'Agent'), ('specialist', 'Specialist'), ('lead', 'Team lead'), ('executive', 'Executive'), ('analyst', 'Analyst'), ('editor', 'Editor'), ('administrator', 'Administrator'), ('auditor', 'Auditor')], default='agent', max_length=20, verbose_name='role')),
                ('scope', models.CharField(choices=[('brand', 'All cases of their brands'), ('team', 'Only cases of their teams')], default='brand', max_length=10, verbose_name='sees')),
                ('language', models.CharField(default='zh-hans', max_length=10, verbose_name='language')),
                ('presence', models.CharField(choices=[('online', 'Online'), ('away', 'Away'), ('offline', 'Offline')], default='online', max_length=10, verbose_name='presence')),
                ('capacity', models.PositiveSmallIntegerField(default=30, verbose_name='open cases at most')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list, size=None, verbose_name='answers in')),
                ('is_staff', models.BooleanField(default=False)),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='joined at')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('brands', models.ManyToManyField(blank=True, related_name='people', to='people.brand', verbose_name='brands')),
                ('places', models.ManyToManyField(blank=True, related_name='stationed', to='people.place', verbose_name='works for places')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shifts', to=settings.AUTH_USER_MODEL)),
                ('weekday', models.PositiveSmallIntegerField(verbose_name='weekday, Monday is 0')),
                ('starts_at', models.TimeField(verbose_name='starts')),
                ('ends_at', models.TimeField(verbose_name='ends')),
            ],
            options={
                'verbose_name': 'shift',
                'verbose_name_plural': 'shifts',
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__lt', 7)), name='shift_weekday_exists')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('is_lead', models.BooleanField(default=False, verbose_name='leads the team')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='people.brand')),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='short name')),
                ('name', wenguo.base.bilingual.BilingualText(verbose_name='name')),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='categories')),
                ('is_by_hand', models.BooleanField(default=False, verbose_name='takes only what is handed to it')),
                ('handover', models.CharField(choices=[('due', 'What cannot wait until they are back'), ('all', 'Everything in hand'), ('none', 'Nothing at all')], default='due', max_length=6, verbose_name='handed over at the end of a shift')),
                ('members', models.ManyToManyField(related_name='teams', through='people.Membership', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'team',
                'verbose_name_plural': 'teams',
            },
        ),
        migrations.AddField(
            model_name='DutyNote',
            name='author',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='DutyTurn',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duty_turns', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='Leave',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leaves', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='PersonSkill',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skills', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='Place',
            name='manager',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='managed_places', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='Membership',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='people.team'),
        ),
        migrations.AddIndex(
            model_name='Leave',
            index=models.Index(fields=['user', 'ends_at'], name='leave_of_person'),
        ),
        migrations.AddConstraint(
            model_name='PersonSkill',
            constraint=models.UniqueConstraint(fields=('user', 'skill'), name='skill_once_per_person'),
        ),
        migrations.AddConstraint(
            model_name='Membership',
            constraint=models.UniqueConstraint(fields=('team', 'user'), name='member_once_per_team'),
        ),
    ]
