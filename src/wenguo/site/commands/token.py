"""``wenguo token``: a key for a program."""

import click

from wenguo.base.actor import SYSTEM
from wenguo.base.errors import Refused
from wenguo.kernel.clock import now
from wenguo.people import actions
from wenguo.people.domain.permissions import ROLES
from wenguo.people.models import Brand
from wenguo.site.commands.house import with_database


@click.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(sorted(ROLES)), help="What the program may do.")
@click.option("--brand", "slug", help="Short name of the one brand it may see; all brands by default.")
@with_database
def token(name: str, *, role: str, slug: str | None) -> None:
    """Make an API token called NAME and print it. It is shown this once and kept nowhere."""
    brand = Brand.objects.filter(slug=slug).first() if slug else None
    if slug and brand is None:
        known = ", ".join(Brand.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
        raise click.BadParameter(f"there is no brand {slug!r}; known: {known}", param_hint="--brand")
    try:
        click.echo(actions.issue_token(actor=SYSTEM, name=name, role=role, brand=brand, now=now()))
    except Refused as reason:
        raise click.ClickException(str(reason)) from reason
