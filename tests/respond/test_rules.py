"""Rules act on cases, are tried on the past first, are logged, and are not woken by themselves; returns end with an
arbiter.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.kernel.conditions import Condition
from wenguo.people.models import Brand, Membership, Team, User
from wenguo.respond import actions, queries
from wenguo.respond.domain.rules import Deed
from wenguo.respond.models import Case, CaseReturn, Mention, Rule, RuleFiring
from wenguo.respond.queries import QueueFilters

Teach = Callable[..., Rule]


@pytest.fixture
def teach(hotel: Brand, wang: Actor, now: datetime) -> Teach:
    """王主管 sets a rule."""

    def one(*deeds: tuple[str, str], **values: Any) -> Rule:
        return actions.set_rule(
            actor=wang,
            brand=hotel,
            name=values.get("name", "规则"),
            moment=values.get("moment", "opened"),
            conditions=[Condition(*row) for row in values.get("ifs", [])],
            deeds=[Deed(*row) for row in deeds],
            is_active=values.get("is_active", True),
            now=now,
        )

    return one


@pytest.fixture
def linen(hotel: Brand) -> Team:
    """布草组, which takes only what is handed to it, with 阿布."""
    team = Team.objects.create(brand=hotel, key="linen", name={"zh": "布草组"}, is_by_hand=True)
    user = User.objects.create(username="abu", name="阿布", role="agent")
    user.brands.set([hotel])
    Membership.objects.create(team=team, user=user)
    return team


def test_a_rule_gives_a_new_case_to_its_team_before_the_category_does(
    teach: Teach, linen: Team, li_user: User, open_one: Open
) -> None:
    teach(
        ("team", "linen"), ("tag", "布草"), ifs=[("category", "is", "quality"), ("text", "contains", "床单")]
    )
    case = open_one()
    assert (case.team, case.assignee, case.tags) == (linen, linen.members.get(), ["布草"])
    firing = RuleFiring.objects.get()
    assert (firing.case, firing.did) == (case, ["team linen", "tag 布草"])
    assert open_one(email="b@example.test", text="空调坏了").team != linen


def test_a_rule_names_the_person_adds_to_the_priority_and_escalates(
    teach: Teach, li_user: User, wang_user: User, chen_user: User, open_one: Open, now: datetime
) -> None:
    teach(("person", str(wang_user.pk)), ("priority", "20"), ("escalate", "4"))
    case = open_one()
    assert (case.assignee, case.level, case.bonus) == (wang_user, 4, 20)
    before = case.priority
    actions.rerank(now=now + timedelta(hours=2))
    case.refresh_from_db()
    assert case.priority >= before + 20
    assert dict(queries.priority_parts(case))["规则"] == 20


def test_a_rule_calls_a_colleague_when_a_deadline_is_missed_once_an_hour(
    teach: Teach, case: Case, chen_user: User, now: datetime
) -> None:
    teach(("notify", str(chen_user.pk)), moment="clock_missed")
    assert actions.run_rules(case.pk, moment="clock_missed", now=now) == 1
    assert actions.run_rules(case.pk, moment="clock_missed", now=now + timedelta(minutes=59)) == 0
    assert actions.run_rules(case.pk, moment="clock_missed", now=now + timedelta(minutes=61)) == 1
    assert Mention.objects.filter(user=chen_user).count() == 2


def test_what_rules_do_wakes_no_rule(
    teach: Teach, case: Case, wang_user: User, now: datetime, waiting_news: Callable[[], list[str]]
) -> None:
    teach(("escalate", "3"), moment="reopened", name="一")
    teach(("tag", "循环"), moment="escalated", name="二")
    assert actions.run_rules(case.pk, moment="reopened", now=now) == 1
    case.refresh_from_db()
    assert (case.level, case.tags) == (3, [])
    assert "respond.CaseChanged" not in waiting_news()


def test_the_news_of_a_deed_tries_the_rules_of_its_moment(
    teach: Teach, case: Case, wang_user: User, li: Actor, now: datetime, deliver_news: Callable[[], int]
) -> None:
    teach(("tag", "升级过"), moment="escalated")
    actions.escalate(actor=li, case=case, level=3, reason="请定夺", now=now)
    deliver_news()
    case.refresh_from_db()
    assert case.tags == ["升级过"]


def test_a_rehearsal_counts_and_changes_nothing(
    teach: Teach, hotel: Brand, li_user: User, wang: Actor, open_one: Open, now: datetime
) -> None:
    first, _second = open_one(urgency=3), open_one(email="b@example.test")
    wanted = [Condition("urgency", "at_least", "3")]
    found = queries.rehearse(wang, hotel, conditions=wanted, now=now)
    assert (found.tried, found.matched, found.rows) == (2, 1, [first])
    assert RuleFiring.objects.count() == 0


def test_a_rule_that_names_nobody_we_know_is_refused(teach: Teach, outsider_user: User) -> None:
    with pytest.raises(Invalid) as refused:
        teach(("team", "shop-aftersales"), ("notify", str(outsider_user.pk)))
    assert refused.value.fields == {"then-1": "team", "then-2": "person"}
    assert not Rule.objects.exists()


def test_a_rule_that_is_off_rests_and_an_agent_makes_none(
    teach: Teach, hotel: Brand, li: Actor, open_one: Open, now: datetime
) -> None:
    teach(("tag", "急"), is_active=False)
    assert open_one().tags == []
    with pytest.raises(NotAllowed):
        actions.set_rule(
            actor=li,
            brand=hotel,
            name="二",
            moment="opened",
            conditions=[],
            deeds=[],
            is_active=True,
            now=now,
        )
    assert Rule.objects.count() == 1


def test_tags_are_kept_clean_and_found_in_the_queue(case: Case, li: Actor, now: datetime) -> None:
    actions.set_tags(actor=li, case=case, tags=["#布草 ", "布草", "", "西湖店，三楼"], now=now)
    case.refresh_from_db()
    assert case.tags == ["布草", "西湖店 三楼"]
    assert queries.queue_page(li, QueueFilters(tag="布草"), cursor=None, now=now).rows == [case]
    assert queries.queue_page(li, QueueFilters(tag="毛巾"), cursor=None, now=now).rows == []
    with pytest.raises(Invalid):
        actions.set_tags(actor=li, case=case, tags=[str(n) for n in range(13)], now=now)


def test_a_case_is_returned_twice_then_an_arbiter_decides_for_good(
    case: Case, care_team: Team, linen: Team, li: Actor, wang: Actor, wang_user: User, now: datetime
) -> None:
    def back(team: Team) -> None:
        actions.return_case(actor=li, case=case, team=team, reason="不归我们", now=now)
        case.refresh_from_db()

    back(linen)
    assert (case.team, case.assignee, case.bounces) == (linen, linen.members.get(), 1)
    back(care_team)
    back(linen)
    assert (case.team, case.bounces) == (care_team, 2)
    assert CaseReturn.objects.order_by("-id")[0].kind == "dispute"
    assert Mention.objects.filter(user=wang_user).count() == 1
    with pytest.raises(NotAllowed):
        actions.arbitrate(actor=li, case=case, team=linen, reason="归布草组", now=now)
    actions.arbitrate(actor=wang, case=case, team=linen, reason="床单归布草组", now=now)
    case.refresh_from_db()
    assert case.team == linen
    with pytest.raises(actions.RuledAlready):
        back(care_team)
    with pytest.raises(actions.NoDispute):
        actions.arbitrate(actor=wang, case=case, team=care_team, reason="再定", now=now)


def test_a_return_needs_a_reason_and_another_team(
    case: Case, care_team: Team, linen: Team, li: Actor, now: datetime
) -> None:
    for team, reason in ((linen, " "), (care_team, "不归我们")):
        with pytest.raises(Invalid):
            actions.return_case(actor=li, case=case, team=team, reason=reason, now=now)
    case.refresh_from_db()
    assert (case.team, case.bounces) == (care_team, 0)
