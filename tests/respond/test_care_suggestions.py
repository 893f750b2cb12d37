"""Key moments, contact plans and win-backs are suggested; a person decides, and nothing leaves against a wish."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.respond.conftest import Hear, Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid
from wenguo.customers import actions as customers
from wenguo.customers.models import Customer, Identity
from wenguo.listen.models import Feedback, Outgoing
from wenguo.people.models import Brand
from wenguo.respond import actions, queries
from wenguo.respond.models import CareTask, Case, Rating

DAY = timedelta(days=1)


def make(brand: Brand, now: datetime, n: int = 1, **facts: Any) -> list[Customer]:
    rows = []
    for number in range(n):
        row = Customer.objects.create(
            **{
                "brand": brand,
                "name": f"客户{number}",
                "tier": "gold",
                "may_contact": True,
                "created_at": now - 400 * DAY,
                **facts,
            }
        )
        for kind, value in (("email", f"c{row.pk}@example.test"), ("phone", f"1380000{row.pk:04}")):
            Identity.objects.create(brand=brand, customer=row, kind=kind, value=value, shown=value)
        rows.append(row)
    return rows


@pytest.fixture
def friend(hotel: Brand, wang: Actor, now: datetime) -> Customer:
    """客户0, whose birthday is the day after tomorrow."""
    (row,) = make(hotel, now)
    facts: dict[str, Any] = {"kind": "birthday", "has_consent": True}
    customers.set_key_date(actor=wang, customer=row, day=date(1988, 11, 19), now=now, **facts)
    return row


def test_a_birthday_is_suggested_once_and_never_sent_by_itself(friend: Customer, now: datetime) -> None:
    assert [actions.suggest_care(now=now + n * DAY) for n in (0, 0, 1)] == [1, 0, 0]
    task = CareTask.objects.get()
    assert (task.kind, task.state, task.key) == ("birthday", "suggested", f"birthday-{friend.pk}-2026")
    assert task.reason == {"zh": "11月19日生日", "en": "Birthday on 2026-11-19"}
    assert Outgoing.objects.count() == 0


def test_an_accepted_message_leaves_once_with_the_words_that_were_read(
    friend: Customer, li: Actor, now: datetime
) -> None:
    actions.suggest_care(now=now)
    task = CareTask.objects.get()
    words = {"subject": "生日快乐", "body": "祝您安康"}
    actions.accept_care(actor=li, task=task, way="message", now=now, **words)
    with pytest.raises(actions.CareIsSettled):
        actions.accept_care(actor=li, task=task, way="message", now=now, **words)
    letter = Outgoing.objects.get()
    assert (letter.subject, letter.body, letter.not_before_at) == ("生日快乐", "祝您安康", now)


def test_in_quiet_hours_an_accepted_message_waits_for_the_morning(
    friend: Customer, li: Actor, now: datetime
) -> None:
    night = now.replace(hour=15)  # 23:00 in Shanghai
    actions.suggest_care(now=night)
    task = CareTask.objects.get()
    actions.accept_care(actor=li, task=task, way="message", now=night, subject="好", body="好")
    assert Outgoing.objects.get().not_before_at == night + timedelta(hours=10)


@pytest.mark.parametrize("wish", [{"do_not_contact": True}, {"may_contact": False}])
def test_without_consent_nothing_is_suggested_and_nothing_accepted(
    wish: dict[str, bool], friend: Customer, li: Actor, now: datetime
) -> None:
    actions.suggest_care(now=now)
    Customer.objects.update(**wish)
    task = CareTask.objects.get()
    with pytest.raises(actions.NoConsent):
        actions.accept_care(actor=li, task=task, way="message", now=now, subject="好", body="好")
    CareTask.objects.all().delete()
    assert actions.suggest_care(now=now) == 0
    assert Outgoing.objects.count() == 0


def test_the_month_holds_no_more_than_the_plan_allows(
    friend: Customer, li: Actor, wang: Actor, hotel: Brand, now: datetime
) -> None:
    plan: dict[str, Any] = {"tier": "gold", "every_days": 0, "most_a_month": 0, "way": "call"}
    actions.set_contact_plan(actor=wang, brand=hotel, now=now, **plan)
    actions.suggest_care(now=now)
    task = CareTask.objects.get()
    with pytest.raises(actions.ContactedEnough):
        actions.accept_care(actor=li, task=task, way="call", now=now)
    task.refresh_from_db()
    assert task.state == "suggested"


def test_dismissed_with_a_reason_it_does_not_come_back(friend: Customer, li: Actor, now: datetime) -> None:
    actions.suggest_care(now=now)
    task = CareTask.objects.get()
    with pytest.raises(Invalid):
        actions.dismiss_care(actor=li, task=task, reason=" ", now=now)
    actions.dismiss_care(actor=li, task=task, reason="刚刚通过电话", now=now)
    assert actions.suggest_care(now=now) == 0
    task.refresh_from_db()
    assert (task.state, task.because) == ("dismissed", "刚刚通过电话")


def test_a_plan_spreads_its_calls_over_days(hotel: Brand, wang: Actor, now: datetime) -> None:
    make(hotel, now, 7)
    make(hotel, now, 1, do_not_contact=True)
    make(hotel, now, 1, tier="standard")
    make(hotel, now, 1, created_at=now - 10 * DAY)
    actions.set_care(actor=wang, brand=hotel, per_day=3, now=now)
    actions.set_contact_plan(
        actor=wang, brand=hotel, tier="gold", every_days=90, most_a_month=1, way="call", now=now
    )
    counts = [actions.suggest_care(now=now + hours * timedelta(hours=1)) for hours in (0, 2, 24, 48, 72)]
    assert counts == [3, 0, 3, 1, 0]
    task = CareTask.objects.order_by("id")[0]
    assert (task.state, task.way, task.reason["zh"]) == (
        "open",
        "call",
        "金卡客户每 90 天联系一次，此前没有主动联系过",
    )


def test_whoever_left_angry_is_listed_with_the_reason(
    case: Case, li: Actor, hotel: Brand, now: datetime
) -> None:
    actions.resolve(
        actor=li, case=case, outcome="partly", cause="person", text="退一半", now=now, tell_customer=False
    )
    actions.close(actor=li, case=case, lesson="", now=now)
    Rating.objects.create(case=case, score=1, created_at=now)
    assert [actions.suggest_care(now=now + n * DAY) for n in (1, 2)] == [1, 0]
    task = CareTask.objects.get(kind="win_back")
    assert task.reason["zh"] == f"{case.number} 结案时客户不满意（1 分）"
    assert task.step["zh"]
    assert queries.care_counts(li, now=now + DAY).win_back == 1


def test_angry_last_words_and_silence_are_noticed(hotel: Brand, hear: Hear, now: datetime) -> None:
    for days in (400, 300, 200):
        hear(email="silent@example.test", at=now - days * DAY, polarity="positive", intensity=4)
    hear(email="angry@example.test", text="以后再也不来", at=now - 20 * DAY)
    Customer.objects.update(may_contact=True)
    assert actions.suggest_care(now=now) == 2
    reasons = sorted(task.reason["en"] for task in CareTask.objects.all())
    assert reasons == [
        "The last words were still angry: “以后再也不来”",
        "Used to talk to us; silent for 200 days",
    ]


def test_whoever_has_an_open_case_is_left_to_it(open_one: Open, li: Actor, now: datetime) -> None:
    open_one(at=now - 20 * DAY)
    Customer.objects.update(may_contact=True)
    assert actions.suggest_care(now=now) == 0


def test_coming_back_is_counted(hotel: Brand, li: Actor, hear: Hear, now: datetime) -> None:
    hear(email="angry@example.test", at=now - 20 * DAY)
    Customer.objects.update(may_contact=True)
    actions.suggest_care(now=now)
    task = CareTask.objects.get()
    actions.accept_care(actor=li, task=task, way="message", now=now, subject="好", body="好")
    assert queries.care_figures(li, now=now + DAY).came_back == 0
    hear(email="angry@example.test", text="谢谢，又来住了", at=now + 2 * DAY)
    figures = queries.care_figures(li, now=now + 3 * DAY)
    assert (figures.won, figures.came_back) == (1, 1)


def test_words_of_an_unhappy_planned_call_open_a_case(
    hotel: Brand, li: Actor, wang: Actor, now: datetime
) -> None:
    make(hotel, now)
    plan: dict[str, Any] = {"tier": "gold", "every_days": 90, "most_a_month": 1, "way": "call"}
    actions.set_contact_plan(actor=wang, brand=hotel, now=now, **plan)
    actions.suggest_care(now=now)
    said = actions.Said(satisfied=False, words="上周漏水一直没人修")
    task = actions.record_call(actor=li, task=CareTask.objects.get(), said=said, now=now)
    assert task.case is not None
    assert Feedback.objects.get().text == "上周漏水一直没人修"
