"""Feedback as a file for spreadsheets."""

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wenguo.base.actor import Actor
from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.kernel.cells import csv_lines
from wenguo.kernel.clock import now
from wenguo.listen.queries import channel_name
from wenguo.understand import actions, queries
from wenguo.understand.pages.filters import read_filters
from wenguo.understand.queries import Filters

BATCH = 500
Row = list[object]


@require_safe
def feedback_export(request: Request) -> StreamingHttpResponse:
    """What the list shows, whole, as CSV. The taking-out is audited."""
    moment = now()
    filters = read_filters(request.GET, now=moment)
    actions.note_export(actor=request.actor, query=request.GET.urlencode()[:500], now=moment)
    lines = csv_lines(_head(), _rows(request.actor, filters))
    language = translation.get_language() or ""
    chunks = _chunks(lines, language)
    content = _awaited(chunks) if isinstance(request, ASGIRequest) else chunks
    response = StreamingHttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="wenguo-feedback-{localtime(moment):%Y-%m-%d}.csv"'
    )
    return response


def _head() -> Row:
    return [
        _("Feedback"),
        _("Brand"),
        _("Received at"),
        _("Channel"),
        _("Place"),
        _("Kind"),
        _("Category"),
        _("Polarity"),
        _("Strength"),
        queries.label_title("urgency"),
        _("Rating"),
        _("Order number"),
        _("Customer"),
        _("Text"),
    ]


def _rows(actor: Actor, filters: Filters) -> Iterator[Row]:
    """Page by page, so that a million rows need no more memory than five hundred."""
    cursor: str | None = None
    while True:
        page = page_of(queries.filtered_feedback(actor, filters), order=["-id"], cursor=cursor, size=BATCH)
        analyses = queries.analyses_of(feedback.pk for feedback in page.rows)
        for feedback in page.rows:
            one = analyses.get(feedback.pk)
            read = ("kind", "category", "polarity")
            labels = [queries.name_of(label, getattr(one, label)) if one else "" for label in read]
            yield [
                feedback.pk,
                str(feedback.brand),
                f"{localtime(feedback.received_at):%Y-%m-%d %H:%M}",
                channel_name(feedback.channel),
                str(feedback.place or ""),
                *labels,
                one.intensity if one else None,
                one.urgency if one else None,
                feedback.rating,
                feedback.order_number,
                feedback.customer.name if feedback.customer else "",
                feedback.text,
            ]
        cursor = page.next_cursor
        if cursor is None:
            return


def _chunks(lines: Iterator[str], language: str) -> Iterator[str]:
    # The body is made after the view has returned: in the language that the view was asked in.
    while True:
        with translation.override(language):
            chunk = "".join(line for line, _number in zip(lines, range(BATCH), strict=False))
        if not chunk:
            return
        yield chunk


async def _awaited(chunks: Iterator[str]) -> AsyncIterator[str]:
    following = sync_to_async(lambda: next(chunks, ""))
    while chunk := await following():
        yield chunk
