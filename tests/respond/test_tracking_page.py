"""The customer's page by link: what it shows, what can be done there, and what is never on it."""

from datetime import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.respond.conftest import Hear
from wenguo.base.actor import Actor
from wenguo.listen.models import Feedback
from wenguo.people.models import User
from wenguo.respond import actions
from wenguo.respond.models import Case, Message, Rating


@pytest.fixture
def link(case: Case) -> str:
    return Feedback.objects.get().link


@pytest.fixture
def client() -> Client:
    return Client()


def photo(name: str = "photo.jpg") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def text_of(client: Client, link: str, query: str = "") -> str:
    response = client.get(f"/t/{link}{query}")
    assert response.status_code == 200
    return response.content.decode()


def solve(case: Case, li: Actor, now: datetime) -> None:
    actions.resolve(actor=li, case=case, outcome="solved", cause="process", text="房费已退", now=now)


def test_the_page_says_who_does_what_by_when(case: Case, link: str, client: Client) -> None:
    page = text_of(client, link)
    assert case.number in page
    assert "小李" in page
    assert "k-next" in page
    assert "床单上有一块血渍" in page


def test_it_is_private_unlisted_and_told_to_nobody(link: str, client: Client) -> None:
    response = client.get(f"/t/{link}")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    page = response.content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert "public.css" in page
    assert "app.css" not in page
    assert "app.js" not in page


def test_nothing_internal_is_ever_on_it(
    case: Case, link: str, li: Actor, wang_user: User, client: Client, now: datetime
) -> None:
    actions.take_note(actor=li, case=case, text="内部备注绝密 @王主管", now=now)
    actions.assign(actor=li, case=case, assignee=wang_user, now=now)
    actions.recategorise(actor=li, case=case, category="price.refund", now=now)
    solve(case, li, now)
    case.refresh_from_db()
    page = text_of(client, link)
    for secret in (
        "内部备注绝密",
        "指派",
        "当班",
        "卫生",
        "优先级",
        "quality.hygiene",
        "price.refund",
        "退款、押金",
    ):
        assert secret not in page
    assert case.get_cause_display() not in page
    assert str(case.get_outcome_display()) not in page


def test_it_speaks_both_languages(link: str, client: Client) -> None:
    assert "接下来" in text_of(client, link)
    assert "What comes next" in text_of(client, link, "?lang=en")


def test_an_unknown_link_is_answered_kindly(client: Client, hotel: object) -> None:
    for path in ("", "/letters/abc"):
        response = client.get(f"/t/nosuchlink{path}")
        assert response.status_code == 404
        assert "这个链接打不开" in response.content.decode()
        assert response["Cache-Control"] == "private, no-store"
    for path in ("more", "reopen", "rating"):
        assert (
            client.post(f"/t/nosuchlink/{path}", {"text": "x", "reason": "x", "score": "5"}).status_code
            == 404
        )


def test_the_customer_adds_words_once(case: Case, link: str, client: Client) -> None:
    for _time in range(2):
        response = client.post(f"/t/{link}/more", {"text": "还有枕套", "once": "one"})
        assert response["Location"] == f"/t/{link}"
    assert [message.body for message in Message.objects.filter(direction="in")] == ["还有枕套"]
    assert "还有枕套" in text_of(client, link)


def test_the_customer_adds_a_photo_that_only_the_link_opens(case: Case, link: str, client: Client) -> None:
    client.post(f"/t/{link}/more", {"text": "", "photos": [photo()]})
    attachment = Message.objects.get(direction="in").attachments.get()
    address = f"/t/{link}/letters/{attachment.token}"
    assert address in text_of(client, link)
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert response["Cache-Control"] == "private, no-store"
    assert client.get(f"/t/{'x' * 26}/letters/{attachment.token}").status_code == 404


def test_a_file_of_another_conversation_does_not_open(
    case: Case, link: str, hear: Hear, client: Client, now: datetime
) -> None:
    other = hear(email="zhao@example.test")
    actions.open_case(feedback=other, now=now)
    client.post(f"/t/{other.link}/more", {"text": "", "photos": [photo()]})
    token = Message.objects.get(direction="in").attachments.get().token
    assert client.get(f"/t/{link}/letters/{token}").status_code == 404


def test_nothing_added_is_told_and_stores_nothing(case: Case, link: str, client: Client) -> None:
    response = client.post(f"/t/{link}/more", {"text": " "})
    assert response.status_code == 422
    assert "写几句话，或加一张照片" in response.content.decode()
    assert not Message.objects.exists()


def test_words_survive_a_file_that_is_refused(case: Case, link: str, client: Client) -> None:
    form = {"text": "这是证据", "photos": [SimpleUploadedFile("virus.jpg", b"MZ\x90\x00not a photo")]}
    response = client.post(f"/t/{link}/more", form)
    assert response.status_code == 422
    assert "这是证据" in response.content.decode()
    assert not Message.objects.exists()


def test_rating_comes_when_it_is_settled_and_may_be_changed(
    case: Case, link: str, li: Actor, client: Client, now: datetime
) -> None:
    assert 'name="score"' not in text_of(client, link)
    assert client.post(f"/t/{link}/rating", {"score": "5"}).status_code == 422
    solve(case, li, now)
    assert 'name="score"' in text_of(client, link)
    client.post(f"/t/{link}/rating", {"score": "4", "comment": "挺快"})
    client.post(f"/t/{link}/rating", {"score": "5", "effort": "1", "comment": "更好了"})
    assert list(Rating.objects.order_by("id").values_list("score", "effort", "comment")) == [
        (4, None, "挺快"),
        (5, 1, "更好了"),
    ]
    assert "更好了" in text_of(client, link)


@pytest.mark.parametrize("score", ["0", "6", "", "x", "4.5"])
def test_a_rating_out_of_range_changes_nothing(
    case: Case, link: str, li: Actor, client: Client, now: datetime, score: str
) -> None:
    solve(case, li, now)
    assert client.post(f"/t/{link}/rating", {"score": score}).status_code == 422
    assert not Rating.objects.exists()


def test_the_customer_reopens_with_a_reason(
    case: Case, link: str, li: Actor, client: Client, now: datetime
) -> None:
    solve(case, li, now)
    assert client.post(f"/t/{link}/reopen", {"reason": " "}).status_code == 422
    case.refresh_from_db()
    assert case.status == "resolved"
    client.post(f"/t/{link}/reopen", {"reason": "钱没到账"})
    case.refresh_from_db()
    assert (case.status, case.reopened) == ("open", 1)
    assert "钱没到账" in text_of(client, link)


def test_an_open_case_cannot_be_reopened(case: Case, link: str, client: Client) -> None:
    assert client.post(f"/t/{link}/reopen", {"reason": "快"}).status_code == 422
    case.refresh_from_db()
    assert case.reopened == 0


def test_praise_without_a_case_is_thanked(hear: Hear, client: Client) -> None:
    said = hear(kind="praise", text="前台小李很贴心", polarity="positive", intensity=5)
    page = text_of(client, said.link)
    assert "谢谢您" in page
    assert "前台小李很贴心" in page
    assert 'id="add"' not in page
    assert client.post(f"/t/{said.link}/more", {"text": "再补一句"}).status_code == 422


def test_hostile_words_stay_words(hear: Hear, client: Client, now: datetime) -> None:
    said = hear(text="<script>alert(1)</script>坏了", summary="<b>坏了</b>")
    actions.open_case(feedback=said, now=now)
    client.post(f"/t/{said.link}/more", {"text": "<img src=x onerror=alert(2)>"})
    page = text_of(client, said.link)
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "<b>坏了" not in page
