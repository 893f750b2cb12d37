"""What a customer says is stored once, checked, findable, and invisible to other brands."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from wenguo.base.actor import NOBODY, Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.customers.actions import CustomerFacts
from wenguo.customers.models import Customer
from wenguo.kernel.ids import digest
from wenguo.listen import actions, queries
from wenguo.listen.actions import IdempotencyFacts, Received
from wenguo.listen.domain.rates import Rate
from wenguo.listen.models import Feedback, IdempotencyKey
from wenguo.people.models import Brand, Place

LATE = "快递晚到三天，客服一直不回复，我要退款！订单 WG2026-1123-8841"


def say(actor: Actor, brand: Brand, now: datetime, text: str = LATE, **more: Any) -> Received:
    return actions.receive(
        **{"actor": actor, "brand": brand, "text": text, "channel": "api", "now": now, **more}
    )


def key(value: str = "k1", content: str = LATE) -> IdempotencyFacts:
    return IdempotencyFacts(owner="token", key=value, digest=digest(content))


@pytest.fixture
def no_jobs_left(transactional_db: None) -> Iterator[None]:
    """Procrastinate's tables are not Django's to empty between tests that really commit."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def test_a_feedback_is_stored_with_its_customer_and_told_to_the_rooms_above(
    li: Actor, hotel: Brand, lobby: Place, now: datetime
) -> None:
    received = say(
        li,
        hotel,
        now,
        customer=CustomerFacts(name="张女士", phone="13812345678"),
        rating=2,
        place=lobby,
        wants="退款",
    )
    feedback = Feedback.objects.get()
    assert received == Received(feedback, is_new=True)
    assert (feedback.text, feedback.rating, feedback.place, feedback.occurred_at) == (LATE, 2, lobby, now)
    assert feedback.customer is not None
    assert feedback.customer.name == "张女士"
    jobs = ProcrastinateJob.objects.order_by("id").values_list("args", flat=True)
    assert [job["reaction"] for job in jobs] == [
        "wenguo.understand.reactions.analyse",
        "wenguo.measure.reactions.count_feedback",
    ]
    assert jobs[0]["payload"] == {"feedback_id": feedback.pk, "brand_id": hotel.pk}


@pytest.mark.parametrize(
    "typed", ["退款", "不回复", "晚到 退款", "8841", "WG2026-1123-8841", "11238841", "wg2026", "客服一直不"]
)
def test_it_is_found_at_once_by(typed: str, li: Actor, hotel: Brand, now: datetime) -> None:
    received = say(li, hotel, now)
    assert list(queries.search_feedback(li, typed)) == [received.feedback]


@pytest.mark.parametrize("typed", ["款退", "退款 酒店", "", "  ", "41", "' & |", "\\", "!!!"])
def test_it_is_not_found_by(typed: str, li: Actor, hotel: Brand, now: datetime) -> None:
    say(li, hotel, now)
    assert list(queries.search_feedback(li, typed)) == []


def test_an_outsider_sees_no_feedback_of_another_brand(
    outsider: Actor, li: Actor, hotel: Brand, now: datetime
) -> None:
    feedback = say(li, hotel, now).feedback
    assert list(queries.visible_feedback(outsider)) == []
    assert list(queries.search_feedback(outsider, "退款")) == []
    with pytest.raises(NotFound):
        queries.get_feedback(outsider, feedback.pk)
    with pytest.raises(NotAllowed):
        say(outsider, hotel, now)
    assert Feedback.objects.count() == 1


def test_a_customer_may_use_the_form_but_no_other_channel(hotel: Brand, now: datetime) -> None:
    assert say(NOBODY, hotel, now, channel="web").is_new
    with pytest.raises(NotAllowed):
        say(NOBODY, hotel, now, channel="phone")
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("text", {"text": "字" * 20_001}),
        ("text", {"text": " \n\u202e\x00 "}),
        ("rating", {"rating": 11}),
        ("rating", {"rating": -1}),
        ("order_number", {"order_number": "9" * 65}),
        ("wants", {"wants": "钱" * 501}),
        ("external_id", {"external_id": "x" * 129}),
        ("occurred_at", {"occurred_at": datetime(2026, 11, 26, tzinfo=UTC)}),
        ("occurred_at", {"occurred_at": datetime(1, 1, 1, tzinfo=UTC)}),
        ("occurred_at", {"occurred_at": datetime(2026, 11, 20)}),
        ("channel", {"channel": "fax"}),
        ("email", {"customer": CustomerFacts(email="zhang@")}),
        ("phone", {"customer": CustomerFacts(phone="12")}),
        ("idempotency_key", {"idempotency": key("k" * 201)}),
        ("idempotency_key", {"idempotency": key("")}),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field_and_nothing_is_stored(
    field: str, given: dict[str, Any], li: Actor, hotel: Brand, now: datetime
) -> None:
    with pytest.raises(Invalid) as refused:
        say(li, hotel, now, **given)
    assert list(refused.value.fields) == [field]
    assert (Feedback.objects.count(), Customer.objects.count(), ProcrastinateJob.objects.count()) == (0, 0, 0)


