"""Deadlines in the database: warned of once, overdue once, explained, and found again after downtime."""

import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.people.models import Brand, Membership, Team, User
from wenguo.respond import actions, jobs, queries
from wenguo.respond.domain import clocks
from wenguo.respond.events import CaseChanged
from wenguo.respond.models import Alarm, BusinessDay, Case, CaseEvent, ClockPolicy, Deadline
from wenguo.respond.queries.calendars import calendar_of_entry, working_days
from wenguo.site.wiring import REACTIONS

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def alarms(case: Case) -> list[tuple[str, str]]:
    rows = CaseEvent.objects.filter(case=case, kind__in=["warned", "breached"]).order_by("id")
    return [(row.kind, row.data["clock"]) for row in rows]


def test_a_deadline_is_warned_of_once_and_breached_once(
    case: Case, now: datetime, waiting_news: Callable[[], list[str]]
) -> None:
    raised = [actions.raise_alarms(now=now + at * MINUTE) for at in (7, 8, 11, 12, 13, 14, 15, 20)]
    # Half, three quarters and nine tenths of fifteen minutes, then the end.
    assert raised == [0, 1, 0, 1, 0, 1, 1, 0]
    assert alarms(case) == [("warned", "first_reply"), ("warned", "first_reply"), ("breached", "first_reply")]
    levels = Alarm.objects.filter(user=case.assignee).order_by("id").values_list("level", flat=True)
    assert list(levels) == [50, 75, 90, 100]
    assert waiting_news().count("respond.CaseChanged") == len(REACTIONS[CaseChanged])


def test_a_breach_rings_for_the_owner_and_the_lead_and_only_until_it_is_seen(
    case: Case, li: Actor, wang: Actor, outsider: Actor, care_team: Team, wang_user: User, now: datetime
) -> None:
    Membership.objects.filter(team=care_team, user=wang_user).update(is_lead=True)
    actions.raise_alarms(now=now + 12 * MINUTE)
    assert (queries.alarms_of(li).count(), queries.alarms_of(wang).count()) == (1, 0)
    actions.raise_alarms(now=now + 15 * MINUTE)
    for actor in (li, wang):
        assert [(alarm.level, alarm.deadline.name) for alarm in queries.alarms_of(actor)] == [
            (100, "first_reply")
        ]
    assert queries.alarms_of(outsider).count() == 0
    assert actions.see_alarms(actor=li, case=case, now=now + 16 * MINUTE) == 2
    assert (queries.alarms_of(li).count(), queries.alarms_of(wang).count()) == (0, 1)


def test_a_customer_who_writes_again_starts_the_clock_of_the_next_reply(
    case: Case, li: Actor, now: datetime
) -> None:
    link = queries.feedback_of_case(case)[0].link
    actions.customer_adds(link=link, text="还在吗", now=now + MINUTE)
    assert not Deadline.objects.filter(case=case, name="next_reply").exists()  # the first reply is still owed
    actions.reply(actor=li, case=case, text="您好", now=now + 2 * MINUTE)
    actions.customer_adds(link=link, text="谢谢，那房费呢", now=now + HOUR)
    actions.customer_adds(link=link, text="在吗", now=now + 2 * HOUR)
    row = Deadline.objects.get(case=case, name="next_reply")
    assert (row.started_at, row.due_at) == (now + HOUR, now + 3 * HOUR)
    case.refresh_from_db()
    assert case.next_due_at == now + 3 * HOUR
    actions.reply(actor=li, case=case, text="已退", now=now + 2 * HOUR)
    row.refresh_from_db()
    assert row.state == "met"


def test_one_policy_is_chosen_by_the_case_s_urgency_and_category(
    open_one: Open, li_user: User, hotel: Brand, wang: Actor, now: datetime
) -> None:
    for minutes, scope in ((600, {}), (300, {"category": "quality"}), (60, {"urgency_from": 3})):
        actions.set_clock_policy(actor=wang, brand=hotel, name="solution", minutes=minutes, now=now, **scope)
    plain = open_one(email="a@example.test", category="service.waiting")
    dirty = open_one(email="b@example.test")
    urgent = open_one(email="c@example.test", urgency=4)
    due = [Deadline.objects.get(case=one, name="solution").due_at - now for one in (plain, dirty, urgent)]
    assert due == [10 * HOUR, 5 * HOUR, HOUR]


def test_after_downtime_what_is_over_is_raised_without_a_late_warning(case: Case, now: datetime) -> None:
    assert actions.raise_alarms(now=now + 30 * HOUR) == 2
    assert alarms(case) == [("breached", "first_reply"), ("breached", "solution")]


def test_an_answered_or_paused_clock_raises_nothing(case: Case, li: Actor, now: datetime) -> None:
    actions.reply(actor=li, case=case, text="您好", now=now, and_wait=True)
    assert actions.raise_alarms(now=now + 100 * HOUR) == 0


def test_the_job_reads_the_real_time_and_raises_what_is_over(case: Case) -> None:
    jobs.raise_alarms.run()
    assert ("breached", "first_reply") in alarms(case)


