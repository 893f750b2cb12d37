"""Two colleagues answer at once: the second is warned, by page and by API, and decides."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from wenguo.base.actor import Actor
from wenguo.people.models import User
from wenguo.respond import actions
from wenguo.respond.models import Case, Message

SignIn = Callable[[User], Client]
MINUTE = timedelta(minutes=1)


def bodies() -> list[str]:
    return list(Message.objects.order_by("id").values_list("body", flat=True))


def test_an_answer_that_crosses_a_colleagues_is_not_sent(
    case: Case, li: Actor, wang: Actor, now: datetime
) -> None:
    first = actions.reply(actor=wang, case=case, text="我们今天退款", now=now)
    with pytest.raises(actions.AnsweredMeanwhile) as warning:
        actions.reply(actor=li, case=case, text="不能退", now=now + MINUTE, seen=0)
    assert warning.value.newest == first
    assert warning.value.fields == {"seen": first.pk}
    assert bodies() == ["我们今天退款"]
    actions.reply(actor=li, case=case, text="补充一句", now=now + MINUTE, seen=first.pk)
    assert bodies() == ["我们今天退款", "补充一句"]


def test_ones_own_answers_notes_and_the_customers_words_never_cross(
    case: Case, li: Actor, wang: Actor, now: datetime
) -> None:
    actions.reply(actor=li, case=case, text="您好", now=now)
    actions.take_note(actor=wang, case=case, text="注意语气", now=now)
    link = case.links.get().feedback.link
    actions.customer_adds(link=link, text="还在等", now=now)
    assert actions.reply(actor=li, case=case, text="马上", now=now, seen=0).body == "马上"


def test_a_program_that_says_nothing_of_what_it_saw_is_not_asked(
    case: Case, li: Actor, wang: Actor, now: datetime
) -> None:
    actions.reply(actor=wang, case=case, text="一", now=now)
    actions.reply(actor=li, case=case, text="二", now=now)
    assert bodies() == ["一", "二"]


def test_the_composer_comes_back_with_the_text_and_a_way_to_send_it_anyway(
    case: Case, li_user: User, signed_in: SignIn, wang: Actor, now: datetime
) -> None:
    client, address = signed_in(li_user), f"/cases/{case.number}"
    assert 'name="newest" value="0"' in client.get(address).content.decode()
    first = actions.reply(actor=wang, case=case, text="我们今天<b>退款", now=now)
    mine = {"text": "另一个说法，明天下午5点前回电", "newest": "0", "request_key": "k"}
    for headers in ({"HX-Request": "true"}, {}):
        answer = client.post(f"{address}/replies", mine, headers=headers)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "王主管" in page
        assert "我们今天&lt;b&gt;退款" in page
        assert "另一个说法" in page
        assert f'name="anyway" value="{first.pk}"' in page
    assert bodies() == ["我们今天<b>退款"]
    second = actions.reply(actor=wang, case=case, text="再补充", now=now + MINUTE)
    again = client.post(f"{address}/replies", {**mine, "anyway": str(first.pk)})
    assert f'name="anyway" value="{second.pk}"' in again.content.decode()
    assert client.post(f"{address}/replies", {**mine, "anyway": str(second.pk)})["Location"] == address
    assert bodies()[-1] == mine["text"]
    assert f'name="newest" value="{Message.objects.latest("id").pk}"' in client.get(address).content.decode()


def test_the_api_says_which_answer_was_missed(
    case: Case, li_user: User, signed_in: SignIn, wang: Actor, now: datetime
) -> None:
    client, address = signed_in(li_user), f"/api/v1/cases/{case.number}/replies"
    first = actions.reply(actor=wang, case=case, text="一", now=now)
    kind = "application/json"
    refused = client.post(address, {"text": "二", "seen": 0}, content_type=kind)
    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "answered_meanwhile"
    assert refused.json()["error"]["fields"] == {"seen": first.pk}
    assert client.post(address, {"text": "二", "seen": first.pk}, content_type=kind).status_code == 201
