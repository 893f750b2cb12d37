"""A complaint becomes a case once, with number, labels, clocks, hands and a receipt."""

import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.respond.conftest import Hear, Open
from wenguo.base.actor import Actor
from wenguo.governance.models import AuditEntry
from wenguo.listen.models import Feedback, Outgoing
from wenguo.people.models import Brand, Shift, Team, User
from wenguo.respond import actions, reactions
from wenguo.respond.models import Case, CaseEvent, CaseFeedback, Deadline
from wenguo.understand.events import FeedbackBatchUnderstood, FeedbackUnderstood, LabelCorrected
from wenguo.understand.models import Analysis

MINUTE = timedelta(minutes=1)


def understood(feedback: Feedback) -> FeedbackUnderstood:
    return FeedbackUnderstood(feedback_id=feedback.pk, analysis_id=0)


def events(case: Case) -> list[str]:
    return list(CaseEvent.objects.filter(case=case).order_by("id").values_list("kind", flat=True))


def test_a_case_carries_labels_number_and_the_words_that_matter(open_one: Open, li_user: User) -> None:
    case = open_one(
        text="您好，" * 100 + "床单有血渍", labels={"evidence": {"category": [[300, 305]]}, "intensity": 1}
    )
    number = int(case.number.removeprefix("WG-"))
    assert number > 20000
    assert (case.kind, case.category, case.risks, case.demands) == (
        "complaint",
        "quality.hygiene",
        [],
        ["refund"],
    )
    assert case.title == "床单有血渍，要求退首晚房费"
    (start, end, mood, label) = case.evidence[0]
    assert case.excerpt[start:end] == "床单有血渍"
    assert (mood, label) == (1, "category")
    assert case.priority == 34
    assert case.assignee == li_user
    assert (case.stage, case.status) == ("assess", "open")
    assert events(case) == ["opened", "assigned", "acknowledged"]


def test_the_same_news_twice_opens_one_case_and_sends_one_receipt(hear: Hear, li_user: User) -> None:
    feedback = hear()
    reactions.respond_to(understood(feedback))
    reactions.respond_to(understood(feedback))
    assert Case.objects.count() == 1
    assert Outgoing.objects.count() == 1
    assert Deadline.objects.filter(name__in=["first_reply", "solution"]).count() == 2


def test_clocks_run_from_the_moment_of_receipt(open_one: Open, now: datetime) -> None:
    case = open_one()
    due = dict(Deadline.objects.filter(case=case).values_list("name", "due_at"))
    assert due == {"first_reply": now + 15 * MINUTE, "solution": now + 24 * 60 * MINUTE}
    assert case.next_due_at == case.due_rank_at == now + 15 * MINUTE
    assert case.next_warn_at == now + 11.25 * MINUTE


def test_what_is_said_in_public_is_answered_within_half_an_hour(open_one: Open, now: datetime) -> None:
    assert open_one(channel="social").next_due_at == now + 30 * MINUTE


def test_the_channel_s_policy_and_business_hours_set_the_clock(
    open_one: Open, hotel: Brand, wang: Actor, now: datetime
) -> None:
    actions.set_clock_policy(actor=wang, brand=hotel, name="first_reply", minutes=60, now=now)
    actions.set_clock_policy(
        actor=wang,
        brand=hotel,
        name="first_reply",
        channel="web",
        minutes=30,
        calendar="business",
        opens_at=time(9),
        closes_at=time(12, 10),
        now=now,
    )
    # Received Tuesday 12:00 in Shanghai: ten minutes count today, twenty tomorrow.
    case = open_one(at=now)
    deadline = Deadline.objects.get(case=case, name="first_reply")
    assert deadline.due_at == now + timedelta(hours=21, minutes=20)
    assert deadline.explanation[0]["policy"] == "web"


def test_the_receipt_tells_number_person_and_time_once(open_one: Open, li_user: User) -> None:
    case = open_one()
    letter = Outgoing.objects.get()
    feedback = Feedback.objects.get()
    assert letter.key == f"receipt-{feedback.pk}"
    assert letter.recipient == "zhang@example.test"
    assert case.number in letter.subject
    for words in (case.number, "小李", "12:15", f"/t/{feedback.link}"):
        assert words in letter.body


@pytest.mark.parametrize(
    ("labels", "cases", "letters"),
    [
        ({"kind": "praise", "urgency": 1}, 0, 1),
        ({"kind": "question"}, 0, 1),
        ({"kind": "other", "urgency": 3}, 1, 1),
        ({"kind": "praise", "urgency": 1, "email": ""}, 0, 0),
    ],
)
def test_only_what_needs_handling_becomes_a_case(
    hear: Hear, labels: dict[str, Any], cases: int, letters: int
) -> None:
    reactions.respond_to(understood(hear(**labels)))
    assert (Case.objects.count(), Outgoing.objects.count()) == (cases, letters)


