"""Calendars: special days, the yearly table, hours of teams and places; what they move is counted again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.base.news import publish
from wenguo.governance.actions import record
from wenguo.kernel import day_tables
from wenguo.kernel.deadlines.rules import NoRule, parse_hours
from wenguo.respond.actions.clocks import place_in_queue, recount_clock
from wenguo.respond.actions.deeds import note_event
from wenguo.respond.actions.legal_rows import recount_step
from wenguo.respond.events import CalendarChanged
from wenguo.respond.models import BusinessDay, Case, Deadline, PublishedYear, WorkCalendar
from wenguo.respond.queries.calendars import sees_every_brand

if TYPE_CHECKING:
    from wenguo.people.models import Brand, Place, Team

MOST_DAYS = 2000
BATCH = 200
LIVE = (Deadline.State.RUNNING, Deadline.State.PAUSED)
YES = {"1", "true", "yes", "work", "working", "是", "上班", "班", "补班"}
NO = {"0", "false", "no", "off", "rest", "holiday", "否", "休", "放假", "休息"}


@dataclass(frozen=True, slots=True)
class Day:
    """One line of a table of days."""

    day: date
    is_working: bool
    name: str = ""


@transaction.atomic
def set_business_day(
    *,
    actor: Actor,
    day: date,
    is_working: bool,
    name: str,
    now: datetime,
    calendar: WorkCalendar | None = None,
    hours: str = "",
) -> BusinessDay:
    """A day that breaks the weekly rule, for the whole installation or on one calendar, perhaps with hours of its own.

    Clocks that run over it are counted again. Raises Invalid, NotAllowed for a day of the whole installation where the
    actor does not look after every brand, NotFound for another brand's calendar.
    """
    _may_change(actor, calendar)
    hours = _checked_hours(hours) if hours.strip() else ""
    row, _is_new = BusinessDay.objects.update_or_create(
        calendar=calendar,
        day=day,
        defaults={
            "is_working": is_working or bool(hours),
            "name": name.strip()[:60],
            "hours": hours,
            "is_provisional": False,
        },
    )
    publish(CalendarChanged(first_day=day.isoformat(), because="day"))
    record(actor, "business_day.set", row, at=now, day=day.isoformat(), is_working=is_working, hours=hours)
    return row


@transaction.atomic
def remove_business_day(*, actor: Actor, day_id: int, now: datetime) -> None:
    """The day follows the published table and the weekly rule again. Raises NotAllowed, NotFound."""
    actor.require("respond.settings")
    row = BusinessDay.objects.select_related("calendar").filter(pk=day_id).first()
    if row is None:
        raise NotFound
    _may_change(actor, row.calendar)
    publish(CalendarChanged(first_day=row.day.isoformat(), because="day"))
    record(actor, "business_day.removed", row, at=now, day=row.day.isoformat())
    row.delete()


def _may_change(actor: Actor, calendar: WorkCalendar | None) -> None:
    actor.require("respond.settings")
    if calendar is not None and not actor.sees_brand(calendar.brand_id):
        raise NotFound
    if calendar is None and not sees_every_brand(actor):
        raise NotAllowed(_("This day holds for every brand: somebody who looks after all of them enters it."))


@transaction.atomic
def import_year(*, actor: Actor, year: int, text: str, source: str, now: datetime) -> int:
    """The published table of one year, as CSV (day, working, name) or JSON: the year is no longer provisional.

    Gives the number of days. Only Saturdays and Sundays are worked days of such a table, and days of other years are
    refused: both are typing errors. It holds for every brand, so only who sees them all may enter it. Raises Invalid
    with the line, NotAllowed.
    """
    actor.require("respond.settings")
    if not sees_every_brand(actor):
        raise NotAllowed(_("The year holds for every brand: somebody who looks after all of them enters it."))
    if not 2000 <= year <= 2100:
        raise Invalid(_("The year must lie between 2000 and 2100."), year="range")
    days = read_days(text)
    for number, day in enumerate(days, 1):
        if day.day.year != year:
            raise Invalid(
                gettext("Line %(line)d is not of the year %(year)d.") % {"line": number, "year": year},
                text="year",
            )
        if day.is_working and day.day.weekday() < 5:
            raise Invalid(
                gettext("Line %(line)d: only Saturdays and Sundays are made up.") % {"line": number},
                text="weekday",
            )
    BusinessDay.objects.filter(calendar__isnull=True, day__year=year).delete()
    BusinessDay.objects.bulk_create(
        BusinessDay(day=day.day, is_working=day.is_working, name=day.name[:60]) for day in days
    )
    row, _is_new = PublishedYear.objects.update_or_create(
        year=year, defaults={"source": source.strip()[:200], "entered_at": now}
    )
    publish(CalendarChanged(first_day=f"{year}-01-01", because="published"))
    record(actor, "year.published", row, at=now, year=year, days=len(days), source=row.source)
    return len(days)


@transaction.atomic
def set_work_calendar(
    *,
    actor: Actor,
    brand: Brand,
    key: str,
    name: dict[str, str],
    now: datetime,
    country: str = "cn",
    zone: str = "Asia/Shanghai",
    hours: str = "09:00-18:00",
    weekdays: str = "01234",
    team: Team | None = None,
    place: Place | None = None,
) -> WorkCalendar:
    """When a brand, one of its teams or one of its places works. The same key again replaces it. Raises Invalid.

    Clocks that run keep the calendar they were started on.
    """
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    earlier = WorkCalendar.objects.filter(key=key).first()
    if earlier is not None and earlier.brand_id != brand.pk:
        raise Invalid(_("Another brand uses this short name."), key="taken")
    whose = WorkCalendar.objects.filter(brand=brand, team=team, place=place).exclude(key=key)
    if whose.exists():
        raise Invalid(_("There is a calendar for this already."), key="exists")
    _check_calendar(country=country, zone=zone, weekdays=weekdays, brand=brand, team=team, place=place)
    row, _is_new = WorkCalendar.objects.update_or_create(
        key=key,
        defaults={
            "brand": brand,
            "name": name,
            "country": country,
            "zone": zone,
            "hours": _checked_hours(hours),
            "weekdays": "".join(sorted(set(weekdays))),
            "team": team,
            "place": place,
        },
    )
    record(actor, "work_calendar.set", row, at=now, hours=row.hours, country=country, zone=zone)
    return row


@transaction.atomic
def remove_work_calendar(*, actor: Actor, key: str, now: datetime) -> None:
    """The more general calendar holds again for clocks that start from now on. Raises NotFound."""
    actor.require("respond.settings")
    row = WorkCalendar.objects.filter(key=key).first()
    if row is None or not actor.sees_brand(row.brand_id):
        raise NotFound
    record(actor, "work_calendar.removed", row, at=now, key=key)
    row.delete()


def recount_clocks(*, first_day: date, because: str, now: datetime, after: int = 0) -> int | None:
    """Count deadlines that may reach ``first_day`` again, some at a time; gives where to go on, None at the end.

    Repeating it moves nothing.
    """
    start = datetime.combine(first_day, time(0), tzinfo=UTC)
    counted = Q(kind=Deadline.Kind.STATUTORY) | Q(explanation__0__calendar__in=["business", "work"])
    rows = Deadline.objects.filter(counted, state__in=LIVE, due_at__gte=start, pk__gt=after)
    ids = list(rows.order_by("pk").values_list("pk", "case_id")[:BATCH])
    for deadline_id, case_id in ids:
        _recount_one(deadline_id, case_id, because=because, now=now)
    return ids[-1][0] if len(ids) == BATCH else None


def read_days(text: str) -> list[Day]:
    """A table of days: CSV with a heading (day, working, name), or JSON. Raises Invalid with the line."""
    rows = _json_rows(text) if text.lstrip().startswith(("[", "{")) else _csv_rows(text)
    days: dict[date, Day] = {}
    for number, row in enumerate(rows, 1):
        if number > MOST_DAYS:
            raise Invalid(_("That is more than a year has days."), text="too_long")
        day = _day(row, number)
        days[day.day] = day
    if not days:
        raise Invalid(_("The table is empty."), text="empty")
    return list(days.values())


@transaction.atomic
def _recount_one(deadline_id: int, case_id: int, *, because: str, now: datetime) -> None:
    case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
    row = Deadline.objects.select_for_update(no_key=True).filter(pk=deadline_id, state__in=LIVE).first()
    if row is None:
        return
    before = row.due_at
    recount = recount_step if row.kind == Deadline.Kind.STATUTORY else recount_clock
    if not recount(row, at=now, because=because):
        return
    row.refresh_from_db()
    case.changed_at = now
    case.save(update_fields=[*place_in_queue(case), "changed_at"])
    told = {"clock": row.name, "before": before.isoformat(), "due_at": row.due_at.isoformat()}
    note_event(SYSTEM, case, "recounted", now=now, **told)


def _json_rows(text: str) -> Iterable[Any]:
    try:
        values = json.loads(text)
    except json.JSONDecodeError as fault:
        raise Invalid(
            gettext("This is no JSON: line %(line)d.") % {"line": fault.lineno}, text="json"
        ) from None
    # holiday-cn keeps its days under this name.
    rows = values.get("days") if isinstance(values, dict) else values
    return rows if isinstance(rows, list) else []


def _csv_rows(text: str) -> Iterable[dict[str, Any]]:
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    return [{str(key or "").strip().lower(): value for key, value in row.items()} for row in reader]


def _day(row: Any, number: int) -> Day:
    names = row if isinstance(row, dict) else {}
    day = _first(names, "day", "date", "日期")
    working = _first(names, "is_working", "working", "work", "上班").lower()
    if not working:
        off = _first(names, "isoffday", "is_off_day", "off", "休息").lower()
        working = "1" if off in NO else "0" if off in YES else ""
    try:
        when = date.fromisoformat(day)
    except ValueError:
        raise Invalid(gettext("Line %(line)d has no day.") % {"line": number}, text="day") from None
    if working not in YES | NO:
        raise Invalid(
            gettext("Line %(line)d does not say whether the day is worked.") % {"line": number},
            text="working",
        )
    return Day(when, working in YES, _first(names, "name", "名称", "节日"))


def _first(row: dict[str, Any], *names: str) -> str:
    lowered = {str(key).lower(): value for key, value in row.items()}
    found = next((lowered[name] for name in names if lowered.get(name) not in (None, "")), "")
    return str(found).strip()


def _checked_hours(hours: str) -> str:
    try:
        shifts = parse_hours(hours)
    except NoRule:
        raise Invalid(
            _("Write the shifts as 09:00-18:00 or 09:00-12:00,13:30-18:00, in order."), hours="format"
        ) from None
    return ",".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in shifts)


def _check_calendar(
    *, country: str, zone: str, weekdays: str, brand: Brand, team: Team | None, place: Place | None
) -> None:
    faults = {}
    if country not in day_tables.CODES:
        faults["country"] = "choice"
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        faults["zone"] = "choice"
    if not weekdays or set(weekdays) - set("0123456"):
        faults["weekdays"] = "choice"
    if team is not None and place is not None:
        faults["place"] = "one_of"
    if any(owner is not None and owner.brand_id != brand.pk for owner in (team, place)):
        faults["team"] = "brand"
    if faults:
        raise Invalid(_("Check the calendar: country, zone, days of the week, and whose it is."), **faults)
