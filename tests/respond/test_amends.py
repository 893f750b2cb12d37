"""小李 makes amends to 张女士: within her authority at once, beyond it with 王主管, and with 陈总 where it is much."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st
from PIL import Image

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound, Refused
from wenguo.governance.models import AuditEntry
from wenguo.listen.actions import Upload
from wenguo.listen.models import Feedback, Outgoing
from wenguo.people.models import Brand, User
from wenguo.people.queries import actor_of
from wenguo.respond import actions, queries
from wenguo.respond.actions import Offer
from wenguo.respond.models import Approval, Case, CaseEvent, Compensation, Message

D = Decimal


def receipt() -> Upload:
    out = BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "PNG")
    return Upload("转账回单.png", out.getvalue())


def refund(amount: str, **more: Any) -> Offer:
    return Offer("refund", "退还第一晚房费", D(amount), **({"harm": "moderate", "reason": "老人同行"} | more))


@pytest.fixture
def offer(li: Actor, now: datetime) -> Callable[..., Compensation]:
    """小李 offers an amount in a case."""

    def one(
        case: Case, amount: str, *, at: datetime | None = None, actor: Actor | None = None
    ) -> Compensation:
        return actions.offer_compensation(actor=actor or li, case=case, offer=refund(amount), now=at or now)

    return one


@pytest.fixture
def asked(case: Case, li: Actor, wang_user: User, chen_user: User, now: datetime) -> Compensation:
    """小李 has asked for 948 yuan, which is beyond her 300."""
    return actions.ask_approval(actor=li, case=case, offer=refund("948"), now=now)


def waiting(row: Compensation) -> Approval:
    return queries.visible_approvals(actor_system()).get(compensation=row, decision="waiting")


def actor_system() -> Actor:
    return Actor(kind="system", name="test", brand_ids=None)


def state_of_the_world() -> dict[str, Any]:
    """Everything that an attempt might have changed; the audit record is looked at by itself."""
    return {
        "compensations": list(Compensation.objects.order_by("id").values()),
        "approvals": list(Approval.objects.order_by("id").values()),
        "events": CaseEvent.objects.count(),
        "messages": Message.objects.count(),
        "outgoing": Outgoing.objects.count(),
        "cases": list(Case.objects.order_by("id").values("id", "status", "changed_at")),
    }


@pytest.fixture
def is_refused() -> Callable[[Callable[[], object], str], None]:
    """What is tried is refused with this code, recorded once, and changes nothing."""

    def attempt(deed: Callable[[], object], code: str) -> None:
        before, lines = state_of_the_world(), AuditEntry.objects.count()
        with pytest.raises(Refused) as refusal:
            deed()
        assert refusal.value.code == code
        assert state_of_the_world() == before
        assert AuditEntry.objects.count() == lines + 1
        entry = AuditEntry.objects.latest("id")
        assert (entry.deed.endswith(".attempted"), entry.details["refused"]) == (True, code)

    return attempt


def test_within_the_limit_it_is_offered_and_the_customer_is_told(
    case: Case, offer: Any, now: datetime
) -> None:
    row = offer(case, "300")
    assert (row.state, row.offered_at, row.maker_name, row.tier, row.fault) == (
        "offered",
        now,
        "小李",
        "standard",
        "ours",
    )
    message = Message.objects.get(case=case)
    assert "退还第一晚房费" in message.body
    assert "300" in message.body
    assert AuditEntry.objects.filter(deed="compensation.offered").count() == 1


@pytest.mark.parametrize("amount", ["300.01", "948", "9999999.99"])
def test_beyond_the_limit_it_is_refused_recorded_and_changes_nothing(
    amount: str, case: Case, offer: Any, is_refused: Any
) -> None:
    is_refused(lambda: offer(case, amount), "beyond_authority")


def test_a_third_time_a_third_is_the_whole(case: Case, offer: Any, is_refused: Any) -> None:
    offer(case, "150")
    offer(case, "150")
    is_refused(lambda: offer(case, "0.01"), "looks_split")


def test_parts_in_several_cases_of_one_customer_are_the_whole(
    case: Case, open_one: Open, offer: Any, is_refused: Any
) -> None:
    offer(case, "200")
    other = open_one(text="毛巾上也有血渍，请处理")
    is_refused(lambda: offer(other, "150"), "looks_split")
    offer(other, "100")


def test_asking_for_approval_counts_as_giving(
    case: Case, open_one: Open, offer: Any, asked: Any, is_refused: Any
) -> None:
    is_refused(lambda: offer(case, "10"), "looks_split")
    other = open_one(text="毛巾上也有血渍，请处理")
    is_refused(lambda: offer(other, "10"), "looks_split")


def test_after_the_week_the_period_still_counts(
    case: Case, open_one: Open, offer: Any, now: datetime, is_refused: Any
) -> None:
    offer(case, "300", at=now - timedelta(days=60))
    second = open_one(text="毛巾上也有血渍")
    offer(second, "300", at=now - timedelta(days=30))
    third = open_one(text="浴袍上也有血渍")
    is_refused(lambda: offer(third, "10"), "beyond_authority")
    offer(third, "10", at=now + timedelta(days=31))


def test_what_was_withdrawn_or_declined_does_not_count(
    case: Case, offer: Any, li: Actor, now: datetime
) -> None:
    first = offer(case, "300")
    actions.withdraw_compensation(actor=li, compensation=first, reason="写错了", now=now)
    assert offer(case, "300").state == "offered"


def test_another_customer_has_room_of_their_own(case: Case, open_one: Open, offer: Any) -> None:
    offer(case, "300")
    assert offer(open_one(email="zhao@example.test", text="我房间也有"), "300").state == "offered"


def test_beyond_the_months_budget_even_small_things_are_asked_for(
    case: Case, hotel: Brand, chen: Actor, offer: Any, now: datetime, is_refused: Any
) -> None:
    actions.set_budget(actor=chen, brand=hotel, month=now.date(), amount=D("100"), now=now)
    offer(case, "60")
    is_refused(lambda: offer(case, "41"), "beyond_budget")
    view = queries.budget_of(hotel, currency="CNY", now=now)
    assert (view.amount, view.spent, view.left) == (D("100.00"), D("60.00"), D("40.00"))


def test_the_lead_approves_and_the_customer_is_told_in_the_name_of_whoever_asked(
    asked: Compensation, wang: Actor, now: datetime
) -> None:
    approval = waiting(asked)
    assert (approval.role, approval.due_at) == ("lead", now + timedelta(hours=4))
    assert asked.obstacles == ["amount", "customer"]
    assert not Message.objects.exists()
    actions.decide(actor=wang, approval=approval, grants=True, now=now + timedelta(minutes=20))
    asked.refresh_from_db()
    assert (asked.state, asked.offered_at) == ("offered", now + timedelta(minutes=20))
    assert Message.objects.get().author_name == "小李"


def test_what_is_within_the_limit_needs_no_approval(
    case: Case, li: Actor, wang_user: User, now: datetime
) -> None:
    row = actions.ask_approval(actor=li, case=case, offer=refund("200"), now=now)
    assert (row.state, Approval.objects.count()) == ("offered", 0)


def test_beyond_the_leads_limit_the_executive_decides_after_the_lead(
    case: Case, li: Actor, wang: Actor, chen: Actor, now: datetime
) -> None:
    row = actions.ask_approval(actor=li, case=case, offer=refund("5000"), now=now)
    actions.decide(actor=wang, approval=waiting(row), grants=True, now=now)
    row.refresh_from_db()
    assert (row.state, waiting(row).role) == ("asking", "executive")
    actions.decide(actor=chen, approval=waiting(row), grants=True, now=now)
    row.refresh_from_db()
    assert row.state == "offered"


def test_more_than_anybody_may_give_cannot_be_approved(
    case: Case, li: Actor, wang: Actor, chen: Actor, now: datetime, is_refused: Any
) -> None:
    row = actions.ask_approval(actor=li, case=case, offer=refund("60000"), now=now)
    actions.decide(actor=wang, approval=waiting(row), grants=True, now=now)
    is_refused(
        lambda: actions.decide(actor=chen, approval=waiting(row), grants=True, now=now), "beyond_authority"
    )


def test_a_refusal_says_why(asked: Compensation, wang: Actor, now: datetime) -> None:
    with pytest.raises(Invalid):
        actions.decide(actor=wang, approval=waiting(asked), grants=False, now=now)
    actions.decide(actor=wang, approval=waiting(asked), grants=False, reason="先核实房费", now=now)
    asked.refresh_from_db()
    assert asked.state == "refused"
    event = CaseEvent.objects.latest("id")
    assert (event.kind, event.data["reason"]) == ("not_approved", "先核实房费")


def test_nobody_approves_their_own_request_whatever_they_become(
    asked: Compensation, li_user: User, now: datetime, is_refused: Any
) -> None:
    li_user.role = "lead"
    li_user.save(update_fields=["role"])
    is_refused(
        lambda: actions.decide(actor=actor_of(li_user), approval=waiting(asked), grants=True, now=now),
        "self_approval",
    )


def test_a_lead_who_asks_does_not_decide_either(
    case: Case, wang: Actor, chen: Actor, now: datetime, is_refused: Any
) -> None:
    row = actions.ask_approval(actor=wang, case=case, offer=refund("5000"), now=now)
    assert waiting(row).role == "executive"
    is_refused(
        lambda: actions.decide(actor=wang, approval=waiting(row), grants=True, now=now), "self_approval"
    )


def test_an_agent_decides_nothing(
    asked: Compensation, li: Actor, open_one: Open, now: datetime, is_refused: Any, hotel: Brand
) -> None:
    other = User.objects.create(username="zhou", name="小周", role="agent")
    other.brands.set([hotel])
    is_refused(
        lambda: actions.decide(actor=actor_of(other), approval=waiting(asked), grants=True, now=now),
        "not_allowed",
    )


def test_a_deputy_decides_while_the_lead_is_away_and_not_afterwards(
    asked: Compensation, hotel: Brand, wang_user: User, admin: Actor, now: datetime, is_refused: Any
) -> None:
    zhou = User.objects.create(username="zhou", name="小周", role="specialist")
    zhou.brands.set([hotel])
    until = now + timedelta(hours=1)
    actions.set_deputy(actor=admin, user=wang_user, deputy=zhou, starts_at=now, ends_at=until, now=now)
    is_refused(
        lambda: actions.decide(actor=actor_of(zhou), approval=waiting(asked), grants=True, now=until),
        "deputy_expired",
    )
    decided = actions.decide(actor=actor_of(zhou), approval=waiting(asked), grants=True, now=now)
    assert (decided.decided_by_id, decided.for_whom_id) == (zhou.pk, wang_user.pk)
    asked.refresh_from_db()
    assert asked.state == "offered"


def test_whoever_asked_does_not_decide_as_a_deputy(
    asked: Compensation, li_user: User, wang_user: User, admin: Actor, now: datetime, is_refused: Any
) -> None:
    later = now + timedelta(days=1)
    actions.set_deputy(actor=admin, user=wang_user, deputy=li_user, starts_at=now, ends_at=later, now=now)
    is_refused(
        lambda: actions.decide(actor=actor_of(li_user), approval=waiting(asked), grants=True, now=now),
        "self_approval",
    )


def test_a_deputy_of_whoever_asked_does_not_decide_for_them(
    case: Case, wang: Actor, wang_user: User, chen_user: User, admin: Actor, hotel: Brand, now: datetime
) -> None:
    """The lead asked; her deputy may not let it through in her name, and the executive's step is not theirs."""
    zhou = User.objects.create(username="zhou", name="小周", role="specialist")
    zhou.brands.set([hotel])
    row = actions.ask_approval(actor=wang, case=case, offer=refund("5000"), now=now)
    later = now + timedelta(days=1)
    actions.set_deputy(actor=admin, user=wang_user, deputy=zhou, starts_at=now, ends_at=later, now=now)
    with pytest.raises(NotAllowed):
        actions.decide(actor=actor_of(zhou), approval=waiting(row), grants=True, now=now)
    assert waiting(row).role == "executive"


