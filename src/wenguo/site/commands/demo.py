"""``wenguo demo``: the story world, a company with ninety days behind it."""

import click

from wenguo.base.errors import Refused
from wenguo.kernel.clock import now
from wenguo.people.models import Brand
from wenguo.site.commands.house import with_database
from wenguo.site.commands.migrate import bring_up_to_date
from wenguo.site.demo import company
from wenguo.site.demo.calendar import HOW_MANY
from wenguo.site.demo.reset import reset as empty_everything
from wenguo.site.demo.telling import SEED, BrokenOff, Story
from wenguo.site.demo.world import build, is_broken_off


@click.command()
@click.option("--reset", is_flag=True, help="Begin again: everything in this installation is deleted first.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="The same seed tells the same story.")
@click.option(
    "--feedback",
    type=click.IntRange(min=30),
    default=HOW_MANY,
    show_default=True,
    help="About how many feedbacks it has; fewer are told sooner.",
)
@with_database
def demo(*, reset: bool, seed: int, feedback: int) -> None:
    """Build the story world in an empty installation, ending today, and print its sign-ins."""
    bring_up_to_date()
    if reset:
        _refuse_to_delete_real_work()
        empty_everything()
    clear_broken_off()
    build_story(seed=seed, feedback=feedback)
    tell_sign_ins()


def clear_broken_off() -> None:
    """A story that a crash or Ctrl-C cut short is taken away, so that it can begin again."""
    if _is_story() and is_broken_off():
        empty_everything()


def build_story(*, seed: int = SEED, feedback: int = HOW_MANY) -> None:
    """Build it, showing how far it is."""
    with click.progressbar(length=1, label="Building the story world 正在搭建故事世界") as bar:
        told = 0

        def show(done: int, total: int) -> None:
            nonlocal told
            bar.length = total
            if done - told >= total // 100 or done == total:
                bar.update(done - told)
                told = done

        try:
            build(Story(now(), seed, feedback), progress=show)
        except Refused as reason:
            raise click.ClickException(str(reason.message)) from reason
        except BrokenOff as reason:
            sentence = "the story world could not be told to its end; the next start begins it again"
            raise click.ClickException(sentence) from reason


def tell_sign_ins() -> None:
    """Print who can sign in, where this is the story world; a real installation's accounts are nobody's business."""
    if not _is_story():
        return
    click.echo(f"\n  Sign in as one of these, password {company.PASSWORD} (口令相同):")
    for person in company.STAFF[:5]:
        click.echo(f"    {person.key:<10} {person.name}  {person.role}, {' + '.join(person.brands)}")


def _is_story() -> bool:
    slugs = set(Brand.objects.values_list("slug", flat=True))
    return bool(slugs) and slugs <= set(company.BRANDS)


def _refuse_to_delete_real_work() -> None:
    if Brand.objects.exists() and not _is_story():
        raise click.ClickException(
            "this is not the story world; a real installation is never deleted by this command"
        )
