"""An answer that promises more money, or a later time, than its writer may is stopped, and asked for with one click."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies as st

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid
from wenguo.governance.models import AuditEntry
from wenguo.listen.models import Outgoing
from wenguo.people.models import User
from wenguo.respond import actions
from wenguo.respond.models import Approval, Case, CaseEvent, Compensation, Message, ReachLimit

# The built-in limit of the frontline for one case, in yuan.
LIMIT = Decimal(300)


def test_money_beyond_ones_authority_is_stopped_recorded_and_changes_nothing(
    case: Case, li: Actor, now: datetime
) -> None:
    events = CaseEvent.objects.count()
    with pytest.raises(actions.ReplyBeyondAuthority) as refused:
        actions.reply(actor=li, case=case, text="我们退您 800 元，今天办好。", now=now)
    assert "800" in str(refused.value)
    assert not Message.objects.exists()
    assert not Outgoing.objects.exclude(key__startswith="receipt-").exists()
    assert CaseEvent.objects.count() == events
    [entry] = AuditEntry.objects.filter(deed="reply.attempted")
    assert entry.details == {
        "refused": "reply_beyond_authority",
        "amount": "800.00",
        "currency": "CNY",
        "limit": "300",
    }


def test_what_was_given_before_counts(case: Case, li: Actor, now: datetime) -> None:
    offer = actions.Offer("refund", "退一半", Decimal(200), "CNY", "moderate", "ours", None, "查实")
    actions.offer_compensation(actor=li, case=case, offer=offer, now=now)
    actions.reply(actor=li, case=case, text="这 200 元我们退给您。", now=now)
    with pytest.raises(actions.ReplyBeyondAuthority):
        actions.reply(actor=li, case=case, text="再补偿您 150 元。", now=now)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(amount=st.decimals("0.01", "2000", places=2))
def test_no_amount_above_the_limit_ever_leaves(case: Case, li: Actor, now: datetime, amount: Decimal) -> None:
    before = Message.objects.count()
    try:
        actions.reply(actor=li, case=case, text=f"我们退您 {amount} 元。", now=now)
        left = True
    except actions.ReplyBeyondAuthority:
        left = False
    assert left == (amount <= LIMIT)
    assert Message.objects.count() == before + left


def test_a_promise_too_far_ahead_is_stopped_and_a_lead_may_give_it(
    case: Case, li: Actor, wang: Actor, now: datetime
) -> None:
    text = "60 天内给您换一台新的。"
    with pytest.raises(actions.ReplyBeyondAuthority):
        actions.reply(actor=li, case=case, text=text, now=now)
    assert actions.ask_for_reply(actor=li, case=case, text=text, now=now) == "escalation"
    case.refresh_from_db()
    assert case.level == 2
    assert actions.reply(actor=wang, case=case, text=text, now=now).body == text


def test_one_click_asks_with_the_case_attached_and_the_answer_goes_out_once_approved(
    case: Case, li: Actor, wang: Actor, now: datetime
) -> None:
    text = "我们退您 800 元，今天办好。"
    for _time in range(2):
        asked = actions.ask_for_reply(actor=li, case=case, text=text, now=now, request_key="ask-1")
        assert asked == "approval"
    row = Compensation.objects.get()
    assert (row.state, row.kind, row.amount, text in row.reason) == ("asking", "refund", Decimal(800), True)
    with pytest.raises(actions.ReplyBeyondAuthority):
        actions.reply(actor=li, case=case, text=text, now=now)
    actions.decide(actor=wang, approval=Approval.objects.get(), grants=True, reason="", now=now)
    assert actions.reply(actor=li, case=case, text=text, now=now + timedelta(minutes=1)).body == text


def test_money_in_words_is_money(case: Case, li: Actor, now: datetime) -> None:
    with pytest.raises(actions.ReplyBeyondAuthority) as refused:
        actions.reply(actor=li, case=case, text="我们退您八百元，今天办好。", now=now)
    assert "800" in str(refused.value)


def test_how_far_ahead_a_role_may_promise_is_the_brands_to_say(
    case: Case, li: Actor, chen: Actor, now: datetime
) -> None:
    text = "我们会在20天内给您答复处理结果。"
    actions.set_reach_limit(actor=chen, brand=case.brand, role="agent", days=10, now=now)
    with pytest.raises(actions.ReplyBeyondAuthority) as refused:
        actions.reply(actor=li, case=case, text=text, now=now)
    assert "10" in str(refused.value)
    actions.set_reach_limit(actor=chen, brand=case.brand, role="agent", days=None, now=now)
    assert actions.reply(actor=li, case=case, text=text, now=now).body == text


@pytest.mark.parametrize(("role", "days"), [("agent", 0), ("agent", 4000), ("auditor", 5), ("nobody", 5)])
def test_a_senseless_reach_is_refused(case: Case, chen: Actor, now: datetime, role: str, days: int) -> None:
    with pytest.raises(Invalid):
        actions.set_reach_limit(actor=chen, brand=case.brand, role=role, days=days, now=now)
    assert not ReachLimit.objects.exists()


def test_there_is_nothing_to_ask_about_what_one_may_give(case: Case, li: Actor, now: datetime) -> None:
    with pytest.raises(actions.NothingBeyond):
        actions.ask_for_reply(actor=li, case=case, text="我们退您 100 元。", now=now)
    assert not Compensation.objects.exists()


def test_the_composer_keeps_the_words_and_offers_to_ask(
    case: Case, li_user: User, wang_user: User, now: datetime
) -> None:
    client = Client()
    client.force_login(li_user)
    form = {"text": "我们退您 800 元。", "request_key": "k1"}
    response = client.post(f"/cases/{case.number}/replies", form)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'name="ask"' in page
    assert "我们退您 800 元。" in page
    response = client.post(f"/cases/{case.number}/replies", {**form, "ask": "approval"})
    assert response.status_code == 302
    assert Compensation.objects.get().state == "asking"
    assert not Message.objects.exists()