def test_one_pair_of_eyes_does_not_see_two_steps(
    case: Case,
    li: Actor,
    wang: Actor,
    wang_user: User,
    chen_user: User,
    admin: Actor,
    now: datetime,
    is_refused: Any,
) -> None:
    row = actions.ask_approval(actor=li, case=case, offer=refund("5000"), now=now)
    actions.decide(actor=wang, approval=waiting(row), grants=True, now=now)
    later = now + timedelta(days=1)
    actions.set_deputy(actor=admin, user=chen_user, deputy=wang_user, starts_at=now, ends_at=later, now=now)
    is_refused(
        lambda: actions.decide(actor=wang, approval=waiting(row), grants=True, now=now), "self_approval"
    )


def test_whom_the_case_is_about_decides_nothing(
    asked: Compensation, case: Case, li: Actor, wang: Actor, wang_user: User, now: datetime, is_refused: Any
) -> None:
    actions.recuse(actor=li, case=case, user=wang_user, reason="客户投诉的就是她", now=now)
    assert queries.approvals_for(wang, now=now) == []
    is_refused(lambda: actions.decide(actor=wang, approval=waiting(asked), grants=True, now=now), "touched")


def test_what_nobody_decides_in_time_goes_to_the_next_once(
    asked: Compensation, chen: Actor, wang: Actor, now: datetime
) -> None:
    late = now + timedelta(hours=4)
    assert actions.pass_on_overdue(now=late - timedelta(seconds=1)) == 0
    assert actions.pass_on_overdue(now=late) == 1
    assert actions.pass_on_overdue(now=late) == 0
    assert waiting(asked).role == "executive"
    with pytest.raises(NotAllowed):
        actions.decide(actor=wang, approval=waiting(asked), grants=True, now=late)
    assert actions.pass_on_overdue(now=late + timedelta(hours=24)) == 1
    assert actions.pass_on_overdue(now=late + timedelta(hours=48)) == 0
    actions.decide(actor=chen, approval=waiting(asked), grants=True, now=late + timedelta(hours=30))
    asked.refresh_from_db()
    assert asked.state == "offered"


