"""The second key to the customer's page, and letters about what changed on it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.respond.conftest import Hear, Open
from tests.respond.test_tracking_page import photo, solve
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.customers.models import Identity
from wenguo.governance.models import AuditEntry
from wenguo.kernel import clock
from wenguo.listen.actions import TooOften
from wenguo.listen.models import Outgoing
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, CaseEvent, PageNotice, TailTry, TrackingSetting

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def risky(li_user: User, open_one: Open) -> Case:
    """Personal data are at risk, and 张女士's phone is known."""
    case = open_one(risks=["privacy"])
    with_phone(case)
    return case


def with_phone(case: Case) -> None:
    assert case.customer is not None
    Identity.objects.create(
        brand=case.brand, customer=case.customer, kind="phone", value="13800002468", shown="138 0000 2468"
    )


@pytest.fixture
def client() -> Client:
    return Client()


def link_of(case: Case) -> str:
    return case.links.get().feedback.link


def test_a_case_with_personal_data_at_risk_shows_nothing_sensitive_by_its_link(
    risky: Case, li: Actor, client: Client, now: datetime
) -> None:
    actions.reply(actor=li, case=risky, text="您的住址不会外传", now=now)
    page = client.get(f"/t/{link_of(risky)}").content.decode()
    assert "这一页有一部分已锁上" in page
    assert risky.number in page
    for secret in ("血渍", "住址不会外传", risky.title):
        assert secret not in page


def test_the_right_digits_open_it_for_this_browser_and_no_other(
    risky: Case, client: Client, now: datetime
) -> None:
    link = link_of(risky)
    response = client.post(f"/t/{link}/digits", {"digits": "２４６８"})
    assert (response.status_code, response["Location"]) == (302, f"/t/{link}")
    cookie = response.cookies["opened"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        f"/t/{link}",
        True,
        "Lax",
        "",
    )
    assert "血渍" in client.get(f"/t/{link}").content.decode()
    assert "血渍" not in Client().get(f"/t/{link}").content.decode()


def test_the_pass_of_one_page_does_not_open_another(
    risky: Case, hear: Hear, client: Client, now: datetime
) -> None:
    other = actions.open_case(feedback=hear(email="zhao@example.test", risks=["privacy"]), now=now)
    given = actions.open_tracking(link=link_of(risky), digits="2468", now=now)
    assert queries.tracking(link_of(risky), now=now, tail_pass=given).lock == "open"
    assert queries.tracking(link_of(other), now=now, tail_pass=given).lock == "unknown"
    assert queries.tracking(link_of(risky), now=now, tail_pass=given + "x").lock == "asks"


def test_wrong_digits_are_told_counted_and_soon_refused(risky: Case, client: Client) -> None:
    link, moment = link_of(risky), clock.now()
    response = client.post(f"/t/{link}/digits", {"digits": "1111"})
    assert response.status_code == 422
    assert "对不上" in response.content.decode()
    assert TailTry.objects.count() == 1
    assert AuditEntry.objects.filter(deed="tracking.wrong_digits").count() == 1
    for n in range(4):
        assert actions.open_tracking(link=link, digits=f"000{n}", now=moment) == ""
    with pytest.raises(TooOften):
        actions.open_tracking(link=link, digits="2468", now=moment)
    assert TailTry.objects.count() == 5
    assert client.post(f"/t/{link}/digits", {"digits": "2468"}).status_code == 429
    with pytest.raises(Invalid):
        actions.open_tracking(link=link, digits="24x8", now=moment)


def test_files_and_offers_stay_shut_without_the_digits(
    risky: Case, li: Actor, client: Client, now: datetime
) -> None:
    link = link_of(risky)
    client.post(f"/t/{link}/more", {"text": "看照片", "photos": [photo()]})
    token = risky.messages.get(direction="in").attachments.get().token
    assert client.get(f"/t/{link}/letters/{token}").status_code == 404
    with pytest.raises(actions.TrackingIsShut):
        actions.answer_offer(link=link, compensation_id=1, accepts=True, now=now)
    client.post(f"/t/{link}/digits", {"digits": "2468"})
    assert client.get(f"/t/{link}/letters/{token}").status_code == 200


def test_without_a_phone_there_is_a_way_and_a_colleague_opens_it(
    li_user: User, li: Actor, outsider: Actor, open_one: Open, client: Client, now: datetime
) -> None:
    case = open_one(risks=["privacy"])
    page = client.get(f"/t/{link_of(case)}").content.decode()
    assert "我无法提供尾号" in page
    assert 'name="digits"' not in page
    with pytest.raises((NotFound, NotAllowed)):
        actions.waive_tail(actor=outsider, case=case, is_waived=True, now=now)
    for _time in range(2):
        actions.waive_tail(actor=li, case=case, is_waived=True, now=now)
    assert "血渍" in client.get(f"/t/{link_of(case)}").content.decode()
    assert CaseEvent.objects.filter(case=case, kind="tail_waived").count() == 1
    actions.waive_tail(actor=li, case=case, is_waived=False, now=now)
    assert "血渍" not in client.get(f"/t/{link_of(case)}").content.decode()


