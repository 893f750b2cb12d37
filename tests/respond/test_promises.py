"""小李 promises 张女士 something by a time: it is watched, shown, kept, moved in time, or broken and apologised for."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.listen.models import Feedback, Outgoing
from wenguo.people.models import User
from wenguo.respond import actions, queries
from wenguo.respond.actions import Pledges
from wenguo.respond.domain.promises import NOTICE, Keeping, Pledge, warn_at
from wenguo.respond.models import Case, CaseEvent, Mention, Message, Promise

# The story happens on Tuesday at noon in Shanghai: tomorrow at five is 29 hours away.
SAID = "张女士您好，房费的事我在核实，明天下午5点前给您回电。"


@pytest.fixture
def due(now: datetime) -> datetime:
    return now + timedelta(hours=29)


@pytest.fixture
def promised(case: Case, li: Actor, now: datetime, due: datetime) -> Promise:
    """小李 will call back tomorrow by five."""
    return actions.make_promise(actor=li, case=case, text="回电", due_at=due, now=now)


def kinds(case: Case) -> list[str]:
    events = CaseEvent.objects.filter(case=case, kind__startswith="promise").order_by("id")
    return list(events.values_list("kind", flat=True))


def test_a_promise_is_warned_two_hours_before_and_a_short_one_half_way(now: datetime) -> None:
    assert warn_at(now, now + timedelta(days=1)) == now + timedelta(hours=22)
    assert warn_at(now, now + timedelta(hours=2)) == now + timedelta(hours=1)


@given(minutes=st.integers(1, 60 * 24 * 400))
def test_the_warning_lies_between_making_and_due_and_never_more_than_two_hours_before(minutes: int) -> None:
    made, length = datetime(2026, 11, 17), timedelta(minutes=minutes)
    warned = warn_at(made, made + length)
    assert made < warned < made + length
    assert made + length - warned <= NOTICE


def test_what_is_found_in_a_reply_waits_for_a_word(
    case: Case, li: Actor, now: datetime, due: datetime
) -> None:
    message = actions.reply(actor=li, case=case, text=SAID, now=now)
    found = Promise.objects.get()
    assert (found.state, found.due_at, found.message_id, found.owner_id) == (
        "found",
        due,
        message.pk,
        li.user_id,
    )
    assert queries.tracking(Feedback.objects.get().link, now=now).promises == ()
    row = actions.confirm_promise(actor=li, promise=found, now=now)
    assert actions.confirm_promise(actor=li, promise=found, now=now).state == "open"
    assert (row.state, kinds(case)) == ("open", ["promise_made"])
    [shown] = queries.tracking(Feedback.objects.get().link, now=now).promises
    assert (shown.text, shown.due_at, shown.state) == (found.text, due, "open")


def test_what_is_confirmed_while_writing_is_a_promise_at_once_and_what_is_declined_is_none(
    case: Case, li: Actor, now: datetime
) -> None:
    text = "明天下午5点前给您回电，周五前把处理结果告诉您。"
    call, result = queries.pledges_in(text, language="zh", now=now)
    actions.reply(
        actor=li, case=case, text=text, now=now, pledges=Pledges(confirmed=[call], declined=[result])
    )
    assert [(row.text, row.state) for row in Promise.objects.all()] == [(call.text, "open")]


def test_what_is_no_promise_is_rejected(case: Case, li: Actor, now: datetime) -> None:
    actions.reply(actor=li, case=case, text=SAID, now=now)
    row = actions.reject_promise(actor=li, promise=Promise.objects.get(), now=now)
    assert row.state == "rejected"
    with pytest.raises(actions.PromiseIsSettled):
        actions.confirm_promise(actor=li, promise=row, now=now)


def test_the_same_reply_twice_promises_once(case: Case, li: Actor, now: datetime) -> None:
    for _n in range(2):
        actions.reply(actor=li, case=case, text=SAID, now=now, request_key="once")
    assert Promise.objects.count() == 1


def test_a_promise_by_phone_is_entered_in_one_line(
    case: Case, li: Actor, now: datetime, due: datetime
) -> None:
    [row] = actions.promise_by_phone(actor=li, case=case, line="明天下午5点前回电告知退款结果", now=now)
    assert (row.source, row.due_at, row.state) == ("phone", due, "open")
    with pytest.raises(Invalid):
        actions.promise_by_phone(actor=li, case=case, line="尽快回电", now=now)
    assert Promise.objects.count() == 1


@pytest.mark.parametrize("hours", [0, -1])
def test_a_promise_lies_ahead(hours: int, case: Case, li: Actor, now: datetime) -> None:
    with pytest.raises(actions.PromiseInThePast):
        actions.make_promise(actor=li, case=case, text="回电", due_at=now + timedelta(hours=hours), now=now)
    assert not Promise.objects.exists()


def test_it_is_kept_before_its_time(promised: Promise, li: Actor, due: datetime) -> None:
    row = actions.keep_promise(actor=li, promise=promised, now=due - timedelta(seconds=1), note="已电话说明")
    assert (row.state, row.kept_at, row.is_settled) == ("kept", due - timedelta(seconds=1), True)
    assert actions.raise_promise_alarms(now=due + timedelta(days=1)) == 0


def test_its_owner_is_warned_once_and_at_its_time_it_is_broken_once(
    promised: Promise, li: Actor, wang: Actor, case: Case, due: datetime
) -> None:
    before = due - NOTICE
    assert actions.raise_promise_alarms(now=before - timedelta(seconds=1)) == 0
    assert [actions.raise_promise_alarms(now=before) for _n in range(2)] == [1, 0]
    assert [row.pk for row in queries.pressing_promises(li)] == [promised.pk]
    assert actions.raise_promise_alarms(now=due - timedelta(seconds=1)) == 0
    assert [actions.raise_promise_alarms(now=due) for _n in range(2)] == [1, 0]
    promised.refresh_from_db()
    assert (promised.state, promised.broken_at) == ("broken", due)
    assert kinds(case) == ["promise_made", "promise_warned", "promise_broken"]


def test_a_broken_promise_goes_up_to_the_lead_and_is_told_to_the_rooms_above(
    promised: Promise, li: Actor, wang: Actor, due: datetime, waiting_news: Callable[[], list[str]]
) -> None:
    actions.raise_promise_alarms(now=due)
    assert sorted(Mention.objects.values_list("user_id", flat=True)) == sorted(
        filter(None, [li.user_id, wang.user_id])
    )
    assert "回电" in Message.objects.filter(direction="note").order_by("id")[0].body
    promised.case.refresh_from_db()
    assert promised.case.level == 2
    assert "respond.CaseChanged" in waiting_news()


def test_after_downtime_it_is_broken_and_not_warned_as_well(
    promised: Promise, case: Case, due: datetime
) -> None:
    assert actions.raise_promise_alarms(now=due + timedelta(days=3)) == 1
    assert kinds(case) == ["promise_made", "promise_broken"]


def test_done_after_its_time_it_stays_broken_even_before_the_watch_came_round(
    promised: Promise, li: Actor, due: datetime
) -> None:
    row = actions.keep_promise(actor=li, promise=promised, now=due)
    assert (row.state, row.broken_at, row.kept_at) == ("broken", due, due)


def test_it_is_moved_only_before_its_time_and_with_a_letter(
    promised: Promise, case: Case, li: Actor, now: datetime, due: datetime
) -> None:
    later = due + timedelta(days=1)
    with pytest.raises(Invalid):
        actions.move_promise(actor=li, promise=promised, due_at=later, letter=" ", now=now)
    with pytest.raises(actions.PromiseIsDue):
        actions.move_promise(actor=li, promise=promised, due_at=later, letter="请再等一天", now=due)
    assert Promise.objects.get().state == "open"
    fresh = actions.move_promise(
        actor=li, promise=promised, due_at=later, letter="对账要多一天，后天下午5点前回电。", now=now
    )
    promised.refresh_from_db()
    assert (promised.state, fresh.state, fresh.replaces_id) == ("moved", "open", promised.pk)
    assert Promise.objects.count() == 2
    assert "对账" in Message.objects.get(direction="out").body


def test_a_broken_promise_cannot_be_moved(promised: Promise, li: Actor, due: datetime) -> None:
    actions.raise_promise_alarms(now=due)
    with pytest.raises(actions.PromiseIsDue):
        actions.move_promise(
            actor=li, promise=promised, due_at=due + timedelta(days=1), letter="再等等", now=due
        )


def test_the_customer_sees_it_broken_and_the_apology(promised: Promise, li: Actor, due: datetime) -> None:
    actions.raise_promise_alarms(now=due)
    link = Feedback.objects.get().link
    [shown] = queries.tracking(link, now=due).promises
    assert (shown.state, shown.apologised_at) == ("broken", None)
    actions.apologise(actor=li, promise=promised, letter="没有按时回电，是我的疏忽，对不起。", now=due)
    [shown] = queries.tracking(link, now=due).promises
    assert (shown.state, shown.apologised_at) == ("broken", due)
    with pytest.raises(actions.PromiseIsSettled):
        actions.apologise(actor=li, promise=promised, letter="再说一遍", now=due)


def solved(case: Case, li: Actor, now: datetime) -> None:
    Outgoing.objects.update(state="sent")
    actions.resolve(
        actor=li, case=case, outcome="solved", cause="process", text="好了", now=now, tell_customer=False
    )


def test_a_case_is_not_closed_with_an_open_promise(
    promised: Promise, case: Case, li: Actor, now: datetime, due: datetime
) -> None:
    solved(case, li, now)
    with pytest.raises(actions.PromiseOpen):
        actions.close(actor=li, case=case, lesson="", now=now)
    actions.raise_promise_alarms(now=due)
    with pytest.raises(actions.PromiseOpen):
        actions.close(actor=li, case=case, lesson="", now=due)
    case.refresh_from_db()
    assert case.status == "resolved"
    actions.keep_promise(actor=li, promise=promised, now=due)
    assert actions.close(actor=li, case=case, lesson="", now=due).status == "closed"


def test_a_case_is_not_closed_with_an_open_offer(case: Case, li: Actor, now: datetime) -> None:
    row = actions.offer_compensation(
        actor=li, case=case, offer=actions.Offer("apology_letter", "致歉信"), now=now
    )
    solved(case, li, now)
    with pytest.raises(actions.AmendsOpen):
        actions.close(actor=li, case=case, lesson="", now=now)
    actions.withdraw_compensation(actor=li, compensation=row, reason="当面已致歉", now=now)
    assert actions.close(actor=li, case=case, lesson="", now=now).status == "closed"


def test_what_was_only_found_does_not_keep_a_case_open(case: Case, li: Actor, now: datetime) -> None:
    actions.reply(actor=li, case=case, text=SAID, now=now)
    solved(case, li, now)
    assert actions.close(actor=li, case=case, lesson="", now=now).status == "closed"


def test_closing_asks_about_what_was_found_and_no_desk_keeps_it_afterwards(
    case: Case, li_user: User, li: Actor, now: datetime, signed_in: Callable[[User], Client]
) -> None:
    actions.reply(actor=li, case=case, text=SAID, now=now)
    assert queries.promises_to_keep(li).count() == 1
    solved(case, li, now)
    browser = signed_in(li_user)
    page = browser.post(f"/cases/{case.number}/close", {"lesson": ""})
    assert (page.status_code, "no_promises" in page.context["form"].errors) == (422, True)
    case.refresh_from_db()
    assert case.status == "resolved"
    assert browser.post(f"/cases/{case.number}/close", {"lesson": "", "no_promises": "on"}).status_code == 302
    case.refresh_from_db()
    assert case.status == "closed"
    assert [row.state for row in Promise.objects.all()] == ["rejected"]


def test_what_was_only_found_in_a_closed_case_waits_on_nobody(case: Case, li: Actor, now: datetime) -> None:
    actions.reply(actor=li, case=case, text=SAID, now=now)
    solved(case, li, now)
    actions.close(actor=li, case=case, lesson="", now=now)
    assert [row.state for row in Promise.objects.all()] == ["found"]
    assert list(queries.promises_to_keep(li)) == []


def test_nothing_is_promised_in_a_closed_case(case: Case, li: Actor, now: datetime, due: datetime) -> None:
    solved(case, li, now)
    actions.close(actor=li, case=case, lesson="", now=now)
    with pytest.raises(actions.CaseIsClosed):
        actions.make_promise(actor=li, case=case, text="回电", due_at=due, now=now)


def test_an_executive_promises_nothing_and_an_outsider_sees_nothing(
    promised: Promise, case: Case, chen: Actor, outsider: Actor, now: datetime, due: datetime
) -> None:
    with pytest.raises(NotAllowed):
        actions.make_promise(actor=chen, case=case, text="回电", due_at=due, now=now)
    with pytest.raises(NotFound):
        queries.get_promise(outsider, promised.pk)
    assert list(queries.promises_to_keep(outsider)) == []


def test_the_rate_counts_kept_and_moved_against_broken(
    open_one: Open, case: Case, li: Actor, li_user: User, now: datetime, due: datetime
) -> None:
    def promise(n: int) -> Promise:
        return actions.make_promise(
            actor=li, case=case, text=f"第{n}件", due_at=due + timedelta(minutes=n), now=now
        )

    rows = [promise(n) for n in range(6)]
    for row in rows[:4]:
        actions.keep_promise(actor=li, promise=row, now=now)
    later = due + timedelta(days=9)
    actions.move_promise(actor=li, promise=rows[4], due_at=later, letter="改到下周", now=now)
    actions.raise_promise_alarms(now=due + timedelta(hours=1))
    period: dict[str, Any] = {"since": now, "until": now + timedelta(days=3)}
    [person] = queries.keeping_rates(li, by="person", **period)
    [team] = queries.keeping_rates(li, by="team", **period)
    assert (person.name, team.name) == ("小李", "宾客关系组")
    assert person.keeping == team.keeping == Keeping(kept=4, moved=1, broken=1)
    assert (person.percent, person.share) == (83, 5 / 6)
    assert queries.keeping_rates(li, by="category", since=now - timedelta(days=9), until=now) == []


def test_a_pledge_is_cut_to_what_fits(case: Case, li: Actor, now: datetime) -> None:
    with pytest.raises(Invalid):
        actions.make_promise(actor=li, case=case, text="回" * 301, due_at=now + timedelta(days=1), now=now)
    assert Pledge("a", now) == Pledge("a", now)
