"""CSV of what a page shows, streamed."""

from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import islice

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import StreamingHttpResponse
from django.utils import translation
from django.views.decorators.http import require_GET

from wenguo.base.http import Request
from wenguo.kernel.cells import csv_lines
from wenguo.kernel.clock import now
from wenguo.measure import actions
from wenguo.measure.queries import exports, metrics
from wenguo.measure.queries.filters import read_filters

CHUNK = 200


@require_GET
def sentences_export(request: Request) -> StreamingHttpResponse:
    """The sentences behind a number, as a file."""
    part = read_filters(request.actor, request.GET, now=now()).part
    behind = request.GET.get("behind", "")
    actions.note_export(actor=request.actor, part=part, what="sentences", now=now())
    rows = exports.sentence_rows(request.actor, part, behind if behind in metrics.BEHIND else "")
    return file_of(
        request, csv_lines(exports.sentence_head(), rows), name=f"wenguo-sentences-{part.to_day}.csv"
    )


@require_GET
def figures_export(request: Request) -> StreamingHttpResponse:
    """The figures of a dashboard, as a file."""
    part = read_filters(request.actor, request.GET, now=now()).part
    actions.note_export(actor=request.actor, part=part, what="figures", now=now())
    rows = csv_lines(exports.figure_head(), exports.figure_rows(part))
    return file_of(request, rows, name=f"wenguo-figures-{part.to_day}.csv")


def file_of(request: Request, lines: Iterable[str], *, name: str) -> StreamingHttpResponse:
    """A CSV file, streamed in the language in which it was asked for."""
    # The body is made after the view has returned: in the language that the view was asked in.
    chunks = _chunks(iter(lines), translation.get_language() or "")
    content = _awaited(chunks) if isinstance(request, ASGIRequest) else chunks
    response = StreamingHttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _chunks(lines: Iterator[str], language: str) -> Iterator[str]:
    while True:
        with translation.override(language):
            chunk = "".join(islice(lines, CHUNK))
        if not chunk:
            return
        yield chunk


async def _awaited(chunks: Iterator[str]) -> AsyncIterator[str]:
    take = sync_to_async(lambda: next(chunks, None))
    while (chunk := await take()) is not None:
        yield chunk