def test_questions_become_cases_where_the_brand_wants_them(hear: Hear, hotel: Brand) -> None:
    hotel.settings = {"cases_for_questions": True}
    hotel.save(update_fields=["settings"])
    reactions.respond_to(understood(hear(kind="question")))
    assert Case.objects.get().kind == "question"


def test_praise_is_thanked_in_the_brand_s_own_words(hear: Hear, hotel: Brand) -> None:
    hotel.thanks = {"zh": "谢谢您记得我们。", "en": "Thank you."}
    hotel.save(update_fields=["thanks"])
    reactions.respond_to(understood(hear(kind="praise", urgency=1)))
    assert "谢谢您记得我们。" in Outgoing.objects.get().body


def test_a_batch_opens_cases_only_when_it_should_and_writes_no_letters(hear: Hear) -> None:
    ids = (hear(email="a@example.test").pk, hear(kind="praise", urgency=1).pk)
    reactions.respond_to_batch(FeedbackBatchUnderstood(feedback_ids=ids, opens_cases=False))
    assert Case.objects.count() == 0
    for _again in range(2):
        reactions.respond_to_batch(FeedbackBatchUnderstood(feedback_ids=ids, opens_cases=True))
    assert Case.objects.count() == 1
    assert Outgoing.objects.count() == 0


def test_a_feedback_that_is_not_understood_or_gone_opens_nothing(hear: Hear) -> None:
    feedback = hear()
    Analysis.objects.all().delete()
    reactions.respond_to(understood(feedback))
    reactions.respond_to(FeedbackUnderstood(feedback_id=feedback.pk + 1000, analysis_id=0))
    assert Case.objects.count() == 0


def test_a_correction_to_complaint_opens_a_case_whose_clocks_run_from_now(hear: Hear) -> None:
    feedback = hear(kind="praise", urgency=1)
    reactions.respond_to(understood(feedback))
    Analysis.objects.update(kind="complaint")
    reactions.follow_correction(LabelCorrected(feedback_id=feedback.pk, label="kind"))
    case = Case.objects.get()
    assert case.opened_at > feedback.received_at
    assert Outgoing.objects.count() == 1  # the receipt had been sent


def test_a_correction_moves_the_case_to_the_team_that_knows(
    case: Case, hotel: Brand, li_user: User, outsider_user: User
) -> None:
    money = Team.objects.create(
        brand=hotel, key="money", name={"zh": "账务组", "en": "Billing"}, categories=["price"]
    )
    zhou = User.objects.create_user("zhou", "zhou@wenguo.test", "pass-word-1", name="小周")
    zhou.brands.set([hotel])
    money.members.add(zhou)
    Analysis.objects.update(category="price.refund")
    news = LabelCorrected(feedback_id=CaseFeedback.objects.get().feedback_id, label="category")
    reactions.follow_correction(news)
    reactions.follow_correction(news)
    case.refresh_from_db()
    assert (case.team, case.assignee, case.category) == (money, zhou, "price.refund")
    # By the real clock of a reaction the case is days late, and so goes up as well.
    told = [kind for kind in events(case)[3:] if kind != "escalated"]
    assert told == ["recategorised", "team_changed", "assigned"]


def test_nobody_on_shift_means_unassigned_with_the_reason_and_tried_again(
    open_one: Open, li_user: User, now: datetime
) -> None:
    Shift.objects.create(user=li_user, weekday=1, starts_at=time(13), ends_at=time(20))
    case = open_one()
    assert case.assignee_id is None
    assert case.assigned_because["zh"] == "宾客关系组现在没有人当班"
    assert actions.route_unassigned(now=now) == 0
    assert actions.route_unassigned(now=now + 70 * MINUTE) == 1
    case.refresh_from_db()
    assert case.assignee == li_user
    assert events(case) == ["opened", "unassigned", "acknowledged", "assigned"]


def test_nobody_gets_more_than_their_limit(open_one: Open, li_user: User, wang_user: User) -> None:
    User.objects.filter(pk=li_user.pk).update(capacity=1)
    User.objects.filter(pk=wang_user.pk).update(capacity=2)
    owners = [open_one(email=f"c{n}@example.test").assignee for n in range(4)]
    assert owners == [wang_user, li_user, wang_user, None]


def test_somebody_who_is_away_gets_nothing(open_one: Open, li_user: User) -> None:
    User.objects.filter(pk=li_user.pk).update(presence="away")
    assert open_one().assignee is None


def test_opening_is_audited_and_told(
    case: Case, waiting_news: Callable[[], list[str]], outsider_user: User
) -> None:
    assert AuditEntry.objects.filter(deed="case.opened", thing_id=str(case.pk)).count() == 1
    assert "respond.CaseOpened" in waiting_news()


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_news_open_one_case(hear: Hear, li_user: User) -> None:
    feedback = hear()
    barrier = threading.Barrier(2)

    def work() -> None:
        try:
            barrier.wait(5)
            reactions.respond_to(understood(feedback))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (Case.objects.count(), CaseFeedback.objects.count(), Outgoing.objects.count()) == (1, 1, 1)
