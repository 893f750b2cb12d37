"""The customer's own page: add, talk, rate, reopen by link; nothing internal is ever on it."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from tests.respond.conftest import Hear, Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound
from wenguo.listen.actions import TooOften, Upload
from wenguo.listen.models import Feedback, Outgoing
from wenguo.people.models import User
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, CaseEvent, CaseFeedback, Message, Rating

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def link(case: Case) -> str:
    """张女士's tracking link."""
    return Feedback.objects.get().link


def resolve(case: Case, li: Actor, at: datetime) -> Case:
    return actions.resolve(actor=li, case=case, outcome="solved", cause="process", text="房费已退回", now=at)


def test_the_page_says_received_who_and_by_when(case: Case, link: str, now: datetime) -> None:
    with translation.override("en"):
        page = queries.tracking(link, now=now + MINUTE)
    assert (page.number, page.who, page.next_words, page.next_by) == (
        case.number,
        "小李",
        "小李 answers you.",
        now + 15 * MINUTE,
    )
    assert [step.title for step in page.steps] == ["小李 looks after it", "We received your words"]
    assert [stage.state for stage in page.stages] == ["done", "now", "", ""]
    assert (page.is_late, page.can_add, page.can_rate, page.can_reopen) == (False, True, False, False)


def test_the_page_admits_to_be_late(case: Case, link: str, now: datetime) -> None:
    page = queries.tracking(link, now=now + 16 * MINUTE)
    assert page.is_late
    assert page.if_late != queries.tracking(link, now=now).if_late


def test_nothing_internal_is_on_the_page(
    case: Case, link: str, li: Actor, wang: Actor, wang_user: User, now: datetime
) -> None:
    actions.take_note(actor=li, case=case, text="内部秘密一", now=now)
    actions.assign(actor=wang, case=case, assignee=wang_user, now=now)
    resolve(case, li, now + HOUR)
    actions.follow_up(actor=li, case=case, text="内部秘密二", satisfied=None, now=now + 2 * HOUR)
    Outgoing.objects.update(state="sent")
    actions.close(actor=li, case=case, lesson="内部秘密三", now=now + 3 * HOUR)
    with translation.override("en"):
        page = queries.tracking(link, now=now + 4 * HOUR)
    told = str(page)
    assert "内部秘密" not in told
    assert "process" not in told
    assert "priority" not in told.lower()
    assert sorted(step.title for step in page.steps) == [
        "Closed",
        "We consider it settled",
        "We received your words",
        "小李 looks after it",
        "小李 wrote to you",
    ]
    assert [stage.state for stage in page.stages] == ["done"] * 4


def test_an_unknown_link_finds_nothing_and_changes_nothing(case: Case, now: datetime) -> None:
    with pytest.raises(NotFound):
        queries.tracking("x" * 26, now=now)
    with pytest.raises(NotFound):
        actions.customer_adds(link="x" * 26, text="在吗", now=now)
    with pytest.raises(NotFound):
        actions.rate(link="", score=5, comment="", now=now)
    assert (Message.objects.count(), Rating.objects.count()) == (0, 0)


def test_what_the_customer_adds_ends_the_waiting(case: Case, link: str, li: Actor, now: datetime) -> None:
    actions.reply(actor=li, case=case, text="请发照片", now=now, and_wait=True)
    files = [Upload("1706.txt", "照片说明".encode())]
    message = actions.customer_adds(link=link, text="", uploads=files, now=now + HOUR, request_key="tap-1")
    again = actions.customer_adds(link=link, text="", uploads=files, now=now + HOUR, request_key="tap-1")
    case.refresh_from_db()
    assert message == again
    assert (message.direction, message.author_name, message.attachments.count()) == ("in", "张女士", 1)
    assert (case.status, case.next_due_at) == ("open", now + 3 * HOUR)  # the next reply is owed first
    assert CaseEvent.objects.filter(kind="customer_added").count() == 1


def test_adding_to_a_resolved_case_reopens_nothing(case: Case, link: str, li: Actor, now: datetime) -> None:
    resolve(case, li, now)
    actions.customer_adds(link=link, text="收到，谢谢", now=now + HOUR)
    case.refresh_from_db()
    assert (case.status, case.reopened) == ("resolved", 0)


def test_an_empty_addition_is_refused(case: Case, link: str, now: datetime) -> None:
    with pytest.raises(Invalid):
        actions.customer_adds(link=link, text=" ", now=now)
    assert Message.objects.count() == 0


def test_a_flood_of_additions_is_stopped(case: Case, link: str, now: datetime) -> None:
    for count in range(20):
        actions.customer_adds(link=link, text=f"第 {count} 条", now=now)
    with pytest.raises(TooOften):
        actions.customer_adds(link=link, text="再来一条", now=now + MINUTE)
    assert Message.objects.count() == 20
    actions.customer_adds(link=link, text="过一会儿", now=now + 11 * MINUTE)


