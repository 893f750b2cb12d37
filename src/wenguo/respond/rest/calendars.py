"""Working times, special days, the yearly table and the caller's alarms by API."""

from ninja import Router, Status

from wenguo.base.errors import NotFound
from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people import queries as people
from wenguo.respond import actions, queries
from wenguo.respond.models import Alarm, BusinessDay, WorkCalendar
from wenguo.respond.rest.schemas_clocks import (
    AlarmOut,
    BusinessDayIn,
    BusinessDayOut,
    CalendarIn,
    CalendarOut,
    YearIn,
    YearOut,
)

router = Router(tags=["calendars"])


@router.get("/work-calendars", response=list[CalendarOut])
def list_calendars(request: Request) -> list[WorkCalendar]:
    """When the caller's brands, their teams and places work."""
    request.actor.require("respond.read")
    return list(queries.visible_calendars(request.actor))


@router.put("/work-calendars", response=CalendarOut)
def set_work_calendar(request: Request, body: CalendarIn) -> WorkCalendar:
    """Set the working times of a brand, a team or a place; the same key again replaces them."""
    actor = request.actor
    team = people.visible_teams(actor).filter(key=body.team).first() if body.team else None
    place = people.visible_places(actor).filter(pk=body.place).first() if body.place is not None else None
    if (body.team and team is None) or (body.place is not None and place is None):
        raise NotFound
    values = body.dict(exclude={"brand", "team", "place"})
    brand = people.get_brand(actor, body.brand)
    return actions.set_work_calendar(actor=actor, brand=brand, team=team, place=place, now=now(), **values)


@router.delete("/work-calendars/{key}", response={204: None})
def remove_work_calendar(request: Request, key: Words) -> Status[None]:
    """The more general calendar holds again."""
    actions.remove_work_calendar(actor=request.actor, key=key, now=now())
    return Status(204, None)


@router.get("/business-days", response=list[BusinessDayOut])
def list_business_days(request: Request) -> list[BusinessDay]:
    """Days entered by people, over and above the published ones."""
    request.actor.require("respond.read")
    return queries.special_days(request.actor)


@router.put("/business-days", response=BusinessDayOut)
def set_business_day(request: Request, body: BusinessDayIn) -> BusinessDay:
    """A holiday, a day made up for one, or a day with hours of its own; clocks that run over it are counted again."""
    calendar = queries.visible_calendars(request.actor).filter(key=body.calendar).first()
    if body.calendar and calendar is None:
        raise NotFound
    values = body.dict(exclude={"calendar"})
    return actions.set_business_day(actor=request.actor, calendar=calendar, now=now(), **values)


@router.delete("/business-days/{int:day_id}", response={204: None})
def remove_business_day(request: Request, day_id: int) -> Status[None]:
    """The day follows the published table again."""
    actions.remove_business_day(actor=request.actor, day_id=day_id, now=now())
    return Status(204, None)


@router.put("/business-days/years/{int:year}", response=YearOut)
def import_year(request: Request, body: YearIn, year: int) -> dict[str, int]:
    """The published table of a year: it is no longer provisional, and what reaches it is counted again."""
    days = actions.import_year(actor=request.actor, year=year, text=body.table, source=body.source, now=now())
    return {"year": year, "days": days}


@router.get("/alarms", response=list[AlarmOut])
def list_alarms(request: Request) -> list[Alarm]:
    """Deadlines that wait on the caller's bell, newest first."""
    request.actor.require("respond.read")
    return list(queries.alarms_of(request.actor)[:100])


@router.post("/cases/{number}/alarms/seen", response={204: None})
def see_alarms(request: Request, number: Words) -> Status[None]:
    """The caller has looked at the case."""
    case = queries.get_case(request.actor, number)
    actions.see_alarms(actor=request.actor, case=case, now=now())
    return Status(204, None)
