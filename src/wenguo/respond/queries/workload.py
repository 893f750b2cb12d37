"""How much everybody has in hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from wenguo.respond.domain.workload import minutes_of
from wenguo.respond.models import Case

WORKED_ON = (Case.Status.OPEN, Case.Status.WAITING)


@dataclass(frozen=True, slots=True)
class Load:
    """Open work of one person: cases, their weight, and the hands-on minutes still expected."""

    cases: int
    weight: int
    minutes: int


IDLE = Load(0, 0, 0)


def loads_of(user_ids: Iterable[int]) -> dict[int, Load]:
    """Cases in work by person; what is solved and waits for follow-up does not weigh, what waits for the customer takes
    no minutes.
    """
    rows = Case.objects.filter(assignee_id__in=list(user_ids), closed_at__isnull=True, status__in=WORKED_ON)
    waits = Q(status=Case.Status.WAITING)
    columns = rows.order_by().values_list("assignee_id", "weight")
    found: dict[int, Load] = {}
    for user_id, weight, count, waiting in columns.annotate(
        count=Count("id"), waiting=Count("id", filter=waits)
    ):
        if user_id is None:
            continue
        before = found.get(user_id, IDLE)
        minutes = (count - waiting) * minutes_of(weight)
        found[user_id] = Load(before.cases + count, before.weight + count * weight, before.minutes + minutes)
    return found
