"""The lead's board: who has what, who is overloaded or away, and what could move."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.kernel.clock import now as real_now
from wenguo.people.actions import plan_duty, set_leave
from wenguo.people.models import Brand, Membership, Team, User
from wenguo.respond import actions, queries
from wenguo.respond.domain.rebalancing import Hands, Movable, Move, moves
from wenguo.respond.models import Case, Handover

SignIn = Callable[[User], Client]


def test_what_is_above_a_limit_moves_to_the_least_loaded_until_it_is_not() -> None:
    people = [
        Hands(1, 12, 10, is_here=True, team_ids={7}),
        Hands(2, 4, 10, is_here=True, team_ids={7}),
        Hands(3, 0, 10, is_here=True, team_ids={8}),
        Hands(4, 0, 10, is_here=False, team_ids={7}),
    ]
    cases = [Movable(n, 1, 7, 1, is_pressing=False) for n in range(5)]
    assert moves(people, cases) == [Move(0, 2, "full"), Move(1, 2, "full")]


def test_what_presses_with_somebody_who_is_away_moves_and_what_can_wait_stays() -> None:
    people = [Hands(1, 3, 10, is_here=False, team_ids={7}), Hands(2, 9, 10, is_here=True, team_ids={7})]
    cases = [
        Movable(1, 1, 7, 1, is_pressing=False),
        Movable(2, 1, 7, 2, is_pressing=True),
        Movable(3, 1, 7, 1, is_pressing=True, barred={2}),
        Movable(4, 1, 7, 1, is_pressing=True),
    ]
    assert moves(people, cases) == [Move(4, 2, "away")]


@pytest.fixture
def overloaded(hotel: Brand, care_team: Team, li_user: User, wang_user: User, open_one: Open) -> list[Case]:
    """小李 has three where two is the limit; 王主管 has none."""
    moment = real_now()
    Membership.objects.filter(user=wang_user).delete()
    cases = [open_one(email=f"{n}@example.test", at=moment - timedelta(minutes=n)) for n in range(3)]
    User.objects.filter(pk=li_user.pk).update(capacity=2)
    Membership.objects.create(user=wang_user, team=care_team, is_lead=True)
    return cases


def test_the_board_says_who_is_overloaded_and_what_breaches_next(
    overloaded: list[Case], wang_user: User, signed_in: SignIn
) -> None:
    page = signed_in(wang_user).get("/team").content.decode()
    sentence = page.split("</h1>")[0]
    assert "小李" in sentence
    assert "王主管还能接" in sentence
    assert "看看怎么转" in page
    first = page.index(overloaded[2].number)
    assert first < page.index(overloaded[0].number)


def test_proposals_move_only_what_was_chosen_with_a_note_each(
    overloaded: list[Case], li_user: User, wang_user: User, signed_in: SignIn
) -> None:
    browser = signed_in(wang_user)
    page = browser.get("/team/rebalance").content.decode()
    assert page.count('name="number"') == 1
    assert Handover.objects.count() == 0
    number = next(case.number for case in overloaded if f'value="{case.number}"' in page)
    browser.post("/team/rebalance", {"number": [number]})
    moved = Case.objects.get(number=number)
    assert moved.assignee == wang_user
    assert Handover.objects.get().reason == "分担工作量。"
    assert Case.objects.filter(assignee=li_user).count() == 2


def test_the_board_shows_leave_duty_and_what_waits_above(
    hotel: Brand, li_user: User, wang_user: User, wang: Actor, open_one: Open, signed_in: SignIn
) -> None:
    moment = real_now()
    open_one(risks=["safety"], at=moment)
    day: dict[str, Any] = {"starts_at": moment - timedelta(hours=1), "ends_at": moment + timedelta(days=1)}
    set_leave(actor=wang, user=li_user, kind="sick", now=moment, **day)
    plan_duty(actor=wang, brand=hotel, tier=1, user=li_user, now=moment, **day)
    page = signed_in(wang_user).get("/team").content.decode()
    assert "病假，到" in page
    assert "第 1 级，到" in page
    assert "涉及人身安全" in page
    assert "等王主管接手" in page
    assert "我接手" in page


def test_the_board_of_another_brand_shows_none_of_it(
    overloaded: list[Case], outsider_user: User, signed_in: SignIn
) -> None:
    page = signed_in(outsider_user).get("/team").content.decode()
    assert "小李" not in page
    assert all(case.number not in page for case in overloaded)


def test_the_workload_counts_weights_and_minutes(
    li_user: User, li: Actor, open_one: Open, now: datetime
) -> None:
    open_one(urgency=4)
    ordinary = open_one(email="b@example.test")
    actions.wait_for_customer(actor=li, case=ordinary, now=now)
    load = queries.loads_of([li_user.pk])[li_user.pk]
    assert (load.cases, load.weight, load.minutes) == (2, 4, 90)
