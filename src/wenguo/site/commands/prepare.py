"""``wenguo prepare``: what ``wenguo up`` runs before the pages are served. Hidden, and safe to repeat."""

from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command

from wenguo.site.commands.demo import build_story, clear_broken_off, tell_sign_ins
from wenguo.site.commands.house import with_database
from wenguo.site.commands.migrate import bring_up_to_date
from wenguo.site.demo.world import is_empty


@click.command(hidden=True)
@click.option("--story", "has_story", is_flag=True, help="Give an empty database the story world.")
@with_database
def prepare(*, has_story: bool) -> None:
    """Bring tables and static files up to this release; fill an empty database with the story world if asked to."""
    bring_up_to_date()
    Path(settings.STATIC_ROOT or "static").mkdir(parents=True, exist_ok=True)
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", interactive=False, verbosity=0)
    clear_broken_off()
    if has_story and is_empty():
        build_story()
    tell_sign_ins()
