"""Resolve, follow up, close, reopen: in this order, with outcome and cause, and never over an unsent letter."""

from datetime import datetime, timedelta

import pytest

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.listen.models import Outgoing
from wenguo.people.models import User
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, CaseEvent, Deadline, Message

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def resolved(case: Case, li: Actor, now: datetime) -> Case:
    """张女士's case, answered after ten minutes and solved after two hours, the letters sent."""
    actions.reply(actor=li, case=case, text="您好", now=now + 10 * MINUTE)
    case = actions.resolve(
        actor=li, case=case, outcome="solved", cause="process", text="房费已原路退回", now=now + 2 * HOUR
    )
    Outgoing.objects.update(state="sent")
    return case


def states(case: Case) -> dict[str, str]:
    return dict(Deadline.objects.filter(case=case).order_by("id").values_list("name", "state"))


def test_resolving_tells_the_customer_and_starts_the_follow_up(resolved: Case, now: datetime) -> None:
    assert (resolved.status, resolved.stage, resolved.outcome, resolved.cause) == (
        "resolved",
        "follow_up",
        "solved",
        "process",
    )
    assert states(resolved) == {"first_reply": "met", "solution": "met", "follow_up": "running"}
    assert resolved.next_due_at == now + 74 * HOUR
    assert Message.objects.latest("id").body == "房费已原路退回"
    assert Outgoing.objects.filter(key__startswith="message-").count() == 2


@pytest.mark.parametrize(
    ("outcome", "cause", "text"),
    [("", "process", "好"), ("solved", "", "好"), ("solved", "x", "好"), ("solved", "process", " ")],
)
def test_nothing_is_resolved_without_outcome_cause_and_words(
    case: Case, li: Actor, now: datetime, outcome: str, cause: str, text: str
) -> None:
    with pytest.raises(Invalid):
        actions.resolve(actor=li, case=case, outcome=outcome, cause=cause, text=text, now=now)
    case.refresh_from_db()
    assert (case.status, case.outcome, Message.objects.count()) == ("open", "", 0)
    assert states(case) == {"first_reply": "running", "solution": "running"}


def test_resolving_by_telephone_sends_nothing_and_counts_as_first_answer(
    case: Case, li: Actor, now: datetime
) -> None:
    actions.resolve(
        actor=li,
        case=case,
        outcome="explained",
        cause="customer",
        text="电话已说明",
        now=now + HOUR,
        tell_customer=False,
    )
    assert Message.objects.count() == 0
    assert states(case)["first_reply"] == "missed"


def test_resolving_while_waiting_counts_the_time_that_was_left(case: Case, li: Actor, now: datetime) -> None:
    actions.reply(actor=li, case=case, text="请发照片", now=now + HOUR, and_wait=True)
    actions.resolve(actor=li, case=case, outcome="solved", cause="process", text="好了", now=now + 100 * HOUR)
    assert states(case)["solution"] == "met"


def test_resolving_twice_is_refused(resolved: Case, li: Actor, now: datetime) -> None:
    with pytest.raises(actions.AlreadyResolved):
        actions.resolve(
            actor=li, case=resolved, outcome="partly", cause="person", text="再来", now=now + 3 * HOUR
        )
    resolved.refresh_from_db()
    assert (resolved.outcome, Message.objects.count()) == ("solved", 2)


def test_follow_up_ends_its_clock_and_leads_to_learning(resolved: Case, li: Actor, now: datetime) -> None:
    case = actions.follow_up(actor=li, case=resolved, text="阿姨很满意", satisfied=True, now=now + 50 * HOUR)
    assert (case.stage, case.status, states(case)["follow_up"]) == ("learn", "resolved", "met")
    assert queries.next_step(case).code == "close"


def test_follow_up_before_a_solution_is_refused(case: Case, li: Actor, now: datetime) -> None:
    with pytest.raises(actions.NotResolved):
        actions.follow_up(actor=li, case=case, text="", satisfied=None, now=now)
    assert CaseEvent.objects.filter(kind="followed_up").count() == 0


def test_closing_writes_down_the_lesson_and_stops_every_clock(
    resolved: Case, li: Actor, now: datetime
) -> None:
    case = actions.close(actor=li, case=resolved, lesson="布草更换要双人核对", now=now + 3 * HOUR)
    assert (case.status, case.closed_at, case.next_due_at) == ("closed", now + 3 * HOUR, None)
    assert states(case)["follow_up"] == "dropped"
    assert CaseEvent.objects.get(kind="closed").data == {"reason": "布草更换要双人核对"}
    actions.close(actor=li, case=resolved, lesson="再关一次", now=now + 4 * HOUR)
    assert CaseEvent.objects.filter(kind="closed").count() == 1


