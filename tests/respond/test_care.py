"""After a resolve somebody asks, once; whoever is not content is heard above those who had the case."""

from datetime import datetime, timedelta

import pytest

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.customers.models import Customer, Identity
from wenguo.listen.models import Outgoing
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.models import CareAttempt, CareTask, Case, CaseEvent, Deadline, Escalation, Rating

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def solved(case: Case, li: Actor, wang_user: User, now: datetime) -> Case:
    return resolve(case, li, now)


@pytest.fixture
def called(case: Case, li: Actor, wang: Actor, hotel: Brand, now: datetime) -> CareTask:
    """The follow-up of 张女士's case is a call."""
    actions.set_follow_up_ways(actor=wang, brand=hotel, ways=[("", 0, "call")], now=now)
    phone(case)
    resolve(case, li, now)
    return CareTask.objects.get()


def resolve(case: Case, actor: Actor, now: datetime) -> Case:
    return actions.resolve(
        actor=actor,
        case=case,
        outcome="solved",
        cause="process",
        text="房费已退",
        now=now,
        tell_customer=False,
    )


def phone(case: Case) -> None:
    assert case.customer is not None
    Identity.objects.create(
        brand=case.brand, customer=case.customer, kind="phone", value="13800138000", shown="138 0013 8000"
    )


def questions() -> list[Outgoing]:
    return list(Outgoing.objects.filter(key__startswith="follow-up-").order_by("id"))


def test_a_resolve_plans_one_question_before_the_clock_is_over(solved: Case, now: datetime) -> None:
    task = CareTask.objects.get()
    due_at = Deadline.objects.get(case=solved, name="follow_up").due_at
    assert (task.kind, task.way, task.state, task.due_at) == ("follow_up", "message", "open", due_at)
    # 72 hours end at noon; six hours before is night, so it is the evening before.
    assert due_at - task.next_at == 16 * HOUR
    assert questions() == []


def test_the_question_leaves_once_and_meets_the_clock(solved: Case, now: datetime) -> None:
    task = CareTask.objects.get()
    assert actions.ask_follow_ups(now=task.next_at - HOUR) == 0
    assert [actions.ask_follow_ups(now=task.next_at + n * HOUR) for n in (0, 1)] == [1, 0]
    (letter,) = questions()
    link = queries.feedback_of_case(solved)[0].link
    assert f"/t/{link}/solved" in letter.body
    assert letter.recipient == "zhang@example.test"
    assert Deadline.objects.get(case=solved, name="follow_up").state == "met"
    task.refresh_from_db()
    assert (task.state, task.tries) == ("asked", 1)


def test_nobody_is_asked_in_quiet_hours(solved: Case, now: datetime) -> None:
    night = now.replace(hour=18) + 2 * DAY  # 02:00 in Shanghai
    CareTask.objects.update(next_at=night)
    assert actions.ask_follow_ups(now=night) == 0
    task = CareTask.objects.get()
    assert (task.state, task.next_at, questions()) == ("open", night + 7 * HOUR, [])


def test_whoever_is_content_is_thanked_and_left_in_peace(solved: Case, now: datetime) -> None:
    link = queries.feedback_of_case(solved)[0].link
    said = actions.Said(satisfied=True, score=5, effort=2, words="很快就退了")
    actions.answer_follow_up(link=link, said=said, now=now + DAY)
    with pytest.raises(actions.NothingWasAsked):
        actions.answer_follow_up(link=link, said=said, now=now + DAY)
    solved.refresh_from_db()
    task = CareTask.objects.get()
    assert (solved.status, solved.stage, task.state, task.outcome) == (
        "resolved",
        "learn",
        "done",
        "satisfied",
    )
    assert list(Rating.objects.values_list("score", "effort")) == [(5, 2)]


def test_whoever_is_not_content_is_heard_above_and_by_somebody_else(
    solved: Case, li_user: User, wang_user: User, now: datetime
) -> None:
    link = queries.feedback_of_case(solved)[0].link
    said = actions.Said(satisfied=False, score=1, words="钱没有到账")
    actions.answer_follow_up(link=link, said=said, now=now + DAY)
    with pytest.raises(actions.NothingWasAsked):
        actions.answer_follow_up(link=link, said=said, now=now + DAY)
    solved.refresh_from_db()
    row = Escalation.objects.get(case=solved)
    assert (solved.status, solved.reopened, solved.level) == ("open", 1, 2)
    assert row.reason == "钱没有到账"
    assert row.handler_id != li_user.pk
    assert li_user.pk in row.tried
    assert CareTask.objects.get().outcome == "unsatisfied"
    said_again = CaseEvent.objects.filter(case=solved, kind="reopened").count()
    assert said_again == 1


def test_a_second_disappointment_goes_above_the_first(solved: Case, li: Actor, now: datetime) -> None:
    actions.follow_up(actor=li, case=solved, text="还没退", satisfied=False, now=now)
    resolve(solved, li, now + DAY)
    actions.follow_up(actor=li, case=solved, text="还是没退", satisfied=False, now=now + 2 * DAY)
    solved.refresh_from_db()
    assert (solved.reopened, solved.level) == (2, 3)
    assert list(CareTask.objects.order_by("id").values_list("key", "outcome")) == [
        (f"follow-up-{solved.pk}-0", "unsatisfied"),
        (f"follow-up-{solved.pk}-1", "unsatisfied"),
    ]


