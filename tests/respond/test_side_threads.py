"""Side threads: others are asked beside the case, see nothing but the question, are reminded, and can be cut off."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.listen.actions import TooOften, Upload
from wenguo.listen.models import Outgoing
from wenguo.people.models import User
from wenguo.respond import actions, queries
from wenguo.respond.actions import Partner
from wenguo.respond.models import Case, Mention, SideMessage, SideThread

SignIn = Callable[[User], Client]
HOUR = timedelta(hours=1)
LAUNDRY = Partner("洗衣厂 陈工", email="chen@laundry.test", remind_hours=24)


@pytest.fixture
def thread(case: Case, li: Actor, now: datetime) -> SideThread:
    return actions.open_side_thread(
        actor=li, case=case, partner=LAUNDRY, topic="床单批次", text="十一月的床单是哪一批？", now=now
    )


def sent() -> list[tuple[str, str]]:
    rows = Outgoing.objects.filter(key__startswith="side-").order_by("id")
    return [(row.recipient, row.subject) for row in rows]


def test_a_partner_gets_the_question_and_a_link_and_nothing_of_the_case(
    thread: SideThread, case: Case, now: datetime
) -> None:
    letter = Outgoing.objects.get(key=f"side-{thread.messages.get().pk}")
    assert (letter.recipient, letter.subject, letter.customer) == ("chen@laundry.test", "床单批次", None)
    assert f"/side/{thread.link}" in letter.body
    for secret in (case.number, "张女士", "血渍", case.title):
        assert secret not in letter.body
    page = Client().get(f"/side/{thread.link}").content.decode()
    assert "十一月的床单是哪一批？" in page
    for secret in (case.number, "张女士", "血渍", case.title, "zhang@example.test"):
        assert secret not in page
    told = Client().get(f"/api/v1/side/{thread.link}").json()
    assert (told["topic"], [one["text"] for one in told["messages"]]) == (
        "床单批次",
        ["十一月的床单是哪一批？"],
    )
    assert set(told) == {"brand", "topic", "messages"}


def test_an_answer_lands_beside_the_case_calls_who_asked_and_stays_from_the_customer(
    thread: SideThread, case: Case, li: Actor, now: datetime
) -> None:
    address = f"/side/{thread.link}"
    form = {"name": "陈工", "text": "第七批<script>", "once": "k"}
    paper = SimpleUploadedFile("batch.txt", "批次七".encode(), "text/plain")
    customer = Client()
    assert customer.post(address, {**form, "papers": paper})["Location"] == address
    assert customer.post(address, form)["Location"] == address
    answer = SideMessage.objects.get(is_ours=False)
    assert (answer.body, answer.author_name) == ("第七批<script>", "陈工")
    assert [row.user_id for row in Mention.objects.all()] == [li.user_id]
    page = customer.get(address).content.decode()
    assert "<script>" not in page.split('<main id="main"')[1].split("</main>")[0]
    file = answer.attachments.get()
    assert customer.get(f"{address}/files/{file.token}").status_code == 200
    tracked = queries.tracking(case.links.get().feedback.link, now=now)
    assert "第七批" not in str(tracked)
    assert "床单批次" not in str(tracked)


def test_a_file_of_another_thread_is_not_served(
    thread: SideThread, case: Case, li: Actor, now: datetime
) -> None:
    other = actions.open_side_thread(
        actor=li, case=case, partner=Partner("工程部"), topic="空调", text="请看", now=now
    )
    actions.partner_answers(
        link=other.link, name="", text="", uploads=[_paper("a.txt")], now=now, request_key=""
    )
    token = SideMessage.objects.get(is_ours=False).attachments.get().token
    assert Client().get(f"/side/{other.link}/files/{token}").status_code == 200
    assert Client().get(f"/side/{thread.link}/files/{token}").status_code == 404


def test_a_revoked_link_opens_nothing_and_what_was_written_stays(
    thread: SideThread, case: Case, li: Actor, now: datetime
) -> None:
    actions.revoke_side_thread(actor=li, thread=thread, now=now)
    assert Client().get(f"/side/{thread.link}").status_code == 404
    with pytest.raises(NotFound):
        actions.partner_answers(link=thread.link, name="", text="晚了", now=now)
    with pytest.raises(actions.SideThreadIsOver):
        actions.write_side_message(actor=li, thread=thread, text="还在吗", now=now)
    assert (SideMessage.objects.count(), actions.remind_partners(now=now + 48 * HOUR)) == (1, 0)
    assert queries.side_threads_of(case) == [thread]


def test_who_owes_an_answer_is_reminded_three_times_and_not_after_answering(
    thread: SideThread, li: Actor, now: datetime
) -> None:
    assert actions.remind_partners(now=now + 23 * HOUR) == 0
    assert [actions.remind_partners(now=now + hours * HOUR) for hours in (24, 24, 48, 72, 96, 200)] == [
        1,
        0,
        1,
        1,
        0,
        0,
    ]
    assert len(sent()) == 4
    actions.write_side_message(actor=li, thread=thread, text="急", now=now + 300 * HOUR)
    actions.partner_answers(link=thread.link, name="", text="第七批", now=now + 301 * HOUR)
    assert actions.remind_partners(now=now + 400 * HOUR) == 0
    assert len(sent()) == 5


def test_the_same_answer_twice_is_one_and_a_flood_is_stopped(thread: SideThread, now: datetime) -> None:
    for _time in range(2):
        actions.partner_answers(link=thread.link, name="", text="第七批", now=now, request_key="k")
    assert SideMessage.objects.filter(is_ours=False).count() == 1
    for place in range(19):
        actions.partner_answers(link=thread.link, name="", text=str(place), now=now)
    with pytest.raises(TooOften):
        actions.partner_answers(link=thread.link, name="", text="x", now=now)
    assert SideMessage.objects.filter(is_ours=False).count() == 20


def test_faulty_questions_and_strangers_are_refused(
    case: Case, li: Actor, outsider: Actor, now: datetime
) -> None:
    faults = (
        (Partner(" "), "问", "好"),
        (Partner("甲", email="no"), "问", "好"),
        (Partner("甲", remind_hours=0), "问", "好"),
        (Partner("甲", language="fr"), "问", "好"),
        (Partner("甲"), " ", "好"),
        (Partner("甲"), "问", ""),
    )
    for partner, topic, text in faults:
        with pytest.raises(Invalid):
            actions.open_side_thread(actor=li, case=case, partner=partner, topic=topic, text=text, now=now)
    with pytest.raises(NotAllowed):
        actions.open_side_thread(
            actor=outsider, case=case, partner=Partner("甲"), topic="问", text="好", now=now
        )
    assert (SideThread.objects.count(), sent()) == (0, [])


def test_colleagues_ask_read_write_on_and_take_the_link_back_by_page(
    case: Case, li_user: User, signed_in: SignIn
) -> None:
    client, address = signed_in(li_user), f"/cases/{case.number}/side-threads"
    form = {
        "name": "工程部",
        "topic": "空调",
        "text": "请今天检查",
        "language": "zh-hans",
        "remind_hours": "",
    }
    assert client.post(address, {**form, "text": ""}).status_code == 422
    place = client.post(address, form)["Location"]
    client.post(place, {"text": "有结果吗"})
    page = client.get(place).content.decode()
    assert "请今天检查" in page
    assert "有结果吗" in page
    assert "工程部" in client.get(f"/cases/{case.number}/together").content.decode()
    thread = SideThread.objects.get()
    assert f"/side/{thread.link}" in page
    client.post(f"{place}/revoke")
    assert f"/side/{thread.link}" not in client.get(place).content.decode()


def _paper(name: str) -> Upload:
    return Upload(name, b"paper")


def test_a_repeated_request_with_other_words_is_refused_and_nothing_is_lost_silently(
    thread: SideThread, li: Actor, now: datetime
) -> None:
    ours: dict[str, Any] = {"actor": li, "thread": thread, "request_key": "k", "now": now}
    first = actions.write_side_message(text="请今天答复", **ours)
    assert actions.write_side_message(text="请今天答复", **ours) == first
    with pytest.raises(actions.SentOtherwise):
        actions.write_side_message(text="不急", **ours)
    theirs: dict[str, Any] = {"link": thread.link, "name": "", "request_key": "k", "now": now}
    with pytest.raises(actions.SentOtherwise):
        actions.partner_answers(text="请今天答复", **theirs)
    page = Client().post(f"/side/{thread.link}", {"name": "陈工", "text": "第七批", "once": "k"})
    assert (page.status_code, "text" in page.context["form"].errors) == (422, True)
    answer = {"text": "第七批", "request_key": "k"}
    told = Client().post(f"/api/v1/side/{thread.link}/answers", answer, content_type="application/json")
    assert told.status_code == 409
    assert [one.body for one in thread.messages.order_by("id")] == ["十一月的床单是哪一批？", "请今天答复"]
