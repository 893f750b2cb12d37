"""The clocks of a case, each with the lines that explain it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.base.wording import duration_words, moment_words
from wenguo.kernel.calendars import AroundTheClock, BusinessCalendar, Calendar, WorkingDays
from wenguo.kernel.day_tables import load as day_table
from wenguo.respond.models import BusinessDay, Case, ClockPolicy, Deadline
from wenguo.respond.queries.types import ClockState, ClockView

if TYPE_CHECKING:
    from wenguo.people.models import Brand

ORDER = ("first_reply", "solution", "follow_up", "level_2", "level_3", "level_4")


def clocks_of(case: Case, *, now: datetime) -> list[ClockView]:
    """First reply, solution, follow-up: of each the newest, unless it is no longer needed."""
    newest: dict[str, Deadline] = {}
    for row in Deadline.objects.filter(case=case).exclude(state=Deadline.State.DROPPED).order_by("id"):
        newest[row.name] = row
    return [_view(newest[name], now=now) for name in ORDER if name in newest]


def policies_of(actor: Actor, brand: Brand) -> list[ClockPolicy]:
    """What the brand has set itself; where nothing is set, the built-in limits hold."""
    actor.require("respond.read", brand)
    return list(ClockPolicy.objects.filter(brand=brand).order_by("name", "channel"))


def special_days() -> list[BusinessDay]:
    """Days entered by people, over and above the published ones, newest first."""
    return list(BusinessDay.objects.order_by("-day"))


def working_days() -> WorkingDays:
    """The published days, with what people entered on top; a year with a firm entry of ours counts as published."""
    own = BusinessDay.objects.values_list("day", "is_working", "is_provisional")
    rows = list(own)
    return WorkingDays(
        special={**day_table("cn").special, **{day: is_working for day, is_working, _provisional in rows}},
        published_years=WorkingDays().published_years
        | {day.year for day, _working, unsure in rows if not unsure},
    )


def calendar_of(kind: str, *, opens_at: time, closes_at: time) -> Calendar:
    """The calendar that a policy counts on, in the installation's zone."""
    if kind != ClockPolicy.Calendar.BUSINESS:
        return AroundTheClock()
    zone = ZoneInfo(settings.TIME_ZONE)
    return BusinessCalendar(hours=((opens_at, closes_at),), zone=zone, days=working_days())


def calendar_of_entry(entry: dict[str, Any]) -> Calendar:
    """The calendar that a clock was started on, from its first entry: a later change of policy does not touch it."""
    opens, closes = entry.get("opens") or "00:00", entry.get("closes") or "00:00"
    return calendar_of(
        str(entry.get("calendar")), opens_at=time.fromisoformat(opens), closes_at=time.fromisoformat(closes)
    )


def _view(row: Deadline, *, now: datetime) -> ClockView:
    until = row.ended_at or row.paused_at or now
    length = max(row.due_at - row.started_at, timedelta(seconds=1))
    left = row.left if row.left is not None else row.due_at - until
    share = round(100 * min(1.0, max(0.0, (length - left) / length)))
    return ClockView(
        code=row.name,
        name=row.get_name_display(),
        state=_state(row, now),
        started_at=row.started_at,
        due_at=row.due_at,
        warn_at=row.warn_at,
        left=left,
        share=share,
        ended_at=row.ended_at,
        explanation=[words for entry in row.explanation if (words := _words(entry, now))],
    )


def _state(row: Deadline, now: datetime) -> ClockState:
    if row.state == Deadline.State.PAUSED:
        return "paused"
    if row.state == Deadline.State.MET:
        return "met"
    if row.state == Deadline.State.MISSED:
        return "missed"
    if now >= row.due_at:
        return "red"
    return "amber" if now >= row.warn_at else "quiet"


def _words(entry: dict[str, Any], now: datetime) -> str:
    tell = _TOLD.get(entry["what"])
    return tell(entry, _moment(entry["at"], now), now) if tell else ""


def _moment(iso: str, now: datetime) -> str:
    return moment_words(datetime.fromisoformat(iso), now=now)


def _started(entry: dict[str, Any], at: str, now: datetime) -> str:
    facts = {
        "at": at,
        "limit": duration_words(timedelta(seconds=entry["limit_seconds"])),
        "due": _moment(entry["due_at"], now),
        "hours": f"{entry.get('opens', '')}–{entry.get('closes', '')}",
    }
    if entry.get("calendar") != "business":
        return _("Started %(at)s; %(limit)s, counted around the clock: due %(due)s.") % facts
    line = _("Started %(at)s; %(limit)s, counted %(hours)s on working days: due %(due)s.") % facts
    if entry.get("provisional"):
        line += " " + _("The holidays of that year are not published yet; this may still change.")
    return line


def _paused(entry: dict[str, Any], at: str, _now: datetime) -> str:
    left = duration_words(timedelta(seconds=entry["left_seconds"]))
    return _("Paused %(at)s, waiting for the customer; %(left)s left.") % {"at": at, "left": left}


def _resumed(entry: dict[str, Any], at: str, now: datetime) -> str:
    return _("Resumed %(at)s: due %(due)s.") % {"at": at, "due": _moment(entry["due_at"], now)}


def _ended(entry: dict[str, Any], at: str, _now: datetime) -> str:
    is_met = entry.get("state") == "met"
    return (_("Done %(at)s, in time.") if is_met else _("Done %(at)s, too late.")) % {"at": at}


_TOLD: dict[str, Callable[[dict[str, Any], str, datetime], str]] = {
    "started": _started,
    "paused": _paused,
    "resumed": _resumed,
    "ended": _ended,
}
