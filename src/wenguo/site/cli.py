"""The command line.

A command's module is loaded when it is called, so that help comes at once and ``analyze`` needs no Django.
"""

import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import click

from wenguo.site.supervisor.problems import Problem


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command's function is, what ``wenguo --help`` says about it, and whether it uses the rooms."""

    where: str
    told: str
    needs_house: bool = True


COMMANDS: Mapping[str, Entry] = {
    "up": Entry(
        "wenguo.site.commands.up:up", "Start everything: database, web server, worker.", needs_house=False
    ),
    "work": Entry("wenguo.site.commands.work:work", "Run a worker."),
    "demo": Entry("wenguo.site.commands.demo:demo", "Build the story world."),
    "import": Entry(
        "wenguo.site.commands.import_:import_file", "Import feedback from a CSV, XLSX or JSONL file."
    ),
    "analyze": Entry(
        "wenguo.understand.analyzer.command:analyze", "Analyse a file of texts.", needs_house=False
    ),
    "evaluate": Entry(
        "wenguo.understand.analyzer.command:evaluate", "Measure the analysis.", needs_house=False
    ),
    "learn": Entry(
        "wenguo.site.commands.learn:learn",
        "Learn from people's decisions, or from a labelled file.",
        needs_house=False,
    ),
    "deadline": Entry(
        "wenguo.site.commands.deadline:deadline", "Say when something is due, and why.", needs_house=False
    ),
    "check-replies": Entry(
        "wenguo.site.commands.check_replies:check_replies", "Check replies to complaints.", needs_house=False
    ),
    "token": Entry("wenguo.site.commands.token:token", "Make an API token and print it once."),
    "doctor": Entry(
        "wenguo.site.commands.doctor:doctor", "Say what is wrong and how to mend it.", needs_house=False
    ),
    "migrate": Entry("wenguo.site.commands.migrate:migrate", "Bring the tables up to this release."),
    "manage": Entry("wenguo.site.commands.manage:manage", "Run one of Django's own commands."),
    "version": Entry("wenguo.site.commands.version:version", "Print the version.", needs_house=False),
    "prepare": Entry("wenguo.site.commands.prepare:prepare", ""),
    "tell": Entry("wenguo.site.commands.tell:tell", ""),
}


class LazyGroup(click.Group):
    """Commands known by name; their modules are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, entry in COMMANDS.items() if entry.told]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        entry = COMMANDS[cmd_name]
        if entry.needs_house:
            # The modules of the rooms can only be imported once Django is loaded.
            importlib.import_module("wenguo.site.commands.house").enter()
        module, _colon, attribute = entry.where.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].told) for name in self.list_commands(ctx)])


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
def wenguo() -> None:
    """Wenguo (闻过): hear every complaint, answer it in time, change what caused it.

    Exit codes: 0 done, 1 failed, 2 wrong usage. Settings come from the environment, see docs/how-to/operate.md.
    """


def main() -> None:
    """Run the command line; a known problem is one sentence, not a traceback."""
    try:
        wenguo(prog_name="wenguo")
    except Problem as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
