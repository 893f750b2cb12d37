"""Calendars of teams and places, the yearly table, and what a correction moves."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.people.models import Brand, Team, User
from wenguo.people.queries import actor_of
from wenguo.respond import actions, queries
from wenguo.respond.domain import clocks
from wenguo.respond.models import BusinessDay, Case, ClockPolicy, Deadline, PublishedYear, WorkCalendar
from wenguo.respond.queries.calendars import calendar_of_entry, working_days

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def business(hotel: Brand, wang: Actor, now: datetime) -> ClockPolicy:
    """The solution takes nine business hours."""
    return actions.set_clock_policy(
        actor=wang, brand=hotel, name="solution", minutes=540, calendar="business", now=now
    )


def works(wang: Actor, hotel: Brand, now: datetime, **values: Any) -> WorkCalendar:
    given: dict[str, Any] = {"key": "front", "name": {"zh": "前台"}, **values}
    return actions.set_work_calendar(actor=wang, brand=hotel, now=now, **given)


def due_of(case: Case) -> datetime:
    return Deadline.objects.get(case=case, name="solution").due_at


def test_the_team_s_shifts_come_before_the_brand_s(
    business: ClockPolicy,
    hotel: Brand,
    wang: Actor,
    li_user: User,
    care_team: Team,
    open_one: Open,
    now: datetime,
):
    works(wang, hotel, now, key="brand", hours="08:00-20:00")
    first = open_one(email="a@example.test")
    # Tuesday noon: eight hours until 20:00, one more on Wednesday from 8:00.
    assert due_of(first) == now + 21 * HOUR
    works(wang, hotel, now, hours="09:00-12:00,13:30-18:00", team=care_team)
    second = open_one(email="b@example.test")
    # 13:30-18:00 and 9:00-12:00 are 7.5 hours; the rest on Wednesday from 13:30 until 15:00.
    assert due_of(second) == now + 27 * HOUR
    assert due_of(first) == now + 21 * HOUR


def test_other_countries_zones_and_weeks_are_counted(
    business: ClockPolicy, hotel: Brand, wang: Actor, li_user: User, open_one: Open, now: datetime
):
    works(wang, hotel, now, country="us", zone="America/New_York", weekdays="0123", hours="09:00-18:00")
    # Wednesday 25 November noon in Shanghai is Tuesday 23:00 in New York; Thursday is Thanksgiving.
    case = open_one(at=now + 8 * DAY)
    assert due_of(case) == datetime.fromisoformat("2026-11-25T18:00:00-05:00")
    later = open_one(email="b@example.test", at=now + 9 * DAY)
    assert due_of(later) == datetime.fromisoformat("2026-11-30T18:00:00-05:00")


def test_a_day_with_hours_of_its_own_counts_those(
    business: ClockPolicy, hotel: Brand, wang: Actor, li_user: User, open_one: Open, now: datetime
):
    calendar = works(wang, hotel, now)
    actions.set_business_day(
        actor=wang,
        calendar=calendar,
        day=date(2026, 11, 18),
        is_working=True,
        hours="10:00-11:00",
        name="盘点",
        now=now,
    )
    # Six hours on Tuesday, one on Wednesday, two on Thursday from 9:00.
    assert due_of(open_one()) == datetime.fromisoformat("2026-11-19T11:00:00+08:00")


def test_a_clock_keeps_its_calendar_when_that_is_removed_or_the_pause_comes_later(
    business: ClockPolicy, hotel: Brand, wang: Actor, li: Actor, li_user: User, open_one: Open, now: datetime
):
    works(wang, hotel, now, hours="08:00-20:00")
    case = open_one()
    actions.remove_work_calendar(actor=wang, key="front", now=now)
    actions.wait_for_customer(actor=li, case=case, now=now + HOUR)
    actions.resume(actor=li, case=case, now=now + 3 * HOUR)
    assert due_of(case) == now + 23 * HOUR
    row = Deadline.objects.get(case=case, name="solution")
    replayed = clocks.replay(
        "solution", entries=row.explanation, calendar=calendar_of_entry(row.explanation[0])
    )
    assert (replayed.due_at, list(replayed.marks)) == (row.due_at, row.marks)


def test_a_corrected_day_moves_what_runs_over_it_once_and_keeps_its_pause(
    business: ClockPolicy, hotel: Brand, wang: Actor, li: Actor, li_user: User, open_one: Open, now: datetime
):
    case = open_one()
    actions.wait_for_customer(actor=li, case=case, now=now + HOUR)
    actions.resume(actor=li, case=case, now=now + 3 * HOUR)
    assert due_of(case) == datetime.fromisoformat("2026-11-18T14:00:00+08:00")
    actions.set_business_day(actor=wang, day=date(2026, 11, 18), is_working=False, name="台风", now=now)
    for _repeat in range(2):
        actions.recount_clocks(first_day=date(2026, 11, 18), because="day", now=now + 4 * HOUR)
    row = Deadline.objects.get(case=case, name="solution")
    assert row.due_at == datetime.fromisoformat("2026-11-19T14:00:00+08:00")
    assert [entry["what"] for entry in row.explanation] == ["started", "paused", "resumed", "recounted"]
    case.refresh_from_db()
    assert case.due_rank_at == Deadline.objects.get(case=case, name="first_reply").due_at


def test_a_year_is_provisional_until_its_table_is_entered(wang: Actor, now: datetime):
    assert working_days().is_provisional(date(2027, 2, 8))
    actions.set_business_day(actor=wang, day=date(2027, 3, 1), is_working=False, name="店庆", now=now)
    assert working_days().is_provisional(date(2027, 2, 8))
    actions.import_year(
        actor=wang, year=2027, text='[{"date": "2027-02-08", "isOffDay": true}]', source="", now=now
    )
    assert not working_days().is_provisional(date(2027, 2, 8))
    assert not working_days().is_working(date(2027, 2, 8))
    assert 2027 in queries.published_years()


@pytest.mark.parametrize(
    "text",
    [
        "day,working,name\n2027-02-06,0,春节\n2027-02-20,1,补班\n",
        "\ufeff日期,上班,名称\n2027-02-06,休,春节\n2027-02-20,班,\n",
        '{"days": [{"date": "2027-02-06", "isOffDay": true}, {"date": "2027-02-20", "isOffDay": false}]}',
        '[{"day": "2027-02-06", "is_working": false}, {"day": "2027-02-20", "is_working": true}]',
    ],
)
def test_tables_are_read_in_the_forms_that_exist(wang: Actor, now: datetime, text: str):
    assert actions.import_year(actor=wang, year=2027, text=text, source="国办", now=now) == 2
    rows = BusinessDay.objects.order_by("day").values_list("day", "is_working")
    assert list(rows) == [(date(2027, 2, 6), False), (date(2027, 2, 20), True)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "day,working\n",
        "{",
        "[7]",
        "day,working\n2026-02-06,0\n",  # another year
        "day,working\n2027-02-08,1\n",  # a Monday needs no making up
        "day,working\n2027-02-30,0\n",
        "day,working\n2027-02-06,maybe\n",
    ],
)
def test_a_table_that_makes_no_sense_changes_nothing(wang: Actor, now: datetime, text: str):
    with pytest.raises(Invalid):
        actions.import_year(actor=wang, year=2027, text=text, source="", now=now)
    assert (BusinessDay.objects.count(), PublishedYear.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"country": "mars"},
        {"zone": "Mars/Olympus"},
        {"zone": "../etc/passwd"},
        {"weekdays": "78"},
        {"weekdays": ""},
        {"hours": "9-5"},
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused(
    hotel: Brand, wang: Actor, now: datetime, wrong: dict[str, Any]
):
    with pytest.raises(Invalid):
        works(wang, hotel, now, **wrong)
    assert WorkCalendar.objects.count() == 0


def test_only_who_may_sets_calendars_and_only_of_their_brands(
    hotel: Brand, shop: Brand, li: Actor, wang: Actor, now: datetime
):
    with pytest.raises(NotAllowed):
        works(li, hotel, now)
    with pytest.raises(NotAllowed):
        actions.import_year(actor=li, year=2027, text="day,working\n2027-02-06,0", source="", now=now)
    calendar = works(wang, hotel, now)
    with pytest.raises(Invalid):
        works(wang, hotel, now, key="other")
    foreign = Actor(
        kind="person", name="外", role="lead", permissions=wang.permissions, brand_ids=frozenset({shop.pk})
    )
    with pytest.raises(NotFound):
        actions.remove_work_calendar(actor=foreign, key="front", now=now)
    with pytest.raises(NotFound):
        actions.set_business_day(
            actor=foreign, calendar=calendar, day=now.date(), is_working=False, name="", now=now
        )
    # A day of the whole installation is not theirs either, to enter or to take away.
    with pytest.raises(NotAllowed):
        actions.set_business_day(actor=foreign, day=now.date(), is_working=False, name="", now=now)
    assert (WorkCalendar.objects.count(), BusinessDay.objects.count()) == (1, 0)
    ours = actions.set_business_day(actor=wang, day=now.date(), is_working=False, name="店庆", now=now)
    with pytest.raises(NotAllowed):
        actions.remove_business_day(actor=foreign, day_id=ours.pk, now=now)
    assert BusinessDay.objects.get() == ours


def test_what_if_equals_what_then_happens(
    hotel: Brand, wang: Actor, li: Actor, li_user: User, open_one: Open, now: datetime
):
    quick, slow, running = (open_one(email=f"{name}@example.test") for name in "abc")
    for case, hours in ((quick, 2), (slow, 6)):
        actions.resolve(
            actor=li, case=case, outcome="solved", cause="process", text="好了", now=now + hours * HOUR
        )
    policy = ClockPolicy(brand=hotel, name="solution", minutes=240)
    trial = queries.try_policy(wang, policy, now=now + 12 * HOUR)
    assert (trial.tried, trial.changed, trial.late_before, trial.late_after) == (3, 3, 0, 2)
    assert (trial.newly_late, trial.no_longer_late) == (2, 0)
    assert {row.number for row in trial.rows if row.would_be_late} == {slow.number, running.number}
    actions.set_clock_policy(actor=wang, brand=hotel, name="solution", minutes=240, now=now)
    lived = open_one(email="d@example.test")
    assert due_of(lived) == next(row.due_after for row in trial.rows if row.number == slow.number)
    again = queries.try_policy(wang, policy, now=now + 12 * HOUR)
    assert again.changed == 0
    with pytest.raises(NotAllowed):
        queries.try_policy(li, policy, now=now)


def test_the_year_of_all_brands_is_entered_by_who_sees_them_all(
    hotel: Brand, shop: Brand, wang: Actor, wang_user: User, now: datetime
) -> None:
    table = "day,working\n2027-02-06,0"
    assert actions.import_year(actor=wang, year=2027, text=table, source="国办", now=now) == 1
    wang_user.brands.set([hotel])
    with pytest.raises(NotAllowed):
        actions.import_year(
            actor=actor_of(wang_user), year=2027, text="day,working\n2027-02-07,1", source="", now=now
        )
    assert [(row.day.isoformat(), row.is_working) for row in BusinessDay.objects.all()] == [
        ("2027-02-06", False)
    ]
