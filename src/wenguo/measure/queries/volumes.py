"""How much was said, where and about what."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import CharField, Count, F, Func, Q

from wenguo.kernel.intervals import Interval
from wenguo.measure.domain.statistics import expected_range, is_more
from wenguo.measure.queries.slices import NEGATIVE, Slice, facts_of

Key = TypeVar("Key", str, tuple[str, str])

HISTORY = timedelta(weeks=8)
# What is "more than before" is judged against a stretch four times as long, so that one quiet week does not decide.
STRETCH = 4


@dataclass(frozen=True, slots=True)
class DayCount:
    """What was said on one day; ``expected`` is the 95 % range for the negative ones, where history allows."""

    day: date
    total: int = 0
    negative: int = 0
    positive: int = 0
    expected: Interval | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Negative feedback under one heading: how many now, in the period just before (``last``), and in the stretch
    before (``before``, four times as long), which decides whether it ``is_more`` than usual.
    """

    code: str
    count: int
    last: int = 0
    before: int = 0
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """Negative feedback by channel and category: now, in the period just before, and in the stretch before."""

    counts: dict[tuple[str, str], tuple[int, int, int]]

    @property
    def total(self) -> int:
        """All negative feedback of the slice."""
        return sum(now for now, _, _ in self.counts.values())


def volume_by_day(part: Slice) -> list[DayCount]:
    """Every day of the slice in order, days without feedback included. One query."""
    rows = (
        facts_of(part.since(part.from_day - HISTORY))
        .values("day")
        .annotate(
            total=Count("pk"),
            negative=Count("pk", filter=NEGATIVE),
            positive=Count("pk", filter=Q(polarity="positive")),
        )
    )
    found = {row["day"]: row for row in rows}
    first = min(found, default=part.from_day)
    days = [first + timedelta(n) for n in range((part.to_day - first).days + 1)]
    known = {day: found[day]["negative"] if day in found else 0 for day in days}
    return [
        DayCount(
            day,
            found[day]["total"] if day in found else 0,
            known.get(day, 0),
            found[day]["positive"] if day in found else 0,
            expected_range(known, day),
        )
        for day in (part.from_day + timedelta(n) for n in range(part.days))
    ]


def negative_cells(part: Slice) -> Cells:
    """Negative feedback by channel and category, now and before. One query for heat map, Pareto and findings."""
    rows = (
        facts_of(part.since(part.from_day - timedelta(STRETCH * part.days)).but(polarity="negative"))
        .values_list("channel", "category")
        .annotate(**_periods(part))
    )
    return Cells({(channel, category): (now, last, past) for channel, category, now, last, past in rows})


def _periods(part: Slice) -> dict[str, Count]:
    return {
        "now": Count("pk", filter=Q(day__gte=part.from_day)),
        "last": Count("pk", filter=Q(day__lt=part.from_day, day__gte=part.before().from_day)),
        "past": Count("pk", filter=Q(day__lt=part.from_day)),
    }


def category_pareto(cells: Cells, *, level: int = 2) -> list[Tally]:
    """Categories by frequency; ``level`` 1 adds up whole domains. Those never said now are left out."""
    sums = _sums(cells, lambda _channel, category: domain_of(category) if level == 1 else category)
    return _ranked(sums)


def channel_tallies(cells: Cells) -> list[Tally]:
    """Channels by frequency."""
    return _ranked(_sums(cells, lambda channel, _category: channel))


def heat_cells(cells: Cells) -> dict[tuple[str, str], Tally]:
    """Channel × domain; ``is_more`` where a cell is clearly above what came before, corrected for all cells."""
    sums = _sums(cells, lambda channel, category: (channel, domain_of(category)))
    return {key: _tally(key[1], counts, looks=len(sums)) for key, counts in sums.items()}


def _sums(cells: Cells, key_of: Callable[[str, str], Key]) -> dict[Key, list[int]]:
    sums: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (channel, category), counts in cells.counts.items():
        for place, count in enumerate(counts):
            sums[key_of(channel, category)][place] += count
    return sums


def _tally(code: str, counts: Sequence[int], *, looks: int) -> Tally:
    now, last, past = counts
    return Tally(code, now, last, past, is_more(now, past, ratio=STRETCH, looks=looks))


def _ranked(sums: dict[str, list[int]]) -> list[Tally]:
    tallies = [_tally(code, counts, looks=len(sums)) for code, counts in sums.items()]
    return sorted((one for one in tallies if one.count), key=lambda one: (-one.count, one.code))


def keywords(part: Slice, *, limit: int = 60) -> list[Tally]:
    """The words of negative feedback, most frequent first, each with what came before. One query."""
    wide = part.since(part.from_day - timedelta(STRETCH * part.days)).but(polarity="negative")
    word = Func(F("keywords"), function="unnest", output_field=CharField(), arity=1)
    word.set_returning = True
    periods = _periods(part)
    rows = (
        facts_of(wide)
        .annotate(word=word)
        .values_list("word")
        .annotate(now=periods["now"], last=periods["last"], past=periods["past"])
        .order_by("-now", "word")[:limit]
    )
    return [_tally(text, counts, looks=limit) for text, *counts in rows if counts[0]]


def domain_of(category: str) -> str:
    """``logistics`` for ``logistics.delay``."""
    return category.partition(".")[0]
