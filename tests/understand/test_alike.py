"""Copies find each other whatever was changed in them; what a customer says again is marked as said again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from wenguo.base.actor import NOBODY, Actor
from wenguo.customers.actions import CustomerFacts
from wenguo.listen.actions import receive
from wenguo.listen.models import Feedback
from wenguo.people.models import Brand, User
from wenguo.understand import actions, queries
from wenguo.understand.analyzer.signatures import BANDS, bands_of
from wenguo.understand.domain.likeness import Said, is_alike, pairs_of, repeat_of, shared
from wenguo.understand.models import Likeness

SAID = "昨晚住1208房，床单上有一大块污渍，叫了前台四十分钟也没人来换，请退房费。"
ZHANG = CustomerFacts(name="张女士", phone="13812345678")
Say = Callable[..., Feedback]
SignIn = Callable[[User], Client]


@pytest.fixture
def say(hotel: Brand, now: datetime) -> Say:
    """Something is said, read, and compared with what was said before."""

    def put(text: str, brand: Brand = hotel, **more: Any) -> Feedback:
        values: dict[str, Any] = {"actor": NOBODY, "channel": "web", "now": now} | more
        feedback = receive(brand=brand, text=text, **values).feedback
        actions.analyse(feedback.pk, now=now)
        actions.find_alike([feedback.pk])
        return feedback

    return put


@pytest.mark.parametrize(
    "copy",
    [
        "昨晚住１２０８房，床单上有一大块污渍，叫了前台四十分钟也没人来换，请退房费",
        "昨晚住1208房，床单上有好大一块污渍，叫了前台四十分钟也没人来换，请退房费！！",
        "叫了前台四十分钟也没人来换。昨晚住1208房，床单上有一大块污渍。请退房费。",
        SAID + "希望你们尽快处理，谢谢。",
    ],
)
def test_a_copy_is_found_whatever_was_changed(copy: str, say: Say, li: Actor) -> None:
    first, second = say(SAID), say(copy)
    say("早餐很丰盛，前台的小姑娘特别热情，下次还来。")
    found = queries.alike_to(li, second)
    assert ([one.pk for one in found.others], found.count) == ([first.pk], 1)
    assert queries.alike_counts([first.pk, second.pk]) == {first.pk: 1, second.pk: 1}


@pytest.mark.parametrize(
    "other", ["好评", "味道不错", "床单很干净，前台也很热情，二十分钟就换好了房间。", ""]
)
def test_what_only_sounds_similar_stands_alone(other: str, say: Say, li: Actor) -> None:
    say("好评")
    say("味道不错")
    say(SAID)
    assert queries.alike_to(li, say(other, rating=5)).count == 0


def test_a_batch_finds_its_own_copies_and_may_be_entered_twice(
    hotel: Brand, now: datetime, li: Actor
) -> None:
    ids = [
        receive(actor=NOBODY, brand=hotel, text=f"{SAID}{mark}", channel="web", now=now).feedback.pk
        for mark in ("", "！", "？", "。。")
    ]
    assert actions.find_alike(ids) == 3
    assert actions.find_alike(ids) == 0
    assert set(Likeness.objects.values_list("group_id", flat=True)) == {ids[0]}
    assert queries.copies_among(Feedback.objects.filter(pk__in=ids).values("pk")) == 3


def test_copies_of_another_brand_are_not_told(say: Say, shop: Brand, li: Actor) -> None:
    say(SAID, brand=shop)
    assert queries.alike_to(li, say(SAID)).count == 0


def test_the_same_customer_says_it_again(say: Say, li: Actor) -> None:
    first = say(SAID, customer=ZHANG)
    assert queries.alike_to(li, first).repeat_of is None
    again = say(SAID + "还是没人管！", customer=ZHANG)
    assert queries.alike_to(li, again).repeat_of == first
    assert queries.alike_to(li, say(SAID)).repeat_of is None


def said(number: int, now: datetime, **more: Any) -> Said:
    values: dict[str, Any] = {
        "feedback_id": number,
        "kind": "complaint",
        "category": "quality.hygiene",
        "order_number": "",
        "said_at": now,
        "group_id": number,
    }
    return Said(**(values | more))


@pytest.mark.parametrize(
    ("before", "is_again"),
    [
        ({}, True),
        ({"kind": "praise"}, False),
        ({"category": "service.attitude"}, False),
        ({"category": "service.attitude", "group_id": 2}, True),
        ({"order_number": "A1"}, True),
        ({"order_number": "B2"}, False),
        ({"said_at": -31}, False),
    ],
)
def test_a_complaint_about_the_same_matter_within_a_month_is_a_repeat(
    before: dict[str, Any], is_again: bool, now: datetime
) -> None:
    if "said_at" in before:
        before = {**before, "said_at": now + timedelta(days=before["said_at"])}
    earlier = said(1, now, **before)
    assert repeat_of(said(2, now, order_number="A1"), [earlier]) == (1 if is_again else None)


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    first, second = pairs_of(one), pairs_of(other)
    assert is_alike(first, second) == is_alike(second, first)
    assert 0 <= shared(first, second) == shared(second, first) <= 1
    assert [len(bands) for bands in bands_of([first, second])] == [
        bool(one) * BANDS for one in (first, second)
    ]
    assert bands_of([first, second])[1:] == bands_of([second])


def test_pages_and_api_tell_what_was_said_before(say: Say, li_user: User, signed_in: SignIn) -> None:
    first = say(SAID, customer=ZHANG)
    again = say(SAID + "！", customer=ZHANG)
    client = signed_in(li_user)
    part = client.get(f"/feedback/{again.pk}/alike").content.decode()
    assert f'href="/feedback/{first.pk}"' in part
    told = client.get(f"/api/v1/feedback/{again.pk}").json()
    assert (told["alike"], told["repeat_of"]) == (1, first.pk)
    listed = client.get(f"/api/v1/feedback/{again.pk}/alike").json()
    assert [one["id"] for one in listed] == [first.pk]
    alone = say("早餐很丰盛，前台的小姑娘特别热情，下次还来。")
    assert client.get(f"/feedback/{alone.pk}/alike").content.decode().strip() == ""


def test_what_was_never_entered_is_entered_at_night(hotel: Brand, now: datetime, li: Actor) -> None:
    for mark in ("", "！"):
        one = receive(actor=NOBODY, brand=hotel, text=SAID + mark, channel="web", now=now).feedback
        actions.analyse(one.pk, now=now)
    assert actions.find_missing_alike() == 1
    assert queries.alike_to(li, one).count == 1
