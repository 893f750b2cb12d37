"""Where everybody begins, and what waits for them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from wenguo.kernel.clock import now as present
from wenguo.people.models import Brand, User
from wenguo.respond.models import Case, Deadline, Mention, Message

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def _case(brand: Brand, number: str, *, assignee: User | None, hours: int) -> Case:
    moment = present()
    due_at = moment + timedelta(hours=hours)
    case = Case.objects.create(
        number=number,
        brand=brand,
        title="t",
        excerpt=f"原话{number}",
        channel="web",
        kind="complaint",
        category="other",
        opened_at=moment,
        changed_at=moment,
        assignee=assignee,
        next_due_at=due_at,
        due_rank_at=due_at,
    )
    Deadline.objects.create(case=case, name="solution", started_at=moment, due_at=due_at, warn_at=due_at)
    return case


def test_everybody_begins_where_their_work_is(signed_in: SignIn, li_user: User, chen_user: User) -> None:
    assert signed_in(li_user).get("/").headers["Location"] == "/today"
    assert signed_in(chen_user).get("/").headers["Location"] == "/measure"
    assert Client().get("/").headers["Location"].startswith("/accounts/login/")


def test_my_day_lists_my_cases_in_the_order_they_fall_due(
    signed_in: SignIn, li_user: User, hotel: Brand
) -> None:
    _case(hotel, "WG-20001", assignee=li_user, hours=9)
    _case(hotel, "WG-20002", assignee=li_user, hours=3)
    _case(hotel, "WG-20003", assignee=None, hours=1)
    page = signed_in(li_user).get("/today")
    assert [case.number for case in page.context["due"]] == ["WG-20002", "WG-20001"]
    assert page.context["counts"]["mine"] == 2
    assert "WG-20003" not in page.content.decode()


def test_a_call_from_a_colleague_waits_on_my_day_and_on_the_bell(
    signed_in: SignIn, li_user: User, wang_user: User, hotel: Brand
) -> None:
    case = _case(hotel, "WG-20001", assignee=li_user, hours=9)
    note = Message.objects.create(
        case=case,
        direction="note",
        body="@小李 请看一下",
        author=wang_user,
        author_name="王主管",
        created_at=present(),
    )
    Mention.objects.create(message=note, user=li_user)
    client = signed_in(li_user)
    assert client.get("/notifications?part=count").content == b"1"
    assert "请看一下" in client.get("/notifications", headers={"HX-Request": "true"}).content.decode()
    assert "请看一下" in client.get("/today").content.decode()
    assert signed_in(wang_user).get("/notifications?part=count").content == b""


def test_my_day_shows_nothing_of_another_brand(
    signed_in: SignIn, outsider_user: User, li_user: User, hotel: Brand
) -> None:
    _case(hotel, "WG-20001", assignee=li_user, hours=1)
    page = signed_in(outsider_user).get("/today").content.decode()
    assert "WG-20001" not in page
    assert "没有到期的" in page


def test_yesterday_is_told_in_one_sentence(signed_in: SignIn, li_user: User) -> None:
    assert "昨天没有收到反馈" in signed_in(li_user).get("/today").content.decode()