def test_where_nobody_is_above_it_is_said(case: Case, li: Actor, now: datetime, is_refused: Any) -> None:
    is_refused(
        lambda: actions.ask_approval(actor=li, case=case, offer=refund("948"), now=now), "nobody_above"
    )


def test_what_waits_for_somebody_is_on_their_desk_and_on_nobody_elses(
    asked: Compensation, li: Actor, wang: Actor, chen: Actor, outsider: Actor, now: datetime
) -> None:
    desks = {actor.name: len(queries.approvals_for(actor, now=now)) for actor in (li, wang, chen, outsider)}
    assert desks == {"小李": 0, "王主管": 1, "陈总": 1, "外人": 0}
    with pytest.raises(NotFound):
        queries.get_compensation(outsider, asked.pk)


def test_the_customer_accepts_on_their_page_and_proof_closes_it(
    case: Case, offer: Any, li: Actor, now: datetime
) -> None:
    row, link = offer(case, "300"), Feedback.objects.get().link
    with pytest.raises(actions.NotAccepted):
        actions.record_payment(actor=li, compensation=row, reference="WX1", proofs=[receipt()], now=now)
    actions.answer_offer(link=link, compensation_id=row.pk, accepts=True, now=now)
    actions.answer_offer(link=link, compensation_id=row.pk, accepts=True, now=now)
    with pytest.raises(actions.NotOpenAnymore):
        actions.answer_offer(link=link, compensation_id=row.pk, accepts=False, now=now)
    for reference, proofs in (("", [receipt()]), ("WX1", [])):
        with pytest.raises(Invalid):
            actions.record_payment(actor=li, compensation=row, reference=reference, proofs=proofs, now=now)
    paid = actions.record_payment(actor=li, compensation=row, reference=" WX 1 ", proofs=[receipt()], now=now)
    assert (paid.state, paid.payment_reference, paid.proofs.count()) == ("paid", "WX 1", 1)
    assert CaseEvent.objects.filter(kind__in=["offer_accepted", "offer_paid"]).count() == 2


