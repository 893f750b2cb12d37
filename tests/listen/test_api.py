"""Programs hand in feedback, read it with its analysis, and cannot look beyond their brand."""

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.listen.test_files import picture
from wenguo.base.actor import Actor
from wenguo.listen.domain.rates import Rate
from wenguo.listen.models import Feedback
from wenguo.listen.rest import feedback as rest
from wenguo.people.actions import issue_token
from wenguo.people.models import Brand, Place
from wenguo.understand.actions import analyse

URL = "/api/v1/feedback"
Call = Callable[..., Any]


class Api:
    """A program with a token."""

    def __init__(self, secret: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})

    def post(self, url: str, body: Any, **headers: str) -> Any:
        return self.client.post(url, body, content_type="application/json", headers=headers)

    def get(self, url: str, **query: Any) -> Any:
        return self.client.get(url, query)


@pytest.fixture
def program(admin: Actor, hotel: Brand, now: datetime) -> Api:
    """A program of the hotel that may record, read and correct."""
    return Api(issue_token(actor=admin, name="CRM", role="lead", brand=hotel, now=now))


@pytest.fixture
def foreign(admin: Actor, shop: Brand, now: datetime) -> Api:
    """A program of the other brand."""
    return Api(issue_token(actor=admin, name="Shop", role="lead", brand=shop, now=now))


def test_a_feedback_is_stored_and_told_with_its_analysis(
    program: Api, lobby: Place, deliver_news: Callable[[], int]
) -> None:
    answer = program.post(
        URL,
        {
            "text": "空调一直吹冷风，我要退款！",
            "channel": "app",
            "customer": {"name": "张女士", "phone": "138 1234 5678", "may_contact": True},
            "rating": 2,
            "place": "xihu",
            "order_number": "KP-2026-778899",
            "occurred_at": "2026-11-20T08:00:00+08:00",
            "external_id": "A-1",
            "attachments": [{"name": "a.png", "content_base64": b64encode(picture("PNG")).decode()}],
        },
    )
    assert answer.status_code == 201
    feedback = Feedback.objects.get()
    assert answer.json()["id"] == feedback.pk
    assert answer.json()["tracking_url"].endswith(f"/t/{feedback.link}")
    analyse(feedback.pk, now=feedback.received_at)
    told = program.get(f"{URL}/{feedback.pk}").json()
    assert (told["brand"], told["place"], told["customer"]["name"]) == ("hotel", "xihu", "张女士")
    assert told["analysis"]["kind"] == "complaint"
    assert "refund" in told["analysis"]["demands"]
    assert 0 < told["analysis"]["confidence"]["kind"] <= 1
    assert told["occurred_at"] == "2026-11-20T00:00:00Z"
    file = program.client.get(told["attachments"][0]["url"].removeprefix("http://127.0.0.1:8000"))
    assert file.status_code == 200
    assert file["Content-Type"] == "image/png"
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in file["Content-Security-Policy"]


