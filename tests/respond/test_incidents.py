"""One cause, many cases: pointed out by the machine, declared by a person, told once, resolved with confirmation."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.people.models import Brand, Place, User
from wenguo.respond import actions, queries
from wenguo.respond.domain.incidents import Symptom, suspicions
from wenguo.respond.models import Case, Incident, IncidentCase, Message

HOUR = timedelta(hours=1)


@pytest.fixture
def outage(li_user: User, open_one: Open) -> list[Case]:
    """Thirty guests without water."""
    return [
        open_one(email=f"guest{n}@example.test", text=f"{n}号房停水了", category="service.facility")
        for n in range(30)
    ]


@pytest.fixture
def incident(outage: list[Case], wang: Actor, hotel: Brand, now: datetime) -> Incident:
    """王主管 has declared it."""
    return actions.declare_incident(
        actor=wang, brand=hotel, title="西湖店停水", category="service.facility", cases=outage, now=now
    )


def test_thirty_complaints_become_one_incident_one_broadcast_one_resolve(
    incident: Incident, outage: list[Case], wang: Actor, deliver_news: Callable[[], int], now: datetime
) -> None:
    actions.tell_all(actor=wang, incident=incident, text="十一点前恢复供水", request_key="k1", now=now)
    actions.tell_all(actor=wang, incident=incident, text="十一点前恢复供水", request_key="k1", now=now)
    deliver_news()
    assert Message.objects.filter(direction="out", body="十一点前恢复供水").count() == 30
    facts = {"outcome": "solved", "cause": "system", "text": "已恢复供水，今晚房费减半"}
    numbers = [case.number for case in outage]
    done = actions.resolve_incident(
        actor=wang, incident=incident, case_numbers=numbers[:-1], now=now + HOUR, **facts
    )
    incident.refresh_from_db()
    assert (len(done), incident.state) == (29, "open")
    actions.resolve_incident(actor=wang, incident=incident, case_numbers=numbers, now=now + HOUR, **facts)
    incident.refresh_from_db()
    assert (incident.state, incident.resolved_at) == ("resolved", now + HOUR)
    assert Case.objects.filter(status="resolved", outcome="solved").count() == 30
    assert Message.objects.filter(body="已恢复供水，今晚房费减半").count() == 30


def test_an_update_that_is_delivered_twice_is_told_once(
    incident: Incident, wang: Actor, now: datetime
) -> None:
    update = actions.tell_all(actor=wang, incident=incident, text="抢修中", request_key="k", now=now)
    assert actions.deliver_update(update.pk, now=now) == 30
    assert actions.deliver_update(update.pk, now=now) == 30
    assert Message.objects.filter(body="抢修中").count() == 30


def test_joining_twice_is_one_and_another_incident_takes_it_over(
    incident: Incident, outage: list[Case], wang: Actor, hotel: Brand, now: datetime
) -> None:
    actions.join_incident(actor=wang, incident=incident, case=outage[0], now=now)
    other = actions.declare_incident(actor=wang, brand=hotel, title="三楼水管", cases=outage[:2], now=now)
    assert IncidentCase.objects.count() == 30
    assert {case.pk for case in queries.cases_of_incident(wang, other)} == {case.pk for case in outage[:2]}
    actions.leave_incident(actor=wang, case=outage[0], now=now)
    with pytest.raises(NotFound):
        actions.leave_incident(actor=wang, case=outage[0], now=now)


def test_the_statement_names_who_approved_it(incident: Incident, wang: Actor, now: datetime) -> None:
    actions.approve_statement(actor=wang, incident=incident, text="市政管网抢修", now=now)
    incident.refresh_from_db()
    assert (incident.statement, incident.statement_by_name, incident.statement_at) == (
        "市政管网抢修",
        "王主管",
        now,
    )


def test_an_agent_declares_nothing_and_an_outsider_sees_nothing(
    incident: Incident, li: Actor, outsider: Actor, hotel: Brand, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        actions.declare_incident(actor=li, brand=hotel, title="x", now=now)
    with pytest.raises(NotAllowed):
        actions.tell_all(actor=li, incident=incident, text="x", request_key="x", now=now)
    with pytest.raises(NotFound):
        queries.get_incident(outsider, incident.pk)
    assert (Incident.objects.count(), Message.objects.count()) == (1, 0)


def test_a_resolved_incident_takes_no_more_cases_and_bad_words_change_nothing(
    incident: Incident, outage: list[Case], open_one: Open, wang: Actor, now: datetime
) -> None:
    numbers = [case.number for case in outage]
    with pytest.raises(Invalid):
        actions.resolve_incident(
            actor=wang, incident=incident, case_numbers=numbers, outcome="", cause="", text="好", now=now
        )
    assert Case.objects.filter(status="resolved").count() == 0
    actions.resolve_incident(
        actor=wang,
        incident=incident,
        case_numbers=numbers,
        outcome="solved",
        cause="system",
        text="好",
        now=now,
    )
    late = open_one(email="late@example.test")
    with pytest.raises(actions.IncidentIsResolved):
        actions.join_incident(actor=wang, incident=incident, case=late, now=now)


def test_five_open_cases_of_a_kind_in_a_day_are_pointed_out(
    outage: list[Case], li: Actor, lobby: Place, now: datetime
) -> None:
    Case.objects.filter(pk__in=[case.pk for case in outage[:6]]).update(place=lobby)
    found = queries.suspected_incidents(li, now=now + HOUR)
    assert [(one.place_id, len(one.case_ids)) for one in found] == [(None, 24), (lobby.pk, 6)]
    assert queries.suspected_incidents(li, now=now + 25 * HOUR) == []
    outage[0].refresh_from_db()
    assert len(queries.suspected_incidents(li, now=now + HOUR, case=outage[0])[0].case_ids) == 6


def test_four_of_a_kind_are_no_incident_and_other_is_no_kind(now: datetime) -> None:
    four = [Symptom(n, 1, "service.waiting", 1, now) for n in range(4)]
    others = [Symptom(10 + n, 1, "other", 1, now) for n in range(9)]
    assert suspicions([*four, *others], now=now) == []
    assert suspicions([*four, Symptom(4, 2, "service.waiting", 1, now)], now=now) == []
