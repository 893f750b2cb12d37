"""Compensation, approvals and promises as pages, without scripts; the parity report as page and file."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client
from PIL import Image

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.kernel.clock import now as present
from wenguo.listen.models import Feedback
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.models import Approval, AuthorityLimit, Case, Compensation, Promise, ReachLimit

SignIn = Callable[[User], Client]
OFFER = {
    "kind": "refund",
    "harm": "moderate",
    "fault": "ours",
    "price": "1376",
    "amount": "948",
    "currency": "CNY",
    "text": "退还第一晚房费",
    "reason": "老人同行",
}


@pytest.fixture
def li_client(li_user: User, signed_in: SignIn) -> Client:
    return signed_in(li_user)


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def png() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    out.seek(0)
    out.name = "receipt.png"
    return out


def test_the_form_says_range_reasons_room_and_law(case: Case, li_client: Client) -> None:
    text = page(li_client, f"/cases/{case.number}/compensation")
    for words in ("中度损害", "责任在我们", "太少，不作比较", "本案您还可自行给予 300 元", "食品安全法"):
        assert words in text


def test_beyond_authority_the_form_comes_back_with_one_click_to_ask(
    case: Case, li_client: Client, wang_user: User, signed_in: SignIn
) -> None:
    address = f"/cases/{case.number}/compensation"
    refused = li_client.post(address, OFFER)
    assert refused.status_code == 422
    assert 'name="ask"' in refused.content.decode()
    assert "退还第一晚房费" in refused.content.decode()
    assert not Compensation.objects.exists()
    assert li_client.post(address, {**OFFER, "ask": "1"})["Location"] == f"/cases/{case.number}"
    lead, approval = signed_in(wang_user), Approval.objects.get()
    assert "948" in page(lead, "/today")
    assert lead.get("/notifications?part=count").content.decode() == "1"
    assert "老人同行" in page(lead, f"/approvals/{approval.pk}")
    assert lead.post(f"/approvals/{approval.pk}", {"grants": "no"}).status_code == 422
    assert lead.post(f"/approvals/{approval.pk}", {"grants": "yes"})["Location"] == "/approvals"
    assert Compensation.objects.get().state == "offered"


def test_from_the_customers_yes_to_the_proof(case: Case, li: Actor, li_client: Client, now: datetime) -> None:
    row = actions.offer_compensation(
        actor=li,
        case=case,
        offer=actions.Offer("refund", "退还早餐费", Decimal(60), harm="moderate"),
        now=now,
    )
    link, guest = Feedback.objects.get().link, Client()
    assert "退还早餐费" in page(guest, f"/t/{link}")
    assert guest.post(f"/t/{link}/offers/{row.pk}", {"accepts": "yes"})["Location"] == f"/t/{link}"
    address = f"/compensation/{row.pk}/pay"
    assert li_client.post(address, {"reference": "WX1"}).status_code == 422
    li_client.post(address, {"reference": "WX1", "proofs": png()})
    row.refresh_from_db()
    assert (row.state, row.payment_reference, row.proofs.count()) == ("paid", "WX1", 1)
    assert "WX1" in page(li_client, f"/cases/{case.number}")
    assert "WX1" not in page(guest, f"/t/{link}")


def test_the_four_steps_are_written_down(case: Case, li_client: Client) -> None:
    address = f"/cases/{case.number}/offer-steps"
    assert li_client.post(address, {"step": "confirm"}).status_code == 422
    li_client.post(address, {"step": "confirm", "asked": "退第一晚", "offered": "先核实"})
    assert "退第一晚" in page(li_client, address)


def test_what_may_be_given_is_set_on_a_page(hotel: Brand, chen_user: User, signed_in: SignIn) -> None:
    client = signed_in(chen_user)
    form = {"limit-brand": str(hotel.pk), "limit-role": "agent", "limit-kind": "", "limit-currency": "CNY"}
    form |= {"limit-amount": "120.50", "limit-total": "200", "limit-days": "30"}
    assert client.post("/settings/compensation/limit", form).status_code == 302
    assert client.post("/settings/compensation/limit", {**form, "limit-amount": "-1"}).status_code == 422
    row = AuthorityLimit.objects.get()
    assert (row.amount, row.days) == (Decimal("120.50"), 30)
    assert "120.50" in page(client, "/settings/compensation")
    client.post(f"/settings/compensation/limit/{row.pk}")
    assert not AuthorityLimit.objects.exists()


def test_how_far_ahead_a_role_may_promise_is_set_on_the_page(
    hotel: Brand, chen_user: User, signed_in: SignIn
) -> None:
    client = signed_in(chen_user)
    form = {"reach-brand": str(hotel.pk), "reach-role": "agent", "reach-days": "12"}
    assert client.post("/settings/compensation/reach", form).status_code == 302
    assert client.post("/settings/compensation/reach", {**form, "reach-days": "0"}).status_code == 422
    row = ReachLimit.objects.get()
    assert row.days == 12
    client.post("/settings/compensation/reach", {**form, "reach-days": ""})
    assert ReachLimit.objects.get().days is None
    client.post(f"/settings/compensation/reach/{row.pk}")
    assert not ReachLimit.objects.exists()


def test_a_promise_ticked_in_the_composer_is_one_and_one_unticked_is_none(
    case: Case, li_client: Client
) -> None:
    text = "明天下午5点前给您回电，后天12点前把处理结果告诉您。"
    found = li_client.post(f"/cases/{case.number}/promises/found", {"text": text}).content.decode()
    assert found.count('name="promise"') == 2
    first, second = queries.pledges_in(text, language="zh", now=present())
    values = [f"{one.due_at.isoformat()}|{one.text}" for one in (first, second)]
    assert all(value in found for value in values)
    form = {"text": text, "promise": [values[0]], "seen": values}
    li_client.post(f"/cases/{case.number}/replies", form)
    assert [(row.text, row.state) for row in Promise.objects.all()] == [(first.text, "open")]


def test_a_promise_by_phone_is_one_line_on_the_page(case: Case, li_client: Client) -> None:
    address = f"/cases/{case.number}/promises"
    assert li_client.post(address, {"line": "尽快回电"}).status_code == 422
    assert li_client.post(address, {"line": "明天下午5点前回电"})["Location"] == f"/cases/{case.number}"
    row = Promise.objects.get()
    assert row.text in page(li_client, "/promises")
    li_client.post(f"/promises/{row.pk}/keep", {"note": "已回电"})
    row.refresh_from_db()
    assert (row.state, row.note) == ("kept", "已回电")


def test_the_parity_report_adds_up_to_the_cent_on_the_page_and_in_the_file(
    open_one: Open, li: Actor, li_user: User, wang_user: User, hotel: Brand, signed_in: SignIn, now: datetime
) -> None:
    for n, amount in enumerate(("60.10", "70.25", "0", "80.33", "0", "90.02")):
        case = open_one(email=f"g{n}@example.test", text=f"房间有异味{n}")
        if amount != "0":
            offer = actions.Offer("refund", "退费", Decimal(amount), harm="moderate")
            actions.offer_compensation(actor=li, case=case, offer=offer, now=now)
        actions.resolve(
            actor=li, case=case, outcome="solved", cause="process", text="好", now=now, tell_customer=False
        )
    client = signed_in(wang_user)
    assert "300.70" in page(client, "/compensation/parity?brand=hotel&month=2026-11")
    body = b"".join(client.get("/compensation/parity.csv?brand=hotel&month=2026-11")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body)))[1:]
    sums: dict[str, Decimal] = {}
    for row in rows:
        sums[row[1]] = sums.get(row[1], Decimal(0)) + Decimal(row[9])
    assert sums == dict.fromkeys(("等级", "地点", "渠道", "称呼"), Decimal("300.70"))
    assert "女士" in {row[2] for row in rows}
    assert "没有办结的投诉" in page(client, "/compensation/parity?brand=hotel&month=2026-01")
