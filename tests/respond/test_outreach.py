"""Those affected hear it from us first: approved by another, sent slowly and once each, answered in own cases."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.listen.models import Outgoing
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.domain.outreach import Audience, share_of_turn
from wenguo.respond.models import Case, Incident, Outreach, OutreachRecipient

SECOND = timedelta(seconds=1)
SUBJECT = {"zh": "请检查您的水壶", "en": "Please check your kettle"}
BODY = {
    "zh": "六月生产的水壶可能漏电，请先停用。",
    "en": "Kettles made in June may leak current. Please stop using them.",
}


@pytest.fixture
def guests(li_user: User, open_one: Open) -> list[Case]:
    """Fifteen guests who told us about cleanliness."""
    return [open_one(email=f"guest{n:02}@example.test", text=f"{n}号水壶漏电") for n in range(15)]


@pytest.fixture
def incident(guests: list[Case], wang: Actor, hotel: Brand, now: datetime) -> Incident:
    """Twelve of them have one cause."""
    return actions.declare_incident(actor=wang, brand=hotel, title="水壶", cases=guests[:12], now=now)


@pytest.fixture
def asked(incident: Incident, wang: Actor, hotel: Brand, now: datetime) -> Outreach:
    """王主管 wrote to those of the incident."""
    return actions.draft_outreach(
        actor=wang, brand=hotel, subject=SUBJECT, body=BODY, audience=Audience(), incident=incident, now=now
    )


def letters() -> list[Outgoing]:
    return list(Outgoing.objects.filter(key__startswith="outreach-").order_by("id"))


def test_a_turn_of_ten_seconds_sends_a_sixth_of_a_minute_and_at_least_one() -> None:
    assert [share_of_turn(n) for n in (1, 6, 60, 600)] == [1, 1, 10, 100]


def test_it_leaves_only_when_somebody_else_approved_it(
    asked: Outreach, wang: Actor, li: Actor, now: datetime
) -> None:
    assert actions.send_outreaches(now=now) == 0
    with pytest.raises(actions.SelfApproval):
        actions.approve_outreach(actor=wang, outreach=asked, now=now)
    with pytest.raises(NotAllowed):
        actions.approve_outreach(actor=li, outreach=asked, now=now)
    asked.refresh_from_db()
    assert (asked.state, OutreachRecipient.objects.count(), letters()) == ("asked", 0, [])


def test_it_is_sent_slowly_and_once_each(asked: Outreach, chen: Actor, now: datetime) -> None:
    actions.approve_outreach(actor=chen, outreach=asked, now=now)
    with pytest.raises(actions.OutreachMoved):
        actions.approve_outreach(actor=chen, outreach=asked, now=now)
    assert [actions.send_outreaches(now=now + n * SECOND) for n in (0, 10, 20)] == [10, 2, 0]
    asked.refresh_from_db()
    told = letters()
    assert (asked.state, len(told), len({letter.recipient for letter in told})) == ("done", 12, 12)
    first = OutreachRecipient.objects.order_by("id")[0]
    assert told[0].subject == SUBJECT["zh"]
    assert BODY["zh"] in told[0].body
    assert f"/o/{first.link}" in told[0].body


def test_stopped_means_that_nothing_more_leaves(
    asked: Outreach, chen: Actor, wang: Actor, now: datetime
) -> None:
    actions.approve_outreach(actor=chen, outreach=asked, now=now)
    actions.send_outreaches(now=now)
    actions.stop_outreach(actor=wang, outreach=asked, now=now)
    actions.stop_outreach(actor=wang, outreach=asked, now=now)
    assert (actions.send_outreaches(now=now + 60 * SECOND), len(letters())) == (0, 10)


def test_an_answer_becomes_one_case_in_the_incident_and_is_counted(
    asked: Outreach, incident: Incident, chen: Actor, now: datetime
) -> None:
    actions.approve_outreach(actor=chen, outreach=asked, now=now)
    link = OutreachRecipient.objects.order_by("id")[0].link
    with pytest.raises(NotFound):
        actions.answer_outreach(link=link, text="我的也漏电", now=now)
    actions.send_outreaches(now=now)
    case = actions.answer_outreach(link=link, text="我的也漏电", now=now)
    assert actions.answer_outreach(link=link, text="再说一次", now=now) == case
    assert (case.customer, queries.incident_of(case)) == (
        OutreachRecipient.objects.get(link=link).customer,
        incident,
    )
    result = queries.result_of(asked)
    assert (result.recipients, result.queued, result.answered, result.cases) == (12, 10, 1, 1)
    assert Case.objects.count() == 16


def test_every_condition_narrows_it(guests: list[Case], wang: Actor, hotel: Brand, now: datetime) -> None:
    def meant(**conditions: Any) -> int:
        return queries.meant_by(wang, hotel, Audience(**conditions), incident=None).count()

    assert meant(category="quality") == 15
    assert meant(category="quality.hygiene", tier="gold") == 0
    assert meant(since=date(2026, 11, 17), until=date(2026, 11, 17)) == 15
    assert meant(until=date(2026, 11, 16)) == 0
    assert meant(order_from="A1", order_to="A9") == 0


def test_a_message_without_words_conditions_or_readers_is_refused(
    guests: list[Case], wang: Actor, li: Actor, hotel: Brand, now: datetime
) -> None:
    good: dict[str, Any] = {
        "subject": SUBJECT,
        "body": BODY,
        "audience": Audience(category="quality"),
        "per_minute": 60,
    }
    for wrong in (
        {"subject": {"zh": "只有中文"}},
        {"audience": Audience()},
        {"audience": Audience(order_from="X")},
        {"per_minute": 0},
    ):
        with pytest.raises(Invalid):
            actions.draft_outreach(actor=wang, brand=hotel, now=now, **(good | wrong))
    with pytest.raises(NotAllowed):
        actions.draft_outreach(actor=li, brand=hotel, now=now, **good)
    assert Outreach.objects.count() == 0


def test_it_is_written_approved_and_answered_on_pages(
    guests: list[Case],
    wang_user: User,
    chen_user: User,
    outsider_user: User,
    signed_in: Callable[[User], Client],
    now: datetime,
) -> None:
    form = {"brand": "hotel", "category": "quality.hygiene", "per_minute": "60"}
    words = {"subject_zh": "水壶", "subject_en": "Kettle", "body_zh": "请<b>停用</b>", "body_en": "Stop"}
    lead = signed_in(wang_user)
    assert lead.post("/outreach/new", form).status_code == 422
    address = lead.post("/outreach/new", form | words)["Location"]
    assert "批准并发送" not in lead.get(address).content.decode()
    boss = signed_in(chen_user)
    assert "批准并发送" in boss.get(address).content.decode()
    boss.post(f"{address}/approve")
    actions.send_outreaches(now=now)
    assert "水壶" in lead.get("/outreach").content.decode()
    assert signed_in(outsider_user).get(address).status_code == 404
    link = OutreachRecipient.objects.order_by("id")[0].link
    page = Client().get(f"/o/{link}").content.decode()
    assert "请&lt;b&gt;停用&lt;/b&gt;" in page
    assert Client().post(f"/o/{link}", {"text": " "}).status_code == 422
    assert Client().post(f"/o/{link}", {"text": "我的也漏电"})["Location"].startswith("/t/")
    assert Client().get(f"/o/{link}").status_code == 302
    assert Client().get("/o/nothing").status_code == 404
