"""On which days and hours time counts: published tables, what people entered on top, calendars of teams and places."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from wenguo.base.actor import SYSTEM, Actor
from wenguo.kernel.calendars import AroundTheClock, BusinessCalendar, Calendar, WorkingDays
from wenguo.kernel.day_tables import load as day_table
from wenguo.kernel.deadlines.packs import Pack
from wenguo.kernel.deadlines.rules import Ground, Shifts, ground_of, parse_hours
from wenguo.people import queries as people
from wenguo.respond.models import BusinessDay, Case, ClockPolicy, PublishedYear, WorkCalendar

if TYPE_CHECKING:
    from django.db.models import QuerySet

HOME = "cn"


def sees_every_brand(actor: Actor) -> bool:
    """Whether nobody's brand lies beyond the actor: what holds for the whole installation is theirs to set."""
    return people.visible_brands(actor).count() == people.visible_brands(SYSTEM).count()


def special_days(actor: Actor) -> list[BusinessDay]:
    """Days entered by people, over and above the published ones, newest first: everybody's and one's brands'."""
    mine = Q(calendar__isnull=True) | Q(calendar__in=visible_calendars(actor))
    return list(BusinessDay.objects.filter(mine).select_related("calendar").order_by("-day", "id"))


def published_years() -> dict[int, PublishedYear | None]:
    """Every year whose holidays are known: built in (None), or entered since."""
    built_in: dict[int, PublishedYear | None] = dict.fromkeys(sorted(day_table(HOME).published_years))
    return built_in | {row.year: row for row in PublishedYear.objects.order_by("year")}


def visible_calendars(actor: Actor) -> QuerySet[WorkCalendar]:
    """The calendars of the actor's brands."""
    brands = people.visible_brands(actor)
    return (
        WorkCalendar.objects.filter(brand__in=brands).select_related("brand", "team", "place").order_by("key")
    )


def working_days(
    *, country: str = HOME, weekdays: str = "01234", calendar_id: int | None = None
) -> WorkingDays:
    """The published days, with what people entered on top; a day of the calendar itself comes before everybody's."""
    special, _hours = _entered(country, calendar_id)
    table = day_table(country)
    entered = PublishedYear.objects.values_list("year", flat=True) if country == HOME else ()
    return WorkingDays(
        special={**table.special, **special},
        published_years=table.published_years | frozenset(entered),
        week=frozenset(int(day) for day in weekdays),
    )


def terms_of(policy: ClockPolicy, case: Case) -> dict[str, Any]:
    """What a clock writes into its first entry, so that it can be counted again the same way."""
    if policy.calendar != ClockPolicy.Calendar.BUSINESS:
        return {"calendar": "always"}
    work = work_calendar_of(case)
    if work is None:
        return {
            "calendar": "business",
            "opens": f"{policy.opens_at:%H:%M}",
            "closes": f"{policy.closes_at:%H:%M}",
        }
    return {
        "calendar": "work",
        "work_calendar": work.pk,
        "country": work.country,
        "zone": work.zone,
        "hours": work.hours,
        "weekdays": work.weekdays,
    }


def work_calendar_of(case: Case) -> WorkCalendar | None:
    """The calendar that holds for a case: its place's, else its team's, else its brand's."""
    rows = WorkCalendar.objects.filter(brand_id=case.brand_id).filter(
        Q(place_id=case.place_id, place__isnull=False)
        | Q(team_id=case.team_id, team__isnull=False)
        | Q(place__isnull=True, team__isnull=True)
    )
    return max(rows, key=lambda row: (row.place_id is not None, row.team_id is not None), default=None)


def calendar_of_entry(entry: dict[str, Any]) -> Calendar:
    """The calendar that a clock was started on, from its first entry: a later change of policy does not touch it."""
    kind = entry.get("calendar")
    if kind == "business":
        hours = ((time.fromisoformat(entry["opens"]), time.fromisoformat(entry["closes"])),)
        return BusinessCalendar(
            hours=hours,
            zone=ZoneInfo(settings.TIME_ZONE),
            days=working_days(),
            own_hours=_entered(HOME, None)[1],
        )
    if kind != "work":
        return AroundTheClock()
    country, own = entry["country"], entry["work_calendar"]
    return BusinessCalendar(
        hours=parse_hours(entry["hours"]),
        zone=ZoneInfo(entry["zone"]),
        days=working_days(country=country, weekdays=entry["weekdays"], calendar_id=own),
        own_hours=_entered(country, own)[1],
    )


def ground_for_pack(pack: Pack) -> Ground:
    """The days on which a pack counts: the country's, and at home what people entered."""
    ground = ground_of(pack.calendar)
    if pack.calendar != HOME:
        return ground
    return Ground(ground.zone, working_days(), ground.hours, ground.names)


def _entered(country: str, calendar_id: int | None) -> tuple[dict[date, bool], dict[date, Shifts]]:
    everybody = Q(calendar__isnull=True) if country == HOME else Q(pk__in=[])
    own = Q(calendar_id=calendar_id) if calendar_id is not None else Q(pk__in=[])
    rows = BusinessDay.objects.filter(everybody | own).order_by("id")
    days: dict[date, bool] = {}
    hours: dict[date, Shifts] = {}
    # Everybody's days first, so that those of the calendar itself come on top.
    for row in sorted(rows, key=lambda one: one.calendar_id is not None):
        days[row.day] = row.is_working
        if row.hours:
            hours[row.day] = parse_hours(row.hours)
    return days, hours
