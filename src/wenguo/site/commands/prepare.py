"""``wenguo prepare``: what ``wenguo up`` runs before the pages are served. Hidden, and safe to repeat."""

from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wenguo.site.commands.house import with_database


@click.command(hidden=True)
@click.option("--story", "has_story", is_flag=True, help="Give an empty database the story world.")
@with_database
def prepare(*, has_story: bool) -> None:
    """Bring tables and static files up to this release; fill an empty database with the story world if asked to."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        click.echo("Preparing the database … 正在准备数据库 …")
        call_command("migrate", interactive=False, verbosity=0)
    Path(settings.STATIC_ROOT or "static").mkdir(parents=True, exist_ok=True)
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", interactive=False, verbosity=0)
