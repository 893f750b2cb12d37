"""An appeal: asked for once per closing, reviewed by somebody not involved, answered in words."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.people.models import Brand, Team, User
from wenguo.people.queries import actor_of
from wenguo.respond import actions, queries
from wenguo.respond.models import Appeal, Case, Mention, Message

SignIn = Callable[[User], Client]
DAY = timedelta(days=1)


@pytest.fixture
def zhou(hotel: Brand) -> User:
    """周专员, of the same brand, who has never seen the case."""
    user = User.objects.create_user(
        "zhou", "zhou@wenguo.test", "pass-word-1", name="周专员", role="specialist"
    )
    user.brands.set([hotel])
    return user


@pytest.fixture
def settled(case: Case, li: Actor, now: datetime) -> Case:
    actions.resolve(actor=li, case=case, outcome="not_possible", cause="person", text="很抱歉不能退", now=now)
    case.refresh_from_db()
    return case


def link_of(case: Case) -> str:
    return case.links.get().feedback.link


def ask(case: Case, now: datetime) -> Appeal:
    return actions.customer_appeals(link=link_of(case), reason="血渍是你们的错", now=now)


def test_an_appeal_is_asked_for_once_for_each_closing_and_calls_the_lead(
    settled: Case, wang: Actor, now: datetime
) -> None:
    appeal = ask(settled, now)
    assert (appeal.state, appeal.closing) == ("asked", 0)
    assert [row.user_id for row in Mention.objects.all()] == [wang.user_id]
    with pytest.raises(actions.AppealedAlready):
        ask(settled, now)
    assert Appeal.objects.count() == 1


def test_what_is_not_settled_or_long_past_cannot_be_appealed_against(
    case: Case, li: Actor, now: datetime
) -> None:
    with pytest.raises(actions.NotSettled):
        ask(case, now)
    actions.resolve(actor=li, case=case, outcome="explained", cause="person", text="好", now=now)
    with pytest.raises(actions.NotSettled):
        ask(case, now + 91 * DAY)
    with pytest.raises(Invalid):
        actions.customer_appeals(link=link_of(case), reason=" ", now=now)
    assert Appeal.objects.count() == 0


def test_only_somebody_who_had_no_hand_in_it_reviews(
    settled: Case, li_user: User, li: Actor, wang: Actor, wang_user: User, zhou: User, now: datetime
) -> None:
    appeal = ask(settled, now)
    actions.take_note(actor=wang, case=settled, text="看过了", now=now)
    assert queries.possible_reviewers(wang, settled) == [zhou]
    for one in (li_user, wang_user):
        with pytest.raises(actions.NotIndependent):
            actions.choose_reviewer(actor=wang, appeal=appeal, reviewer=one, now=now)
    with pytest.raises(NotAllowed):
        actions.choose_reviewer(actor=li, appeal=appeal, reviewer=zhou, now=now)
    actions.recuse(actor=wang, case=settled, user=zhou, reason="亲属", now=now)
    with pytest.raises(actions.NotIndependent):
        actions.choose_reviewer(actor=wang, appeal=appeal, reviewer=zhou, now=now)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.reviewer) == ("asked", None)


def test_whoever_once_had_the_case_does_not_review_it(
    settled: Case, li: Actor, wang: Actor, zhou: User, now: datetime
) -> None:
    actions.assign(actor=wang, case=settled, assignee=zhou, now=now)
    actions.assign(actor=wang, case=settled, assignee=None, now=now)
    assert zhou not in queries.possible_reviewers(wang, settled)


def test_upheld_takes_the_case_up_again_and_tells_the_customer(
    settled: Case, li: Actor, wang: Actor, zhou: User, now: datetime
) -> None:
    appeal = actions.choose_reviewer(actor=wang, appeal=ask(settled, now), reviewer=zhou, now=now)
    words = {"outcome": "upheld", "words": "您说得对，全额退款", "findings": "布草间漏检"}
    with pytest.raises(NotAllowed):
        actions.decide_appeal(actor=wang, appeal=appeal, now=now, **words)
    assert Message.objects.filter(direction="out").count() == 1
    appeal = actions.decide_appeal(actor=actor_of(zhou), appeal=appeal, now=now, **words)
    settled.refresh_from_db()
    assert (appeal.outcome, appeal.decided_by_name) == ("upheld", "周专员")
    assert (settled.status, settled.reopened) == ("open", 1)
    assert Message.objects.filter(direction="out").latest("id").body == "您说得对，全额退款"
    page = queries.tracking(link_of(settled), now=now)
    assert page.appeal
    assert (page.appeal.outcome, page.appeal.words, page.referrals) == ("upheld", "您说得对，全额退款", ())
    with pytest.raises(actions.AppealIsDecided):
        actions.decide_appeal(actor=actor_of(zhou), appeal=appeal, now=now, **words)
    actions.resolve(actor=li, case=settled, outcome="solved", cause="person", text="已退", now=now)
    assert ask(settled, now).closing == 1


def test_a_no_that_stays_names_the_bodies_outside_by_the_brands_law(
    settled: Case, wang: Actor, zhou: User, hotel: Brand, now: datetime
) -> None:
    actions.choose_pack(actor=wang, brand=hotel, pack="cn.three-guarantees", now=now)
    actions.choose_pack(actor=wang, brand=hotel, pack="uk.fca-disp", category="service.waiting", now=now)
    appeal = actions.choose_reviewer(actor=wang, appeal=ask(settled, now), reviewer=zhou, now=now)
    page = queries.tracking(link_of(settled), now=now)
    assert (page.can_appeal, page.referrals) == (False, ())
    actions.decide_appeal(
        actor=actor_of(zhou), appeal=appeal, outcome="not_upheld", words="维持", findings="内部", now=now
    )
    page = queries.tracking(link_of(settled), now=now)
    assert [one.phone for one in page.referrals] == ["12315", ""]
    assert settled.status == "resolved"


def test_a_brand_that_watches_no_law_names_the_bodies_for_consumers(
    settled: Case, wang: Actor, hotel: Brand, now: datetime
) -> None:
    assert [one.phone for one in queries.referrals_of(settled, now=now)] == ["12315", ""]
    actions.choose_pack(actor=wang, brand=hotel, pack="uk.fca-disp", now=now)
    assert [one.phone for one in queries.referrals_of(settled, now=now)] == ["0800 023 4567"]


def test_the_customers_page_asks_and_tells_without_the_findings(
    settled: Case, wang_user: User, zhou: User, hotel: Brand, signed_in: SignIn, now: datetime
) -> None:
    wang = actor_of(wang_user)
    actions.choose_pack(actor=wang, brand=hotel, pack="cn.three-guarantees", now=now)
    customer, address = Client(), f"/t/{link_of(settled)}"
    Case.objects.filter(pk=settled.pk).update(resolved_at=datetime.now(tz=now.tzinfo))
    assert "appeal-reason" in customer.get(address).content.decode()
    assert customer.post(f"{address}/appeal", {"reason": "不服<b>"})["Location"] == address
    lead = signed_in(wang_user)
    card = lead.get(f"/cases/{settled.number}/together").content.decode()
    assert "不服&lt;b&gt;" in card
    assert f'<option value="{zhou.pk}">周专员</option>' in card
    assert settled.number in lead.get("/appeals").content.decode()
    lead.post(f"/cases/{settled.number}/appeal/reviewer", {"reviewer": str(zhou.pk)})
    reviewer = signed_in(zhou)
    told = {"outcome": "not_upheld", "words": "维持原答复", "findings": "内部机密"}
    assert reviewer.post(f"/cases/{settled.number}/appeal/decision", {"outcome": "x"}).status_code == 422
    assert reviewer.post(f"/cases/{settled.number}/appeal/decision", told).status_code == 302
    page = customer.get(address).content.decode()
    assert "维持原答复" in page
    assert "https://www.12315.cn" in page
    assert "内部机密" not in page
    assert "odr" not in page.lower()


def test_a_reviewer_of_another_team_sees_the_case_while_it_is_theirs(
    settled: Case, wang: Actor, zhou: User, hotel: Brand, now: datetime
) -> None:
    other = Team.objects.create(brand=hotel, key="hotel-rooms", name={"zh": "客房", "en": "Rooms"})
    narrow = Actor(
        kind="person",
        name=zhou.name,
        user_id=zhou.pk,
        role="specialist",
        permissions=actor_of(zhou).permissions,
        brand_ids=frozenset({hotel.pk}),
        team_ids=frozenset({other.pk}),
    )
    assert not queries.visible_cases(narrow).exists()
    actions.choose_reviewer(actor=wang, appeal=ask(settled, now), reviewer=zhou, now=now)
    assert queries.visible_cases(narrow).get() == settled


def test_a_reviewer_whom_the_case_turns_out_to_be_about_decides_nothing(
    settled: Case, wang: Actor, zhou: User, now: datetime
) -> None:
    appeal = actions.choose_reviewer(actor=wang, appeal=ask(settled, now), reviewer=zhou, now=now)
    actions.recuse(actor=wang, case=settled, user=zhou, reason="亲属", now=now)
    with pytest.raises(actions.ReviewerIsConcerned):
        actions.decide_appeal(
            actor=actor_of(zhou), appeal=appeal, outcome="upheld", words="退款", findings="", now=now
        )
    appeal.refresh_from_db()
    settled.refresh_from_db()
    assert (appeal.state, settled.status) == ("reviewing", "resolved")
    assert Message.objects.filter(direction="out").count() == 1
