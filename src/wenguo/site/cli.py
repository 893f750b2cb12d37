"""The command line. A command's module is loaded when it is called, so that help comes at once and ``analyze`` needs no Django."""

import importlib
import sys
from collections.abc import Mapping

import click

from wenguo.site.supervisor.problems import Problem

# name → (module:attribute, what ``wenguo --help`` says about it)
COMMANDS: Mapping[str, tuple[str, str]] = {
    "up": ("wenguo.site.commands.up:up", "Start everything: database, web server, worker."),
    "work": ("wenguo.site.commands.work:work", "Run a worker."),
    "demo": ("wenguo.site.commands.demo:demo", "Build the story world."),
    "import": ("wenguo.site.commands.import_:import_file", "Import feedback from a CSV, XLSX or JSONL file."),
    "analyze": ("wenguo.understand.analyzer.command:analyze", "Analyse a file of texts, without server or database."),
    "evaluate": ("wenguo.understand.analyzer.command:evaluate", "Compare the analysis with labels in a file."),
    "learn": ("wenguo.understand.analyzer.command:learn", "Train the analysis on a labelled file."),
    "token": ("wenguo.site.commands.token:token", "Make an API token and print it once."),
    "doctor": ("wenguo.site.commands.doctor:doctor", "Say what is wrong with this installation and how to mend it."),
    "migrate": ("wenguo.site.commands.migrate:migrate", "Bring the database's tables up to this release."),
    "manage": ("wenguo.site.commands.manage:manage", "Run one of Django's own commands."),
    "version": ("wenguo.site.commands.version:version", "Print the version."),
    "prepare": ("wenguo.site.commands.prepare:prepare", ""),
}


class LazyGroup(click.Group):
    """Commands known by name; their modules are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, (_where, told) in COMMANDS.items() if told]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _colon, attribute = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
