"""``wenguo learn`` without a file: this installation learns from what its people decided."""

import json

import click

from wenguo.base.actor import SYSTEM
from wenguo.kernel.clock import now
from wenguo.site.commands.house import with_database
from wenguo.understand import actions


@with_database
def learn_here() -> None:
    """Learn, judge, and say what came of it as one line of JSON."""
    try:
        version = actions.start_learning(actor=SYSTEM, now=now())
    except (actions.AlreadyLearning, actions.NothingNew) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    try:
        version = actions.finish_learning(version.pk, now=now())
    except BaseException:
        actions.give_up_learning(version.pk)
        raise
    names = ("head", "decisions", "right_before", "right_after", "check", "check_right", "verdict")
    told = {
        "version": str(version),
        "state": version.state,
        "decisions": version.decisions,
        "seconds": version.seconds,
        "heads": [{name: one[name] for name in names} for one in version.figures["heads"]],
    }
    click.echo(json.dumps(told, ensure_ascii=False))
