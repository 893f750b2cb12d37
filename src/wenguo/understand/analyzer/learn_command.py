"""``wenguo learn``: train a head from a labelled file. Apart from the other commands, since it loads scikit-learn."""

import json
import time
from pathlib import Path

import click

from wenguo.understand.analyzer.generic import save
from wenguo.understand.analyzer.learn import Lesson, TooFewLabels, learn as train
from wenguo.understand.analyzer.tables import UnreadableFile
from wenguo.understand.analyzer.trial import Columns, read_labelled


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--head", required=True, metavar="NAME", help="What the labels say, for your own record.")
@click.option("--text", required=True, metavar="COLUMN", help="Column with the text.")
@click.option("--label", required=True, metavar="COLUMN", help="Column with the label; several joined by |.")
@click.option("--target", metavar="COLUMN", help="Column with the part of the text that is asked about.")
@click.option(
    "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write."
)
def learn(file: Path, *, head: str, text: str, label: str, target: str | None, output: Path) -> None:
    """Train a head called HEAD from the labelled texts of FILE; use it with ``wenguo evaluate --head DIR``."""
    started = time.monotonic()
    try:
        labelled = read_labelled(file, Columns(text, label, target))
        learned, hashes = train(Lesson(labelled.texts, labelled.labels, labelled.targets))
    except (UnreadableFile, TooFewLabels) as problem:
        raise click.ClickException(str(problem)) from problem
    save(output, learned, hashes=hashes)
    told = {
        "head": head,
        "folder": str(output),
        "texts": len(labelled.texts),
        "labels": list(learned.labels),
        "several": learned.several,
        "seconds": round(time.monotonic() - started, 1),
    }
    click.echo(json.dumps(told, ensure_ascii=False))
