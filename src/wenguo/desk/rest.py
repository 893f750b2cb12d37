"""Search by API."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema

from wenguo.base.http import Request
from wenguo.desk import queries

router = Router(tags=["search"])


class HitOut(Schema):
    """One result; ``spans`` are [start, end) of the words in ``text``."""

    id: int
    title: str
    text: str
    href: str
    at: datetime
    spans: list[list[int]]
    meta: list[str]


class CountsOut(Schema):
    """How many of each kind; 1001 means more than a thousand."""

    feedback: int
    cases: int
    customers: int


class FoundOut(Schema):
    """One page of results of ``kind``, newest first, and the counts of all three kinds."""

    kind: str
    counts: CountsOut
    items: list[HitOut]
    next: str | None


@router.get("/search", response=FoundOut)
def search(
    request: Request,
    *,
    q: Annotated[str, Query(max_length=200)],
    kind: Literal["", "feedback", "cases", "customers"] = "",
    cursor: str | None = None,
    size: Annotated[int, Query(ge=1, le=100)] = 30,
) -> dict[str, Any]:
    """Feedback, cases and customers that hold every word: Chinese from two characters, words, numbers, phone tails."""
    found = queries.search(request.actor, q, kind=kind, cursor=cursor, size=size)
    return {"kind": found.kind, "counts": found.counts, "items": found.hits, "next": found.next_cursor}
