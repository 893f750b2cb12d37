"""Texts beside the editor know the case; a brand keeps its own; like cases say what worked."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, ReplyText

SignIn = Callable[[User], Client]
OWN = {"zh": "{salutation},前台的{agent}马上来。", "en": "{salutation}, {agent} is coming."}
NAME = {"zh": "马上来", "en": "Coming"}


def test_a_draft_holds_the_facts_of_the_case(case: Case, li: Actor, now: datetime) -> None:
    texts = queries.texts_for_case(li, case, now=now)
    first = next(text for text in texts if text.short == "first")
    assert first.body.startswith("张女士，您好，我是")
    assert case.title in first.body
    assert li.name in first.body
    assert "……" not in first.body


def test_what_was_typed_after_the_slash_is_looked_for(case: Case, li_user: User, signed_in: SignIn) -> None:
    page = signed_in(li_user).get(f"/cases/{case.number}/texts?q=sor").content.decode()
    assert "/sorry" in page
    assert "/first" not in page
    assert "没有合适的文本" in signed_in(li_user).get(f"/cases/{case.number}/texts?q=zzz").content.decode()


def test_a_brands_own_text_takes_the_place_of_a_shipped_one(
    case: Case, li: Actor, wang: Actor, hotel: Brand, now: datetime
) -> None:
    actions.set_reply_text(
        actor=wang, brand=hotel, kind="snippet", short="/Sorry", name=NAME, body=OWN, now=now
    )
    [text] = queries.texts_for_case(li, case, now=now, wanted="sorry")
    assert text.body == f"张女士,前台的{li.name}马上来。"
    actions.remove_reply_text(actor=wang, brand=hotel, short="sorry", now=now)
    [shipped] = queries.texts_for_case(li, case, now=now, wanted="sorry")
    assert shipped.body.startswith("让您遇到这样的事")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "poem"},
        {"short": ""},
        {"short": "two words"},
        {"name": {"zh": "", "en": ""}},
        {"body": {"zh": "", "en": ""}},
        {"body": {"zh": "{price}", "en": ""}},
        {"stage": "never"},
        {"body": {"zh": "长" * 4001, "en": ""}},
    ],
)
def test_nonsense_is_refused_and_nothing_is_kept(
    wrong: dict[str, Any], wang: Actor, hotel: Brand, now: datetime
) -> None:
    values: dict[str, Any] = {"kind": "snippet", "short": "x", "name": NAME, "body": OWN} | wrong
    with pytest.raises(Invalid):
        actions.set_reply_text(actor=wang, brand=hotel, now=now, **values)
    assert not ReplyText.objects.exists()


def test_only_those_who_may_set_things_up(li: Actor, outsider: Actor, hotel: Brand, now: datetime) -> None:
    for actor in (li, outsider):
        with pytest.raises((NotAllowed, NotFound)):
            actions.set_reply_text(
                actor=actor, brand=hotel, kind="snippet", short="x", name=NAME, body=OWN, now=now
            )
    assert not ReplyText.objects.exists()


def test_the_settings_page_keeps_a_text(hotel: Brand, wang_user: User, signed_in: SignIn) -> None:
    client = signed_in(wang_user)
    form = {
        "brand": hotel.slug,
        "kind": "snippet",
        "short": "x",
        "name_zh": "好",
        "body_zh": "{salutation}好",
    }
    assert client.post("/settings/replies", form).status_code == 302
    assert "{salutation}好" in client.get("/settings/replies").content.decode()
    answer = client.post("/settings/replies", form | {"short": "y", "body_zh": "{price}"})
    assert answer.status_code == 422
    assert "没有变量 {price}" in answer.content.decode()
    client.post("/settings/replies/remove", {"brand": hotel.slug, "short": "x"})
    assert not ReplyText.objects.exists()


def test_advice_stands_beside_the_editor(case: Case, li_user: User, signed_in: SignIn) -> None:
    page = signed_in(li_user).get(f"/cases/{case.number}").content.decode()
    assert "怎么回" in page
    assert "谈补偿的四步" in page


def test_like_cases_say_what_worked_the_most_alike_first(
    open_one: Open, case: Case, li: Actor, now: datetime
) -> None:
    other = open_one(text="毛巾有异味", summary="毛巾有异味", email="a@example.test")
    alike = open_one(email="b@example.test")
    Case.objects.filter(pk__in=[other.pk, alike.pk]).update(outcome="solved", resolution="退首晚房费并道歉")
    assert [one.number for one in queries.similar_solved(li, case)] == [alike.number, other.number]
