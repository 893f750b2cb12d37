"""``wenguo learn``: with a file, a head from that file alone; without one, this installation from its people."""

import importlib
from pathlib import Path

import click


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--head", metavar="NAME", help="What the labels say, for your own record.")
@click.option("--text", metavar="COLUMN", help="Column with the text.")
@click.option("--label", metavar="COLUMN", help="Column with the label; several joined by |.")
@click.option("--target", metavar="COLUMN", help="Column with the part of the text that is asked about.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Folder to write.")
def learn(
    file: Path | None,
    *,
    head: str | None,
    text: str | None,
    label: str | None,
    target: str | None,
    output: Path | None,
) -> None:
    """Learn from what the people of this installation decided; the new version goes live only if it is better.

    With FILE: train a head called NAME from its labelled texts, without database; use it with
    ``wenguo evaluate --head DIR``.
    """
    needed = {"--head": head, "--text": text, "--label": label, "--output": output}
    if file is None:
        if given := [name for name, value in needed.items() if value is not None]:
            raise click.UsageError(f"{given[0]} goes with a FILE.")
        importlib.import_module("wenguo.site.commands.house").enter()
        importlib.import_module("wenguo.site.commands.learn_here").learn_here()
        return
    if missing := [name for name, value in needed.items() if value is None]:
        raise click.UsageError(f"With a FILE, give {', '.join(missing)} as well.")
    module = importlib.import_module("wenguo.understand.analyzer.learn_command")
    module.learn.callback(file, head=head, text=text, label=label, target=target, output=output)
