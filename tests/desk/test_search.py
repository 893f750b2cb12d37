"""One question to three rooms, and nothing of another brand in the answer."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wenguo.base.actor import Actor
from wenguo.customers.actions import find_or_create
from wenguo.desk import queries
from wenguo.desk.domain.hits import spans_of
from wenguo.kernel import grams
from wenguo.listen.models import Feedback
from wenguo.people.actions import issue_token
from wenguo.people.models import Brand, User

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
Say = Callable[..., Feedback]


@pytest.fixture
def say(hotel: Brand, now: datetime) -> Say:
    """Searchable feedback."""

    def say(text: str, *, brand: Brand = hotel, order_number: str = "", days_ago: int = 0) -> Feedback:
        at = now - timedelta(days_ago)
        feedback = Feedback.objects.create(
            brand=brand,
            channel="web",
            text=text,
            order_number=order_number,
            occurred_at=at,
            received_at=at,
            recorded_at=at,
        )
        with connection.cursor() as cursor:
            entry = grams.vector(text, order_number)
            cursor.execute(
                "UPDATE listen_feedback SET search = %s::tsvector WHERE id = %s", [entry, feedback.pk]
            )
        return feedback

    return say


def test_two_characters_are_found_anywhere_in_a_sentence(wang: Actor, say: Say) -> None:
    old, new = say("要求全额退款，没人理"), say("退款到了，谢谢")
    say("退了押金，款项没到")
    found = queries.search(wang, "退款")
    assert [hit.id for hit in found.hits] == [new.pk, old.pk]
    assert found.counts == {"feedback": 2, "cases": 0, "customers": 0}
    assert [hit.text[slice(*hit.spans[0])] for hit in found.hits] == ["退款", "退款"]


def test_english_is_found_by_words_and_every_word_must_occur(wang: Actor, say: Say) -> None:
    both = say("The refund never arrived")
    say("The parcel arrived")
    assert [hit.id for hit in queries.search(wang, "REFUND arrived").hits] == [both.pk]


def test_an_order_number_is_found(wang: Actor, say: Say) -> None:
    wanted = say("没收到", order_number="KP20261120007")
    assert [hit.id for hit in queries.search(wang, "KP20261120007").hits] == [wanted.pk]


def test_a_customer_is_found_by_the_tail_of_the_phone(wang: Actor, hotel: Brand, now: datetime) -> None:
    customer = find_or_create(brand=hotel, now=now, name="张女士", phone="13800138000")
    assert customer is not None
    found = queries.search(wang, "8000")
    assert (found.kind, [hit.id for hit in found.hits]) == ("customers", [customer.pk])


def test_results_are_paged_newest_first_without_gap_or_repeat(wang: Actor, say: Say) -> None:
    numbers = [say("退款").pk for _ in range(7)]
    seen, cursor = [], None
    while True:
        found = queries.search(wang, "退款", kind="feedback", cursor=cursor, size=3)
        seen += [hit.id for hit in found.hits]
        cursor = found.next_cursor
        if cursor is None:
            break
    assert seen == sorted(numbers, reverse=True)


def test_counting_stops_at_a_thousand(
    wang: Actor, say: Say, monkeypatch: pytest.MonkeyPatch, signed_in: SignIn, wang_user: User
) -> None:
    monkeypatch.setattr(sys.modules["wenguo.desk.queries.search"], "CAP", 3)
    for _ in range(6):
        say("退款")
    assert queries.search(wang, "退款").counts["feedback"] == 4
    assert ">3+<" in signed_in(wang_user).get("/search?q=退款").content.decode()


def test_nothing_is_found_for_nothing(wang: Actor, say: Say) -> None:
    say("退款")
    for nothing in ("", "   ", "！？", "\x00"):
        assert queries.search(wang, nothing).counts == {"feedback": 0, "cases": 0, "customers": 0}


@pytest.mark.parametrize("text", ["'", "a & | !b", "')::tsquery --", "退款'", "\\", "x" * 5000, "<b>", "%_%"])
def test_hostile_input_finds_nothing_and_breaks_nothing(
    signed_in: SignIn, wang_user: User, say: Say, text: str
) -> None:
    say("平常的一句话")
    page = signed_in(wang_user).get("/search", {"q": text})
    assert page.status_code == 200
    assert "<b></b>" not in page.content.decode()
    assert "平常的一句话" not in page.content.decode()


def test_an_outsider_finds_nothing_of_the_hotel(
    outsider: Actor,
    outsider_user: User,
    signed_in: SignIn,
    say: Say,
    admin: Actor,
    hotel: Brand,
    shop: Brand,
    now: datetime,
) -> None:
    say("酒店的退款")
    find_or_create(brand=hotel, now=now, name="退款女士", phone="13800138000")
    assert queries.search(outsider, "退款").counts == {"feedback": 0, "cases": 0, "customers": 0}
    assert "酒店的" not in signed_in(outsider_user).get("/search?q=退款").content.decode()
    secret = issue_token(actor=admin, name="t", role="agent", brand=shop, now=now)
    answer = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/search?q=退款").json()
    assert (answer["items"], answer["counts"]) == ([], {"feedback": 0, "cases": 0, "customers": 0})


def test_search_by_api_marks_where_the_words_stand(
    admin: Actor, hotel: Brand, say: Say, now: datetime
) -> None:
    feedback = say("请尽快退款")
    secret = issue_token(actor=admin, name="t", role="agent", brand=hotel, now=now)
    answer = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/search?q=退款").json()
    assert [(item["id"], item["spans"]) for item in answer["items"]] == [(feedback.pk, [[3, 5]])]
    assert (answer["kind"], answer["next"]) == ("feedback", None)


def test_a_search_takes_the_same_queries_however_much_is_found(wang: Actor, say: Say) -> None:
    say("退款")
    with CaptureQueriesContext(connection) as one:
        queries.search(wang, "退款")
    for _ in range(20):
        say("退款")
    with CaptureQueriesContext(connection) as many:
        queries.search(wang, "退款")
    assert len(many) == len(one) == 4


def test_marks_stand_right_in_full_width_text() -> None:
    text = "ＡＢＣ退款㎏退款"
    assert [text[start:end] for start, end in spans_of(text, "abc 退款")] == ["ＡＢＣ", "退款", "退款"]
