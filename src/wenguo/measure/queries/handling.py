"""How feedback was handled and how customers found it: attainment of the clocks, first reply, satisfaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Aggregate, Count, DateField, F, FloatField, Func, IntegerField, Q, Value

from wenguo.kernel.intervals import Interval
from wenguo.measure.domain.statistics import Middle, Share, median_ranks
from wenguo.measure.queries.slices import NEGATIVE, Slice, facts_of

WEEKS = 12
GOOD = Q(csat__gte=4)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a slice. Shares carry their n; ``first_reply`` is a median in minutes."""

    total: int
    negative: Share
    csat: Share
    first_reply: Middle
    first_reply_in_time: Share
    solution_in_time: Share
    follow_up_in_time: Share
    reopened: Share


@dataclass(frozen=True, slots=True)
class Week:
    """The same figures of one week, for sparklines: shares 0–1 or None, first reply in minutes or None."""

    negative: float | None = None
    csat: float | None = None
    first_reply: float | None = None
    first_reply_in_time: float | None = None
    solution_in_time: float | None = None
    reopened: float | None = None


class Percentile(Aggregate):
    """The value below or at which this part of all values lies (an order statistic, never interpolated)."""

    function = "percentile_disc"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: str, fraction: float) -> None:
        super().__init__(expression, fraction=f"{fraction:.9f}")


class WeeksBack(Func):
    """How many whole weeks a day lies before another one."""

    template = "((%(expressions)s) / 7)"
    arg_joiner = " - "
    output_field = IntegerField()


COUNTS: dict[str, Count] = {
    "total": Count("pk"),
    "negative": Count("pk", filter=NEGATIVE),
    "judged": Count("pk", filter=~Q(polarity="")),
    "rated": Count("csat"),
    "satisfied": Count("pk", filter=GOOD),
    "replied": Count("first_reply_minutes"),
    "first_reply": Count("first_reply_met"),
    "first_reply_met": Count("pk", filter=Q(first_reply_met=True)),
    "solution": Count("solution_met"),
    "solution_met": Count("pk", filter=Q(solution_met=True)),
    "follow_up": Count("follow_up_met"),
    "follow_up_met": Count("pk", filter=Q(follow_up_met=True)),
    "cases": Count("case_id"),
    "reopened": Count("pk", filter=Q(reopened__gt=0)),
}


def figures(part: Slice) -> Figures:
    """All figures of a slice, in two queries."""
    row = facts_of(part).aggregate(**COUNTS)
    return Figures(
        total=row["total"],
        negative=Share(row["negative"], row["judged"]),
        csat=Share(row["satisfied"], row["rated"]),
        first_reply=_median_first_reply(part, row["replied"]),
        first_reply_in_time=Share(row["first_reply_met"], row["first_reply"]),
        solution_in_time=Share(row["solution_met"], row["solution"]),
        follow_up_in_time=Share(row["follow_up_met"], row["follow_up"]),
        reopened=Share(row["reopened"], row["cases"]),
    )


def _median_first_reply(part: Slice, n: int) -> Middle:
    ranks = median_ranks(n)
    if ranks is None:
        return Middle(n)
    # The k-th of n values: half a step below k/n, so that rounding never picks its neighbour.
    row = facts_of(part).aggregate(
        middle=Percentile("first_reply_minutes", 0.5),
        low=Percentile("first_reply_minutes", (ranks[0] - 0.5) / n),
        high=Percentile("first_reply_minutes", (ranks[1] - 0.5) / n),
    )
    return Middle(n, row["middle"], Interval(row["low"], row["high"]))


def weekly(part: Slice) -> list[Week]:
    """The last twelve weeks up to the end of the slice, oldest first. One query."""
    wanted = part.since(part.to_day - timedelta(7 * WEEKS - 1))
    rows = (
        facts_of(wanted)
        .annotate(back=WeeksBack(Value(part.to_day, DateField()), F("day")))
        .values("back")
        .annotate(**COUNTS, minutes=Percentile("first_reply_minutes", 0.5))
    )
    found = {row["back"]: row for row in rows}
    return [_week(found[back]) if back in found else Week() for back in reversed(range(WEEKS))]


def _week(row: Mapping[str, Any]) -> Week:
    def part(hits: str, n: str) -> float | None:
        return row[hits] / row[n] if row[n] else None

    return Week(
        negative=part("negative", "judged"),
        csat=part("satisfied", "rated"),
        first_reply=row["minutes"],
        first_reply_in_time=part("first_reply_met", "first_reply"),
        solution_in_time=part("solution_met", "solution"),
        reopened=part("reopened", "cases"),
    )
