"""Days, shares and changes in the reader's words."""

import re
from datetime import date

from django.utils import formats
from django.utils.translation import get_language

from wenguo.base.bilingual import short_language
from wenguo.base.wording import number_words
from wenguo.measure.queries.metrics import Change

LINKED = re.compile(r"\[([^\[\]]*)\]")


def day_words(day: date) -> str:
    """11月20日 or 20 Nov."""
    if short_language(get_language()) == "zh":
        return f"{day.month}月{day.day}日"
    return f"{day.day} {formats.date_format(day, 'M')}"


def range_words(first: date, last: date) -> str:
    """11月15日–21日, 15–21 Nov, 11月28日–12月4日, 28 Nov – 4 Dec."""
    if first == last:
        return day_words(first)
    if (first.year, first.month) != (last.year, last.month):
        return f"{day_words(first)} – {day_words(last)}"
    if short_language(get_language()) == "zh":
        return f"{first.month}月{first.day}日–{last.day}日"
    return f"{first.day}–{day_words(last)}"


def percent_words(part: float, *, places: int = 0) -> str:
    """18% for 0.18, without a sign."""
    return f"{number_words(abs(part) * 100, places)}%"


def change_words(
    change: Change, *, scale: float, up: str, down: str, places: int = 1
) -> dict[str, object] | None:
    """What the figure tag shows of a change; ``up`` and ``down`` are sentences with ``%(n)s``. None for too few."""
    if change.verdict == "few":
        return None
    is_up = change.difference > 0
    size = number_words(abs(change.difference) * scale, places)
    if change.verdict == "unproven":
        sign = "" if not float(size.replace(",", "")) else "+" if is_up else "\u2212"
        return {"words": f"{sign}{size}", "direction": "up" if is_up else "down", "is_proven": False}
    return {
        "words": (up if is_up else down) % {"n": size},
        "direction": "up" if is_up else "down",
        "is_proven": True,
    }


def with_links(sentence: str, *addresses: str) -> list[tuple[str, str]]:
    """A sentence in pieces: what stands in ``[brackets]`` leads to the next address, the rest to none."""
    pieces: list[tuple[str, str]] = []
    waiting = list(addresses)
    for number, piece in enumerate(LINKED.split(sentence)):
        if piece:
            pieces.append((piece, waiting.pop(0) if number % 2 and waiting else ""))
    return pieces
