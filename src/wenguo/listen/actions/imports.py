"""Files of feedback: read in batches of 500, each batch one transaction, so that a crash repeats nothing."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wenguo.base.bulk import copy_rows, take_ids
from wenguo.base.errors import Invalid, Refused
from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.customers import actions as customers
from wenguo.governance.actions import record
from wenguo.kernel.ids import new_link
from wenguo.kernel.tables import UnreadableTable, columns_of, rows_of
from wenguo.listen.actions.feedback import search_entry
from wenguo.listen.domain.mapping import FIELDS, BadRow, guess_mapping, map_row
from wenguo.listen.events import FeedbackImported, ImportStarted
from wenguo.listen.models import Feedback, FileImport, ImportProblem
from wenguo.people.queries import places_of_brand

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.kernel.tables import Row
    from wenguo.listen.domain.mapping import MappedRow
    from wenguo.people.models import Brand, Place

BATCH = 500
STALLED_AFTER = timedelta(minutes=3)

UNREADABLE = {
    "format": _("This kind of file cannot be read. Send CSV, XLSX or JSON lines, plain or gzipped."),
    "empty": _("The file has no rows."),
    "damaged": _("The file is damaged and cannot be read."),
    "too_large": _("The file unpacks to more than 2 GB (Excel: 512 MB). Split it and send the parts."),
}
Progress = Callable[[FileImport], None]
COLUMNS = (
    "id", "brand_id", "channel", "text", "customer_id", "rating", "place_id", "order_number", "wants", "language",
    "external_id", "file_import_id", "occurred_at", "received_at", "recorded_at", "link", "search",
)  # fmt: skip


class ImportUnderWay(Refused):
    """The import was started already."""

    code = "import_under_way"
    message = _("This import has been started already.")


@dataclass(slots=True)
class Batch:
    """What a batch of rows came to."""

    rows: list[tuple[int, MappedRow]] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)


def import_path(file_import: FileImport) -> Path:
    """Where the uploaded file lies."""
    return Path(settings.FILES_ROOT) / "imports" / file_import.sha256


def upload_import(
    *, actor: Actor, brand: Brand, channel: str, name: str, content: IO[bytes], now: datetime
) -> FileImport:
    """Keep the file, look at its columns and guess which is which. Raises Invalid with the reason."""
    actor.require("listen.import", brand)
    if channel not in Feedback.Channel.values:
        raise Invalid(_("There is no such channel."), channel=channel)
    sha = _keep(content)
    path = Path(settings.FILES_ROOT) / "imports" / sha
    try:
        columns = columns_of(path, name)
    except UnreadableTable as error:
        raise Invalid(UNREADABLE[error.code], file=error.code) from error
    with transaction.atomic():
        file_import = FileImport.objects.create(
            brand=brand,
            channel=channel,
            name=Path(name).name[:200],
            sha256=sha,
            mapping=guess_mapping(columns),
            started_by_name=actor.name[:150],
            created_at=now,
        )
        record(actor, "import.uploaded", file_import, at=now, name=file_import.name)
    return file_import


def _keep(content: IO[bytes]) -> str:
    folder = Path(settings.FILES_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    digest = sha256()
    draft = folder / f".draft-{token_hex(8)}"
    with draft.open("wb") as file:
        while chunk := content.read(1 << 20):
            digest.update(chunk)
            file.write(chunk)
    shutil.move(draft, folder / digest.hexdigest())
    return digest.hexdigest()


@transaction.atomic
def start_import(
    *, actor: Actor, file_import: FileImport, mapping: dict[str, str], opens_cases: bool, now: datetime
) -> FileImport:
    """Begin reading with this mapping (field → column). Raises ImportUnderWay on a second start."""
    actor.require("listen.import", file_import)
    chosen = {key: column for key, column in mapping.items() if key in FIELDS and column}
    if "text" not in chosen:
        raise Invalid(_("Say which column holds the text."), text="")
    started = FileImport.objects.filter(pk=file_import.pk, state=FileImport.State.MAPPING).update(
        state=FileImport.State.RUNNING, mapping=chosen, opens_cases=opens_cases
    )
    if not started:
        raise ImportUnderWay
    file_import.refresh_from_db()
    record(actor, "import.started", file_import, at=now, mapping=chosen)
    publish(ImportStarted(file_import_id=file_import.id))
    return file_import


def run_import(file_import_id: int, *, now: datetime, progress: Progress | None = None) -> None:
    """Read the file from where it stopped to its end. Safe to call twice: a batch that another reader has
    stored is left to it.
    """
    file_import = FileImport.objects.select_related("brand").get(pk=file_import_id)
    rows = enumerate(rows_of(import_path(file_import), file_import.name), start=1)
    places = {
        key: place
        for place in places_of_brand(file_import.brand_id)
        for key in {place.slug, place.code, *place.name.values()}
    }
    try:
        remaining = itertools.islice(rows, file_import.done_rows, None)
        while batch := list(itertools.islice(remaining, BATCH)):
            if not _store(
                file_import, [row for _count, row in batch], last=batch[-1][0], places=places, now=now
            ):
                return
            if progress:
                progress(file_import)
        _finish(file_import, FileImport.State.DONE, "", now)
    except UnreadableTable as error:
        _finish(file_import, FileImport.State.FAILED, error.code, now)


def _finish(file_import: FileImport, state: str, problem: str, now: datetime) -> None:
    with transaction.atomic():
        FileImport.objects.filter(pk=file_import.pk, state=FileImport.State.RUNNING).update(
            state=state, problem=problem, finished_at=now, total_rows=F("done_rows")
        )
        announce("import", file_import.pk, brand_id=file_import.brand_id)
    file_import.refresh_from_db()


@transaction.atomic
def _store(
    file_import: FileImport, rows: list[Row], *, last: int, places: dict[str, Place], now: datetime
) -> bool:
    """One batch. False when somebody else has moved the import on meanwhile (or ended it)."""
    locked = FileImport.objects.select_for_update().get(pk=file_import.pk)
    if locked.done_rows != last - len(rows) or locked.state != FileImport.State.RUNNING:
        return False
    batch = _sorted_out(file_import, rows)
    fresh = _fresh(file_import, batch)
    created = take_ids(Feedback, len(fresh))
    copy_rows(
        Feedback,
        columns=COLUMNS,
        rows=(
            _values(pk, file_import, row=row, places=places, now=now)
            for pk, row in zip(created, fresh.values(), strict=True)
        ),
    )
    ImportProblem.objects.bulk_create(batch.problems, ignore_conflicts=True)
    locked.done_rows = last
    locked.created_rows += len(created)
    locked.duplicate_rows += len(batch.rows) - len(created)
    locked.bad_rows += len(batch.problems)
    locked.save(update_fields=["done_rows", "created_rows", "duplicate_rows", "bad_rows"])
    if created:
        publish(
            FeedbackImported(
                file_import_id=file_import.pk,
                feedback_ids=tuple(created),
                opens_cases=file_import.opens_cases,
            )
        )
    announce("import", file_import.pk, brand_id=file_import.brand_id)
    file_import.refresh_from_db()
    return True


def _fresh(file_import: FileImport, batch: Batch) -> dict[str, MappedRow]:
    """The rows that are new, each once, by their number at the source."""
    stored = Feedback.objects.filter(
        brand=file_import.brand,
        channel=file_import.channel,
        external_id__in=[row.external_id for _line, row in batch.rows],
    )
    known = set(stored.values_list("external_id", flat=True))
    fresh: dict[str, MappedRow] = {}
    for _line, row in batch.rows:
        if row.external_id not in known:
            fresh.setdefault(row.external_id, row)
    return fresh


def _sorted_out(file_import: FileImport, rows: Iterable[Row]) -> Batch:
    batch = Batch()
    zone = timezone.get_default_timezone()
    for row in rows:
        code = row.problem
        if not code:
            try:
                batch.rows.append((row.line, map_row(row.values, file_import.mapping, zone=zone)))
                continue
            except BadRow as error:
                code = error.code
        excerpt = " ".join(row.values.values())[:200]
        batch.problems.append(
            ImportProblem(file_import=file_import, line=row.line, code=code, excerpt=excerpt)
        )
    return batch


def _values(
    pk: int, file_import: FileImport, *, row: MappedRow, places: dict[str, Place], now: datetime
) -> tuple[object, ...]:
    """One feedback in the order of COLUMNS."""
    place = places.get(row.place)
    return (
        pk, file_import.brand_id, file_import.channel, row.text, _customer_id(file_import, row, now), row.rating,
        None if place is None else place.pk, row.order_number, "", "",
        row.external_id, file_import.pk, min(row.occurred_at or now, now), now, now, new_link(),
        search_entry(row.text, order_number=row.order_number),
    )  # fmt: skip


def _customer_id(file_import: FileImport, row: MappedRow, now: datetime) -> int | None:
    customer = customers.find_or_create(
        brand=file_import.brand,
        name=row.customer_name,
        email=row.customer_email,
        phone=row.customer_phone,
        now=now,
    )
    return None if customer is None else customer.pk


def stalled_imports(*, now: datetime) -> list[int]:
    """Imports that should be running but have been silent: their worker died."""
    silent = FileImport.objects.filter(state=FileImport.State.RUNNING, created_at__lt=now - STALLED_AFTER)
    return list(silent.values_list("id", flat=True))
