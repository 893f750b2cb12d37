"""A crisis: declared by a person, worked off by the playbook, written down for good, closed with what it taught."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tests.respond.conftest import Open
from tests.respond.test_api import caller
from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.improve.actions import draft_from_lesson
from wenguo.improve.models import Improvement
from wenguo.people.actions import issue_token
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.actions import Learnt, Review
from wenguo.respond.domain.crisis import GOLDEN_DAY, pace
from wenguo.respond.models import Case, Crisis, CrisisEntry, Incident, Lesson, StatementVersion

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
DUE = date(2026, 12, 17)


@pytest.fixture
def cases(li_user: User, open_one: Open) -> list[Case]:
    """Three guests with the same trouble."""
    return [open_one(email=f"guest{n}@example.test", text=f"{n}号房停水了") for n in range(3)]


@pytest.fixture
def incident(cases: list[Case], wang: Actor, hotel: Brand, now: datetime) -> Incident:
    """王主管 has declared the incident."""
    return actions.declare_incident(actor=wang, brand=hotel, title="西湖店停水", cases=cases, now=now)


@pytest.fixture
def crisis(incident: Incident, wang: Actor, now: datetime) -> Crisis:
    """And the crisis."""
    return actions.declare_crisis(actor=wang, incident=incident, reason="上了热搜", now=now)


def settle_all(crisis: Crisis, actor: Actor, now: datetime) -> None:
    for step in crisis.steps.all():
        actions.settle_step(actor=actor, incident=crisis.incident, step_id=step.pk, now=now)


def test_cases_are_counted_by_the_hour_and_the_border_belongs_to_the_hour_before(now: datetime) -> None:
    moments = [now, now - 59 * MINUTE, now - HOUR, now - 24 * HOUR, now + MINUTE]
    seen = pace(moments, now=now)
    assert (seen.last_hour, seen.hour_before, sum(seen.by_hour), len(seen.by_hour)) == (2, 1, 3, 24)


def test_a_crisis_begins_with_the_golden_day_of_its_brand(
    crisis: Crisis, incident: Incident, wang: Actor, now: datetime
) -> None:
    steps = list(crisis.steps.order_by("due_at"))
    assert len(steps) == len(GOLDEN_DAY)
    assert (steps[0].due_at, steps[-1].due_at) == (now + 15 * MINUTE, now + 24 * HOUR)
    again = actions.declare_crisis(actor=wang, incident=incident, reason="又一次", now=now + HOUR)
    assert (again.pk, again.reason, Crisis.objects.count()) == (crisis.pk, "上了热搜", 1)


def test_a_brand_changes_its_playbook_and_no_steps_bring_the_house_s_back(
    crisis: Crisis, wang: Actor, hotel: Brand, now: datetime
) -> None:
    own = [({"zh": "先关阀门", "en": "Close the valve"}, 5)]
    actions.set_playbook(actor=wang, brand=hotel, steps=own, now=now)
    assert queries.playbook_of(hotel) == own
    assert crisis.steps.count() == len(GOLDEN_DAY)
    with pytest.raises(Invalid):
        actions.set_playbook(actor=wang, brand=hotel, steps=[({"zh": " "}, 5)], now=now)
    assert queries.playbook_of(hotel) == own
    actions.set_playbook(actor=wang, brand=hotel, steps=[], now=now)
    assert len(queries.playbook_of(hotel)) == len(GOLDEN_DAY)


def test_every_version_of_the_statement_stays_and_its_use_is_counted(
    crisis: Crisis, incident: Incident, cases: list[Case], wang: Actor, now: datetime
) -> None:
    actions.approve_statement(actor=wang, incident=incident, text="抢修中", now=now)
    actions.approve_statement(actor=wang, incident=incident, text="今晚八点前恢复供水", now=now + HOUR)
    told = [(one.version, one.text, one.approved_by_name) for one in queries.statements_of(incident)]
    assert told == [(2, "今晚八点前恢复供水", "王主管"), (1, "抢修中", "王主管")]
    incident.refresh_from_db()
    later = now + 2 * HOUR
    actions.reply(actor=wang, case=cases[0], text="您好。今晚八点前恢复供水。抱歉。", now=later)
    actions.reply(actor=wang, case=cases[1], text="正在抢修", now=later)
    seen = queries.counters(incident, now=later)
    assert (seen.replies, seen.on_statement, seen.cases, seen.open_cases) == (2, 1, 3, 3)


def test_a_statement_from_before_versions_becomes_the_first(
    incident: Incident, wang: Actor, now: datetime
) -> None:
    Incident.objects.filter(pk=incident.pk).update(
        statement="旧口径", statement_by_name="王主管", statement_at=now - HOUR
    )
    actions.approve_statement(actor=wang, incident=incident, text="新口径", now=now)
    assert [(one.version, one.text) for one in queries.statements_of(incident)] == [
        (2, "新口径"),
        (1, "旧口径"),
    ]


def test_nobody_changes_the_log_or_a_version(
    crisis: Crisis, incident: Incident, wang: Actor, now: datetime
) -> None:
    actions.log_crisis(actor=wang, incident=incident, kind="decision", text="全店停售", now=now)
    actions.approve_statement(actor=wang, incident=incident, text="抢修中", now=now)
    for change in (
        lambda: CrisisEntry.objects.update(text="没说过"),
        lambda: CrisisEntry.objects.all().delete(),
        lambda: StatementVersion.objects.update(text="没说过"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert [one.text for one in queries.log_of(crisis)] == ["第 1 版口径生效。", "全店停售", "上了热搜"]


def test_roles_are_of_the_brand_and_a_second_name_takes_the_first_ones_place(
    crisis: Crisis,
    incident: Incident,
    wang: Actor,
    wang_user: User,
    li_user: User,
    outsider_user: User,
    now: datetime,
) -> None:
    for user in (li_user, wang_user, wang_user):
        actions.name_role(actor=wang, incident=incident, role="scribe", user=user, now=now)
    assert {one.role: one.user for one in crisis.roles.all()} == {"scribe": wang_user}
    assert CrisisEntry.objects.filter(kind="role").count() == 2
    for role, user in (("scribe", outsider_user), ("king", li_user)):
        with pytest.raises(Invalid):
            actions.name_role(actor=wang, incident=incident, role=role, user=user, now=now)
    assert crisis.roles.count() == 1


def test_it_closes_only_with_a_review_and_every_step_settled(
    crisis: Crisis, incident: Incident, wang: Actor, wang_user: User, now: datetime
) -> None:
    lesson = Learnt("备用水箱每月试一次", wang_user, DUE)
    with pytest.raises(actions.StepsAreOpen):
        actions.close_crisis(
            actor=wang, incident=incident, review=Review("水管爆裂"), lessons=[lesson], now=now
        )
    settle_all(crisis, wang, now)
    late = Learnt("x", wang_user, now.date() - timedelta(days=1))
    for review, lessons in ((Review(" "), [lesson]), (Review("水管爆裂"), [late])):
        with pytest.raises(Invalid):
            actions.close_crisis(actor=wang, incident=incident, review=review, lessons=lessons, now=now)
    crisis.refresh_from_db()
    assert (crisis.closed_at, Lesson.objects.count()) == (None, 0)
    actions.close_crisis(actor=wang, incident=incident, review=Review("水管爆裂"), lessons=[lesson], now=now)
    with pytest.raises(actions.CrisisIsClosed):
        actions.log_crisis(actor=wang, incident=incident, kind="fact", text="补一条", now=now)


def test_a_lesson_becomes_one_draft_of_an_improvement_with_the_cases_behind_it(
    crisis: Crisis,
    incident: Incident,
    wang: Actor,
    wang_user: User,
    deliver_news: Callable[[], int],
    now: datetime,
) -> None:
    settle_all(crisis, wang, now)
    lesson = Learnt("备用水箱每月试一次", wang_user, DUE)
    actions.close_crisis(actor=wang, incident=incident, review=Review("水管爆裂"), lessons=[lesson], now=now)
    deliver_news()
    row = Improvement.objects.get()
    assert (row.title, row.problem, row.owner, row.due_date, row.state, row.links.count()) == (
        "备用水箱每月试一次",
        "水管爆裂",
        wang_user,
        DUE,
        "planned",
        3,
    )
    draft_from_lesson(Lesson.objects.get().pk, now=now)
    assert Improvement.objects.count() == 1


def test_an_agent_declares_nothing_and_an_outsider_finds_nothing(
    crisis: Crisis, incident: Incident, li: Actor, outsider: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        actions.log_crisis(actor=li, incident=incident, kind="fact", text="x", now=now)
    with pytest.raises(NotFound):
        queries.get_crisis(outsider, incident.pk)
    assert (
        CrisisEntry.objects.count(),
        list(queries.open_crises(li)),
        list(queries.open_crises(outsider)),
    ) == (
        1,
        [crisis],
        [],
    )


def test_the_room_is_worked_from_its_page(
    incident: Incident, wang_user: User, li_user: User, signed_in: Callable[[User], Client]
) -> None:
    client, room = signed_in(wang_user), f"/incidents/{incident.pk}/crisis"
    assert client.get(room).status_code == 404
    assert client.post(f"{room}/declare", {"reason": "上了热搜"})["Location"] == room
    crisis = Crisis.objects.get()
    client.post(f"{room}/role", {"role": "lead", "user": li_user.pk})
    client.post(f"{room}/log", {"kind": "decision", "text": "<b>全店停售</b>"})
    first, *rest = crisis.steps.order_by("due_at")
    client.post(f"{room}/step", {"step": first.pk, "left_out": "没有人受伤"})
    page = client.get(room).content.decode()
    for words in ("小李", "&lt;b&gt;全店停售&lt;/b&gt;", "没有人受伤", "确认人员安全"):
        assert words in page
    answer = client.post(f"{room}/close", {"happened": "水管爆裂"})
    assert (answer.status_code, "有步骤既没有完成" in answer.content.decode()) == (422, True)
    for step in rest:
        client.post(f"{room}/step", {"step": step.pk})
    lessons = {"lessons_text": "换阀门\n\n备水箱", "owner": li_user.pk, "due_date": "2099-01-01"}
    assert client.post(f"{room}/close", {"happened": "水管爆裂", **lessons})["Location"] == room
    page = client.get(room).content.decode()
    assert [lesson.text for lesson in Lesson.objects.order_by("id")] == ["换阀门", "备水箱"]
    assert "备水箱" in page
    assert "/crisis/log" not in page
    assert client.post(f"{room}/nothing").status_code == 404
    agent = signed_in(li_user)
    assert (agent.get(room).status_code, agent.post(f"{room}/log", {}).status_code) == (200, 403)


def test_the_statement_is_at_hand_beside_the_reply(
    incident: Incident,
    cases: list[Case],
    wang: Actor,
    wang_user: User,
    signed_in: Callable[[User], Client],
    now: datetime,
) -> None:
    actions.approve_statement(actor=wang, incident=incident, text='今晚"八点"前恢复', now=now)
    page = signed_in(wang_user).get(f"/cases/{cases[0].number}/together").content.decode()
    assert 'data-text="今晚&quot;八点&quot;前恢复"' in page


def test_forty_replies_with_one_statement_by_api_and_a_review_that_closes_it(
    li_user: User, open_one: Open, wang: Actor, hotel: Brand, now: datetime
) -> None:
    cases = [open_one(email=f"g{n}@example.test", text=f"{n}号房停水了") for n in range(40)]
    incident = actions.declare_incident(actor=wang, brand=hotel, title="停水", cases=cases, now=now)
    api = caller(issue_token(actor=SYSTEM, name="crm", role="lead", brand=hotel, now=now))
    path, statement = f"/incidents/{incident.pk}", "今晚八点前恢复供水，房费减半。"
    opened = api("POST", f"{path}/crisis", {"reason": "上了热搜"}, expect=201)
    api("PUT", f"{path}/statement", {"text": statement})
    for case in cases:
        text = {"text": f"{case.number}的客人您好。{statement}"}
        api("POST", f"/cases/{case.number}/replies", text, expect=201)
    for step in opened["steps"]:
        api("PUT", f"{path}/crisis/steps/{step['id']}", {})
    lesson = {"text": "备用水箱每月试一次", "owner_id": li_user.pk, "due_date": "2099-01-01"}
    closed = api("POST", f"{path}/crisis/review", {"happened": "水管爆裂", "lessons": [lesson]})
    assert (closed["replies"], closed["on_statement"], closed["lessons"]) == (40, 40, ["备用水箱每月试一次"])
    assert closed["closed_at"] is not None


def test_the_playbook_page_shows_the_house_s_steps_and_takes_lines(
    wang_user: User, hotel: Brand, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(wang_user)
    assert "确认人员安全" in client.get("/settings/playbook?brand=hotel").content.decode()
    bad = client.post("/settings/playbook", {"brand": "hotel", "steps": "先关阀门 | Close it"})
    assert (bad.status_code, queries.has_own_playbook(hotel)) == (422, False)
    client.post("/settings/playbook", {"brand": "hotel", "steps": "先关阀门 | Close the valve | 5\n"})
    assert queries.playbook_of(hotel) == [({"zh": "先关阀门", "en": "Close the valve"}, 5)]
