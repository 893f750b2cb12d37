"""Clocks are started, held and ended with the deeds that they measure; what comes due is found by an indexed query."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import cast

from django.db import transaction
from django.db.models import Q

from wenguo.base.actor import SYSTEM
from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.kernel.calendars import AroundTheClock, BusinessCalendar, Calendar
from wenguo.respond.domain import clocks
from wenguo.respond.domain.clocks import Clock, State
from wenguo.respond.events import CaseChanged
from wenguo.respond.models import Case, CaseEvent, ClockPolicy, Deadline
from wenguo.respond.models.cases import NEVER
from wenguo.respond.queries.clocks import calendar_of, calendar_of_entry

BATCH = 500
Change = Callable[[Clock, Calendar], Clock]
LIVE = (Deadline.State.RUNNING, Deadline.State.PAUSED)


def start_clock(case: Case, name: str, *, at: datetime) -> Deadline:
    """A promise of time begins, by the policy of the case's brand and channel. One that runs already is kept."""
    running = Deadline.objects.filter(case=case, name=name, state__in=LIVE).first()
    if running is not None:
        return running
    policies = ClockPolicy.objects.filter(brand_id=case.brand_id, name=name)
    policy = clocks.choose_policy(name, channel=case.channel, policies=policies)
    limit, calendar, why = _terms(policy, name, case.channel)
    clock = clocks.start(name, limit=limit, calendar=calendar, at=at, why=why)
    if isinstance(calendar, BusinessCalendar):
        clock.entries[0]["provisional"] = calendar.days.is_provisional(
            clock.due_at.astimezone(calendar.zone).date()
        )
    return Deadline.objects.create(case=case, name=name, **_columns(clock))


def end_clock(case: Case, name: str, *, at: datetime) -> None:
    """What the clock measured is done, in time or not."""
    _each(case, (name,), lambda clock, _calendar: clocks.end(clock, at=at))


def drop_clocks(case: Case, *, at: datetime) -> None:
    """Whatever still runs is no longer needed."""
    _each(case, None, lambda clock, _calendar: clocks.drop(clock, at=at))


def pause_clocks(case: Case, *, at: datetime) -> None:
    """We wait for the customer: what can only go on with them stands still."""
    _each(case, clocks.PAUSABLE, lambda clock, calendar: clocks.pause(clock, calendar=calendar, at=at))


def resume_clocks(case: Case, *, at: datetime) -> None:
    """The customer has answered: the clocks run on with what was left."""
    _each(case, None, lambda clock, calendar: clocks.resume(clock, calendar=calendar, at=at))


def place_in_queue(case: Case) -> list[str]:
    """Put the next deadline on the case, where the queue sorts by it; gives the fields to be stored."""
    running = list(Deadline.objects.filter(case=case, state="running").values_list("due_at", "warn_at"))
    case.next_due_at = min((due_at for due_at, _warn_at in running), default=None)
    case.next_warn_at = min((warn_at for _due_at, warn_at in running), default=None)
    case.due_rank_at = case.next_due_at or NEVER
    return ["next_due_at", "next_warn_at", "due_rank_at"]


def raise_alarms(*, now: datetime) -> int:
    """Warn of deadlines that are near and name those that are over, each once; gives how many alarms were raised.

    Whoever is being changed at this moment is skipped and found again a few seconds later. After downtime the
    deadlines that are over come first, and are not warned of as well.
    """
    raised = 0
    for raise_batch in (_raise_breaches, _warn):
        while count := raise_batch(now):
            raised += count
            if count < BATCH:
                break
    return raised


@transaction.atomic
def _raise_breaches(now: datetime) -> int:
    rows = _due(Q(due_at__lte=now, breached_at__isnull=True), "due_at")
    ids = [row.pk for row in rows]
    Deadline.objects.filter(pk__in=ids).update(breached_at=now)
    Deadline.objects.filter(pk__in=ids, warned_at__isnull=True).update(warned_at=now)
    _tell(rows, "breached", now)
    for row in rows:
        publish(CaseChanged(case_id=row.case_id, what="clock_missed"))
    return len(rows)


@transaction.atomic
def _warn(now: datetime) -> int:
    rows = _due(Q(warn_at__lte=now, due_at__gt=now, warned_at__isnull=True), "warn_at")
    Deadline.objects.filter(pk__in=[row.pk for row in rows]).update(warned_at=now)
    _tell(rows, "warned", now)
    return len(rows)


def _due(condition: Q, order: str) -> list[Deadline]:
    # Case before clock would be the order of every deed; skipping what is locked, no order can block another.
    rows = Deadline.objects.select_for_update(skip_locked=True, of=("self", "case"), no_key=True)
    return list(rows.filter(condition, state="running").select_related("case").order_by(order, "id")[:BATCH])


def _tell(rows: Iterable[Deadline], kind: str, now: datetime) -> None:
    CaseEvent.objects.bulk_create(
        CaseEvent(
            case=row.case,
            at=now,
            kind=kind,
            actor_kind=SYSTEM.kind,
            actor_name=SYSTEM.name,
            data={"clock": row.name, "due_at": row.due_at.isoformat()},
        )
        for row in rows
    )
    for row in rows:
        announce("case", row.case_id, brand_id=row.case.brand_id)


def _terms(policy: ClockPolicy | None, name: str, channel: str) -> tuple[timedelta, Calendar, dict[str, str]]:
    if policy is None:
        return (
            clocks.default_limit(name, channel),
            AroundTheClock(),
            {"policy": "default", "calendar": "always"},
        )
    why = {"policy": policy.channel or "general", "calendar": policy.calendar}
    if policy.calendar == ClockPolicy.Calendar.BUSINESS:
        why |= {"opens": f"{policy.opens_at:%H:%M}", "closes": f"{policy.closes_at:%H:%M}"}
    return (
        timedelta(minutes=policy.minutes),
        calendar_of(policy.calendar, opens_at=policy.opens_at, closes_at=policy.closes_at),
        why,
    )


def _each(case: Case, names: Iterable[str] | None, change: Change) -> None:
    rows = Deadline.objects.select_for_update(no_key=True).filter(case=case, state__in=LIVE).order_by("id")
    for row in rows if names is None else rows.filter(name__in=list(names)):
        before = _clock(row)
        after = change(before, calendar_of_entry(before.entries[0]))
        if after != before:
            Deadline.objects.filter(pk=row.pk).update(**_columns(after))


def _clock(row: Deadline) -> Clock:
    return Clock(
        name=row.name,
        limit=timedelta(seconds=row.explanation[0]["limit_seconds"]),
        state=cast("State", row.state),
        started_at=row.started_at,
        due_at=row.due_at,
        warn_at=row.warn_at,
        paused_at=row.paused_at,
        left=row.left,
        ended_at=row.ended_at,
        entries=tuple(row.explanation),
    )


def _columns(clock: Clock) -> dict[str, object]:
    return {
        "state": clock.state,
        "started_at": clock.started_at,
        "due_at": clock.due_at,
        "warn_at": clock.warn_at,
        "paused_at": clock.paused_at,
        "left": clock.left,
        "ended_at": clock.ended_at,
        "explanation": list(clock.entries),
    }
