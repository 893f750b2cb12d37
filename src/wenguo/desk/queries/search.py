"""One question to three rooms: feedback, cases, customers. Each room decides what the asker may see."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.base.paging import Page, page_of
from wenguo.customers import queries as customers
from wenguo.desk.domain.hits import Spans, spans_of
from wenguo.listen import queries as listen
from wenguo.respond import queries as respond

Kind = Literal["feedback", "cases", "customers"]
KINDS: tuple[Kind, ...] = ("feedback", "cases", "customers")
# Nobody reads the thousand-and-first result; counting stops here.
CAP = 1000
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. ``spans`` are the places in ``text`` where the words stand; ``title`` is a number or a name."""

    id: int
    title: str
    text: str
    href: str
    at: datetime
    spans: Spans = field(default_factory=list)
    meta: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results of a kind, and how many there are of each (at most one over a thousand)."""

    counts: dict[Kind, int]
    kind: Kind
    hits: list[Hit]
    next_cursor: str | None


def search(actor: Actor, text: str, *, kind: str = "", cursor: str | None = None, size: int = 30) -> Found:
    """What this actor may see of what holds every word of ``text``, newest first.

    Exact substrings for Chinese from two characters on, whole words for the rest, numbers of cases and orders, and
    the last digits of phones. Without ``kind``, the first one that has results. Raises Invalid for a bad cursor.
    """
    words = text[:LONGEST].replace("\x00", " ").strip()
    rows = {each: SEARCHES[each](actor, words) for each in KINDS}
    counts = {each: _capped(rows[each]) for each in KINDS}
    chosen = next((each for each in KINDS if each == kind), _first(counts, words))
    page: Page[Any] = page_of(rows[chosen], order=["-id"], cursor=cursor, size=size)
    hits = [HITS[chosen](row, words) for row in page.rows]
    return Found(counts, chosen, hits, page.next_cursor)


def _first(counts: dict[Kind, int], words: str) -> Kind:
    # Whoever types a case number wants the case, not the feedback that mentions it.
    if counts["cases"] and words.upper().startswith("WG-"):
        return "cases"
    return next((kind for kind in KINDS if counts[kind]), "feedback")


def _capped(rows: QuerySet[Any]) -> int:
    return rows.select_related(None).order_by()[: CAP + 1].count()


def count_words(count: int) -> str:
    """1,234 is never counted: 1000+."""
    return f"{CAP}+" if count > CAP else str(count)


def _feedback(row: Any, words: str) -> Hit:
    meta = [str(row.brand), row.get_channel_display(), str(row.customer) if row.customer else _("Anonymous")]
    meta += [str(row.place)] if row.place else []
    meta += [_("Order %(number)s") % {"number": row.order_number}] if row.order_number else []
    href = f"/feedback/{row.pk}"
    return Hit(
        row.pk, str(row.brand), row.text, href, row.received_at, spans_of(row.text, words), tuple(meta)
    )


def _case(row: Any, words: str) -> Hit:
    text = row.excerpt or row.title
    meta = [str(row.customer) if row.customer else _("Anonymous"), str(row.get_status_display())]
    meta += [row.assignee.name] if row.assignee else []
    href = reverse("case", args=[row.number])
    return Hit(row.pk, row.number, text, href, row.opened_at, spans_of(text, words), tuple(meta))


def _customer(row: Any, words: str) -> Hit:
    name = str(row)
    meta = (str(row.get_tier_display()), str(row.brand))
    href = f"/customers/{row.pk}"
    return Hit(row.pk, "", name, href, row.created_at, spans_of(name, words), meta)


SEARCHES: dict[Kind, Callable[[Actor, str], QuerySet[Any]]] = {
    "feedback": listen.search_feedback,
    "cases": respond.search_cases,
    "customers": customers.search_customers,
}
HITS: dict[Kind, Callable[[Model, str], Hit]] = {
    "feedback": _feedback,
    "cases": _case,
    "customers": _customer,
}
