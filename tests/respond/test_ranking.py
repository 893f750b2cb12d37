"""The score of a case follows what happens around it, and says why."""

from datetime import datetime, timedelta

import pytest

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, PriorityWeights
from wenguo.respond.queries import QueueFilters

# As the story's complaint scores alone: base, urgency, intensity, kind.
ALONE = 10 + 10 + 6 + 8


def names(case: Case) -> dict[str, int]:
    case.refresh_from_db()
    return {name: points for name, _value, points in case.priority_parts}


def test_a_case_is_born_with_its_reasons(case: Case) -> None:
    assert case.priority == ALONE
    assert names(case) == {"base": 10, "urgency": 10, "intensity": 6, "kind": 8}


def test_the_fourth_of_a_kind_in_a_week_counts_as_scope_and_the_first_follows(
    li_user: User, open_one: Open, now: datetime
) -> None:
    cases = [open_one(email=f"{n}@example.test") for n in range(4)]
    assert names(cases[3])["scope"] == 4
    assert "scope" not in names(cases[0])
    assert actions.rerank(now=now + timedelta(hours=2)) == 4
    assert names(cases[0])["scope"] == 4


def test_a_customer_who_comes_again_counts_as_a_repeat(li_user: User, open_one: Open, now: datetime) -> None:
    open_one()
    assert names(open_one(text="又脏了", at=now + timedelta(days=30)))["repeats"] == 5


def test_a_deadline_that_comes_near_and_passes_moves_the_case_up(case: Case, now: datetime) -> None:
    assert case.next_warn_at is not None
    assert case.rank_due_at == case.next_warn_at
    assert actions.rerank(now=now + timedelta(minutes=1)) == 0
    assert actions.rerank(now=case.next_warn_at) == 1
    assert names(case)["age"] == 6
    assert actions.rerank(now=now + timedelta(minutes=15)) == 1
    case.refresh_from_db()
    assert (case.priority, names(case)["age"]) == (ALONE + 15, 15)


def test_an_answer_takes_the_pressure_off_within_the_next_run(case: Case, li: Actor, now: datetime) -> None:
    late = now + timedelta(minutes=16)
    actions.rerank(now=late)
    actions.reply(actor=li, case=case, text="马上换房", now=late)
    assert actions.rerank(now=late) == 1
    assert "age" not in names(case)


def test_the_queue_stands_in_the_new_order(li: Actor, li_user: User, open_one: Open, now: datetime) -> None:
    first, second = open_one(), open_one(email="b@example.test")
    actions.set_reach(actor=li, case=first, reach=126_000, now=now)
    page = queries.queue_page(li, QueueFilters(), cursor=None, now=now)
    assert page.rows == [first, second]
    words = dict(queries.priority_parts(queries.get_case(li, first.number)))
    assert words["公开发布，约 126000 人可见"] == 10


def test_weights_are_tried_before_they_hold(
    hotel: Brand, wang: Actor, li_user: User, open_one: Open, now: datetime
) -> None:
    case = open_one()
    preview = queries.preview_weights(wang, hotel, weights={"kind": 60}, now=now)
    assert [(row.before, row.after) for row in preview.rows] == [(ALONE, ALONE + 52)]
    case.refresh_from_db()
    assert case.priority == ALONE
    actions.set_priority_weights(actor=wang, brand=hotel, weights={"kind": 60}, now=now)
    assert actions.rerank(now=now) == 1
    case.refresh_from_db()
    assert case.priority == ALONE + 52


@pytest.mark.parametrize("weights", [{"kind": 61}, {"luck": 5}, {"age": -1}])
def test_weights_out_of_range_are_refused(
    hotel: Brand, wang: Actor, weights: dict[str, int], now: datetime
) -> None:
    with pytest.raises(Invalid):
        actions.set_priority_weights(actor=wang, brand=hotel, weights=weights, now=now)
    assert not PriorityWeights.objects.exists()


def test_an_agent_does_not_weigh(hotel: Brand, li: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        actions.set_priority_weights(actor=li, brand=hotel, weights={"age": 1}, now=now)
    assert not PriorityWeights.objects.exists()
