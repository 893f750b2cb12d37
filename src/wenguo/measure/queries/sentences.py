"""The sentences behind a number, newest first."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from wenguo.measure.models import FeedbackFact
from wenguo.measure.queries.slices import NEGATIVE, Slice, facts_of
from wenguo.understand import queries as understand

MOST_LOOKED_AT = 20_000
ORDER = ("-said_at", "-feedback_id")
# Which feedback stands behind which number; the empty word is everything in the slice.
BEHIND: dict[str, Q] = {
    "": Q(),
    "judged": ~Q(polarity=""),
    "negative": NEGATIVE,
    "csat": Q(csat__isnull=False),
    "csat_low": Q(csat__lte=2),
    "replied": Q(first_reply_minutes__isnull=False),
    "first_reply": Q(first_reply_met__isnull=False),
    "first_reply_late": Q(first_reply_met=False),
    "solution": Q(solution_met__isnull=False),
    "solution_late": Q(solution_met=False),
    "follow_up": Q(follow_up_met__isnull=False),
    "follow_up_late": Q(follow_up_met=False),
    "reopened": Q(reopened__gt=0),
}


def sentences(part: Slice, behind: str = "") -> QuerySet[FeedbackFact]:
    """The facts behind a number, in the order of ``ORDER``; an unknown word means everything in the slice."""
    return facts_of(part).filter(BEHIND.get(behind, Q())).order_by(*ORDER)


def distinct(rows: QuerySet[FeedbackFact], *, total: int) -> int | None:
    """How many different things are said, copies counted once; None where there are too many to look at."""
    if total > MOST_LOOKED_AT:
        return None
    return total - understand.copies_among(rows.order_by().values("feedback_id"))


@dataclass(frozen=True, slots=True)
class Mix:
    """How the sentences behind a number feel: count by mood 1–5 (0: not yet read), and from how many customers."""

    moods: dict[int, int]
    customers: int


def mix(part: Slice, behind: str = "") -> Mix:
    """Two queries: moods, and different customers."""
    rows = sentences(part, behind).order_by()
    moods = rows.values_list("intensity").annotate(n=Count("pk"))
    customers = rows.aggregate(n=Count("customer_id", distinct=True))
    return Mix({intensity or 0: n for intensity, n in moods}, customers["n"])
