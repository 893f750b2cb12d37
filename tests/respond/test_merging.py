"""Two cases become one and are parted again as if nothing had been; nobody reads another customer's letters."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, CaseFeedback, CaseLink, Deadline, Message, Task

MINUTE = timedelta(minutes=1)
# When somebody touched it last, and when its rank is looked at again.
DERIVED = {"changed_at", "rank_due_at"}


@pytest.fixture
def second(li_user: User, open_one: Open, now: datetime) -> Case:
    """张女士 complains again, about the lift."""
    return open_one(text="电梯也坏了", at=now + 5 * MINUTE)


def snapshot(case: Case) -> dict[str, Any]:
    row: dict[str, Any] = dict(Case.objects.values().get(pk=case.pk))
    return {
        "case": {name: value for name, value in row.items() if name not in DERIVED},
        "clocks": list(Deadline.objects.filter(case=case).order_by("id").values()),
        "feedback": list(CaseFeedback.objects.filter(case=case).order_by("id").values()),
        "messages": list(Message.objects.filter(case=case).order_by("id").values()),
        "tasks": list(Task.objects.filter(case=case).order_by("id").values()),
    }


def test_merge_then_unmerge_restores_both_exactly(case: Case, second: Case, li: Actor, now: datetime) -> None:
    actions.reply(actor=li, case=second, text="维修已在路上", now=now + 7 * MINUTE, and_wait=True)
    actions.take_note(actor=li, case=second, text="第二次了", now=now + 8 * MINUTE)
    actions.add_task(actor=li, case=second, title="叫维修", owner=None, due_at=None, now=now + 8 * MINUTE)
    before = snapshot(case), snapshot(second)
    actions.merge(actor=li, case=second, into=case, now=now + 9 * MINUTE)
    absorbed = Case.objects.get(pk=second.pk)
    assert (absorbed.status, absorbed.merged_into_id, absorbed.next_due_at) == ("closed", case.pk, None)
    assert [row.text for row in queries.feedback_of_case(case)][1] == "电梯也坏了"
    assert Message.objects.filter(case=case).count() == 2
    assert Task.objects.get().case_id == case.pk
    actions.unmerge(actor=li, case=absorbed, now=now + 60 * MINUTE)
    after = snapshot(case), snapshot(second)
    for was, is_now in zip(before, after, strict=True):
        for name in was:
            assert is_now[name] == was[name], name


def test_what_came_after_the_merge_stays_when_they_are_parted(
    case: Case, second: Case, li: Actor, now: datetime
) -> None:
    actions.merge(actor=li, case=second, into=case, now=now + 9 * MINUTE)
    actions.reply(actor=li, case=case, text="两件事一起答复", now=now + 10 * MINUTE)
    actions.unmerge(actor=li, case=second, now=now + 11 * MINUTE)
    assert Message.objects.get().case_id == case.pk


def test_a_parted_clock_is_found_overdue_as_before(
    case: Case, second: Case, li: Actor, now: datetime
) -> None:
    actions.merge(actor=li, case=second, into=case, now=now + 6 * MINUTE)
    actions.unmerge(actor=li, case=second, now=now + 7 * MINUTE)
    assert actions.raise_alarms(now=now + 21 * MINUTE) >= 2
    assert Deadline.objects.get(case=second, name="first_reply").breached_at == now + 21 * MINUTE


def test_another_customers_case_is_never_merged(case: Case, open_one: Open, li: Actor, now: datetime) -> None:
    other = open_one(email="zhao@example.test", text="我的房间也漏水")
    with pytest.raises(actions.OtherCustomers):
        actions.merge(actor=li, case=other, into=case, now=now)
    nameless = open_one(email="", text="匿名")
    with pytest.raises(actions.OtherCustomers):
        actions.merge(actor=li, case=nameless, into=case, now=now)
    assert Case.objects.filter(merged_into__isnull=False).count() == 0


def test_a_merged_case_is_neither_merged_again_nor_reopened(
    case: Case, second: Case, li: Actor, open_one: Open, now: datetime
) -> None:
    third = open_one(text="还有早餐", at=now + 6 * MINUTE)
    actions.merge(actor=li, case=second, into=case, now=now + 9 * MINUTE)
    for deed in (
        lambda: actions.merge(actor=li, case=second, into=third, now=now),
        lambda: actions.merge(actor=li, case=third, into=second, now=now),
        lambda: actions.reopen(actor=li, case=second, reason="再看", now=now),
    ):
        with pytest.raises(actions.CaseIsMerged):
            deed()
    with pytest.raises(actions.NotMerged):
        actions.unmerge(actor=li, case=third, now=now)
    with pytest.raises(Invalid):
        actions.merge(actor=li, case=third, into=third, now=now)


def test_an_outsider_merges_nothing(
    case: Case, second: Case, outsider: Actor, shop: Brand, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        actions.merge(actor=outsider, case=second, into=case, now=now)
    assert Case.objects.get(pk=second.pk).merged_into_id is None


def test_cases_know_of_each_other_from_both_sides_once(
    case: Case, second: Case, li: Actor, now: datetime
) -> None:
    actions.link_cases(actor=li, case=second, number=case.number, kind="same_cause", now=now)
    actions.link_cases(actor=li, case=case, number=second.number, kind="related", now=now)
    assert CaseLink.objects.count() == 1
    assert [one.case for one in queries.linked_cases(li, case)] == [second]
    assert [one.case for one in queries.linked_cases(li, second)] == [case]
    with pytest.raises(Invalid):
        actions.link_cases(actor=li, case=case, number=case.number, kind="related", now=now)
    actions.unlink_cases(actor=li, case=case, number=second.number, now=now)
    actions.unlink_cases(actor=li, case=case, number=second.number, now=now)
    assert queries.linked_cases(li, case) == []
