"""An answer is read while it is written; only other people's data stops it; a brand changes what it hears."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.governance.models import AuditEntry
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, HouseWord, Message, SilencedCheck

SignIn = Callable[[User], Client]
RUDE = "这是您自己弄脏的,按规定我们不予退款。"


def test_the_checks_answer_with_notes_and_better_words(case: Case, li_user: User, signed_in: SignIn) -> None:
    page = signed_in(li_user).post(f"/cases/{case.number}/checks", {"text": RUDE}).content.decode()
    assert "不予退款" in page
    assert 'data-words="按规定"' in page
    assert "归咎" in page
    assert Message.objects.count() == 0


def test_an_empty_text_is_not_judged(case: Case, li_user: User, signed_in: SignIn) -> None:
    assert (
        signed_in(li_user).post(f"/cases/{case.number}/checks", {"text": " "}).content.decode().strip() == ""
    )


def test_promises_are_told_with_their_due_time(case: Case, li: Actor, now: datetime) -> None:
    draft = queries.check_draft(li, case, text="房费今天18:00前退给您。", now=now)
    [found] = draft.checked.promises
    assert found.text == "房费今天18:00前退给您"
    assert found.due_at is not None
    assert found.due_at.strftime("%H:%M") == "18:00"


def test_another_persons_data_stops_an_answer_and_nothing_is_sent(
    case: Case, li: Actor, now: datetime
) -> None:
    text = "投诉您的是3栋502的住户王强,电话13812345678。"
    with pytest.raises(actions.PersonalDataInReply):
        actions.reply(actor=li, case=case, text=text, now=now)
    assert Message.objects.count() == 0
    case.refresh_from_db()
    assert case.first_replied_at is None


def test_the_page_says_why_it_was_not_sent_and_keeps_the_words(
    case: Case, li_user: User, signed_in: SignIn
) -> None:
    text = "您的卡6222021234567890128已冻结。"
    answer = signed_in(li_user).post(f"/cases/{case.number}/replies", {"text": text, "request_key": "k"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "身份证号或银行卡号" in page
    assert text in page


def test_rude_words_never_stop_an_answer(case: Case, li: Actor, now: datetime) -> None:
    assert actions.reply(actor=li, case=case, text=RUDE, now=now).body == RUDE


def test_a_brand_hears_less_and_has_words_of_its_own(
    case: Case, li: Actor, wang: Actor, hotel: Brand, now: datetime
) -> None:
    actions.silence_checks(actor=wang, brand=hotel, checks=["blame", "negative_wording", "regret"], now=now)
    actions.add_house_word(actor=wang, brand=hotel, words="弄脏", rewrite="有污渍", now=now)
    draft = queries.check_draft(li, case, text=RUDE, now=now)
    assert [(place.check, place.text, place.rewrite) for place in draft.checked.places] == [
        ("own", "弄脏", "有污渍")
    ]
    assert "regret" not in draft.signs
    deeds = (
        AuditEntry.objects.filter(deed__startswith="wording.").order_by("id").values_list("deed", flat=True)
    )
    assert list(deeds) == ["wording.silenced", "wording.word_added"]


def test_the_same_word_gets_the_new_rewrite_and_can_be_taken_out(
    wang: Actor, hotel: Brand, now: datetime
) -> None:
    for rewrite in ("您", "客人"):
        actions.add_house_word(actor=wang, brand=hotel, words="亲", rewrite=rewrite, now=now)
    assert [(word.words, word.rewrite) for word in queries.house_words(hotel)] == [("亲", "客人")]
    actions.remove_house_word(actor=wang, brand=hotel, words="亲", now=now)
    assert queries.house_words(hotel) == []


def test_nonsense_and_strangers_change_nothing(
    li: Actor, wang: Actor, outsider: Actor, hotel: Brand, now: datetime
) -> None:
    with pytest.raises(Invalid):
        actions.silence_checks(actor=wang, brand=hotel, checks=["pii"], now=now)
    with pytest.raises(Invalid):
        actions.add_house_word(actor=wang, brand=hotel, words=" ", rewrite="", now=now)
    with pytest.raises(NotAllowed):
        actions.silence_checks(actor=li, brand=hotel, checks=["tone"], now=now)
    with pytest.raises((NotAllowed, NotFound)):
        actions.add_house_word(actor=outsider, brand=hotel, words="亲", rewrite="", now=now)
    assert not SilencedCheck.objects.exists()
    assert not HouseWord.objects.exists()


def test_the_settings_page_saves_what_is_heard(hotel: Brand, wang_user: User, signed_in: SignIn) -> None:
    client = signed_in(wang_user)
    heard = [name for name in queries.CAN_BE_SILENCED if name != "jargon"]
    assert client.post("/settings/wording", {"brand": hotel.slug, "check": heard}).status_code == 302
    assert queries.silenced_checks(hotel) == {"jargon"}
    client.post("/settings/wording/words", {"brand": hotel.slug, "words": "亲", "rewrite": "您"})
    page = client.get("/settings/wording").content.decode()
    assert "<td>亲</td><td>您</td>" in page
    assert client.post("/settings/wording/words", {"brand": hotel.slug, "words": ""}).status_code == 422
    client.post("/settings/wording/words/remove", {"brand": hotel.slug, "words": "亲"})
    assert queries.house_words(hotel) == []


def test_a_light_tone_is_told_only_to_the_upset(open_one: Open, li: Actor, now: datetime) -> None:
    text = "亲,毛巾今天补给您哦~"
    upset, calm = open_one(intensity=1), open_one(intensity=4, email="b@example.test")
    told = [queries.check_draft(li, one, text=text, now=now).checked.words("tone") for one in (upset, calm)]
    assert bool(told[0])
    assert told[1] == []