def test_the_same_key_or_source_number_answers_200_with_the_same_id(program: Api) -> None:
    first = program.post(URL, {"text": "早餐很好"}, **{"Idempotency-Key": "k"})
    again = program.post(URL, {"text": "早餐很好"}, **{"Idempotency-Key": "k"})
    other = program.post(URL, {"text": "别的"}, **{"Idempotency-Key": "k"})
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert again.json()["id"] == first.json()["id"]
    assert other.json()["error"]["code"] == "key_reused"
    first = program.post(URL, {"text": "x", "external_id": "7"})
    again = program.post(URL, {"text": "y", "external_id": "7"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert Feedback.objects.count() == 2


def test_files_may_come_as_multipart(program: Api) -> None:
    answer = program.client.post(
        f"{URL}/multipart",
        {
            "text": "房间很脏",
            "customer_email": "zhang@qq.com",
            "attachments": [
                SimpleUploadedFile("a.jpg", picture(), "image/jpeg"),
                SimpleUploadedFile("b.pdf", b"%PDF-1.7 x", "application/pdf"),
            ],
        },
    )
    assert answer.status_code == 201
    told = program.get(f"{URL}/{answer.json()['id']}").json()
    assert [file["content_type"] for file in told["attachments"]] == ["image/jpeg", "application/pdf"]


def test_another_brands_program_sees_changes_and_finds_nothing(program: Api, foreign: Api) -> None:
    number = program.post(
        URL,
        {
            "text": "空调吹冷风",
            "customer": {"phone": "13812345678"},
            "attachments": [{"name": "a.png", "content_base64": b64encode(picture("PNG")).decode()}],
        },
    ).json()["id"]
    told = program.get(f"{URL}/{number}").json()
    assert foreign.get(f"{URL}/{number}").status_code == 404
    assert foreign.get(f"{URL}/{number}/analyses").status_code == 404
    assert (
        foreign.post(f"{URL}/{number}/corrections", {"label": "kind", "value": "praise"}).status_code == 404
    )
    assert foreign.get(f"/api/v1/customers/{told['customer']['id']}").status_code == 404
    assert foreign.get(URL).json()["items"] == []
    assert foreign.get(URL, q="空调").json()["items"] == []
    assert foreign.get("/api/v1/customers").json()["items"] == []
    assert foreign.get(told["attachments"][0]["url"].removeprefix("http://127.0.0.1:8000")).status_code == 404
    assert foreign.post(URL, {"text": "x", "brand": "hotel"}).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x", "rating": 99}, "rating"),
        ({"text": "x", "channel": "fax"}, "channel"),
        ({"text": "x", "place": "nowhere"}, "place"),
        ({"text": "x", "occurred_at": "2030-01-01"}, "occurred_at"),
        ({"text": "x", "customer": {"email": "nope"}}, "email"),
        ({"text": "x", "attachments": [{"name": "a", "content_base64": "%%%"}]}, "attachments"),
        ({"text": "x", "attachments": [{"name": "a", "content_base64": "TVqQAAM="}]}, "attachments"),
        ({"text": "x", "attachments": [{"name": "a", "content_base64": ""}] * 6}, "attachments"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field(body: Any, field: str, program: Api) -> None:
    answer = program.post(URL, body)
    assert answer.status_code == 422
    assert list(answer.json()["error"]["fields"]) == [field]
    assert Feedback.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "{",
        '{"text": 5}',
        '{"text": "x", "brand": "a\\u0000b"}',
        '{"text": "x", "channel": "\\ud800"}',
        '{"text": "x", "rating": 1e400}',
        '{"text": "x", "occurred_at": "never"}',
        "\x00",
    ],
)
def test_damaged_bodies_are_a_clear_refusal(body: str, program: Api) -> None:
    answer = program.post(URL, body)
    assert answer.status_code in {400, 422}
    assert set(answer.json()["error"]) == {"code", "message", "fields"}
    assert Feedback.objects.count() == 0


def test_hostile_text_is_stored_and_told_as_text(program: Api) -> None:
    text = "<script>alert(1)</script> ' OR 1=1 -- {{ 7*7 }} %s 👩‍🚒"
    number = program.post(URL, {"text": text + "\u0000"}).json()["id"]
    assert program.get(f"{URL}/{number}").json()["text"] == text


def test_without_a_token_nothing_is_told(db: None) -> None:
    client = Client()
    assert client.get(URL).status_code == 401
    assert client.post(URL, {"text": "x"}, content_type="application/json").status_code == 401
    assert Client(headers={"Authorization": "Bearer wg_made_up"}).get(URL).status_code == 401


def test_an_auditor_may_read_but_not_record(admin: Actor, hotel: Brand, now: datetime) -> None:
    auditor = Api(issue_token(actor=admin, name="Audit", role="auditor", brand=hotel, now=now))
    assert auditor.post(URL, {"text": "x"}).status_code == 403
    assert auditor.get(URL).status_code == 200


def test_the_list_is_narrowed_and_paged(program: Api) -> None:
    numbers = [program.post(URL, {"text": f"第{n}条 退款", "channel": "app"}).json()["id"] for n in range(3)]
    program.post(URL, {"text": "早餐很好"})
    first = program.get(URL, q="退款", channel="app", limit=2).json()
    second = program.get(URL, q="退款", channel="app", limit=2, cursor=first["next"]).json()
    assert [row["id"] for row in first["items"] + second["items"]] == numbers[::-1]
    assert second["next"] is None
    assert program.get(URL, cursor="bad!").status_code == 422
    assert program.get(URL, q="\x00").status_code == 422
    assert program.get(f"{URL}/99999999999999999999999").status_code == 404


def test_a_correction_by_api_is_told_with_who_and_when(program: Api) -> None:
    number = program.post(URL, {"text": "快递太慢"}).json()["id"]
    early = program.post(f"{URL}/{number}/corrections", {"label": "kind", "value": "praise"})
    assert early.status_code == 409
    analyse(number, now=Feedback.objects.get().received_at)
    answer = program.post(f"{URL}/{number}/corrections", {"label": "category", "value": "logistics.delay"})
    assert answer.status_code == 201
    assert answer.json()["analysis"]["category"] == "logistics.delay"
    (correction,) = answer.json()["corrections"]
    assert (correction["label"], correction["corrected_by_name"]) == ("category", "CRM")
    assert len(program.get(f"{URL}/{number}/analyses").json()) == 2


def test_customers_are_listed_changed_merged_and_parted(program: Api) -> None:
    for facts in ({"name": "张女士", "phone": "13812345678"}, {"email": "zhang@qq.com"}):
        program.post(URL, {"text": "x", "customer": facts})
    (second, first) = program.get("/api/v1/customers").json()["items"]
    assert program.get("/api/v1/customers", q="5678").json()["items"] == [first]
    url = f"/api/v1/customers/{first['id']}"
    answer = program.client.patch(url, {"tier": "gold"}, content_type="application/json")
    assert answer.json()["tier"] == "gold"
    assert program.client.patch(url, {"tier": "platinum"}, content_type="application/json").status_code == 422
    merged = program.post(f"{url}/merges", {"customer_id": second["id"]})
    assert [one["kind"] for one in merged.json()["identities"]] == ["phone", "email"]
    assert program.get(f"/api/v1/customers/{second['id']}").json()["id"] == first["id"]
    assert program.client.delete(f"{url}/merges/{second['id']}").json()["identities"][0]["kind"] == "email"


def test_categories_are_listed_with_their_parents(program: Api) -> None:
    rows = {row["code"]: row for row in program.get("/api/v1/categories").json()}
    assert rows["logistics.delay"] == {
        "code": "logistics.delay",
        "parent": "logistics",
        "name": {"zh": "时效", "en": "Delivery time"},
    }


def test_a_caller_that_is_too_fast_is_told_how_long_to_wait(
    program: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rest, "intake_rate", Rate(burst=1, period=timedelta(hours=1)))
    assert program.post(URL, {"text": "x"}).status_code == 201
    answer = program.post(URL, {"text": "y"})
    assert answer.status_code == 429
    assert 3500 < int(answer["Retry-After"]) <= 3600
    assert 3500 < answer.json()["error"]["fields"]["retry_after"] <= 3600
    assert Feedback.objects.count() == 1


def test_a_body_that_is_too_large_is_refused_in_the_one_shape(program: Api) -> None:
    answer = program.post(URL, {"text": "x" * 13 * 1024 * 1024})
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"
    assert Feedback.objects.count() == 0
