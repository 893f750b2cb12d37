"""What comes due is found by an indexed query, each few seconds and at once after downtime: in due order, each once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.live import announce, announce_each
from wenguo.base.news import publish_each
from wenguo.people import queries as people
from wenguo.respond.events import CaseChanged
from wenguo.respond.models import Alarm, Case, CaseEvent, Deadline

BATCH = 500
# Percent gone at each mark of a clock; a legal one has a fourth where its last day moved: the un-rolled date.
LEVELS = (50, 75, 90, 95)
OVER = 100
# From here on the case itself says so; earlier notices wait on the bell only.
TOLD_IN_CASE = 75


def raise_alarms(*, now: datetime, brand_id: int | None = None) -> int:
    """Warn of deadlines that are near and name those that are over, each once; gives how many alarms were raised.

    ``brand_id`` looks at one brand only.

    Whoever is being changed at this moment is skipped and found again a few seconds later. After downtime the
    deadlines that are over come first, and are not warned of as well.
    """
    raised = 0
    ours = Q() if brand_id is None else Q(case__brand_id=brand_id)
    for raise_batch, due in ((_raise_breaches, ours & _over(now)), (_warn, ours & _near(now))):
        # A look without a transaction first: every few seconds, and almost always nothing is due.
        if not Deadline.objects.filter(due, state="running").exists():
            continue
        while count := raise_batch(due, now):
            raised += count
            if count < BATCH:
                break
    return raised


def see_alarms(*, actor: Actor, case: Case, now: datetime) -> int:
    """The actor has looked at the case: its alarms no longer wait on their bell. Gives how many did."""
    rows = Alarm.objects.filter(user_id=actor.user_id or 0, deadline__case=case, seen_at__isnull=True)
    # Asked first: almost every time nothing rings, and a look costs a fifth of a change that changes nothing.
    ringing = list(rows.values_list("id", flat=True))
    if not ringing:
        return 0
    with transaction.atomic():
        seen = Alarm.objects.filter(pk__in=ringing, seen_at__isnull=True).update(seen_at=now)
        announce("case", case.pk, brand_id=case.brand_id)
    return seen


@transaction.atomic
def _raise_breaches(condition: Q, now: datetime) -> int:
    rows = _due(condition, "due_at")
    ids = [row.pk for row in rows]
    Deadline.objects.filter(pk__in=ids).update(breached_at=now, notice_at=None)
    Deadline.objects.filter(pk__in=ids, warned_at__isnull=True).update(warned_at=now)
    _tell(rows, "breached", now)
    _ring([(row, OVER) for row in rows], now)
    publish_each(CaseChanged(case_id=row.case_id, what="clock_missed") for row in rows)
    return len(rows)


@transaction.atomic
def _warn(condition: Q, now: datetime) -> int:
    rows = _due(condition, "notice_at")
    for row in rows:
        row.told = sum(mark <= now for mark in row.marks)
        row.notice_at = row.marks[row.told] if row.told < len(row.marks) else None
        if _level(row) >= TOLD_IN_CASE and row.warned_at is None:
            row.warned_at = now
    Deadline.objects.bulk_update(rows, ["told", "notice_at", "warned_at"])
    _tell([row for row in rows if _level(row) >= TOLD_IN_CASE], "warned", now)
    _ring([(row, _level(row)) for row in rows], now)
    return len(rows)


def _over(now: datetime) -> Q:
    return Q(due_at__lte=now, breached_at__isnull=True)


def _near(now: datetime) -> Q:
    return Q(notice_at__lte=now, due_at__gt=now)


def _level(row: Deadline) -> int:
    return LEVELS[min(row.told, len(LEVELS)) - 1] if row.told else 0


def _due(condition: Q, order: str) -> list[Deadline]:
    # Case before clock would be the order of every deed; skipping what is locked, no order can block another.
    rows = Deadline.objects.select_for_update(skip_locked=True, of=("self", "case"), no_key=True)
    return list(
        rows.filter(condition, state="running")
        .select_related("case")
        .only("id", "name", "kind", "due_at", "marks", "told", "notice_at", "warned_at", *_OF_CASE)
        .order_by(order, "id")[:BATCH]
    )


_OF_CASE = ("case__id", "case__brand_id", "case__assignee_id", "case__team_id")


def _tell(rows: Sequence[Deadline], kind: str, now: datetime) -> None:
    CaseEvent.objects.bulk_create(
        CaseEvent(
            case=row.case,
            at=now,
            kind=kind,
            actor_kind=SYSTEM.kind,
            actor_name=SYSTEM.name,
            data={"clock": row.name, "due_at": row.due_at.isoformat(), "level": _level(row)},
        )
        for row in rows
    )
    announce_each("case", ((row.case_id, row.case.brand_id) for row in rows))


def _ring(rows: Iterable[tuple[Deadline, int]], now: datetime) -> None:
    """Put it on the owner's bell; where a case has none, or a deadline is over, on that of the team's leads too."""
    told = list(rows)
    leads = people.leads_of_teams({row.case.team_id for row, _level in told if row.case.team_id})
    wanted = [
        (user_id, row, level)
        for row, level in told
        for user_id in _hearers(row.case, leads, is_grave=level == OVER)
    ]
    Alarm.objects.bulk_create(
        (Alarm(user_id=user_id, deadline=row, level=level, at=now) for user_id, row, level in wanted),
        ignore_conflicts=True,
    )


def _hearers(case: Case, leads: dict[int, list[int]], *, is_grave: bool) -> list[int]:
    owner = [case.assignee_id] if case.assignee_id else []
    above = leads.get(case.team_id or 0, []) if is_grave or not owner else []
    return list(dict.fromkeys([*owner, *above]))
