"""An answer is seen as its reader will see it before it is sent; short channels say what does not fit."""

from datetime import datetime

import pytest
from django.test import Client

from wenguo.base.actor import Actor
from wenguo.base.errors import NotAllowed
from wenguo.listen.models import Outgoing
from wenguo.people.models import User
from wenguo.respond import actions, queries
from wenguo.respond.domain.previews import post_fit, sms_fit
from wenguo.respond.domain.salutation import salutation
from wenguo.respond.models import Case, Message


@pytest.mark.parametrize(
    ("text", "length", "limit", "parts"),
    [
        ("a" * 160, 160, 160, 1),
        ("a" * 161, 161, 160, 2),
        ("好" * 70, 70, 70, 1),
        ("好" * 71, 71, 70, 2),
        ("a" * 69 + "好", 70, 70, 1),
        ("€" * 80, 160, 160, 1),
        ("😀" * 35, 70, 70, 1),
        ("", 0, 160, 1),
    ],
)
def test_a_short_message_counts_as_it_is_sent(text: str, length: int, limit: int, parts: int) -> None:
    fit = sms_fit(text)
    assert (fit.length, fit.limit, fit.parts) == (length, limit, parts)
    assert bool(fit.beyond) == (parts > 1)


def test_a_post_shows_what_would_be_cut_off() -> None:
    assert post_fit("好" * 140 + "尾巴").beyond == "尾巴"


def test_the_preview_of_the_letter_is_the_letter(case: Case, li: Actor, now: datetime) -> None:
    text = "张女士您好，床单已经换了。"
    seen = {one.place: one for one in queries.previews_of(li, case, text=text, now=now).places}
    assert not Message.objects.exists()
    actions.reply(actor=li, case=case, text=text, now=now)
    letter = Outgoing.objects.get(key__startswith="message-")
    assert (seen["email"].head, seen["email"].body) == (letter.subject, letter.body)
    assert (seen["email"].is_used, seen["sms"].is_used) == (True, False)
    assert seen["page"].body == text


def test_another_language_is_told(case: Case, li: Actor, now: datetime) -> None:
    seen = queries.previews_of(li, case, text="We changed the sheets.", now=now)
    assert (seen.language, seen.is_other_language) == ("zh", True)


def test_only_who_may_answer_sees_it(case: Case, li_user: User, now: datetime) -> None:
    reader = Actor(kind="person", name="读者", role="auditor", brand_ids=frozenset({case.brand_id}))
    with pytest.raises(NotAllowed):
        queries.previews_of(reader, case, text="x", now=now)
    client = Client()
    client.force_login(li_user)
    page = client.post(f"/cases/{case.number}/preview", {"text": "<b>马上去看</b>"}).content.decode()
    assert "短信" in page
    assert "&lt;b&gt;马上去看" in page
    page = client.get(f"/cases/{case.number}").content.decode()
    assert 'data-texts="note-text"' in page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("王小明", "王先生/女士"),
        ("欧阳修", "欧阳先生/女士"),
        ("王女士", "王女士"),
        ("李 先生", "李 先生"),
        ("", "尊敬的客户"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("Anna Lee", "Anna Lee"),
    ],
)
def test_nobodys_gender_is_guessed(name: str, said: str) -> None:
    assert salutation(name, lang="zh") == said
