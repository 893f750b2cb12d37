"""Answers, notes, waiting: what each does to the case, its clocks and its letters, and what is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.listen.actions import KeyReused, Upload
from wenguo.listen.models import Attachment, Outgoing
from wenguo.people.models import User
from wenguo.respond import actions, queries
from wenguo.respond.events import CaseChanged
from wenguo.respond.models import Case, CaseEvent, Deadline, Mention, Message
from wenguo.site.wiring import REACTIONS

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def clock(case: Case, name: str) -> Deadline:
    return Deadline.objects.get(case=case, name=name)


def test_the_first_reply_ends_its_clock_and_goes_out_once(
    case: Case, li: Actor, now: datetime, waiting_news: Callable[[], list[str]]
) -> None:
    message = actions.reply(actor=li, case=case, text=" 张女士，您好 \x00", now=now + 8 * MINUTE)
    case.refresh_from_db()
    assert (message.body, message.author_name, message.direction, message.channel) == (
        "张女士，您好",
        "小李",
        "out",
        "email",
    )
    assert (case.first_replied_at, case.stage) == (now + 8 * MINUTE, "resolve")
    assert (clock(case, "first_reply").state, clock(case, "solution").state) == ("met", "running")
    assert case.next_due_at == now + 24 * HOUR
    letter = Outgoing.objects.get(key=f"message-{message.pk}")
    assert letter.subject == f"[{case.number}] {case.title}"
    assert letter.body.startswith("张女士，您好\n\n")
    assert waiting_news().count("respond.CaseChanged") == len(REACTIONS[CaseChanged])


def test_a_late_first_reply_is_missed_and_a_second_reply_changes_no_clock(
    case: Case, li: Actor, now: datetime
) -> None:
    actions.reply(actor=li, case=case, text="抱歉", now=now + 16 * MINUTE)
    actions.reply(actor=li, case=case, text="再补充", now=now + 17 * MINUTE)
    assert (clock(case, "first_reply").state, clock(case, "first_reply").ended_at) == (
        "missed",
        now + 16 * MINUTE,
    )


def test_the_same_request_twice_is_one_message(case: Case, li: Actor, now: datetime) -> None:
    first = actions.reply(actor=li, case=case, text="您好", now=now, request_key="k1")
    again = actions.reply(actor=li, case=case, text="您好", now=now + HOUR, request_key="k1")
    assert first == again
    assert Message.objects.count() == 1
    with pytest.raises(KeyReused):
        actions.reply(actor=li, case=case, text="别的话", now=now, request_key="k1")


def test_without_an_address_the_reply_stands_on_the_page_only(
    open_one: Open, li: Actor, now: datetime
) -> None:
    case = open_one(email="")
    message = actions.reply(actor=li, case=case, text="您好", now=now)
    assert message.channel == "web"
    assert Outgoing.objects.count() == 0


def test_a_photo_comes_with_a_reply(case: Case, li: Actor, now: datetime) -> None:
    files = [Upload("说明.txt", "布草更换记录".encode())]
    message = actions.reply(actor=li, case=case, text="请看附件", now=now, attachments=files)
    attachment = message.attachments.get()
    assert (attachment.name, attachment.content_type) == ("说明.txt", "text/plain")


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "长" * 10_001])
def test_an_empty_or_endless_reply_changes_nothing(case: Case, li: Actor, now: datetime, text: str) -> None:
    before = CaseEvent.objects.count()
    with pytest.raises(Invalid):
        actions.reply(actor=li, case=case, text=text, now=now)
    assert (Message.objects.count(), CaseEvent.objects.count(), clock(case, "first_reply").state) == (
        0,
        before,
        "running",
    )


def test_who_may_not_answer_changes_nothing(case: Case, chen: Actor, outsider: Actor, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        actions.reply(actor=chen, case=case, text="您好", now=now)
    with pytest.raises(NotAllowed):
        actions.reply(actor=outsider, case=case, text="您好", now=now)
    assert (Message.objects.count(), Attachment.objects.count(), clock(case, "first_reply").state) == (
        0,
        0,
        "running",
    )


def test_whose_view_is_narrowed_to_another_team_finds_no_case(case: Case, li: Actor, now: datetime) -> None:
    stranger = Actor(
        kind="person",
        name="别组",
        user_id=None,
        permissions=li.permissions,
        brand_ids=li.brand_ids,
        team_ids=frozenset({0}),
    )
    with pytest.raises(NotFound):
        actions.reply(actor=stranger, case=case, text="您好", now=now)
    assert Message.objects.count() == 0


def test_reply_and_wait_stops_the_solution_clock_until_it_goes_on(
    case: Case, li: Actor, now: datetime
) -> None:
    actions.reply(actor=li, case=case, text="请发照片", now=now + 5 * MINUTE, and_wait=True)
    case.refresh_from_db()
    assert (case.status, case.next_due_at) == ("waiting", None)
    assert (clock(case, "solution").state, clock(case, "solution").left) == ("paused", 24 * HOUR - 5 * MINUTE)
    actions.resume(actor=li, case=case, now=now + 2 * HOUR)
    case.refresh_from_db()
    assert (case.status, case.next_due_at) == ("open", now + 26 * HOUR - 5 * MINUTE)


def test_waiting_never_stops_the_clock_of_the_first_reply(case: Case, li: Actor, now: datetime) -> None:
    actions.wait_for_customer(actor=li, case=case, now=now + MINUTE)
    actions.wait_for_customer(actor=li, case=case, now=now + 2 * MINUTE)
    assert (clock(case, "first_reply").state, clock(case, "solution").state) == ("running", "paused")
    assert CaseEvent.objects.filter(case=case, kind="waiting").count() == 1


def test_a_note_calls_colleagues_and_no_customer_sees_it(
    case: Case, li: Actor, wang: Actor, wang_user: User, outsider_user: User, now: datetime
) -> None:
    actions.take_note(actor=li, case=case, text="@王主管 @外人 请看", now=now)
    assert list(Mention.objects.values_list("user_id", flat=True)) == [wang_user.pk]
    assert [mention.message.case_id for mention in queries.mentions_of(wang)] == [case.pk]
    assert Outgoing.objects.filter(key__startswith="message-").count() == 0
    link = queries.feedback_of_case(case)[0].link
    assert "请看" not in str(queries.tracking(link, now=now))
    assert actions.see_mentions(actor=wang, case=case, now=now) == 1
    assert list(queries.mentions_of(wang)) == []


def test_a_mention_in_a_case_one_may_not_see_is_not_shown(
    case: Case, li: Actor, wang_user: User, now: datetime
) -> None:
    actions.take_note(actor=li, case=case, text="@王主管", now=now)
    blind = Actor(
        kind="person", name="王主管", user_id=wang_user.pk, permissions=li.permissions, brand_ids=frozenset()
    )
    assert list(queries.mentions_of(blind)) == []


def test_the_story_tells_everything_in_order(case: Case, li: Actor, wang_user: User, now: datetime) -> None:
    actions.take_note(actor=li, case=case, text="先查布草记录", now=now + MINUTE)
    actions.reply(actor=li, case=case, text="您好", now=now + 2 * MINUTE)
    link = queries.feedback_of_case(case)[0].link
    actions.customer_adds(link=link, text="谢谢", now=now + 3 * MINUTE)
    story = queries.case_story(li, case)
    assert [item.kind for item in story] == ["feedback", "events", "note", "message", "message"]
    assert [item.who for item in story if item.kind != "events"] == ["张女士", "小李", "小李", "张女士"]
    assert [item.is_customer for item in story] == [True, False, False, False, True]
    assert [event.kind for event in story[1].events] == ["opened", "assigned", "acknowledged"]
    assert story[0].evidence == [[0, 8, 2, "category"]]
    assert story[3].delivery == "waiting"


def test_the_story_is_empty_for_an_outsider(case: Case, outsider: Actor) -> None:
    assert queries.case_story(outsider, case) == []