def test_the_face_of_a_clock_follows_the_time(case: Case, li: Actor, now: datetime) -> None:
    def faces(at: datetime) -> list[tuple[str, str, int]]:
        return [(clock.code, clock.state, clock.share) for clock in queries.clocks_of(case, now=at)]

    assert faces(now + 3 * MINUTE) == [("first_reply", "quiet", 20), ("solution", "quiet", 0)]
    assert faces(now + 12 * MINUTE)[0] == ("first_reply", "amber", 80)
    assert faces(now + 16 * MINUTE)[0] == ("first_reply", "red", 100)
    actions.reply(actor=li, case=case, text="您好", now=now + 6 * HOUR, and_wait=True)
    assert faces(now + 20 * HOUR) == [("first_reply", "missed", 100), ("solution", "paused", 25)]
    assert queries.clocks_of(case, now=now + 20 * HOUR)[1].left == 18 * HOUR


def test_a_clock_explains_itself_in_words(case: Case, li: Actor, now: datetime) -> None:
    actions.reply(actor=li, case=case, text="您好", now=now + 6 * HOUR, and_wait=True)
    actions.resume(actor=li, case=case, now=now + 8 * HOUR)
    with translation.override("en"):
        first_reply, solution = queries.clocks_of(case, now=now + 9 * HOUR)
    assert first_reply.explanation == [
        "Started Tue 17 Nov 12:00; 15 min, counted around the clock: due Tue 17 Nov 12:15.",
        "Done Tue 17 Nov 18:00, too late.",
    ]
    assert solution.explanation == [
        "Started Tue 17 Nov 12:00; 1 d, counted around the clock: due Wed 18 Nov 12:00.",
        "Paused Tue 17 Nov 18:00, waiting for the customer; 18 h left.",
        "Resumed Tue 17 Nov 20:00: due Wed 18 Nov 14:00.",
    ]


def test_replaying_the_entries_gives_the_stored_deadline(case: Case, li: Actor, now: datetime) -> None:
    actions.reply(actor=li, case=case, text="您好", now=now + 6 * HOUR, and_wait=True)
    actions.resume(actor=li, case=case, now=now + 8 * HOUR)
    for row in Deadline.objects.filter(case=case):
        clock = clocks.replay(
            row.name, entries=row.explanation, calendar=calendar_of_entry(row.explanation[0])
        )
        assert (clock.state, clock.due_at, clock.warn_at, clock.ended_at) == (
            row.state,
            row.due_at,
            row.warn_at,
            row.ended_at,
        )


def test_a_running_clock_keeps_its_terms_when_the_policy_changes(
    open_one: Open, li_user: User, hotel: Brand, wang: Actor, li: Actor, now: datetime
) -> None:
    actions.set_clock_policy(
        actor=wang, brand=hotel, name="solution", minutes=540, calendar="business", now=now
    )
    case = open_one()
    actions.remove_clock_policy(actor=wang, brand=hotel, name="solution", now=now)
    actions.wait_for_customer(actor=li, case=case, now=now + 7 * HOUR)
    actions.resume(actor=li, case=case, now=now + 20 * HOUR)
    # Tuesday noon plus nine business hours is Wednesday noon; the pause lay in the night.
    assert Deadline.objects.get(case=case, name="solution").due_at == now + 24 * HOUR


def test_a_holiday_of_our_own_moves_the_deadline(
    open_one: Open, li_user: User, hotel: Brand, wang: Actor, now: datetime
) -> None:
    actions.set_clock_policy(
        actor=wang, brand=hotel, name="solution", minutes=540, calendar="business", now=now
    )
    day = (now + 24 * HOUR).date()
    actions.set_business_day(actor=wang, day=day, is_working=False, name="店庆", now=now)
    actions.set_business_day(actor=wang, day=day, is_working=False, name="店庆日", now=now)
    assert BusinessDay.objects.count() == 1
    assert not working_days().is_working(day)
    assert Deadline.objects.get(case=open_one(), name="solution").due_at == now + 48 * HOUR


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "lunch"},
        {"channel": "pigeon"},
        {"category": "no.such"},
        {"tier": "wooden"},
        {"urgency_from": 9},
        {"minutes": 0},
        {"minutes": 10**9},
        {"calendar": "lunar"},
        {"calendar": "business", "opens_at": time(18), "closes_at": time(9)},
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(
    hotel: Brand, wang: Actor, now: datetime, wrong: dict[str, Any]
) -> None:
    values: dict[str, Any] = {"name": "solution", "minutes": 60, **wrong}
    with pytest.raises(Invalid):
        actions.set_clock_policy(actor=wang, brand=hotel, now=now, **values)
    assert ClockPolicy.objects.count() == 0


def test_only_who_may_sets_clocks(
    hotel: Brand, li: Actor, outsider: Actor, wang: Actor, now: datetime
) -> None:
    for actor in (li, outsider):
        with pytest.raises(NotAllowed):
            actions.set_clock_policy(actor=actor, brand=hotel, name="solution", minutes=60, now=now)
        with pytest.raises(NotAllowed):
            actions.set_business_day(actor=actor, day=now.date(), is_working=False, name="", now=now)
    with pytest.raises(NotFound):
        actions.remove_clock_policy(actor=wang, brand=hotel, name="solution", now=now)
    assert (ClockPolicy.objects.count(), BusinessDay.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_raise_each_alarm_once(open_one: Open, li_user: User, now: datetime) -> None:
    cases = [open_one(email=f"c{n}@example.test") for n in range(5)]
    barrier = threading.Barrier(2)

    def tick() -> None:
        try:
            barrier.wait(5)
            actions.raise_alarms(now=now + 20 * MINUTE)
        finally:
            connection.close()

    threads = [threading.Thread(target=tick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    actions.raise_alarms(now=now + 20 * MINUTE)
    assert [alarms(case) for case in cases] == [[("breached", "first_reply")]] * 5
