"""Feedback is understood once, corrected in one step, and every earlier reading is kept."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from wenguo.base.actor import NOBODY, Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.governance.models import AuditEntry
from wenguo.listen.actions import receive
from wenguo.listen.models import Feedback
from wenguo.people.models import Brand
from wenguo.understand import actions, queries
from wenguo.understand.analyzer import labels as spoken
from wenguo.understand.models import Analysis, Correction

LATE = "快递晚到三天，客服一直不回复，我要退款！"
Say = Callable[..., Feedback]


@pytest.fixture
def say(hotel: Brand, now: datetime) -> Say:
    """A customer of the hotel fills in the form."""

    def put(text: str = LATE, **more: Any) -> Feedback:
        return receive(actor=NOBODY, brand=hotel, text=text, channel="web", now=now, **more).feedback

    return put


def news(name: str) -> list[dict[str, Any]]:
    jobs = ProcrastinateJob.objects.filter(args__event=name).order_by("id")
    return [job.args["payload"] for job in jobs]


def test_a_complaint_is_understood_with_confidence_and_evidence(say: Say, now: datetime) -> None:
    feedback = say()
    actions.analyse(feedback.pk, now=now)
    analysis = Analysis.objects.get()
    assert (analysis.kind, analysis.polarity, analysis.demands) == ("complaint", "negative", ["refund"])
    assert analysis.labels["evidence"]["polarity"]
    assert analysis.confidence == analysis.labels["confidence"]["category"]
    assert news("understand.FeedbackUnderstood")[0] == {
        "feedback_id": feedback.pk,
        "analysis_id": analysis.pk,
    }


def test_analysing_twice_changes_nothing(say: Say, now: datetime) -> None:
    feedback = say()
    actions.analyse(feedback.pk, now=now)
    told = ProcrastinateJob.objects.count()
    actions.analyse(feedback.pk, now=now)
    actions.analyse(999_999_999, now=now)
    assert (Analysis.objects.count(), ProcrastinateJob.objects.count()) == (1, told)


def test_a_batch_is_told_once_and_only_the_missing_are_read(say: Say, now: datetime) -> None:
    ids = [say(f"房间很脏，第{number}次").pk for number in range(5)]
    actions.analyse(ids[0], now=now)
    actions.analyse_batch(ids, opens_cases=True, now=now)
    actions.analyse_batch(ids, opens_cases=True, now=now)
    assert Analysis.objects.count() == 5
    batches = news("understand.FeedbackBatchUnderstood")
    assert {tuple(payload["feedback_ids"]) for payload in batches} == {tuple(ids)}
    assert all(payload["opens_cases"] for payload in batches)


def test_the_wish_in_the_form_counts_as_a_demand(say: Say, now: datetime) -> None:
    feedback = say("房间太小了。", wants="退款、说明原因")
    actions.analyse(feedback.pk, now=now)
    assert Analysis.objects.get().demands[:2] == ["refund", "explanation"]


@pytest.mark.parametrize(
    ("rating", "kind", "polarity", "intensity"),
    [(1, "complaint", "negative", 1), (3, "other", "neutral", 3), (5, "praise", "positive", 5)],
)
def test_stars_without_words_speak_for_themselves(
    rating: int, kind: str, polarity: str, intensity: int, say: Say, now: datetime
) -> None:
    feedback = say("", rating=rating)
    actions.analyse(feedback.pk, now=now)
    analysis = Analysis.objects.get()
    assert (analysis.kind, analysis.polarity, analysis.intensity) == (kind, polarity, intensity)


def test_a_correction_makes_a_new_version_and_keeps_the_old_one(li: Actor, say: Say, now: datetime) -> None:
    feedback = say()
    actions.analyse(feedback.pk, now=now)
    old = Analysis.objects.get()
    new = actions.correct(actor=li, feedback=feedback, label="category", value="logistics.delay", now=now)
    old.refresh_from_db()
    assert (old.is_current, new.is_current) == (False, True)
    assert (new.category, new.categories[0], new.confidence) == ("logistics.delay", "logistics.delay", 1.0)
    assert "category" not in new.labels["evidence"]
    assert new.polarity == old.polarity
    correction = Correction.objects.get()
    assert (correction.analysis, correction.before, correction.after) == (
        new,
        old.category,
        "logistics.delay",
    )
    assert (correction.corrected_by_name, correction.corrected_at) == ("小李", now)
    assert news("understand.LabelCorrected")[0] == {"feedback_id": feedback.pk, "label": "category"}
    assert AuditEntry.objects.filter(deed="label.corrected").count() == 1


def test_correcting_to_what_was_decided_already_changes_nothing(li: Actor, say: Say, now: datetime) -> None:
    feedback = say()
    actions.analyse(feedback.pk, now=now)
    for _time in range(2):
        actions.correct(actor=li, feedback=feedback, label="urgency", value=4, now=now)
    assert (Analysis.objects.count(), Correction.objects.count()) == (2, 1)


def test_a_doubtful_label_that_is_confirmed_leaves_the_review_list(
    li: Actor, say: Say, now: datetime
) -> None:
    feedback = say()
    actions.analyse(feedback.pk, now=now)
    analysis = Analysis.objects.get()
    Analysis.objects.update(confidence=0.2)
    assert list(queries.doubtful(li)) == [analysis]
    actions.correct(actor=li, feedback=feedback, label="category", value=analysis.category, now=now)
    assert list(queries.doubtful(li)) == []


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("category", "logistics"),
        ("category", "made.up"),
        ("kind", "rant"),
        ("intensity", 6),
        ("intensity", True),
        ("urgency", "0"),
        ("demands", ["refund", "blood"]),
        ("demands", [{"a": 1}]),
        ("summary", "x"),
        ("kind", None),
        ("kind", ["complaint"]),
    ],
)
def test_a_label_that_does_not_exist_is_refused(
    label: str, value: Any, li: Actor, say: Say, now: datetime
) -> None:
    feedback = say()
    actions.analyse(feedback.pk, now=now)
    with pytest.raises(Invalid):
        actions.correct(actor=li, feedback=feedback, label=label, value=value, now=now)
    assert (Analysis.objects.count(), Correction.objects.count()) == (1, 0)


def test_an_outsider_corrects_nothing_of_another_brand(outsider: Actor, say: Say, now: datetime) -> None:
    feedback = say()
    actions.analyse(feedback.pk, now=now)
    with pytest.raises(NotAllowed):
        actions.correct(actor=outsider, feedback=feedback, label="kind", value="praise", now=now)
    assert Correction.objects.count() == 0
    assert list(queries.visible_analyses(outsider)) == []


def test_what_is_not_analysed_yet_cannot_be_corrected(li: Actor, say: Say, now: datetime) -> None:
    with pytest.raises(actions.NotUnderstoodYet):
        actions.correct(actor=li, feedback=say(), label="kind", value="praise", now=now)


def test_reading_again_keeps_what_people_decided(li: Actor, admin: Actor, say: Say, now: datetime) -> None:
    feedback = say()
    actions.analyse(feedback.pk, now=now)
    actions.correct(actor=li, feedback=feedback, label="kind", value="suggestion", now=now)
    again = actions.reanalyse(actor=admin, feedback=feedback, now=now)
    assert (again.kind, again.is_current) == ("suggestion", True)
    assert Analysis.objects.filter(is_current=True).count() == 1


@pytest.mark.parametrize("category", ["logistics", "logistics.delay"])
def test_a_parent_category_finds_what_is_below(category: str, li: Actor, say: Say, now: datetime) -> None:
    feedback = say()
    actions.analyse(feedback.pk, now=now)
    actions.correct(actor=li, feedback=feedback, label="category", value="logistics.delay", now=now)
    assert list(queries.filtered_feedback(li, queries.Filters(category=category, kind="complaint"))) == [
        feedback
    ]
    assert list(queries.filtered_feedback(li, queries.Filters(category="price"))) == []


def test_every_shipped_category_has_a_name_in_both_languages(db: None) -> None:
    names = queries.all_categories()
    assert len(names) == 41
    assert all(set(name) == {"zh", "en"} and all(name.values()) for name in names.values())
    assert queries.name_of("category", "logistics.delay") == "时效"
    assert queries.icon_of("category", "logistics.delay") == "truck"


def test_what_the_analyzer_can_say_has_a_name(db: None) -> None:
    for label in ("kind", "polarity", "intensity", "urgency", "category"):
        assert all(queries.is_code(label, code) for code in spoken.ONE_OF[label])
    for label in ("emotions", "demands", "risks"):
        assert all(queries.is_code(label, code) for code in spoken.ANY_OF[label])
