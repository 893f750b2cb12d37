"""The words in files: read by a process of its own, stored once, found by search."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.listen.actions.feedback import search_entry
from wenguo.listen.actions.files import path_of
from wenguo.listen.domain.file_text import MAX_SECONDS, can_read
from wenguo.listen.events import FilesRead
from wenguo.listen.models import Attachment, Feedback, FileText

# Loading the picture reader takes seconds, so a few files share a process.
AT_ONCE = 5
# How long after a file came the sweep still looks for its words.
SWEPT_DAYS = 7
SWEPT_AT_ONCE = 100

_log = logging.getLogger(__name__)


def read_files(attachment_ids: Sequence[int], *, now: datetime) -> None:
    """Read the files that have not been read yet and tell the rooms above what was found.

    Types that this installation cannot read stay unread: the sweep takes them up once it can.
    """
    rows = list(Attachment.objects.filter(pk__in=list(attachment_ids), reading=None).order_by("id"))
    waiting = [row for row in rows if can_read(row.content_type)]
    for start in range(0, len(waiting), AT_ONCE):
        batch = waiting[start : start + AT_ONCE]
        _store(
            [_reading(row, answer, now) for row, answer in zip(batch, _answers(batch), strict=True)], batch
        )


def unread_files(*, now: datetime) -> list[int]:
    """Files of the last days whose words nobody has read: their job was lost, or the reader came later."""
    rows = Attachment.objects.filter(reading=None, created_at__gt=now - timedelta(days=SWEPT_DAYS))
    found = rows.order_by("-id").values_list("pk", "content_type")[:SWEPT_AT_ONCE]
    return [pk for pk, content_type in found if can_read(content_type)]


def _answers(batch: Sequence[Attachment]) -> list[dict[str, str | None]]:
    """What the reading process says, one answer a file. It may die or hang on a hostile file: the files it
    had not answered for count as unreadable, never as a fault of ours.
    """
    wanted = json.dumps([[str(path_of(row.sha256)), row.content_type] for row in batch])
    command = [sys.executable, "-m", "wenguo.listen.domain.file_text"]
    try:
        process = subprocess.run(
            command, input=wanted.encode(), capture_output=True, timeout=2 * MAX_SECONDS, check=False
        )
        said, ending = process.stdout, f"ended with {process.returncode}"
    except subprocess.TimeoutExpired as late:
        said, ending = late.stdout or b"", "took too long"
    answers = list(_whole_lines(said))[: len(batch)]
    if len(answers) < len(batch):
        _log.warning("the reader of files %s at file %s", ending, batch[len(answers)].pk)
    unanswered: list[dict[str, str | None]] = [{"reader": "", "text": None}] * (len(batch) - len(answers))
    return [*answers, *unanswered]


def _whole_lines(said: bytes) -> Iterator[dict[str, str | None]]:
    """A line that was broken off is no answer."""
    for line in said.split(b"\n")[:-1]:
        yield json.loads(line)


def _reading(row: Attachment, answer: dict[str, str | None], now: datetime) -> FileText:
    text = answer["text"]
    state = (
        FileText.State.UNREADABLE if text is None else FileText.State.READ if text else FileText.State.EMPTY
    )
    return FileText(
        attachment=row, state=state, reader=(answer["reader"] or "")[:40], text=text or "", read_at=now
    )


@transaction.atomic
def _store(readings: Sequence[FileText], batch: Sequence[Attachment]) -> None:
    """Keep what was read. Another worker may have been quicker; its words stay."""
    FileText.objects.bulk_create(readings, ignore_conflicts=True)
    found = {reading.attachment_id for reading in readings if reading.text}
    by_feedback: dict[int, list[int]] = {}
    for row in batch:
        if row.pk in found:
            by_feedback.setdefault(row.feedback_id or 0, []).append(row.pk)
    for feedback_id, ids in by_feedback.items():
        if feedback_id:
            _make_findable(feedback_id)
        publish(FilesRead(attachment_ids=tuple(ids), feedback_id=feedback_id))


def _make_findable(feedback_id: int) -> None:
    row = Feedback.objects.defer("search").select_for_update(no_key=True).get(pk=feedback_id)
    texts = FileText.objects.filter(attachment__feedback=row).exclude(text="").order_by("attachment_id")
    row.search = search_entry(
        row.text,
        order_number=row.order_number,
        wants=row.wants,
        files=tuple(texts.values_list("text", flat=True)),
    )
    row.save(update_fields=["search"])
    announce("feedback", row.pk, brand_id=row.brand_id)
