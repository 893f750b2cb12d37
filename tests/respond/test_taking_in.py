"""What a customer said elsewhere is taken into their case, and a colleague kept out by mistake is let in again."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from wenguo.base.actor import NOBODY, Actor
from wenguo.customers.actions import CustomerFacts
from wenguo.listen import actions as listen
from wenguo.listen.models import Feedback
from wenguo.people.models import Brand, User
from wenguo.respond import actions
from wenguo.respond.models import Case, CaseFeedback, Recusal

SignIn = Callable[[User], Client]
HUANG = CustomerFacts(name="黄女士", email="huang@guests.test")


@pytest.fixture
def wang_client(wang_user: User, signed_in: SignIn) -> Client:
    return signed_in(wang_user)


def said(brand: Brand, now: datetime, text: str, customer: CustomerFacts = HUANG) -> Feedback:
    received = listen.receive(actor=NOBODY, brand=brand, channel="web", text=text, customer=customer, now=now)
    return received.feedback


@pytest.fixture
def huangs_case(hotel: Brand, now: datetime) -> Case:
    return actions.open_case(feedback=said(hotel, now, "房间漏水，没有人来修"), now=now)


def test_a_second_word_of_the_same_customer_is_taken_in(
    huangs_case: Case, hotel: Brand, wang_client: Client, now: datetime
) -> None:
    second = said(hotel, now, "还是漏水的事，再说一次")
    stranger = said(hotel, now, "别人的话", CustomerFacts(name="周先生", email="zhou@guests.test"))
    address = f"/cases/{huangs_case.number}/attach"

    page = wang_client.get(address).content.decode()
    assert "还是漏水的事" in page
    assert "别人的话" not in page

    wang_client.post(address, {"feedback": second.pk})
    assert CaseFeedback.objects.get(feedback=second).case == huangs_case
    wang_client.post(address, {"feedback": stranger.pk})
    assert not CaseFeedback.objects.filter(feedback=stranger).exists()


def test_nothing_more_to_take_in_is_said(huangs_case: Case, wang_client: Client) -> None:
    page = wang_client.get(f"/cases/{huangs_case.number}/attach").content.decode()
    assert "这位客户说过的话都已在案件里。" in page


def test_a_colleague_kept_out_by_mistake_is_let_in_again(
    huangs_case: Case, li_user: User, wang: Actor, wang_client: Client, now: datetime
) -> None:
    actions.recuse(actor=wang, case=huangs_case, user=li_user, reason="被投诉的就是他", now=now)
    wang_client.post(f"/cases/{huangs_case.number}/lift-recusal", {"user": li_user.pk})
    assert not Recusal.objects.exists()
    page = wang_client.get(f"/cases/{huangs_case.number}/lift-recusal").content.decode()
    assert "这个案件没有人需要回避。" in page
