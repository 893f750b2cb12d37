"""``wenguo migrate``."""

import click
from django.core.management import call_command

from wenguo.site.commands.house import with_database


@click.command()
@with_database
def migrate() -> None:
    """Bring the database's tables up to this release. Safe to repeat."""
    call_command("migrate", interactive=False, verbosity=1)
