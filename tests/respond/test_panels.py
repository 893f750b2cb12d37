"""An expert panel: specialists are asked, see the case while they are, give opinions; the owner sums up."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.people.models import Brand, PersonSkill, Skill, Team, User
from wenguo.people.queries import actor_of
from wenguo.respond import actions, queries
from wenguo.respond.actions import Opinion
from wenguo.respond.domain.panels import MOVES, is_overdue, may_move
from wenguo.respond.models import Case, CaseEvent, ExpertAsk, Message, Notice, Panel

SignIn = Callable[[User], Client]
HOUR = timedelta(hours=1)
QUESTION = "这种血渍能洗掉吗？"
OPINION = Opinion("布草已氧化，洗不掉", "high", "报废并换新")


@pytest.fixture
def zhou(hotel: Brand) -> User:
    """周专员 of another team, who sees nothing but what is theirs."""
    user = User.objects.create_user(
        "zhou", "zhou@wenguo.test", "pass-word-1", name="周专员", role="specialist"
    )
    user.brands.set([hotel])
    other = Team.objects.create(brand=hotel, key="laundry", name={"zh": "布草组", "en": "Laundry"})
    other.memberships.create(user=user)
    User.objects.filter(pk=user.pk).update(scope="team")
    return User.objects.get(pk=user.pk)


@pytest.fixture
def ask(case: Case, li: Actor, zhou: User, now: datetime) -> ExpertAsk:
    return actions.invite_expert(
        actor=li, case=case, expert=zhou, question=QUESTION, due_at=now + 4 * HOUR, now=now
    )


def kinds(case: Case) -> list[str]:
    rows = CaseEvent.objects.filter(case=case).order_by("id").values_list("kind", flat=True)
    return [kind for kind in rows if kind.startswith(("expert", "panel"))]


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("id").values_list("what", flat=True))


@given(st.sampled_from(sorted(MOVES)), st.sampled_from(sorted(MOVES)))
def test_nothing_declined_or_taken_back_comes_to_life_again(before: str, after: str):
    assert not (before in {"declined", "withdrawn"} and may_move(before, after))
    assert not may_move(before, "asked")


def test_only_what_is_owed_is_ever_overdue(now: datetime):
    assert is_overdue("accepted", due_at=now, now=now)
    assert not is_overdue("asked", due_at=now + HOUR, now=now)
    assert not is_overdue("answered", due_at=now - HOUR, now=now)


def test_an_expert_of_another_team_sees_the_case_while_asked_and_no_longer(
    case: Case, li: Actor, zhou: User, ask: ExpertAsk, now: datetime
):
    actor = actor_of(zhou)
    assert queries.get_case(actor, case.number) == case
    assert [one.pk for one in queries.asks_of(actor)] == [ask.pk]
    assert told(zhou) == ["expert_asked"]
    actions.withdraw_ask(actor=li, ask=ask, now=now)
    actions.withdraw_ask(actor=li, ask=ask, now=now)
    with pytest.raises(NotFound):
        queries.get_case(actor, case.number)
    assert list(queries.asks_of(actor)) == []
    assert list(queries.unseen_notices(actor, now=now)) == []
    assert Panel.objects.get().concluded_at == now
    assert kinds(case) == ["expert_asked", "expert_withdrawn"]


def test_an_opinion_is_given_once_asked_told_to_the_owner_and_kept_from_the_customer(
    case: Case, li: Actor, li_user: User, zhou: User, ask: ExpertAsk, now: datetime
):
    actor = actor_of(zhou)
    actions.accept_ask(actor=actor, ask=ask, now=now)
    for opinion in (Opinion("", "high"), Opinion("洗不掉", "certain")):
        with pytest.raises(Invalid):
            actions.give_opinion(actor=actor, ask=ask, opinion=opinion, now=now)
    row = actions.give_opinion(actor=actor, ask=ask, opinion=OPINION, now=now + HOUR)
    assert (row.state, row.finding, row.confidence) == ("answered", "布草已氧化，洗不掉", "high")
    actions.give_opinion(actor=actor, ask=ask, opinion=Opinion("再看一次：能洗", "low"), now=now + 2 * HOUR)
    assert told(li_user) == ["expert_answered", "expert_answered"]
    page = Client().get(f"/t/{case.links.get().feedback.link}").content.decode()
    for secret in ("周专员", QUESTION, "氧化", "能洗"):
        assert secret not in page


def test_only_who_was_asked_answers(case: Case, li: Actor, wang: Actor, ask: ExpertAsk, now: datetime):
    for deed in (
        lambda: actions.accept_ask(actor=li, ask=ask, now=now),
        lambda: actions.decline_ask(actor=wang, ask=ask, reason="忙", now=now),
        lambda: actions.give_opinion(actor=wang, ask=ask, opinion=OPINION, now=now),
    ):
        with pytest.raises(actions.NotTheExpert):
            deed()
    ask.refresh_from_db()
    assert (ask.state, kinds(case)) == ("asked", ["expert_asked"])


def test_the_owner_sums_up_once_and_what_is_owed_is_let_go(
    case: Case, li: Actor, wang: Actor, wang_user: User, zhou: User, ask: ExpertAsk, now: datetime
):
    second = actions.invite_expert(
        actor=li, case=case, expert=wang_user, question="赔多少合适？", due_at=now + HOUR, now=now
    )
    actions.give_opinion(actor=actor_of(zhou), ask=ask, opinion=OPINION, now=now)
    with pytest.raises(actions.NotTheOwner):
        actions.conclude_panel(actor=actor_of(zhou), case=case, summary="好", now=now)
    with pytest.raises(Invalid):
        actions.conclude_panel(actor=li, case=case, summary=" ", now=now)
    actions.conclude_panel(actor=li, case=case, summary="床单报废，退首晚房费", now=now)
    second.refresh_from_db()
    assert second.state == "withdrawn"
    note = Message.objects.filter(direction="note").latest("id")
    assert note.body == "床单报废，退首晚房费"
    assert kinds(case)[-1] == "panel_concluded"
    with pytest.raises(NotFound):
        queries.get_case(actor_of(zhou), case.number)
    with pytest.raises(actions.NoPanel):
        actions.conclude_panel(actor=wang, case=case, summary="再来", now=now)


def test_what_is_overdue_is_raised_once_to_everybody_concerned(
    case: Case, li_user: User, zhou: User, ask: ExpertAsk, now: datetime
):
    assert actions.chase_experts(now=now + 3 * HOUR) == 0
    assert actions.chase_experts(now=now + 4 * HOUR) == 1
    assert actions.chase_experts(now=now + 5 * HOUR) == 0
    assert told(li_user) == ["expert_overdue"]
    assert told(zhou) == ["expert_asked", "expert_overdue"]
    assert kinds(case) == ["expert_asked", "expert_overdue"]


def test_whom_it_makes_no_sense_to_ask(
    case: Case,
    li: Actor,
    li_user: User,
    wang: Actor,
    zhou: User,
    outsider_user: User,
    ask: ExpertAsk,
    now: datetime,
):
    def invite(user: User, due_at: datetime) -> None:
        actions.invite_expert(actor=li, case=case, expert=user, question=QUESTION, due_at=due_at, now=now)

    with pytest.raises(actions.AskedAlready):
        invite(zhou, now + HOUR)
    for user, due_at in (
        (outsider_user, now + HOUR),
        (li_user, now + HOUR),
        (zhou, now),
        (zhou, now + timedelta(days=61)),
    ):
        with pytest.raises(Invalid):
            invite(user, due_at)
    actions.withdraw_ask(actor=li, ask=ask, now=now)
    actions.recuse(actor=wang, case=case, user=zhou, reason="亲属", now=now)
    with pytest.raises(Invalid):
        invite(zhou, now + HOUR)
    assert ExpertAsk.objects.count() == 1


def test_a_declined_question_says_why_and_takes_sight_away(
    case: Case, li: Actor, li_user: User, zhou: User, ask: ExpertAsk, now: datetime
):
    actions.decline_ask(actor=actor_of(zhou), ask=ask, reason="不是我的专长", now=now)
    assert told(li_user) == ["expert_declined"]
    with pytest.raises(NotFound):
        queries.get_case(actor_of(zhou), case.number)
    ask.refresh_from_db()
    with pytest.raises(actions.AskMoved):
        actions.withdraw_ask(actor=li, ask=ask, now=now)


def test_those_with_the_skill_are_suggested_first(
    case: Case, li: Actor, wang_user: User, zhou: User, hotel: Brand
):
    skill = Skill.objects.create(
        brand=hotel, key="linen", name={"zh": "布草", "en": "Linen"}, categories=["quality.hygiene"]
    )
    PersonSkill.objects.create(user=zhou, skill=skill, level=4)
    rows = queries.possible_experts(li, case)
    assert [(row.user, row.skills) for row in rows] == [(zhou, [("布草", 4)]), (wang_user, [])]


def test_a_case_with_an_open_panel_is_neither_closed_nor_merged(
    case: Case, li: Actor, ask: ExpertAsk, now: datetime
):
    actions.resolve(
        actor=li, case=case, outcome="solved", cause="person", text="好", now=now, tell_customer=False
    )
    with pytest.raises(actions.PanelOpen):
        actions.close(actor=li, case=case, lesson="", now=now)
    actions.conclude_panel(actor=li, case=case, summary="已定", now=now)
    assert actions.close(actor=li, case=case, lesson="", now=now).status == "closed"


def test_the_card_asks_answers_and_sums_up(
    case: Case, li_user: User, zhou: User, signed_in: SignIn, outsider_user: User
):
    mine, theirs = signed_in(li_user), signed_in(zhou)
    address = f"/cases/{case.number}"
    form = {"expert": str(zhou.pk), "question": QUESTION, "due_at": "2099-01-01T10:00"}
    assert mine.post(f"{address}/experts", form, headers={"hx-request": "true"}).status_code == 422
    soon = (datetime.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    page = mine.post(f"{address}/experts", form | {"due_at": soon}, headers={"hx-request": "true"})
    assert (page.status_code, QUESTION in page.content.decode()) == (200, True)
    ask = ExpertAsk.objects.get()
    assert signed_in(outsider_user).post(f"{address}/experts/{ask.pk}/accept").status_code == 404
    assert theirs.post(f"{address}/experts/{ask.pk}/nonsense").status_code == 404
    said = {"finding": "<b>洗不掉</b>", "recommendation": "换新", "confidence": "high"}
    assert theirs.post(f"{address}/experts/{ask.pk}/opinion", said).status_code == 302
    shown = mine.get(f"{address}/together").content.decode()
    assert "&lt;b&gt;洗不掉&lt;/b&gt;" in shown
    assert mine.post(f"{address}/panel/conclusion", {"summary": "换新"}).status_code == 302
    assert Panel.objects.get().summary == "换新"


def test_a_reader_asks_nobody(case: Case, chen: Actor, zhou: User, now: datetime):
    with pytest.raises(NotAllowed):
        actions.invite_expert(
            actor=chen, case=case, expert=zhou, question=QUESTION, due_at=now + HOUR, now=now
        )
    assert ExpertAsk.objects.count() == 0
