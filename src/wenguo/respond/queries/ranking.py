"""What the priority of a case is made of, and what it would be with other weights."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wenguo.base.actor import Actor
from wenguo.respond.domain.priority import Facts, age_of, priority_of, weighted
from wenguo.respond.models import Case, Deadline, PriorityWeights
from wenguo.respond.queries.cases import visible_cases

if TYPE_CHECKING:
    from wenguo.people.models import Brand

A_WEEK = timedelta(days=7)
A_QUARTER = timedelta(days=90)
PUBLIC = frozenset({"social", "review"})
# Beyond this more of the same changes nothing.
MOST_ALIKE = 30
PREVIEWED, SHOWN = 500, 20


@dataclass(frozen=True, slots=True)
class Moved:
    """A case and where it would stand."""

    case: Case
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What other weights would do to the open cases: how many were tried, change, and change their bars; the first rows
    of the new order.
    """

    tried: int
    changed: int
    rows: list[Moved]


def weights_of(brand_id: int) -> dict[str, int]:
    """How a brand weighs the parts."""
    own = PriorityWeights.objects.filter(brand_id=brand_id).values_list("weights", flat=True).first()
    return weighted(own or {})


def ranking_facts(cases: Iterable[Case], *, now: datetime) -> list[Facts]:
    """The facts of each case, in the same order; few queries however many cases."""
    rows = list(cases)
    alike = {key: _alike(*key, now) for key in {(case.brand_id, case.category) for case in rows}}
    earlier = _earlier([case.customer_id for case in rows if case.customer_id], now)
    return [
        Facts(
            kind=case.kind,
            urgency=case.urgency,
            intensity=case.intensity,
            risks=tuple(case.risks),
            tier=case.customer.tier if case.customer else "standard",
            alike=alike[case.brand_id, case.category] - (1 if case.pk else 0),
            repeats=max(0, earlier[case.customer_id or 0] - (1 if case.pk else 0)),
            reopened=case.reopened,
            reach=case.reach,
            is_public=case.channel in PUBLIC,
            bonus=case.bonus,
            is_solved=case.status == Case.Status.RESOLVED,
            age=age_of(now, warn_at=case.next_warn_at, due_at=case.next_due_at),
        )
        for case in rows
    ]


def moments_ahead(case_ids: Iterable[int], *, now: datetime) -> dict[int, list[datetime]]:
    """Notices and deadlines of each case that lie ahead."""
    rows = Deadline.objects.filter(case_id__in=list(case_ids), state="running", due_at__gt=now)
    found: dict[int, list[datetime]] = defaultdict(list)
    for case_id, warn_at, due_at in rows.values_list("case_id", "warn_at", "due_at"):
        found[case_id] += [warn_at, due_at]
    return found


def preview_weights(actor: Actor, brand: Brand, *, weights: Mapping[str, int], now: datetime) -> Preview:
    """What these weights would do to the brand's open cases, before anybody decides."""
    actor.require("respond.settings", brand)
    rows = visible_cases(actor).filter(brand=brand, closed_at__isnull=True).order_by("-priority", "-id")
    cases = list(rows[:PREVIEWED])
    wanted = weighted(weights)
    moved = [
        Moved(case, case.priority, priority_of(facts, weights=wanted).score)
        for case, facts in zip(cases, ranking_facts(cases, now=now), strict=True)
    ]
    moved.sort(key=lambda row: (-row.after, -row.case.pk))
    return Preview(len(moved), sum(row.before != row.after for row in moved), moved[:SHOWN])


def _alike(brand_id: int, category: str, now: datetime) -> int:
    rows = Case.objects.filter(brand_id=brand_id, category=category, opened_at__gt=now - A_WEEK)
    return rows.values("id")[: MOST_ALIKE + 2].count()


def _earlier(customer_ids: list[int], now: datetime) -> Counter[int]:
    # Whoever told of two matters in one letter has not come twice.
    rows = Case.objects.filter(
        customer_id__in=customer_ids, opened_at__gt=now - A_QUARTER, split_from__isnull=True
    )
    return Counter(rows.order_by().values_list("customer_id", flat=True))
