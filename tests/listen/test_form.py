"""Customers tell us without an account and without a script; whatever goes wrong, their words are kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.listen.test_files import picture
from wenguo.customers.models import Customer
from wenguo.listen.domain.rates import Rate
from wenguo.listen.models import Attachment, Feedback
from wenguo.listen.pages import form as page
from wenguo.people.models import Brand, Place


@pytest.fixture(autouse=True)
def patient_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test starts with a full allowance."""
    monkeypatch.setattr(page, "form_rate", Rate(burst=30, period=timedelta(minutes=10)))


def photo(name: str = "房间.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if content is None else content, "image/jpeg")


def send(url: str = "/f/hotel", **fields: Any) -> Any:
    return Client(enforce_csrf_checks=True).post(url, {"once": "key1", **fields})


def test_the_form_opens_without_account_script_or_cookie(hotel: Brand) -> None:
    answer = Client().get("/f/hotel")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "发生了什么" in html
    assert 'name="may_contact"' in html
    assert "checked" not in html
    assert "no-store" in answer["Cache-Control"]
    assert "What happened" in Client().get("/f/hotel?lang=en").content.decode()
    assert Client().get("/f/nowhere").status_code == 404


def test_a_complaint_with_photos_leads_to_its_tracking_page(hotel: Brand) -> None:
    answer = send(
        text="空调一直吹冷风",
        rating="1",
        wishes=["fix", "refund"],
        wish="换房间",
        name="张女士",
        phone="138 1234 5678",
        may_contact="on",
        photos=[photo(), photo("b.jpg")],
    )
    feedback = Feedback.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/t/{feedback.link}")
    assert (feedback.channel, feedback.rating, feedback.wants) == ("web", 1, "尽快解决、退款、换房间")
    assert (feedback.brand, feedback.language) == (hotel, "zh-hans")
    customer = Customer.objects.get()
    assert (customer.name, customer.may_contact) == ("张女士", True)
    assert Attachment.objects.filter(feedback=feedback).count() == 2


def test_the_code_of_a_place_knows_the_place(lobby: Place) -> None:
    assert "西湖店" in Client().get("/q/xihu2345").content.decode()
    send("/q/xihu2345", text="大堂很吵")
    feedback = Feedback.objects.get()
    assert (feedback.channel, feedback.place, feedback.customer) == ("qr", lobby, None)
    Place.objects.update(is_active=False)
    assert Client().get("/q/xihu2345").status_code == 404


def test_sending_twice_counts_once_but_other_words_count_again(hotel: Brand) -> None:
    first, again = send(text="空调吹冷风", photos=[photo()]), send(text="空调吹冷风", photos=[photo()])
    assert first["Location"] == again["Location"]
    assert Feedback.objects.count() == 1
    send(text="空调吹冷风，而且很吵")
    assert Feedback.objects.count() == 2


def test_an_empty_form_is_explained_and_stores_nothing(hotel: Brand) -> None:
    answer = send()
    assert answer.status_code == 422
    assert "写几句话" in answer.content.decode()
    assert Feedback.objects.count() == 0


def test_errors_keep_what_was_typed_and_say_that_photos_must_be_chosen_again(hotel: Brand) -> None:
    answer = send(text="空调吹冷风", wishes=["refund"], email="zhang@", wish="<b>快</b>", photos=[photo()])
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "空调吹冷风" in html
    assert "&lt;b&gt;快&lt;/b&gt;" in html
    assert 'value="refund" checked' in html or "checked" in html
    assert "请重新选择" in html
    assert Feedback.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"MZ\x90", "不接受这种文件"),
        (b"\x00\x00\x00\x18ftypheic" + b"\0" * 9, "HEIC"),
        (picture()[:50], "损坏"),
    ],
)
def test_a_photo_that_is_none_is_explained_in_the_customers_language(
    content: bytes, told: str, hotel: Brand
) -> None:
    answer = send(text="空调吹冷风", photos=[photo(content=content)])
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "空调吹冷风" in answer.content.decode()
    assert Feedback.objects.count() == 0


def test_six_photos_are_too_many(hotel: Brand) -> None:
    answer = send(text="x", photos=[photo(f"{n}.jpg") for n in range(6)])
    assert answer.status_code == 422
    assert Feedback.objects.count() == 0


def test_a_program_that_fills_in_everything_is_told_so(hotel: Brand) -> None:
    answer = send(text="buy pills", website="http://spam.example")
    assert answer.status_code == 422
    assert Feedback.objects.count() == 0


def test_too_many_from_one_address_wait_and_keep_their_words(
    hotel: Brand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "form_rate", Rate(burst=1, period=timedelta(minutes=10)))
    send(text="第一条")
    answer = send(text="第二条")
    assert answer.status_code == 429
    assert "第二条" in answer.content.decode()
    assert Feedback.objects.count() == 1


def test_hostile_input_is_stored_as_words_or_refused_never_a_fault(hotel: Brand) -> None:
    for text in (
        "<script>alert(1)</script>",
        "\x00\x01",
        "'; DROP TABLE",
        "\u202etxet",
        "%s %d {}",
        "😀" * 500,
    ):
        assert send(text=text, once=text).status_code in {302, 422}
    assert send(text="x", rating="9").status_code == 422
    assert send(text="x", wishes=["made up"]).status_code == 422
    assert send(text="字" * 20_001).status_code == 422


def test_the_brands_colour_is_a_stylesheet(hotel: Brand) -> None:
    answer = Client().get("/b/hotel/brand.css")
    assert answer.content.decode() == ".c{--wg-brand-base:#0f766e}\n"
    assert answer["Content-Type"] == "text/css; charset=utf-8"
