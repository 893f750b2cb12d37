"""``wenguo import``: a file of feedback, read in from the command line."""

import asyncio
import json
import threading
import time
from pathlib import Path

import click

from wenguo.base.actor import SYSTEM
from wenguo.base.errors import Refused
from wenguo.base.news import BULK_QUEUE
from wenguo.kernel.clock import now
from wenguo.listen import actions, queries
from wenguo.listen.domain.mapping import FIELDS
from wenguo.listen.models import Feedback, FileImport
from wenguo.people.models import Brand
from wenguo.site.commands.house import with_database
from wenguo.site.commands.work import run_jobs
from wenguo.understand import queries as understood

POLL_SECONDS = 1.0
PLURALS = {"reviews": "review", "surveys": "survey"}


def column(field: str, meaning: str) -> click.Option:
    """An option that names the column of one field."""
    return click.Option(
        [f"--{field.replace('_', '-')}", field], metavar="COLUMN", help=f"Column with {meaning}."
    )


@click.command(
    "import",
    params=[
        column("text", "the text"),
        column("rating", "the rating, 0 to 10"),
        column("occurred_at", "the time it happened"),
        column("external_id", "the number at the source; without it a row is known by its content"),
        column("order_number", "the order number"),
        column("place", "the place (short name, QR code or name)"),
        column("customer_name", "the customer's name"),
        column("customer_email", "the customer's e-mail"),
        column("customer_phone", "the customer's phone"),
    ],
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--channel",
    required=True,
    type=click.Choice([*Feedback.Channel.values, *PLURALS]),
    help="Where it comes from; reviews and surveys may be named in the plural.",
)
@click.option("--brand", "slug", help="Short name of the brand; the first one by default.")
@click.option("--open-cases", is_flag=True, help="Open cases for complaints among the rows.")
@click.option("--wait/--no-wait", default=True, help="Wait until a worker has analysed every row.")
@with_database
def import_file(
    *, file: Path, channel: str, slug: str | None, open_cases: bool, wait: bool, **columns: str | None
) -> None:
    """Read FILE (CSV, XLSX or JSON lines, plain or gzipped) as feedback.

    Duplicates are skipped, bad rows are reported and stop nothing. Started again after a crash, it goes on.
    Columns that are not named are guessed from their headings. Exit code 1 when the file cannot be read.
    """
    brand = _brand(slug)
    try:
        with file.open("rb") as content:
            uploaded = actions.upload_import(
                actor=SYSTEM,
                brand=brand,
                channel=PLURALS.get(channel, channel),
                name=file.name,
                content=content,
                now=now(),
            )
        mapping = {
            **uploaded.mapping,
            **{field: name for field, name in columns.items() if name and field in FIELDS},
        }
        started = actions.start_import(
            actor=SYSTEM, file_import=uploaded, mapping=mapping, opens_cases=open_cases, now=now()
        )
    except Refused as reason:
        raise click.ClickException(str(reason)) from reason
    _run(started)
    if started.state == FileImport.State.FAILED:
        raise click.ClickException(str(actions.UNREADABLE[started.problem]))
    if wait:
        _wait_for_analysis(started)
    _report(started)


def _brand(slug: str | None) -> Brand:
    brands = {brand.slug: brand for brand in Brand.objects.filter(is_active=True).order_by("id")}
    if not brands:
        raise click.UsageError("There is no brand yet: run wenguo demo, or make one in the settings.")
    if slug is None:
        slug = next(iter(brands))
        if len(brands) > 1:
            others = ", ".join(list(brands)[1:])
            click.echo(f"Into brand {slug}; name another with --brand ({others}).", err=True)
    if slug not in brands:
        raise click.UsageError(f"There is no brand {slug!r}; choose --brand: {', '.join(brands)}")
    return brands[slug]


def _run(started: FileImport) -> None:
    with click.progressbar(length=1, label="Reading", show_eta=False, item_show_func=_rows) as bar:
        actions.run_import(started.pk, now=now(), progress=lambda state: bar.update(0, state.done_rows))
        started.refresh_from_db()
        # A worker may have been quicker and reads on: its progress is ours.
        while started.state == FileImport.State.RUNNING:
            time.sleep(POLL_SECONDS)
            started.refresh_from_db()
            bar.update(0, started.done_rows)
        bar.update(1, started.done_rows)


def _rows(count: int | None) -> str:
    return f"{count or 0:,} rows"


def _wait_for_analysis(started: FileImport) -> None:
    wanted = started.created_rows
    if not wanted:
        return
    # This process lends a hand: on two cores twice as fast, and it works where no other worker runs.
    helper = threading.Thread(target=_analyse_here, daemon=True)
    helper.start()
    with click.progressbar(length=wanted, label="Analysing") as bar:
        known = 0
        while known < wanted:
            analysed = understood.analysed_count(started.pk)
            bar.update(analysed - known)
            known = analysed
            if known < wanted:
                time.sleep(POLL_SECONDS)
    helper.join()


def _analyse_here() -> None:
    asyncio.run(
        run_jobs(concurrency=1, queues=(BULK_QUEUE,), waits=False, is_alone=False, handles_signals=False)
    )


def _report(started: FileImport) -> None:
    for problem in queries.import_problems(started).order_by("line")[:20]:
        click.echo(f"line {problem.line}: {problem.code}: {problem.excerpt[:80]}", err=True)
    if started.bad_rows > 20:
        click.echo(f"… and {started.bad_rows - 20} more; all of them stand on the import's page.", err=True)
    click.echo(
        json.dumps(
            {
                "rows": started.done_rows,
                "created": started.created_rows,
                "duplicates": started.duplicate_rows,
                "bad": started.bad_rows,
            }
        )
    )