def test_no_answer_after_days_ends_it_and_closes_the_case(solved: Case, now: datetime) -> None:
    task = CareTask.objects.get()
    actions.ask_follow_ups(now=task.next_at)
    task.refresh_from_db()
    assert task.next_at - task.asked_at == 7 * DAY if task.asked_at else False
    assert actions.ask_follow_ups(now=task.next_at) == 1
    solved.refresh_from_db()
    task.refresh_from_db()
    assert (solved.status, solved.outcome, task.outcome) == ("closed", "solved", "not_reached")
    assert len(questions()) == 1


def test_a_call_is_tried_three_times_and_then_given_up(
    called: CareTask, case: Case, li: Actor, now: datetime
) -> None:
    for n in (1, 2):
        actions.record_call(actor=li, task=called, said=None, now=now + n * DAY)
        called.refresh_from_db()
        assert (called.state, called.tries, called.due_at) == ("open", n, now + (n + 1) * DAY)
    actions.record_call(actor=li, task=called, said=None, now=now + 3 * DAY)
    called.refresh_from_db()
    case.refresh_from_db()
    assert (called.state, called.outcome, case.status) == ("done", "not_reached", "closed")
    with pytest.raises(actions.CareIsSettled):
        actions.record_call(actor=li, task=called, said=None, now=now + 4 * DAY)
    assert CareAttempt.objects.count() == 3


def test_a_try_in_the_night_is_moved_to_the_morning(called: CareTask, li: Actor, now: datetime) -> None:
    night = now.replace(hour=15)  # 23:00 in Shanghai
    actions.record_call(actor=li, task=called, said=None, retry_at=night, now=now)
    called.refresh_from_db()
    assert called.due_at == night + 10 * HOUR
    with pytest.raises(Invalid):
        actions.record_call(actor=li, task=called, said=None, retry_at=now, now=now)
    assert CareAttempt.objects.count() == 1


def test_given_up_with_a_promise_open_the_case_stays_with_its_owner(
    called: CareTask, case: Case, li: Actor, now: datetime
) -> None:
    actions.make_promise(actor=li, case=case, text="回电", due_at=now + 30 * DAY, now=now)
    for n in (1, 2, 3):
        actions.record_call(actor=li, task=called, said=None, now=now + n * DAY)
    case.refresh_from_db()
    assert (case.status, case.stage) == ("resolved", "learn")


def test_outsiders_and_readers_do_nothing(
    called: CareTask, outsider: Actor, chen: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        actions.record_call(actor=outsider, task=called, said=None, now=now)
    with pytest.raises(NotAllowed):
        actions.record_call(actor=chen, task=called, said=None, now=now)
    with pytest.raises(NotFound):
        queries.get_care(outsider, called.pk)
    assert (CareAttempt.objects.count(), queries.visible_care(outsider).count()) == (0, 0)


def test_whoever_does_not_want_it_is_not_asked(case: Case, li: Actor, now: datetime) -> None:
    Customer.objects.update(do_not_contact=True)
    case.refresh_from_db()
    resolve(case, li, now)
    assert CareTask.objects.count() == 0
    assert Deadline.objects.get(case=case, name="follow_up").state == "dropped"


def test_a_reopened_case_asks_nothing(solved: Case, li: Actor, now: datetime) -> None:
    actions.reopen(actor=li, case=solved, reason="漏了一项", now=now)
    assert actions.ask_follow_ups(now=now + 30 * DAY) == 0
    assert (CareTask.objects.get().state, questions()) == ("lapsed", [])


def test_a_grave_case_gets_a_call_in_a_month_unless_they_complain_again(
    case: Case, li: Actor, open_one: Open, now: datetime
) -> None:
    Case.objects.update(urgency=4)
    resolve(case, li, now)
    actions.close(actor=li, case=case, lesson="", now=now + HOUR)
    task = CareTask.objects.get(kind="month")
    assert (task.way, task.state, task.due_at) == ("call", "open", now + HOUR + 30 * DAY)
    assert task.owner_id == case.assignee_id
    newer = open_one(text="空调又坏了", at=now + 5 * DAY)
    task.refresh_from_db()
    assert (task.state, task.because) == ("lapsed", newer.number)
    assert CaseEvent.objects.filter(case=newer, kind="care_carried").count() == 1


def test_who_is_not_content_after_a_month_gets_the_closed_case_back(
    case: Case, li: Actor, wang_user: User, now: datetime
) -> None:
    Case.objects.update(urgency=4)
    resolve(case, li, now)
    actions.close(actor=li, case=case, lesson="", now=now)
    task = CareTask.objects.get(kind="month")
    said = actions.Said(satisfied=False, score=2, words="又出现了血渍")
    actions.record_call(actor=li, task=task, said=said, now=now + 30 * DAY)
    case.refresh_from_db()
    assert (case.status, case.reopened, case.level) == ("open", 1, 2)


def test_the_figures_say_out_of_how_many(called: CareTask, li: Actor, now: datetime) -> None:
    said = actions.Said(satisfied=True, score=4)
    actions.record_call(actor=li, task=called, said=said, now=now)
    figures = queries.care_figures(li, now=now + DAY)
    assert (figures.ended, figures.reached, figures.scored, figures.average) == (1, 1, 1, 4.0)
    assert (figures.satisfied, figures.reopened) == (1, 0)
