"""The words a label came from, underlined inside a text that strangers wrote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# Words used for moods anywhere in the project → 1 (very negative) … 5 (very positive).
MOODS = {"very_negative": 1, "negative": 2, "neutral": 3, "mixed": 3, "positive": 4, "very_positive": 5}


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of a text, their mood 1–5 and the key of the label they speak for."""

    start: int
    end: int
    mood: int = 3
    key: str = ""


def mood_number(mood: Any) -> int:
    """1 (very negative) to 5 (very positive), from a number or a word; 3 for anything else."""
    if isinstance(mood, str) and not mood.isdigit():
        return MOODS.get(mood, 3)
    try:
        return min(5, max(1, int(mood)))
    except (TypeError, ValueError):
        return 3


def read_spans(raw: Iterable[Any] | None, *, length: int, mood: int) -> list[Span]:
    """Spans in order, inside the text and without overlap; what makes no sense is left out, never raised.

    Takes ``[start, end]``, ``[start, end, mood]``, ``[start, end, mood, key]`` or a mapping with these names.
    """
    found = [span for item in raw or () if (span := _read(item, mood)) and 0 <= span.start < span.end]
    spans: list[Span] = []
    reached = 0
    for span in sorted(found, key=lambda one: (one.start, one.end)):
        start, end = max(span.start, reached), min(span.end, length)
        if start < end:
            spans.append(Span(start, end, span.mood, span.key))
            reached = end
    return spans


def _read(item: Any, mood: int) -> Span | None:
    if isinstance(item, dict):
        item = [item.get("start"), item.get("end"), item.get("mood"), item.get("key") or item.get("label")]
    if not isinstance(item, (list, tuple)) or len(item) < 2:
        return None
    start, end = item[0], item[1]
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    own = mood_number(item[2]) if len(item) > 2 and item[2] is not None else mood
    return Span(start, end, own, str(item[3]) if len(item) > 3 and item[3] else "")


def highlight(text: str, spans: Sequence[Span]) -> SafeString:
    """The text, escaped, with ``<mark>`` around each span."""
    pieces: list[str] = []
    reached = 0
    for span in spans:
        # Every piece goes through escape: plain f-strings, since a queue draws hundreds of these a page.
        key = f' data-l="{escape(span.key)}"' if span.key else ""
        words = escape(text[span.start : span.end])
        pieces.append(
            f'{escape(text[reached : span.start])}<mark class="ev m{int(span.mood)}"{key}>{words}</mark>'
        )
        reached = span.end
    pieces.append(escape(text[reached:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece above is escaped


def excerpt(text: str, spans: Sequence[Span], *, length: int) -> tuple[str, list[Span]]:
    """At most ``length`` characters on one line, cut so that the first evidence stays visible."""
    flat = "".join(" " if letter in "\r\n\t" else letter for letter in text)
    if len(flat) <= length:
        return flat, list(spans)
    first = spans[0].start if spans else 0
    start = 0 if first < length * 2 // 3 else first - length // 4
    start = max(0, min(start, len(flat) - length))
    head, tail = ("…" if start else ""), ("…" if start + length < len(flat) else "")
    shift = len(head) - start
    moved = [
        Span(max(span.start, start) + shift, min(span.end, start + length) + shift, span.mood, span.key)
        for span in spans
        if span.end > start and span.start < start + length
    ]
    return head + flat[start : start + length] + tail, moved
