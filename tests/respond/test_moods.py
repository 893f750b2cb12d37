"""The customer's mood from letter to letter, what it changes, and the pause of whoever answers."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.domain.moods import hard_in_a_row, trend
from wenguo.respond.models import Case, CaseEvent, Deadline, Message, Pause, PauseSetting
from wenguo.respond.queries.moods import moods_of

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
FURIOUS = "骗子！气死我了，垃圾酒店，马上退钱，再不处理我就去投诉曝光你们！"


def link_of(case: Case) -> str:
    return case.links.get().feedback.link


@pytest.mark.parametrize(
    ("moods", "course", "hard"),
    [([], "", 0), ([2], "", 1), ([3, 1], "worse", 1), ([1, 2, 2], "better", 3), ([2, 4, 2], "steady", 1)],
)
def test_the_course_is_told_from_the_first_and_the_last(moods: list[int], course: str, hard: int) -> None:
    assert (trend(moods), hard_in_a_row(moods)) == (course, hard)


def test_what_the_customer_writes_is_read_once_and_shown_beside_the_case(
    open_one: Open, li_user: User, now: datetime
) -> None:
    case = open_one(intensity=3)
    actions.customer_adds(link=link_of(case), text=FURIOUS, uploads=[], request_key="", now=now + MINUTE)
    assert [actions.read_moods(now=now + 2 * MINUTE) for _time in range(2)] == [1, 0]
    mood = Message.objects.get(direction="in").mood
    assert mood in (1, 2)
    assert moods_of(case) == [3, mood]
    client = Client()
    client.force_login(li_user)
    page = client.get(f"/cases/{case.number}").content.decode()
    assert 'role="img" aria-label="情绪在变坏' in page
    assert "逐封来信" in page


def test_a_mood_that_turns_worse_in_the_conversation_lifts_the_case_and_changes_the_advice(
    open_one: Open, li_user: User, li: Actor, now: datetime
) -> None:
    case = open_one(intensity=3)
    actions.customer_adds(link=link_of(case), text=FURIOUS, uploads=[], request_key="", now=now + MINUTE)
    actions.read_moods(now=now + 2 * MINUTE)
    case.refresh_from_db()
    assert case.level == 2
    assert CaseEvent.objects.filter(case=case, kind="escalated").count() == 1
    names = [name for name, _lines in queries.guidance_for(li, case, analysis=None, moods=[3, 1]).pieces]
    assert "情绪在变坏" in names
    calm = [name for name, _lines in queries.guidance_for(li, case, analysis=None, moods=[3, 3]).pieces]
    assert "情绪在变坏" not in calm


def test_nothing_new_comes_to_whoever_pauses_and_no_clock_stands_still(
    case: Case, li: Actor, li_user: User, open_one: Open, now: datetime
) -> None:
    due = list(Deadline.objects.filter(case=case).order_by("id").values_list("state", "due_at"))
    actions.start_pause(actor=li, minutes=10, now=now)
    assert open_one(email="zhao@example.test", at=now + MINUTE).assignee_id is None
    assert list(Deadline.objects.filter(case=case).order_by("id").values_list("state", "due_at")) == due
    later = open_one(email="qian@example.test", at=now + 10 * MINUTE)
    assert later.assignee_id == li_user.pk
    assert actions.route_unassigned(now=now + 11 * MINUTE) == 1


def test_a_pause_ends_early_and_a_program_has_none(li: Actor, li_user: User, now: datetime) -> None:
    with pytest.raises(Invalid):
        actions.start_pause(actor=li, minutes=60, now=now)
    actions.start_pause(actor=li, minutes=20, now=now)
    for _time in range(2):
        actions.end_pause(actor=li, now=now + MINUTE)
    assert Pause.objects.get().ends_at == now + MINUTE
    token = Actor(kind="token", name="t", role="agent", permissions=li.permissions, brand_ids=li.brand_ids)
    with pytest.raises(NotAllowed):
        actions.start_pause(actor=token, minutes=5, now=now)


def answered(cases: list[Case], li: Actor, now: datetime) -> None:
    for n, case in enumerate(cases):
        actions.reply(actor=li, case=case, text="马上去看", now=now + n * MINUTE)


def test_a_lead_is_told_after_hard_contacts_in_a_row_in_the_words_that_the_agent_reads(
    li_user: User, li: Actor, wang: Actor, wang_user: User, hotel: Brand, open_one: Open, now: datetime
) -> None:
    cases = [open_one(email=f"c{n}@example.test", intensity=1) for n in range(3)]
    answered(cases[:2], li, now)
    assert not queries.strains_of([li_user.pk], now=now + HOUR)[li_user.pk].is_much
    answered(cases[2:], li, now + 5 * MINUTE)
    strain = queries.strains_of([li_user.pk], now=now + HOUR)[li_user.pk]
    assert (strain.hard, strain.is_much, strain.words) == (3, True, "连续 3 次艰难沟通")
    assert queries.strains_of([li_user.pk], now=now + 9 * HOUR) == {}
    calm = open_one(email="calm@example.test", intensity=4)
    answered([calm], li, now + 6 * MINUTE)
    assert queries.strains_of([li_user.pk], now=now + HOUR) == {}


def test_how_many_is_the_brands_choice(
    li_user: User, li: Actor, wang: Actor, hotel: Brand, open_one: Open, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        actions.set_pauses(actor=li, brand=hotel, hard_contacts=1, hours=8, now=now)
    with pytest.raises(Invalid):
        actions.set_pauses(actor=wang, brand=hotel, hard_contacts=0, hours=8, now=now)
    assert not PauseSetting.objects.exists()
    actions.set_pauses(actor=wang, brand=hotel, hard_contacts=1, hours=8, now=now)
    answered([open_one(intensity=1)], li, now)
    assert queries.strains_of([li_user.pk], now=now + MINUTE)[li_user.pk].is_much


def test_the_agent_reads_beside_the_button_what_the_lead_sees_and_colleagues_do_not(
    case: Case, li_user: User, wang_user: User, li: Actor
) -> None:
    client = Client()
    client.force_login(li_user)
    response = client.post("/me/pause", {"minutes": "10", "next": f"/cases/{case.number}"})
    assert response["Location"] == f"/cases/{case.number}"
    page = client.get(f"/cases/{case.number}").content.decode()
    assert "主管在看板上看到的" in page
    assert (
        client.post("/me/pause", {"minutes": "10", "next": "https://evil.example/"})["Location"] == "/today"
    )
    client.post("/me/pause/end")
    assert (
        Pause.objects.order_by("-id")[0].ends_at <= Pause.objects.order_by("-id")[0].starts_at + 10 * MINUTE
    )