def test_praise_has_a_page_but_no_conversation(hear: Hear, now: datetime) -> None:
    feedback = hear(kind="praise", urgency=1)
    page = queries.tracking(feedback.link, now=now)
    assert (page.number, page.can_add, page.next_by) == ("", False, None)
    with pytest.raises(actions.NoConversationYet):
        actions.customer_adds(link=feedback.link, text="还有", now=now)
    assert Message.objects.count() == 0


def test_a_settled_case_is_rated_and_the_newest_rating_counts(
    case: Case, link: str, li: Actor, now: datetime
) -> None:
    with pytest.raises(actions.NotSettledYet):
        actions.rate(link=link, score=1, comment="", now=now)
    resolve(case, li, now)
    actions.rate(link=link, score=3, comment="还行", now=now + HOUR)
    actions.rate(link=link, score=3, comment="还行", now=now + HOUR + MINUTE)
    actions.rate(link=link, score=5, effort=2, comment="后来很好", now=now + 2 * HOUR)
    page = queries.tracking(link, now=now + 3 * HOUR)
    assert list(Rating.objects.order_by("id").values_list("score", "effort")) == [(3, None), (5, 2)]
    assert (page.rating, page.rating_effort, page.rating_comment) == (5, 2, "后来很好")


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_rating_outside_one_to_five_is_refused(
    case: Case, link: str, li: Actor, now: datetime, score: int
) -> None:
    resolve(case, li, now)
    with pytest.raises(Invalid):
        actions.rate(link=link, score=score, comment="", now=now)
    with pytest.raises(Invalid):
        actions.rate(link=link, score=3, effort=score, comment="", now=now)
    assert Rating.objects.count() == 0


def test_the_customer_reopens_with_their_own_words(case: Case, link: str, li: Actor, now: datetime) -> None:
    resolve(case, li, now)
    case = actions.customer_reopens(link=link, reason="钱还没有到账", now=now + 30 * HOUR)
    assert (case.status, case.reopened, case.next_due_at) == ("open", 1, now + 54 * HOUR)
    assert Message.objects.latest("id").body == "钱还没有到账"
    event = CaseEvent.objects.get(kind="reopened")
    assert (event.actor_kind, event.actor_name) == ("customer", "张女士")
    with pytest.raises(actions.NotClosed):
        actions.customer_reopens(link=link, reason="再来", now=now + 31 * HOUR)
    assert Message.objects.filter(direction="in").count() == 1


def test_after_ninety_days_new_words_get_a_new_case(case: Case, link: str, li: Actor, now: datetime) -> None:
    resolve(case, li, now)
    with pytest.raises(actions.TooLateToReopen):
        actions.customer_reopens(link=link, reason="想起来了", now=now + timedelta(days=91))
    assert Case.objects.get().status == "resolved"


def test_feedback_of_the_same_customer_joins_the_case_once(
    case: Case, hear: Hear, li: Actor, now: datetime
) -> None:
    more = hear(text="还有，早餐也很差")
    actions.attach_feedback(actor=li, case=case, feedback=more, now=now)
    actions.attach_feedback(actor=li, case=case, feedback=more, now=now)
    assert [feedback.pk for feedback in queries.feedback_of_case(case)][1] == more.pk
    assert CaseFeedback.objects.count() == 2
    assert queries.tracking(more.link, now=now).number == case.number


def test_feedback_of_another_customer_never_joins(
    case: Case, hear: Hear, open_one: Open, li: Actor, now: datetime
) -> None:
    for email in ("zhao@example.test", ""):
        with pytest.raises(actions.OtherCustomer):
            actions.attach_feedback(actor=li, case=case, feedback=hear(email=email), now=now)
    other = open_one(text="另一件事")
    with pytest.raises(actions.HasCase):
        actions.attach_feedback(actor=li, case=case, feedback=queries.feedback_of_case(other)[0], now=now)
    assert CaseFeedback.objects.filter(case=case).count() == 1


def test_a_link_of_somebody_else_in_the_case_shows_no_letters(
    case: Case, hear: Hear, li: Actor, now: datetime
) -> None:
    stranger = hear(email="zhao@example.test", text="我是赵先生")
    CaseFeedback.objects.create(case=case, feedback=stranger)  # as after an unmerge of two customers
    actions.reply(actor=li, case=case, text="张女士的隐私", now=now)
    page = queries.tracking(stranger.link, now=now)
    assert page.number == ""
    assert "隐私" not in str(page)
    with pytest.raises(actions.NoConversationYet):
        actions.customer_adds(link=stranger.link, text="插话", now=now)
    assert Message.objects.filter(direction="in").count() == 0
