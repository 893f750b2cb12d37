"""Facts follow what the rooms below say."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wenguo.customers.models import Customer
from wenguo.listen.models import Feedback
from wenguo.measure import actions, reactions
from wenguo.measure.models import FeedbackFact
from wenguo.people.models import Brand, Place
from wenguo.respond.events import CaseOpened
from wenguo.respond.models import Case, CaseFeedback, Deadline, Rating
from wenguo.understand.events import FeedbackBatchUnderstood
from wenguo.understand.models import Analysis

pytestmark = pytest.mark.django_db
Say = Callable[..., Feedback]


@pytest.fixture
def say(hotel: Brand, now: datetime) -> Say:
    """A feedback of the hotel."""

    def say(text: str = "前台办入住等了四十分钟", **parts: object) -> Feedback:
        moments = {"occurred_at": now, "received_at": now, "recorded_at": now}
        return Feedback.objects.create(brand=hotel, text=text, **{"channel": "web", **moments, **parts})

    return say


def _understand(feedback: Feedback, now: datetime, **labels: object) -> Analysis:
    typical = {
        "kind": "complaint",
        "category": "service.waiting",
        "polarity": "negative",
        "intensity": 2,
        "urgency": 2,
    }
    return Analysis.objects.create(
        feedback=feedback,
        brand=feedback.brand,
        model_version="t",
        created_at=now,
        language="zh",
        **{**typical, "keywords": ["前台"], **labels},
    )


def _case(*feedbacks: Feedback, now: datetime, **parts: object) -> Case:
    first = feedbacks[0]
    case = Case.objects.create(
        number=f"WG-{20000 + first.pk}",
        brand=first.brand,
        title="t",
        excerpt="t",
        channel="web",
        kind="complaint",
        category="service.waiting",
        opened_at=now,
        changed_at=now,
        **parts,
    )
    for feedback in feedbacks:
        CaseFeedback.objects.create(case=case, feedback=feedback)
    return case


def test_a_feedback_counts_before_it_is_understood(say: Say, lobby: Place) -> None:
    feedback = say(place=lobby, rating=2)
    assert actions.refresh_facts([feedback.pk]) == 1
    fact = FeedbackFact.objects.get()
    assert (fact.feedback_id, fact.brand_id, fact.place_id, fact.rating) == (
        feedback.pk, feedback.brand_id, lobby.pk, 2,
    )  # fmt: skip
    assert (fact.kind, fact.polarity, fact.case_id) == ("", "", None)


def test_the_day_is_that_of_the_installation(say: Say) -> None:
    late = say(occurred_at=datetime(2026, 11, 16, 16, 30, tzinfo=UTC))
    actions.refresh_facts([late.pk])
    assert FeedbackFact.objects.get().day.isoformat() == "2026-11-17"


def test_labels_handling_and_rating_of_a_case_count(say: Say, now: datetime) -> None:
    feedback = say()
    _understand(feedback, now)
    case = _case(feedback, now=now, first_replied_at=now + timedelta(minutes=12), reopened=1)
    for name, state in (("first_reply", "met"), ("solution", "missed"), ("follow_up", "running")):
        Deadline.objects.create(case=case, name=name, state=state, started_at=now, due_at=now, warn_at=now)
    Rating.objects.create(case=case, score=2, created_at=now)
    Rating.objects.create(case=case, score=4, created_at=now + timedelta(hours=1))
    reactions.count_case(CaseOpened(case_id=case.pk))
    fact = FeedbackFact.objects.get()
    assert (fact.category, fact.keywords, fact.case_id, fact.case_opened_at) == (
        "service.waiting",
        ["前台"],
        case.pk,
        now,
    )
    assert (fact.first_reply_minutes, fact.solution_minutes, fact.reopened, fact.csat) == (12.0, None, 1, 4)
    assert (fact.first_reply_met, fact.solution_met, fact.follow_up_met) == (True, False, None)


def test_a_case_of_two_feedbacks_counts_once(say: Say, now: datetime) -> None:
    one, two = say(), say()
    case = _case(one, two, now=now)
    assert actions.refresh_case(case.pk) == 2
    assert list(FeedbackFact.objects.order_by("pk").values_list("case_id", flat=True)) == [case.pk, None]


def test_refreshing_again_changes_nothing_and_follows_corrections(say: Say, now: datetime) -> None:
    feedback = say()
    analysis = _understand(feedback, now)
    actions.refresh_facts([feedback.pk])
    before = FeedbackFact.objects.values().get()
    actions.refresh_facts([feedback.pk, feedback.pk])
    assert FeedbackFact.objects.values().get() == before
    Analysis.objects.filter(pk=analysis.pk).update(polarity="positive")
    actions.refresh_facts([feedback.pk])
    assert FeedbackFact.objects.get().polarity == "positive"


def test_a_feedback_that_no_longer_exists_loses_its_fact(say: Say) -> None:
    feedback = say()
    actions.refresh_facts([feedback.pk])
    number = feedback.pk
    feedback.delete()
    assert actions.refresh_facts([number]) == 0
    assert not FeedbackFact.objects.exists()


def test_a_rebuild_brings_every_fact_back(say: Say, now: datetime) -> None:
    ids = [say(recorded_at=now - timedelta(days=days)).pk for days in range(5)]
    assert list(actions.rebuild_facts()) == [5]
    assert set(FeedbackFact.objects.values_list("pk", flat=True)) == set(ids)
    FeedbackFact.objects.all().delete()
    assert actions.refresh_recent(now=now, days=2) == 3


def test_a_batch_of_an_import_takes_as_many_queries_as_one_row(say: Say, hotel: Brand, now: datetime) -> None:
    moments = {"occurred_at": now, "received_at": now, "recorded_at": now}
    rows = Feedback.objects.bulk_create(
        Feedback(brand=hotel, channel="review", text="t", **moments) for _ in range(500)
    )
    with CaptureQueriesContext(connection) as one:
        actions.refresh_facts([rows[0].pk])
    with CaptureQueriesContext(connection) as many:
        reactions.count_batch(
            FeedbackBatchUnderstood(feedback_ids=tuple(row.pk for row in rows), opens_cases=False)
        )
    assert FeedbackFact.objects.count() == 500
    assert len(many) == len(one)


def test_the_facts_know_the_customer_but_not_the_name(say: Say, hotel: Brand, now: datetime) -> None:
    customer = Customer.objects.create(brand=hotel, name="张女士", created_at=now)
    actions.refresh_facts([say(customer=customer).pk])
    assert FeedbackFact.objects.get().customer_id == customer.pk