def test_a_brand_chooses_to_ask_wherever_a_phone_is_known(
    case: Case, hotel: Brand, wang: Actor, li: Actor, now: datetime
) -> None:
    link = link_of(case)
    values: dict[str, Any] = {"asks_tail": True, "is_noticed": True, "notice_minutes": 60}
    with pytest.raises(NotAllowed):
        actions.set_tracking(actor=li, brand=hotel, now=now, **values)
    assert not TrackingSetting.objects.exists()
    actions.set_tracking(actor=wang, brand=hotel, now=now, **values)
    assert queries.tracking(link, now=now).lock == "open"
    with_phone(case)
    assert queries.tracking(link, now=now).lock == "asks"
    with pytest.raises(Invalid):
        actions.set_tracking(actor=wang, brand=hotel, now=now, **{**values, "notice_minutes": 5})


def letters() -> list[Outgoing]:
    return list(Outgoing.objects.filter(key__startswith="page-").order_by("id"))


def test_changes_are_gathered_in_one_letter_and_told_once(case: Case, li: Actor, now: datetime) -> None:
    promise = actions.make_promise(actor=li, case=case, text="明天回电", due_at=now + 3 * HOUR, now=now)
    actions.keep_promise(actor=li, promise=promise, now=now + HOUR)
    second = actions.make_promise(actor=li, case=case, text="寄发票", due_at=now + 3 * HOUR, now=now)
    actions.keep_promise(actor=li, promise=second, now=now + HOUR + MINUTE)
    assert actions.send_page_notices(now=now + HOUR + 4 * MINUTE) == 0
    assert [actions.send_page_notices(now=now + HOUR + 6 * MINUTE) for _time in range(2)] == [1, 0]
    [letter] = letters()
    assert (letter.recipient, letter.language) == ("zhang@example.test", "zh-hans")
    assert "已按承诺办到：明天回电" in letter.body
    assert "已按承诺办到：寄发票" in letter.body
    assert f"/t/{link_of(case)}/notices" in letter.body


def test_the_next_letter_keeps_its_distance(case: Case, li: Actor, now: datetime) -> None:
    for n, minutes in enumerate((0, 10)):
        promise = actions.make_promise(
            actor=li, case=case, text=f"第{n}件", due_at=now + 5 * HOUR, now=now + minutes * MINUTE
        )
        actions.keep_promise(actor=li, promise=promise, now=now + minutes * MINUTE)
        actions.send_page_notices(now=now + (minutes + 5) * MINUTE)
    assert len(letters()) == 1
    actions.send_page_notices(now=now + 64 * MINUTE)
    assert len(letters()) == 1
    actions.send_page_notices(now=now + 65 * MINUTE)
    assert "第1件" in letters()[1].body
    assert "第0件" not in letters()[1].body


def test_nobody_is_written_to_about_their_own_deed_or_about_what_a_letter_just_said(
    case: Case, li: Actor, client: Client, now: datetime
) -> None:
    solve(case, li, now)
    link = link_of(case)
    actions.customer_reopens(link=link, reason="还没好", now=now + MINUTE)
    actions.send_page_notices(now=now + HOUR)
    assert letters() == []


def test_whoever_wants_no_letters_gets_none_and_no_old_news_afterwards(
    case: Case, li: Actor, client: Client, now: datetime
) -> None:
    link = link_of(case)
    assert client.get(f"/t/{link}/notices").status_code == 200
    assert queries.tracking(link, now=now).notices == "on"
    client.post(f"/t/{link}/notices", {"on": "0"})
    assert queries.tracking(link, now=now).notices == "off"
    promise = actions.make_promise(actor=li, case=case, text="回电", due_at=now + HOUR, now=now)
    actions.keep_promise(actor=li, promise=promise, now=now)
    client.post(f"/t/{link}/notices", {"on": "1"})
    actions.send_page_notices(now=now + HOUR)
    assert letters() == []
    assert PageNotice.objects.get().due_at is None


def test_a_letter_about_a_locked_page_tells_nothing_of_what_it_hides(
    risky: Case, li: Actor, now: datetime
) -> None:
    promise = actions.make_promise(actor=li, case=risky, text="退回押金", due_at=now + HOUR, now=now)
    actions.keep_promise(actor=li, promise=promise, now=now)
    actions.send_page_notices(now=now + 6 * MINUTE)
    [letter] = letters()
    assert "一项承诺已经兑现" in letter.body
    assert "押金" not in letter.body


def test_the_whole_is_a_letter_to_keep_once_it_is_settled(
    case: Case, li: Actor, client: Client, now: datetime
) -> None:
    link = link_of(case)
    assert client.get(f"/t/{link}/statement").status_code == 302
    solve(case, li, now)
    page = client.get(f"/t/{link}/statement").content.decode()
    assert "事情经过" in page
    assert "房费已退" in page
    assert page.index("血渍") < page.index("房费已退")
    assert f"/t/{link}/statement" in client.get(f"/t/{link}").content.decode()
