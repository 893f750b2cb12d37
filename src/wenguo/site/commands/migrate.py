"""``wenguo migrate``, and what other commands need of it."""

import click
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wenguo.site.commands.house import with_database


@click.command()
@with_database
def migrate() -> None:
    """Bring the database's tables up to this release. Safe to repeat."""
    call_command("migrate", interactive=False, verbosity=1)


def bring_up_to_date() -> None:
    """The same, quietly, and at once where there is nothing to do."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        click.echo("Preparing the database … 正在准备数据库 …")
        call_command("migrate", interactive=False, verbosity=0)
