"""``wenguo doctor``: what is wrong with an installation, and how to mend it."""

import sys
from collections.abc import Iterator

import click
from django.core.exceptions import ImproperlyConfigured

from wenguo.site.commands import checkup, house
from wenguo.site.commands.checkup import Finding
from wenguo.site.supervisor.problems import Problem
from wenguo.site.supervisor.surroundings import Surroundings


@click.command()
def doctor() -> None:
    """Look at this installation, change nothing, and say how to mend what is wrong.

    Exit code 1 when something needs mending.
    """
    is_well = True
    for finding in _findings():
        click.echo(
            f"{click.style('✗', fg='red') if finding.mend else click.style('✓', fg='green')} {finding.told}"
        )
        if finding.mend:
            is_well = False
            click.echo(f"    → {finding.mend}")
    sys.exit(0 if is_well else 1)


def _findings() -> Iterator[Finding]:
    try:
        around = Surroundings.read()
    except ValueError as reason:
        yield Finding("Environment", str(reason))
        return
    yield from checkup.python()
    yield from checkup.packages()
    yield from checkup.front_end()
    yield from checkup.translations()
    yield from checkup.data_folder(around)
    try:
        house.enter()
    except (Problem, ImproperlyConfigured, ValueError, ImportError) as reason:
        yield Finding("Settings", str(reason))
        return
    if around.database_url or around.folder.is_held():
        yield from checkup.database()
    else:
        yield Finding("Database not running (wenguo up starts it)")
    yield from checkup.mail()
