"""Clocks are started, held and ended with the deeds that they measure."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import cast

from wenguo.kernel.calendars import BusinessCalendar, Calendar
from wenguo.respond.actions.legal_rows import add_entry, end_by_deeds, last_moment
from wenguo.respond.domain import clocks, statutory
from wenguo.respond.domain.clocks import Clock, State
from wenguo.respond.models import Case, ClockPolicy, Deadline
from wenguo.respond.models.cases import NEVER
from wenguo.respond.queries.calendars import calendar_of_entry
from wenguo.respond.queries.terms import terms_for

Change = Callable[[Clock, Calendar], Clock]
LIVE = (Deadline.State.RUNNING, Deadline.State.PAUSED)


def start_clock(case: Case, name: str, *, at: datetime) -> Deadline:
    """A promise of time begins, by the policy that fits the case best. One that runs already is kept."""
    running = Deadline.objects.filter(case=case, name=name, state__in=LIVE).first()
    if running is not None:
        return running
    limit, why = terms_for(case, name, policies=ClockPolicy.objects.filter(brand_id=case.brand_id, name=name))
    calendar = calendar_of_entry(why)
    clock = clocks.start(name, limit=limit, calendar=calendar, at=at, why=why)
    columns = _columns(clock, calendar)
    # The list of entries is shared with the columns, so that the explanation says it too.
    clock.entries[0]["provisional"] = columns["is_provisional"]
    return Deadline.objects.create(case=case, name=name, **columns)


def end_clocks(case: Case, *names: str, at: datetime) -> None:
    """What these clocks measured is done, in time or not; so is what the law asked for, if one of these deeds is it."""
    for row in _live(case):
        if row.kind == Deadline.Kind.STATUTORY:
            end_by_deeds(row, names, at=at)
        elif row.name in names:
            _change(row, lambda clock, _calendar: clocks.end(clock, at=at))


def drop_clocks(case: Case, *, at: datetime) -> None:
    """Whatever still runs of our own promises is no longer needed. What the law set stays until it is done."""
    _each(case, None, lambda clock, _calendar: clocks.drop(clock, at=at))


def end_law(case: Case, *, at: datetime) -> None:
    """What the law asked for here is looked after in another case: its clocks are over."""
    for row in _live(case):
        if row.kind == Deadline.Kind.STATUTORY:
            add_entry(row, statutory.entry("ended", max(at, last_moment(row))))


def pause_clocks(case: Case, *, at: datetime) -> None:
    """We wait for the customer: what can only go on with them stands still. The law does not wait."""
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


def recount_clock(row: Deadline, *, at: datetime, because: str) -> bool:
    """Count one of our own clocks again on the calendar as it is now; says whether it moved."""
    before, calendar = _clock(row), calendar_of_entry(row.explanation[0])
    after = clocks.recount(before, calendar=calendar, at=at, because=because)
    Deadline.objects.filter(pk=row.pk).update(**_columns(after, calendar, row.told))
    return after is not before


def _each(case: Case, names: Collection[str] | None, change: Change) -> None:
    for row in _live(case):
        if row.kind == Deadline.Kind.INTERNAL and (names is None or row.name in names):
            _change(row, change)


def _live(case: Case) -> list[Deadline]:
    """The deadlines of a case that is held which are not over, ours and the law's, held as well."""
    rows = Deadline.objects.select_for_update(no_key=True).filter(case=case, state__in=LIVE)
    return list(rows.order_by("id"))


def _change(row: Deadline, change: Change) -> None:
    before, calendar = _clock(row), calendar_of_entry(row.explanation[0])
    after = change(before, calendar)
    if after != before:
        Deadline.objects.filter(pk=row.pk).update(**_columns(after, calendar, row.told))


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
        # Clocks of an earlier release had one notice only.
        marks=tuple(row.marks) or (row.warn_at,) * len(clocks.MARKS),
        entries=tuple(row.explanation),
    )


def _columns(clock: Clock, calendar: Calendar, told: int = 0) -> dict[str, object]:
    first, last = clock.started_at, clock.due_at
    is_provisional = isinstance(calendar, BusinessCalendar) and calendar.days.is_provisional_between(
        first.astimezone(calendar.zone).date(), last.astimezone(calendar.zone).date()
    )
    return {
        "state": clock.state,
        "started_at": clock.started_at,
        "due_at": clock.due_at,
        "warn_at": clock.warn_at,
        "paused_at": clock.paused_at,
        "left": clock.left,
        "ended_at": clock.ended_at,
        "marks": list(clock.marks),
        "notice_at": clock.marks[told] if told < len(clock.marks) else None,
        "is_provisional": is_provisional,
        "explanation": list(clock.entries),
    }