def test_a_customer_answers_only_their_own_offers_and_only_those_made(
    case: Case, offer: Any, asked: Compensation, open_one: Open, now: datetime
) -> None:
    other = open_one(email="zhao@example.test", text="我房间也有")
    theirs = offer(other, "50")
    link = Feedback.objects.order_by("id")[0].link
    for compensation_id in (theirs.pk, asked.pk, 2**70):
        with pytest.raises(NotFound):
            actions.answer_offer(link=link, compensation_id=compensation_id, accepts=True, now=now)


def test_a_letter_of_apology_costs_nothing_and_needs_no_file(case: Case, li: Actor, now: datetime) -> None:
    row = actions.offer_compensation(
        actor=li, case=case, offer=Offer("apology_letter", "店长亲笔致歉信"), now=now
    )
    actions.answer_for_customer(actor=li, compensation=row, accepts=True, words="电话里说可以", now=now)
    paid = actions.record_payment(actor=li, compensation=row, reference="11月17日寄出", now=now)
    assert (paid.state, paid.is_answered_by_phone) == ("paid", True)


def test_what_is_unusual_needs_a_reason(case: Case, li: Actor, now: datetime) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.offer_compensation(actor=li, case=case, offer=refund("20", reason=""), now=now)
    assert refusal.value.fields == {"reason": "empty"}
    assert (
        actions.offer_compensation(actor=li, case=case, offer=refund("60", reason=""), now=now).reason == ""
    )


