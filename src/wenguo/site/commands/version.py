"""``wenguo version``."""

import importlib.metadata

import click


@click.command()
def version() -> None:
    """Print the version of this release."""
    click.echo(importlib.metadata.version("wenguo"))
