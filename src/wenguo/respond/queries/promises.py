"""Promises: those of a case, those that wait for somebody, and how well they are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.base.bilingual import in_language
from wenguo.base.errors import NotFound
from wenguo.kernel.intervals import Interval, wilson
from wenguo.respond.domain.commitments import find_promises
from wenguo.respond.domain.promises import MOST_TEXT, Keeping, Pledge
from wenguo.respond.models import Case, Promise
from wenguo.respond.queries.calendars import working_days
from wenguo.respond.queries.cases import visible_cases
from wenguo.respond.queries.shares import InPercent
from wenguo.understand import queries as understanding

State = Promise.State
By = Literal["person", "team", "category"]
BYS: tuple[By, ...] = ("person", "team", "category")
FEW = 5


@dataclass(frozen=True, slots=True)
class KeepingRow(InPercent):
    """How well one person, team or category keeps promises; the share is None below five."""

    name: str
    keeping: Keeping
    interval: Interval
    key: str = ""

    @property
    def share(self) -> float | None:
        """Share kept or moved in time, of those that were due."""
        return self.keeping.good / self.keeping.due if self.keeping.due >= FEW else None


@dataclass(frozen=True, slots=True)
class TrackingPromise:
    """A promise as its customer sees it; ``state`` is open, kept, broken or moved. Kept late, it stays broken."""

    text: str
    due_at: datetime
    state: str
    kept_at: datetime | None
    apologised_at: datetime | None


def visible_promises(actor: Actor) -> QuerySet[Promise]:
    """Promises in cases that the actor may see."""
    rows = Promise.objects.select_related("case__brand", "case__customer", "owner")
    return rows.filter(case__in=visible_cases(actor).order_by().values("id"))


def get_promise(actor: Actor, promise_id: int) -> Promise:
    """One of them; raises NotFound."""
    row = visible_promises(actor).filter(pk=min(promise_id, 2**63 - 1)).first()
    if row is None:
        raise NotFound
    return row


def promises_of(case: Case) -> list[Promise]:
    """Everything that was promised in a case: what is open first, by its time."""
    rows = Promise.objects.filter(case=case).exclude(state=State.REJECTED).select_related("owner")
    order = {State.FOUND: 0, State.OPEN: 1, State.BROKEN: 1}
    return sorted(rows, key=lambda row: (row.is_settled, order.get(State(row.state), 2), row.due_at))


def promises_to_keep(actor: Actor) -> QuerySet[Promise]:
    """What the actor has promised and not yet kept, the most pressing first.

    With it what was found in their words and nobody has confirmed, while the case is open: closing it asks about that.
    """
    rows = visible_promises(actor).filter(owner_id=actor.user_id or 0)
    unsettled = Q(state=State.BROKEN, kept_at__isnull=True, apologised_at__isnull=True)
    unsure = Q(state=State.FOUND, case__closed_at__isnull=True)
    return rows.filter(Q(state=State.OPEN) | unsure | unsettled).order_by("due_at", "id")


def found_promises(case: Case) -> QuerySet[Promise]:
    """What was found in our words and nobody has confirmed or rejected."""
    return Promise.objects.filter(case=case, state=State.FOUND).order_by("due_at", "id")


def pressing_promises(actor: Actor) -> QuerySet[Promise]:
    """Those of them of which the actor was warned, or which are broken: what the bell says."""
    return promises_to_keep(actor).filter(warned_at__isnull=False)


def owed_promises(case: Case) -> QuerySet[Promise]:
    """What keeps a case from being closed: open, or broken and neither made good nor apologised for."""
    unsettled = Q(state=State.BROKEN, kept_at__isnull=True, apologised_at__isnull=True)
    return Promise.objects.filter(Q(state=State.OPEN) | unsettled, case=case)


def promises_to(case: Case | None) -> tuple[TrackingPromise, ...]:
    """What the customer was promised, open ones first; what was only found by a machine is not shown."""
    if case is None:
        return ()
    rows = Promise.objects.filter(
        case=case, state__in=[State.OPEN, State.KEPT, State.BROKEN, State.MOVED]
    ).order_by("due_at", "id")
    shown = [TrackingPromise(row.text, row.due_at, row.state, row.kept_at, row.apologised_at) for row in rows]
    order = {"open": 0, "broken": 1}
    return tuple(sorted(shown, key=lambda row: (order.get(row.state, 2), row.due_at)))


def pledges_in(text: str, *, language: str, now: datetime) -> list[Pledge]:
    """The dated commitments in a text that lie ahead; one that starts with something yet to happen has no date."""
    found = find_promises(text, lang=language, now=localtime(now), days=working_days())
    pledges = [Pledge(one.text[:MOST_TEXT], one.due_at) for one in found if one.due_at and one.due_at > now]
    return list(dict.fromkeys(pledges))


def keeping_rates(
    actor: Actor,
    *,
    by: By,
    since: datetime,
    until: datetime,
    brand_ids: Collection[int] | None = None,
) -> list[KeepingRow]:
    """Of the promises that fell due in the period, how many were kept, moved in time or broken.

    ``brand_ids`` narrows what the actor sees to these brands.
    """
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in judged_promises(actor, since=since, until=until, brand_ids=brand_ids):
        counts[_KEYS[by](row), _GROUPS[by](row)][row.state] += 1
    found = [_keeping_row(key, name, Keeping(**states)) for (key, name), states in counts.items()]
    return sorted(found, key=lambda row: (-row.keeping.due, row.name))


def judged_promises(
    actor: Actor, *, since: datetime, until: datetime, brand_ids: Collection[int] | None = None
) -> QuerySet[Promise]:
    """Promises that fell due in the period and were kept, moved in time or broken."""
    rows = visible_promises(actor).filter(
        due_at__gte=since, due_at__lt=until, state__in=[State.KEPT, State.MOVED, State.BROKEN]
    )
    rows = rows if brand_ids is None else rows.filter(case__brand_id__in=brand_ids)
    return rows.select_related("case__team").order_by("due_at", "id")


def promises_behind(rows: QuerySet[Promise], *, by: By, key: str, state: str = "") -> list[Promise]:
    """Those of them behind one number: of one person, team or category (all with ""), in one state or in any."""
    found = rows.filter(state=state) if state in (State.KEPT, State.MOVED, State.BROKEN) else rows
    return [row for row in found if not key or _KEYS[by](row) == key]


def _keeping_row(key: str, name: str, keeping: Keeping) -> KeepingRow:
    return KeepingRow(name, keeping, wilson(keeping.good, keeping.due), key)


_GROUPS: dict[By, Callable[[Promise], str]] = {
    "person": lambda row: row.owner.name if row.owner else _("Nobody"),
    "team": lambda row: in_language(row.case.team.name) if row.case.team else _("No team"),
    "category": lambda row: understanding.name_of("category", row.case.category),
}
# What tells one row from another of the same name; "0" stands for nobody and for no team.
_KEYS: dict[By, Callable[[Promise], str]] = {
    "person": lambda row: str(row.owner_id or 0),
    "team": lambda row: str(row.case.team_id or 0),
    "category": lambda row: row.case.category or "0",
}
