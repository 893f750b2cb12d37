"""Praise is thanked, passed on, and shown only as long as the customer agrees."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.respond.conftest import Hear
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.governance.models import AuditEntry
from wenguo.listen.models import Outgoing
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.models import Praise, PraisedPerson

DAY = timedelta(days=1)
TEXT = "前台小李陪我父亲去了医院，电话13800138000随时能通，太感谢了"


@pytest.fixture
def praise(li_user: User, wang_user: User, hear: Hear, now: datetime) -> Praise:
    """张女士 praises 小李 and is thanked."""
    feedback = hear(text=TEXT, kind="praise", polarity="positive", intensity=5, urgency=1)
    assert actions.answer_feedback(feedback.pk, now=now) is None
    return Praise.objects.get()


@pytest.fixture
def agreed(praise: Praise, now: datetime) -> Praise:
    return actions.set_praise_consent(link=praise.link, agrees=True, shown_name="ms", now=now)


def wall(client: Client) -> str:
    return client.get("/y/hotel/praise").content.decode()


def test_the_letter_of_thanks_asks_for_consent_once(praise: Praise, now: datetime) -> None:
    actions.answer_feedback(praise.feedback_id, now=now)
    letter = Outgoing.objects.get()
    assert f"/p/{praise.link}" in letter.body
    assert (praise.thanks, praise.thanked_at, Praise.objects.count()) == ("sent", now, 1)


def test_a_brand_may_have_a_person_thank(
    hotel: Brand, wang: Actor, li: Actor, hear: Hear, now: datetime
) -> None:
    actions.set_care(actor=wang, brand=hotel, thanks="draft", now=now)
    actions.answer_feedback(hear(text="很好", kind="praise", urgency=1).pk, now=now)
    row = Praise.objects.get()
    assert (row.thanks, Outgoing.objects.count()) == ("draft", 0)
    with pytest.raises(NotFound):
        queries.praise_of_link(row.link)
    actions.thank_for_praise(actor=li, praise=row, text="张女士：谢谢您", now=now)
    with pytest.raises(actions.ThankedAlready):
        actions.thank_for_praise(actor=li, praise=row, text="张女士：谢谢您", now=now)
    assert Outgoing.objects.get().body.startswith("张女士：谢谢您")


def test_it_is_passed_on_when_somebody_confirms_and_once(
    praise: Praise, li: Actor, li_user: User, wang_user: User, now: datetime
) -> None:
    person = PraisedPerson.objects.get()
    assert (person.user, person.found_by, person.state) == (li_user, "name", "found")
    assert not Outgoing.objects.filter(key__startswith="praise-").exists()
    for _repeat in (1, 2):
        actions.decide_praised(actor=li, praise=praise, user=li_user, is_meant=True, now=now)
    told = Outgoing.objects.filter(key__startswith="praise-").order_by("recipient")
    assert [letter.recipient for letter in told] == [wang_user.email, li_user.email]
    assert all(TEXT in letter.body for letter in told)


def test_not_meant_tells_nobody(praise: Praise, li: Actor, li_user: User, now: datetime) -> None:
    actions.decide_praised(actor=li, praise=praise, user=li_user, is_meant=False, now=now)
    assert PraisedPerson.objects.get().state == "rejected"
    assert not Outgoing.objects.filter(key__startswith="praise-").exists()


def test_without_consent_nothing_is_published(
    praise: Praise, wang: Actor, client: Client, now: datetime
) -> None:
    with pytest.raises(actions.NotAgreed):
        actions.publish_praise(actor=wang, praise=praise, text="很贴心", now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Praise.objects.update(published_at=now)
    assert "很贴心" not in wall(client)


def test_consent_keeps_time_and_wording(agreed: Praise, now: datetime) -> None:
    assert agreed.consent_at == now
    assert "木棉酒店" in agreed.consent_text
    assert AuditEntry.objects.filter(deed="praise.agreed").count() == 1


def test_published_words_name_nobody_and_go_when_consent_goes(
    agreed: Praise, wang: Actor, client: Client, now: datetime
) -> None:
    words = queries.words_to_publish(agreed)
    assert words == "前台我们的同事陪我父亲去了医院，电话***随时能通，太感谢了"
    actions.publish_praise(actor=wang, praise=agreed, text=words, now=now)
    shown = wall(client)
    assert (words in shown, "张女士" in shown) == (True, True)
    for secret in ("13800138000", "小李", "zhang@example.test", agreed.link):
        assert secret not in shown
    assert client.get("/y/hotel/praise")["Cache-Control"] == "no-store"
    response = client.post(f"/p/{agreed.link}", {"answer": "no"})
    assert response.status_code == 302
    assert words not in wall(client)
    row = Praise.objects.get()
    assert (row.withdrawn_at is not None, row.published_at, row.consent_at) == (True, None, now)


def test_agreeing_again_needs_another_look(agreed: Praise, wang: Actor, now: datetime) -> None:
    actions.publish_praise(actor=wang, praise=agreed, text="很贴心", now=now)
    actions.set_praise_consent(link=agreed.link, agrees=False, now=now + DAY)
    row = actions.set_praise_consent(link=agreed.link, agrees=True, now=now + 2 * DAY)
    assert (row.consent_at, row.withdrawn_at, row.published_at) == (now + 2 * DAY, None, None)
    assert queries.public_praise(row.brand) == []


@pytest.mark.parametrize("text", ["谢谢小李", "打13800138000找他", "张女士很满意", ""])
def test_names_and_numbers_are_refused(text: str, agreed: Praise, wang: Actor, now: datetime) -> None:
    with pytest.raises(Invalid):
        actions.publish_praise(actor=wang, praise=agreed, text=text, now=now)
    assert Praise.objects.get().published_at is None


def test_agents_publish_nothing_and_outsiders_see_nothing(
    agreed: Praise, li: Actor, outsider: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        actions.publish_praise(actor=li, praise=agreed, text="很贴心", now=now)
    with pytest.raises(NotFound):
        queries.get_praise(outsider, agreed.pk)
    assert queries.praise_counts(outsider)["all"] == 0


def test_the_consent_page_shows_the_customers_own_words_only(praise: Praise, client: Client) -> None:
    page = client.get(f"/p/{praise.link}")
    assert (page.status_code, "太感谢了" in page.content.decode()) == (200, True)
    assert page["Cache-Control"] == "private, no-store"
    assert client.get("/p/unknown").status_code == 404
    assert client.post(f"/p/{praise.link}", {"answer": "maybe"}).status_code == 422
