"""``wenguo up``: everything in one process tree."""

from dataclasses import replace

import click

from wenguo.site.supervisor.surroundings import Surroundings
from wenguo.site.supervisor.tree import Tree


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the pages (WENGUO_PORT, default 8000).")
@click.option("--host", help="Address to listen on (WENGUO_HOST, default 127.0.0.1).")
@click.option(
    "--no-demo", is_flag=True, help="Leave an empty database empty; otherwise it gets the story world."
)
def up(port: int | None, host: str | None, *, no_demo: bool) -> None:
    """Start database, web server and worker, and keep them alive until Ctrl-C.

    With DATABASE_URL that PostgreSQL is used, and none is started.
    """
    try:
        around = Surroundings.read()
    except ValueError as reason:
        raise click.UsageError(str(reason)) from reason
    around = replace(around, port=port or around.port, host=host or around.host)
    Tree(around, has_story=not no_demo, say=click.echo).run()