def test_a_rating_alone_is_enough(li: Actor, hotel: Brand, now: datetime) -> None:
    assert say(li, hotel, now, text="", rating=0).feedback.rating == 0


def test_hostile_characters_are_taken_out_and_emoji_kept(li: Actor, hotel: Brand, now: datetime) -> None:
    say(li, hotel, now, text="a\x00b\ud800c\u202ed\r\n<script>👨‍👩‍👧</script>\x1b", order_number="1\n2")
    feedback = Feedback.objects.get()
    assert feedback.text == "abcd\n<script>👨‍👩‍👧</script>"
    assert feedback.order_number == "1 2"


def test_the_longest_text_is_stored_whole_and_its_order_number_found(
    li: Actor, hotel: Brand, now: datetime
) -> None:
    feedback = say(li, hotel, now, text="很" * 20_000, order_number="ORD-778899").feedback
    assert list(queries.search_feedback(li, "8899")) == [feedback]
    assert len(Feedback.objects.get().text) == 20_000


def test_a_place_of_another_brand_is_refused(wang: Actor, shop: Brand, lobby: Place, now: datetime) -> None:
    with pytest.raises(Invalid):
        say(wang, shop, now, place=lobby)
    assert Feedback.objects.count() == 0


def test_the_same_key_gives_the_same_feedback_again(li: Actor, hotel: Brand, now: datetime) -> None:
    first = say(li, hotel, now, idempotency=key())
    again = say(li, hotel, now + timedelta(hours=1), idempotency=key())
    assert (again.feedback, again.is_new) == (first.feedback, False)
    assert (Feedback.objects.count(), ProcrastinateJob.objects.count()) == (1, 2)


def test_the_same_key_with_other_content_is_refused(li: Actor, hotel: Brand, now: datetime) -> None:
    say(li, hotel, now, idempotency=key())
    with pytest.raises(actions.KeyReused):
        say(li, hotel, now, text="别的", idempotency=key(content="别的"))
    assert Feedback.objects.count() == 1


def test_the_same_number_at_the_source_gives_the_earlier_feedback(
    wang: Actor, hotel: Brand, shop: Brand, now: datetime
) -> None:
    first = say(wang, hotel, now, external_id="R-1")
    again = say(wang, hotel, now, external_id=" R-1 ", text="改过的话")
    assert (again.feedback, again.is_new) == (first.feedback, False)
    assert say(wang, hotel, now, external_id="R-1", channel="review").is_new
    assert say(wang, shop, now, external_id="R-1").is_new


@pytest.mark.usefixtures("no_jobs_left")
@pytest.mark.parametrize("identity", ["key", "external_id"])
def test_eight_callers_at_once_store_one_feedback_and_one_customer(
    identity: str, li: Actor, hotel: Brand, now: datetime
) -> None:
    found: list[Received] = []

    def call() -> None:
        same: dict[str, Any] = {"idempotency": key()} if identity == "key" else {"external_id": "R-1"}
        try:
            found.append(say(li, hotel, now, customer=CustomerFacts(phone="13812345678"), **same))
        finally:
            connection.close()

    threads = [Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert sum(received.is_new for received in found) == 1
    assert {received.feedback.pk for received in found} == {Feedback.objects.get().pk}
    assert Customer.objects.count() == 1
    assert ProcrastinateJob.objects.count() == 2


@pytest.mark.usefixtures("no_jobs_left")
def test_eight_new_feedbacks_of_one_new_customer_at_once_make_one_customer(
    li: Actor, hotel: Brand, now: datetime
) -> None:
    numbers = count()
    failures: list[Exception] = []

    def call() -> None:
        facts = CustomerFacts(phone="13812345678", email="zhang@qq.com", external_id="K-1")
        try:
            say(li, hotel, now, customer=facts, external_id=f"R-{next(numbers)}")
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Feedback.objects.count() == 8
    assert Customer.objects.count() == 1


def test_a_key_belongs_to_its_caller(li: Actor, hotel: Brand, now: datetime) -> None:
    say(li, hotel, now, idempotency=key())
    other = IdempotencyFacts(owner="another", key="k1", digest=digest("x"))
    assert say(li, hotel, now, idempotency=other).is_new
    assert IdempotencyKey.objects.count() == 2


def test_a_caller_is_slowed_down_and_let_in_again_later(now: datetime) -> None:
    rate = Rate(burst=2, period=timedelta(minutes=1))
    assert rate.wait_for("a", now=now) == timedelta(0)
    assert rate.wait_for("a", now=now) == timedelta(0)
    assert rate.wait_for("a", now=now) == timedelta(seconds=30)
    assert rate.wait_for("b", now=now) == timedelta(0)
    assert rate.wait_for("a", now=now + timedelta(seconds=30)) == timedelta(0)
    assert rate.wait_for("a", now=now + timedelta(seconds=30)) == timedelta(seconds=30)


def test_the_memory_of_callers_is_bounded(now: datetime) -> None:
    rate = Rate(burst=1, period=timedelta(minutes=1), most_callers=3)
    for caller in range(100):
        rate.wait_for(str(caller), now=now)
    assert len(rate._left) == 3
