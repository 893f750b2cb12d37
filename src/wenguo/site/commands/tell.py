"""``wenguo tell``: one brand of the story world, told beside the others. Hidden: ``wenguo demo`` calls it."""

import json
from datetime import datetime

import click
from django.db import connection

from wenguo.site.commands.house import with_database
from wenguo.site.demo.company import BRANDS
from wenguo.site.demo.telling import HEARD, Story, tell_brand
from wenguo.site.demo.world import undisturbed


@click.command(hidden=True)
@click.argument("brand", type=click.Choice(list(BRANDS)))
@click.option("--now", required=True)
@click.option("--seed", type=int, required=True)
@click.option("--feedback", type=int, required=True)
@with_database
def tell(*, brand: str, now: str, seed: int, feedback: int) -> None:
    """Play one brand's ninety days, saying a line for each feedback and at last which cases each spike opened."""
    with connection.cursor() as cursor:
        # A story that a crash cuts short is told again from its beginning.
        cursor.execute("SET synchronous_commit TO off")
    with undisturbed():
        story = Story(datetime.fromisoformat(now), seed, feedback)
        spikes = tell_brand(story, brand, heard=lambda: click.echo(HEARD))
    click.echo(json.dumps(spikes))
