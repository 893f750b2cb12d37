"""``wenguo manage …``: Django's own commands, with the settings and the database of this installation."""

import click
from django.core.management import execute_from_command_line

from wenguo.site.commands.house import with_database


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@with_database
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands, such as ``wenguo manage shell``."""
    execute_from_command_line(["wenguo manage", *arguments])
