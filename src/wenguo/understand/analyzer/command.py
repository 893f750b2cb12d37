"""``wenguo analyze`` and ``wenguo evaluate``: no database, no Django."""

import json
from pathlib import Path

import click

from wenguo.understand.analyzer.cluster import NoCluster
from wenguo.understand.analyzer.files import analyze_file, count_rows
from wenguo.understand.analyzer.tables import UnreadableFile
from wenguo.understand.analyzer.trial import MANY, ONE, Columns, evaluate as put_to_test, read_labelled

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--text", required=True, metavar="COLUMN", help="Column with the text.")
@click.option("--id", "id_column", metavar="COLUMN", help="Column with an id; else rows are numbered from 1.")
@click.option(
    "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write, JSONL."
)
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes to use.")
@click.option("--cluster", metavar="tcp://HOST:PORT", help="Use a Dask cluster instead (wenguo[cluster]).")
def analyze(
    file: Path, *, text: str, id_column: str | None, output: Path, jobs: int, cluster: str | None
) -> None:
    """Analyse the texts of FILE (CSV, XLSX, JSONL or Parquet, plain or .gz), one JSON object a row.

    A run that was broken off goes on where it stopped when it is started again.
    """
    try:
        total = count_rows(file)
        with click.progressbar(length=total, label=file.name) as bar:
            counts = analyze_file(
                file, output, text=text, id_column=id_column, jobs=jobs, cluster=cluster,
                on_progress=bar.update,
            )  # fmt: skip
    except (UnreadableFile, NoCluster) as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(
        f"{counts.analysed} analysed, {counts.found_done} were already there, {counts.total} in {output}."
    )


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--head", required=True, metavar="HEAD|DIR", help=f"One of {', '.join(ONE + MANY)}, or a learned head."
)
@click.option("--text", required=True, metavar="COLUMN", help="Column with the text.")
@click.option(
    "--label", required=True, metavar="COLUMN", help="Column with the true label; several joined by |."
)
@click.option("--target", metavar="COLUMN", help="Column with the part of the text that is asked about.")
def evaluate(file: Path, *, head: str, text: str, label: str, target: str | None) -> None:
    """Measure HEAD on the labelled texts of FILE and print the figures as JSON."""
    try:
        figures = put_to_test(head, read_labelled(file, Columns(text, label, target)))
    except UnreadableFile as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