def test_an_open_case_does_not_close(case: Case, li: Actor, now: datetime) -> None:
    with pytest.raises(actions.NotResolved):
        actions.close(actor=li, case=case, lesson="", now=now)
    case.refresh_from_db()
    assert (case.status, case.closed_at) == ("open", None)


@pytest.mark.parametrize(
    ("state", "may_close"),
    [
        ("waiting", False),
        ("claimed", False),
        ("unknown", False),
        ("failed", False),
        ("sent", True),
        ("dropped", True),
    ],
)
def test_a_case_closes_only_when_the_fate_of_every_reply_is_known(
    resolved: Case, li: Actor, now: datetime, state: str, may_close: bool
) -> None:
    Outgoing.objects.filter(key=f"message-{Message.objects.latest('id').pk}").update(state=state)
    if may_close:
        assert actions.close(actor=li, case=resolved, lesson="", now=now).status == "closed"
        return
    with pytest.raises(actions.ReplyNotSent):
        actions.close(actor=li, case=resolved, lesson="", now=now)
    resolved.refresh_from_db()
    assert (resolved.status, states(resolved)["follow_up"]) == ("resolved", "running")


def test_a_receipt_on_its_way_does_not_hold_up_closing(resolved: Case, li: Actor, now: datetime) -> None:
    Outgoing.objects.filter(key__startswith="receipt-").update(state="waiting")
    assert actions.close(actor=li, case=resolved, lesson="", now=now).status == "closed"


def test_reopening_starts_a_new_solution_clock_in_the_same_hands(
    resolved: Case, li: Actor, li_user: User, now: datetime
) -> None:
    actions.close(actor=li, case=resolved, lesson="", now=now + 3 * HOUR)
    case = actions.reopen(actor=li, case=resolved, reason="客户来电", now=now + 5 * HOUR)
    assert (case.status, case.stage, case.closed_at, case.resolved_at, case.reopened) == (
        "open",
        "resolve",
        None,
        None,
        1,
    )
    assert (case.assignee, case.next_due_at) == (li_user, now + 29 * HOUR)
    facts = queries.facts_of_cases([case.pk])[case.pk]
    assert (facts.first_reply_minutes, facts.solution_minutes, facts.reopened) == (10.0, None, 1)
    assert (facts.first_reply_met, facts.solution_met, facts.follow_up_met) == (True, True, None)


def test_an_open_case_is_not_reopened_and_a_reason_is_needed(case: Case, li: Actor, now: datetime) -> None:
    with pytest.raises(actions.NotClosed):
        actions.reopen(actor=li, case=case, reason="为什么", now=now)
    with pytest.raises(Invalid):
        actions.reopen(actor=li, case=case, reason=" ", now=now)
    assert Case.objects.get().reopened == 0


def test_a_closed_case_takes_no_reply_assignment_or_waiting(
    resolved: Case, li: Actor, wang: Actor, wang_user: User, now: datetime
) -> None:
    actions.close(actor=li, case=resolved, lesson="", now=now)
    with pytest.raises(actions.CaseIsClosed):
        actions.reply(actor=li, case=resolved, text="还有", now=now)
    with pytest.raises(actions.CaseIsClosed):
        actions.assign(actor=wang, case=resolved, assignee=wang_user, now=now)
    with pytest.raises(actions.CaseIsClosed):
        actions.wait_for_customer(actor=li, case=resolved, now=now)
    with pytest.raises(actions.CaseIsClosed):
        actions.recategorise(actor=li, case=resolved, category="price.refund", now=now)
    assert Message.objects.count() == 2


def test_an_executive_and_an_outsider_may_not_resolve(
    case: Case, chen: Actor, outsider: Actor, now: datetime
) -> None:
    for actor in (chen, outsider):
        with pytest.raises(NotAllowed):
            actions.resolve(actor=actor, case=case, outcome="solved", cause="process", text="好", now=now)
    assert Case.objects.get().status == "open"


def test_facts_count_met_missed_and_satisfaction(resolved: Case, now: datetime) -> None:
    link = queries.feedback_of_case(resolved)[0].link
    actions.rate(link=link, score=2, comment="慢", now=now + 3 * HOUR)
    actions.rate(link=link, score=4, comment="", now=now + 4 * HOUR)
    facts = queries.facts_of_cases([resolved.pk])[resolved.pk]
    assert (facts.opened_at, facts.first_reply_minutes, facts.solution_minutes, facts.csat) == (
        now,
        10.0,
        120.0,
        4,
    )
    assert (facts.first_reply_met, facts.solution_met, facts.follow_up_met) == (True, True, None)
