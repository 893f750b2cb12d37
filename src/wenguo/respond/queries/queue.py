"""The queue: who must do what next, in an order that costs the same on the thousandth page as on the first."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from wenguo.base.actor import Actor
from wenguo.base.paging import Page, keys_of
from wenguo.base.search import matching
from wenguo.people import queries as people
from wenguo.respond.domain.escalation import FRONTLINE
from wenguo.respond.models import Case, Deadline
from wenguo.respond.queries.cases import case_rows, in_category, visible_cases
from wenguo.respond.queries.fields import with_field
from wenguo.respond.queries.queue_rows import QueueRow, queue_rows_of
from wenguo.respond.queries.types import COUNT_CAP, VIEWS, QueueFilters, View

MAX_SIZE = 200
ORDERS = {"priority": ("-priority", "-id"), "due": ("due_rank_at", "id"), "newest": ("-id",)}
# Priority and deadlines rank what is open; the archive is read newest first.
ARCHIVES = ("all", "closed")
_NOT_SHOWN = ("search", "resolution", "customer__search", "customer__remarks")
_GOING_ON = Deadline.objects.filter(state__in=["running", "paused"]).defer("explanation")
_SHOWN = Prefetch("deadlines", queryset=_GOING_ON, to_attr="running_clocks")


def queue_page(
    actor: Actor, filters: QueueFilters, *, cursor: str | None, size: int = 50, now: datetime
) -> Page[Case]:
    """One page of the queue: cases with customer, owner, brand, team, place and the clocks that run.

    ``all`` and ``closed`` are always newest first. Raises Invalid for a cursor that is not ours.
    """
    keys, next_cursor = _keys(actor, filters, cursor=cursor, size=size, now=now)
    shown = case_rows().defer(*_NOT_SHOWN).prefetch_related(_SHOWN).in_bulk(keys)
    return Page([shown[key] for key in keys if key in shown], next_cursor)


def queue_rows(
    actor: Actor, filters: QueueFilters, *, cursor: str | None, size: int = 50, now: datetime
) -> Page[QueueRow]:
    """The same page with no more of each case than its row on the screen shows."""
    keys, next_cursor = _keys(actor, filters, cursor=cursor, size=size, now=now)
    return Page(queue_rows_of(keys), next_cursor)


def _keys(
    actor: Actor, filters: QueueFilters, *, cursor: str | None, size: int, now: datetime
) -> tuple[list[int], str | None]:
    order = ORDERS["newest" if filters.view in ARCHIVES else filters.order]
    # Found by their narrow keys first: the database then sorts and joins fifty rows, not thousands.
    wanted = _filtered(actor, filters, now=now).select_related(None)
    return keys_of(wanted, order=order, cursor=cursor, size=min(max(size, 1), MAX_SIZE))


def queue_counts(actor: Actor, *, now: datetime) -> dict[View, int]:
    """How many cases each view holds, counted no further than one over a thousand (shown as "1000+"); one query."""
    sql, values = _counting(actor, tuple(_own_teams(actor)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [now if value == _NOW else value for value in values])
        return dict(zip(VIEWS, cursor.fetchone(), strict=True))


# Stands for the moment of asking in a query that is kept.
_NOW = datetime(1, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=512)
def _counting(actor: Actor, own_teams: tuple[int, ...]) -> tuple[str, tuple[Any, ...]]:
    """The query that counts every view, and its values. Kept, because writing it anew costs much of a page; it depends
    on nothing but who asks, and an actor is a value.
    """
    visible = visible_cases(actor).select_related(None).order_by()
    parts: list[str] = []
    values: list[Any] = []
    for view in VIEWS:
        rows = visible.filter(_in_view(actor, view, now=_NOW, own_teams=own_teams)).values("id")
        try:
            sql, parameters = rows[: COUNT_CAP + 1].query.sql_with_params()
        except EmptyResultSet:
            # Nobody's own, no teams, no brands: nothing to count.
            parts.append("0")
            continue
        parts.append(f"(SELECT count(*) FROM ({sql}) counted)")  # noqa: S608 - compiled by Django, values apart
        values += parameters
    return f"SELECT {', '.join(parts)}", tuple(values)


def _filtered(actor: Actor, filters: QueueFilters, *, now: datetime) -> QuerySet[Case]:
    own_teams = _own_teams(actor) if filters.view == "team" else ()
    rows = visible_cases(actor).filter(_in_view(actor, filters.view, now=now, own_teams=own_teams))
    plain = {
        "brand__slug": filters.brand,
        "team__key": filters.team,
        "channel": filters.channel,
        "kind": filters.kind,
        "assignee_id": filters.assignee,
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value not in ("", None)})
    if filters.category:
        rows = rows.filter(in_category(filters.category))
    if filters.tag:
        rows = rows.filter(tags__contains=[filters.tag])
    if filters.risk:
        rows = rows.filter(risks__contains=[filters.risk])
    if filters.field:
        rows = with_field(rows, filters.field)
    return rows.filter(matching(filters.q)) if filters.q.strip() else rows


def _in_view(actor: Actor, view: View, *, now: datetime, own_teams: Sequence[int]) -> Q:
    if view == "all":
        return Q()
    if view == "closed":
        return Q(closed_at__isnull=False)
    if view == "waiting":
        # What waits is open by a constraint; saying so would make the database look at every row.
        return Q(status=Case.Status.WAITING)
    narrower = {
        "mine": lambda: Q(assignee_id=actor.user_id) if actor.user_id else Q(pk__in=[]),
        "team": lambda: Q(team_id__in=own_teams),
        "unassigned": lambda: Q(assignee__isnull=True),
        "due_soon": lambda: Q(next_warn_at__lte=now),
        "escalated": lambda: Q(level__gt=FRONTLINE),
    }
    opened = Q(closed_at__isnull=True)
    return opened & narrower[view]() if view in narrower else opened


def _own_teams(actor: Actor) -> list[int]:
    if actor.user_id is None:
        return []
    return list(people.visible_teams(actor).filter(members=actor.user_id).values_list("id", flat=True))
