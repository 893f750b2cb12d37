"""What the rows of the queue show, read as plain values: fifty models cost more to make than their rows to find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wenguo.customers import queries as customers
from wenguo.respond.models import Case, Deadline
from wenguo.respond.models.clocks import clock_name


@dataclass(frozen=True, slots=True)
class RowCustomer:
    """Who complained, as far as a row shows it."""

    name: str
    tier: str

    def __str__(self) -> str:
        return self.name

    def __bool__(self) -> bool:
        return bool(self.name)

    def get_tier_display(self) -> str:
        """The tier in the reader's language."""
        return customers.tier_name(self.tier)


@dataclass(frozen=True, slots=True)
class RowOwner:
    """Whose case it is."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class RowClock:
    """The deadline that a row shows: the next one running, else one that is paused."""

    code: str
    state: str
    started_at: datetime
    due_at: datetime
    warn_at: datetime
    left: timedelta | None
    ended_at: datetime | None

    @property
    def name(self) -> str:
        """What the clock is called in the reader's language."""
        return clock_name(self.code)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A case as its row shows it, under the names that these things have in a case."""

    number: str
    excerpt: str
    evidence: list[Any]
    channel: str
    kind: str
    category: str
    demands: list[str]
    risks: list[str]
    intensity: int
    priority: int
    status: str
    closed_at: datetime | None
    customer: RowCustomer | None
    assignee: RowOwner | None
    shown_clock: RowClock | None

    def get_status_display(self) -> str:
        """The status in the reader's language."""
        return str(Case.Status(self.status).label)


_CASE = (
    *("number", "excerpt", "evidence", "channel", "kind", "category", "demands", "risks", "intensity"),
    *("priority", "status", "closed_at"),
)
_PEOPLE = ("customer__name", "customer__tier", "assignee__name", "assignee__username")
_CLOCK = ("name", "state", "started_at", "due_at", "warn_at", "left", "ended_at")


def queue_rows_of(keys: Iterable[int]) -> list[QueueRow]:
    """The rows of these cases in this order, in two queries; one that is gone by now is left out."""
    wanted = list(keys)
    clocks = _clocks_of(wanted)
    found = {
        key: _row(values, people=people, clock=clocks.get(key))
        for key, values, people in (
            (key, rest[: len(_CASE)], rest[len(_CASE) :])
            for key, *rest in Case.objects.filter(pk__in=wanted).values_list("pk", *_CASE, *_PEOPLE)
        )
    }
    return [found[key] for key in wanted if key in found]


def _row(values: list[Any], *, people: list[Any], clock: RowClock | None) -> QueueRow:
    name, tier, owner, account = people
    customer = RowCustomer(name, tier) if tier is not None else None
    assignee = RowOwner(owner or account) if account is not None else None
    return QueueRow(*(*values, customer, assignee, clock))


def _clocks_of(keys: list[int]) -> dict[int, RowClock]:
    # Of each case the one that its row shows: "running" sorts behind "paused".
    going_on = Deadline.objects.filter(case_id__in=keys, state__in=["running", "paused"])
    next_ones = going_on.order_by("case_id", "-state", "due_at").distinct("case_id")
    return {key: RowClock(*values) for key, *values in next_ones.values_list("case_id", *_CLOCK)}
