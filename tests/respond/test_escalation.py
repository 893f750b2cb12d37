"""A case goes up with all that is known, is taken within minutes, and its answer comes back to the first line."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.respond.conftest import Hear, Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.customers.models import Customer
from wenguo.listen.models import Outgoing
from wenguo.people.actions import plan_duty
from wenguo.people.models import Brand, Team, User
from wenguo.people.queries import actor_of
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, Deadline, Escalation, Mention, Message

MINUTE = timedelta(minutes=1)


def state(case: Case) -> tuple[int, str, int | None]:
    """Level, trigger and handler of the newest lift."""
    case.refresh_from_db()
    row = Escalation.objects.filter(case=case).order_by("-id")[0]
    return case.level, row.trigger, row.handler_id


def path_of(case: Case, now: datetime) -> list[queries.PathStep]:
    """What lies ahead of the case at this moment."""
    current = queries.open_escalation(case)
    return queries.escalation_path(case, current=current, due=queries.due_of(case), now=now)


@pytest.fixture
def harmed(li_user: User, wang_user: User, chen_user: User, open_one: Open) -> Case:
    """张女士 was hurt."""
    return open_one(risks=["safety"])


def test_harm_goes_straight_to_the_lead_with_a_summary_a_clock_and_a_letter(
    harmed: Case, wang_user: User, li_user: User, now: datetime
) -> None:
    assert state(harmed) == (3, "safety", wang_user.pk)
    row = Escalation.objects.get()
    assert (row.lane, row.ack_due_at, row.raised_by) == ("safety", now + 5 * MINUTE, "Wenguo")
    assert harmed.assignee == li_user
    note = Message.objects.get(case=harmed, direction="note")
    assert note.body.splitlines()[:2] == [
        "升级到部门负责人：王主管。涉及人身安全。",
        f"· 事由：{harmed.title}（诉求：退款）",
    ]
    assert Mention.objects.get().user == wang_user
    clock = Deadline.objects.get(case=harmed, name="level_3")
    assert clock.due_at == now + timedelta(hours=1)
    letter = Outgoing.objects.get(recipient=wang_user.email)
    assert letter.subject == f"[{harmed.number}] 已升级给你，请在 5 分钟内接手"


def test_what_the_lead_does_not_take_within_five_minutes_reaches_the_executive(
    harmed: Case, wang_user: User, chen_user: User, now: datetime
) -> None:
    assert actions.chase_escalations(now=now + 4 * MINUTE) == 0
    assert actions.chase_escalations(now=now + 5 * MINUTE) == 1
    assert state(harmed) == (4, "no_ack", chen_user.pk)
    first = Escalation.objects.order_by("id")[0]
    assert (first.ending, first.ended_at) == ("passed_on", now + 5 * MINUTE)


def test_harm_to_a_key_customer_goes_to_the_executive_at_once(
    li_user: User, wang_user: User, chen_user: User, open_one: Open, now: datetime
) -> None:
    open_one()
    Customer.objects.update(tier="diamond")
    case = open_one(text="地滑摔伤了", risks=["safety"])
    assert state(case) == (4, "vip_safety", chen_user.pk)


def test_at_the_top_everybody_is_called_again_and_it_stays_in_sight(
    harmed: Case, chen_user: User, chen: Actor, now: datetime
) -> None:
    actions.chase_escalations(now=now + 5 * MINUTE)
    assert actions.chase_escalations(now=now + 10 * MINUTE) == 1
    assert state(harmed) == (4, "no_ack", chen_user.pk)
    assert Outgoing.objects.filter(recipient=chen_user.email).count() == 2
    assert [row.case for row in queries.open_escalations(chen)] == [harmed]


def test_whoever_is_on_call_is_called_first_in_a_fast_lane(
    hotel: Brand, li_user: User, wang: Actor, wang_user: User, open_one: Open, now: datetime
) -> None:
    hours: dict[str, Any] = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=1)}
    plan_duty(actor=wang, brand=hotel, tier=1, user=li_user, now=now, **hours)
    assert state(open_one(risks=["safety"])) == (3, "safety", li_user.pk)


def test_the_named_people_of_a_lane_come_before_all_others(
    hotel: Brand, li_user: User, wang: Actor, wang_user: User, chen_user: User, open_one: Open, now: datetime
) -> None:
    people = [chen_user, li_user]
    actions.set_contacts(actor=wang, brand=hotel, lane="safety", level=0, users=people, now=now)
    case = open_one(risks=["safety"])
    assert state(case)[2] == chen_user.pk
    actions.chase_escalations(now=now + 5 * MINUTE)
    assert state(case) == (3, "safety", li_user.pk)


def test_who_is_named_in_the_complaint_is_not_called(
    li_user: User, wang_user: User, chen_user: User, open_one: Open, now: datetime
) -> None:
    case = open_one(text="王主管推倒了我，要去医院", risks=["safety"])
    assert state(case)[2] is None
    actions.chase_escalations(now=now + 5 * MINUTE)
    assert state(case) == (4, "no_ack", chen_user.pk)


def test_a_night_does_not_bury_the_case_under_calls(
    li_user: User, wang_user: User, chen_user: User, open_one: Open, now: datetime
) -> None:
    case = open_one(text="王主管推倒了我，要去医院", risks=["safety"])
    for minute in range(5, 13 * 60, 5):
        actions.chase_escalations(now=now + minute * MINUTE)
    calls = Message.objects.filter(case=case, direction="note").count()
    letters = Outgoing.objects.filter(recipient=chen_user.email).count()
    # Called at once, then each time after as long again as it had waited.
    assert (state(case)[2], calls, letters) == (chen_user.pk, 10, 9)


def test_taking_it_stops_the_chase(harmed: Case, wang: Actor, now: datetime) -> None:
    actions.acknowledge(actor=wang, case=harmed, now=now + 2 * MINUTE)
    row = Escalation.objects.get()
    assert (row.acknowledged_at, row.ack_due_at) == (now + 2 * MINUTE, None)
    assert actions.chase_escalations(now=now + timedelta(hours=1)) == 0


def test_the_first_line_cannot_take_what_is_meant_for_the_lead(
    harmed: Case, li: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        actions.acknowledge(actor=li, case=harmed, now=now)
    assert Escalation.objects.get().acknowledged_at is None


def test_the_answer_comes_back_to_the_first_line(
    harmed: Case, wang: Actor, li: Actor, li_user: User, now: datetime
) -> None:
    actions.answer_escalation(actor=wang, case=harmed, text="先送医，费用我们付", now=now + MINUTE)
    harmed.refresh_from_db()
    assert (harmed.level, harmed.assignee) == (1, li_user)
    assert Escalation.objects.get().ending == "answered"
    assert [row.message.body for row in queries.mentions_of(li)] == ["先送医，费用我们付"]
    assert Deadline.objects.get(case=harmed, name="level_3").state == "met"
    assert actions.rerank(now=now + 10 * MINUTE) >= 0
    harmed.refresh_from_db()
    assert harmed.level == 1


def test_by_hand_with_a_reason_and_down_again(
    case: Case, li: Actor, wang: Actor, wang_user: User, now: datetime
) -> None:
    with pytest.raises(Invalid):
        actions.escalate(actor=li, case=case, level=3, reason=" ", now=now)
    actions.escalate(actor=li, case=case, level=3, reason="客人要求免单，超出授权", now=now)
    assert state(case) == (3, "hand", wang_user.pk)
    assert "客人要求免单，超出授权" in Message.objects.get(case=case).body
    with pytest.raises(actions.NotHigher):
        actions.escalate(actor=li, case=case, level=2, reason="再试", now=now)
    actions.step_down(actor=wang, case=case, reason="一线可以退首晚", now=now)
    case.refresh_from_db()
    assert (case.level, Escalation.objects.get().ending) == (1, "stepped_down")
    with pytest.raises(actions.NotEscalated):
        actions.step_down(actor=wang, case=case, reason="再试", now=now)


def test_a_level_that_does_not_answer_in_time_is_followed_by_the_next(
    case: Case, li: Actor, wang: Actor, wang_user: User, chen_user: User, now: datetime
) -> None:
    actions.escalate(actor=li, case=case, level=3, reason="请定夺", now=now)
    actions.acknowledge(actor=wang, case=case, now=now)
    actions.rerank(now=now + timedelta(hours=1))
    assert state(case) == (4, "late_level", chen_user.pk)


def test_an_overdue_solution_goes_to_the_specialists_by_itself_once(
    case: Case, care_team: Team, wang: Actor, wang_user: User, now: datetime
) -> None:
    assert actions.rerank(now=now + timedelta(hours=23)) >= 0
    case.refresh_from_db()
    assert case.level == 1
    late = now + timedelta(hours=24)
    actions.rerank(now=late)
    assert state(case)[:2] == (2, "late_solution")
    actions.step_down(actor=wang, case=case, reason="等配件", now=late)
    actions.rerank(now=late + timedelta(hours=3))
    case.refresh_from_db()
    assert (case.level, Escalation.objects.count()) == (1, 1)


def test_a_customer_who_asks_for_the_manager_goes_up(case: Case, now: datetime) -> None:
    link = queries.feedback_of_case(case)[0].link
    actions.customer_adds(link=link, text="谢谢，等你们消息", now=now)
    case.refresh_from_db()
    assert case.level == 1
    actions.customer_adds(link=link, text="别拖了，叫你们经理给我打电话", now=now + MINUTE)
    assert state(case)[:2] == (2, "asked")


def test_solving_it_ends_what_waits_above(harmed: Case, li: Actor, now: datetime) -> None:
    actions.resolve(actor=li, case=harmed, outcome="solved", cause="process", text="已送医并赔付", now=now)
    harmed.refresh_from_db()
    assert (harmed.level, Escalation.objects.get().ending) == (1, "settled")


def test_an_import_of_the_past_calls_nobody(
    li_user: User, wang_user: User, hear: Hear, now: datetime
) -> None:
    case = actions.open_case(feedback=hear(risks=["safety"]), now=now, is_silent=True)
    assert (case.level, Escalation.objects.count()) == (1, 0)


def test_the_path_is_shown_before_it_fires(case: Case, li: Actor, now: datetime) -> None:
    path = path_of(case, now)
    assert [(step.at, step.level, step.words) for step in path] == [
        (now + timedelta(hours=24), 2, "到时没有解决：升到专家组")
    ]
    actions.escalate(actor=li, case=case, level=3, reason="请定夺", now=now)
    case.refresh_from_db()
    words = [step.words for step in path_of(case, now)]
    assert words == ["到时没人接手：叫下一位或下一级", "到时没有答复：升到高管"]


def test_whoever_is_called_from_another_team_sees_the_case_as_long_as_it_waits(
    hotel: Brand, harmed: Case, wang: Actor, now: datetime
) -> None:
    Team.objects.create(brand=hotel, key="legal", name={"zh": "法务组"})
    guest = User.objects.create(username="fawu", name="法务", role="specialist", scope="team")
    guest.brands.set([hotel])
    with pytest.raises(NotFound):
        queries.get_case(actor_of(guest), harmed.number)
    Escalation.objects.update(handler=guest)
    assert queries.get_case(actor_of(guest), harmed.number) == harmed
    actions.answer_escalation(actor=actor_of(guest), case=harmed, text="无需赔付以外的承诺", now=now)
    with pytest.raises(NotFound):
        queries.get_case(actor_of(guest), harmed.number)


def test_settings_name_only_triggers_levels_and_people_of_the_brand(
    hotel: Brand, wang: Actor, li: Actor, outsider_user: User, now: datetime
) -> None:
    common: dict[str, Any] = {"brand": hotel, "now": now}
    with pytest.raises(Invalid):
        actions.set_escalation(actor=wang, triggers={"luck": 2}, specialists=None, arbiter=None, **common)
    with pytest.raises(Invalid):
        actions.set_contacts(actor=wang, lane="safety", level=0, users=[outsider_user], **common)
    with pytest.raises(NotAllowed):
        actions.set_contacts(actor=li, lane="safety", level=0, users=[], **common)
    assert queries.contacts_of(hotel) == []