def test_the_advice_tells_range_band_history_law_budget_and_room(
    open_one: Open, li: Actor, li_user: User, wang_user: User, offer: Any, now: datetime
) -> None:
    for n, amount in enumerate(("60", "80", "100", "120", "140")):
        offer(open_one(email=f"guest{n}@example.test", text=f"床单有污渍 {n}"), amount)
    mine = open_one(text="床单上有血渍")
    known = queries.advice(li, mine, harm="moderate", price=D("1376"), now=now)
    assert known.proposal is not None
    assert (known.proposal.low, known.proposal.high) == (D("688.00"), D("1032.00"))
    assert (known.band.n, known.band.q1, known.band.median, known.band.q3) == (
        5,
        D("80.00"),
        D("100.00"),
        D("120.00"),
    )
    assert (known.scope, known.earlier.count, known.room) == ("category", 0, D("300"))
    assert any("食品安全法" in law.source for law in known.laws)
    assert known.budget.amount is None


def test_somebody_who_was_given_often_is_pointed_out_and_never_refused(
    case: Case, open_one: Open, offer: Any, li: Actor, now: datetime
) -> None:
    offer(case, "60", at=now - timedelta(days=80))
    offer(open_one(text="又有血渍"), "60", at=now - timedelta(days=40))
    third = open_one(text="还有血渍")
    earlier = queries.advice(li, third, now=now).earlier
    assert (earlier.count, earlier.total, earlier.is_often) == (2, D("120.00"), True)
    assert offer(third, "60").state == "offered"


def test_the_same_request_twice_is_one_offer(case: Case, li: Actor, now: datetime) -> None:
    rows = [
        actions.offer_compensation(actor=li, case=case, offer=refund("60"), now=now, request_key="k1")
        for _n in range(2)
    ]
    assert (rows[0].pk == rows[1].pk, Compensation.objects.count()) == (True, 1)


def test_in_a_closed_case_nothing_is_offered(
    case: Case, li: Actor, now: datetime, is_refused: Any, offer: Any
) -> None:
    actions.resolve(
        actor=li, case=case, outcome="solved", cause="process", text="好了", now=now, tell_customer=False
    )
    actions.close(actor=li, case=case, lesson="", now=now)
    is_refused(lambda: offer(case, "50"), "case_is_closed")


@pytest.mark.parametrize("amount", ["-1", "0", "1.005", "NaN", "Infinity", "99999999"])
def test_an_amount_that_is_none_is_not_taken(amount: str, case: Case, offer: Any) -> None:
    with pytest.raises(Invalid):
        offer(case, amount)
    assert not Compensation.objects.exists()


SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(amounts=st.lists(st.decimals(D("0.01"), D("900"), places=2), min_size=1, max_size=6))
def test_whatever_an_agent_tries_one_case_never_gets_more_than_her_limit(
    amounts: list[Decimal], case: Case, li: Actor, now: datetime
) -> None:
    with transaction.atomic():
        before = AuditEntry.objects.filter(deed="compensation.attempted").count()
        refused = 0
        for amount in amounts:
            try:
                actions.offer_compensation(actor=li, case=case, offer=refund(str(amount)), now=now)
            except Refused:
                refused += 1
        rows = Compensation.objects.filter(case=case)
        assert sum((row.amount for row in rows), D(0)) <= D("300")
        assert rows.count() == len(amounts) - refused
        assert AuditEntry.objects.filter(deed="compensation.attempted").count() == before + refused
        transaction.set_rollback(True)


@SLOW
@given(cents=st.lists(st.integers(1, 30_000), min_size=1, max_size=8))
def test_totals_reconcile_to_the_cent(
    cents: list[int], open_one: Open, hotel: Brand, li: Actor, now: datetime
) -> None:
    with transaction.atomic():
        amounts = [D(n) / 100 for n in cents]
        for n, amount in enumerate(amounts):
            other = open_one(email=f"g{n}@example.test", text=f"房间有异味 {n}")
            actions.offer_compensation(actor=li, case=other, offer=refund(str(amount)), now=now)
        view = queries.budget_of(hotel, currency="CNY", now=now)
        assert view.spent == sum(amounts)
        transaction.set_rollback(True)
