"""Feedback becomes labels: read outside a transaction, stored once in a short one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.governance.actions import record
from wenguo.listen import queries as listen
from wenguo.understand import Analyzer
from wenguo.understand.domain.readings import columns, corrected, with_wish, without_words
from wenguo.understand.events import FeedbackBatchUnderstood, FeedbackUnderstood, LabelCorrected
from wenguo.understand.models import Analysis, Correction

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.models import Feedback
    from wenguo.understand.domain.readings import Labels

# One for the process: weights load once, on first use.
_analyzer = Analyzer()


def warm_up() -> None:
    """Load the models now: the first customer of the day should not wait for them."""
    _analyzer.analyze("你好")


def analyse(feedback_id: int, *, now: datetime) -> None:
    """Understand one feedback. Does nothing when it is understood already or does not exist."""
    if Analysis.objects.filter(feedback_id=feedback_id, is_current=True).exists():
        return
    feedback = listen.feedback_by_ids([feedback_id]).get(feedback_id)
    if feedback is None:
        return
    (labels,) = read([feedback])
    try:
        with transaction.atomic():
            analysis = _analysis(feedback, labels, now=now)
            analysis.save(force_insert=True)
            publish(FeedbackUnderstood(feedback_id=feedback.pk, analysis_id=analysis.pk))
            announce("feedback", feedback.pk, brand_id=feedback.brand_id)
    except IntegrityError:
        # Another worker was quicker and has published; anything else is a fault that the job should retry.
        if not Analysis.objects.filter(feedback_id=feedback_id, is_current=True).exists():
            raise


def analyse_batch(feedback_ids: Iterable[int], *, opens_cases: bool, now: datetime) -> None:
    """Understand a batch of an import in two statements, then tell the rooms above once.

    After a crash the batch is read again; what is stored already stays, and the news carries all of the
    batch.
    """
    ids = list(feedback_ids)
    done = set(
        Analysis.objects.filter(feedback_id__in=ids, is_current=True).values_list("feedback_id", flat=True)
    )
    rows = listen.feedback_by_ids(one for one in ids if one not in done)
    waiting = [rows[one] for one in ids if one in rows]
    if not waiting:
        return
    readings = read(waiting)
    with transaction.atomic():
        Analysis.objects.bulk_create(
            [
                _analysis(feedback, labels, now=now)
                for feedback, labels in zip(waiting, readings, strict=True)
            ],
            ignore_conflicts=True,
        )
        publish(FeedbackBatchUnderstood(feedback_ids=tuple(ids), opens_cases=opens_cases))
        for brand_id in {feedback.brand_id for feedback in waiting}:
            announce("feedback", 0, brand_id=brand_id)


def reanalyse(*, actor: Actor, feedback: Feedback, now: datetime) -> Analysis:
    """Read a feedback again with the models of today; what people decided stays as they decided it."""
    actor.require("understand.taxonomy", feedback)
    (labels,) = read([feedback])
    with transaction.atomic():
        old = Analysis.objects.select_for_update().filter(feedback=feedback, is_current=True).first()
        for row in Correction.objects.filter(analysis__feedback=feedback).order_by("id"):
            labels = corrected(labels, row.label, value=row.after)
        if old is not None:
            Analysis.objects.filter(pk=old.pk).update(is_current=False)
        analysis = _analysis(feedback, labels, now=now)
        analysis.save(force_insert=True)
        record(actor, "feedback.reanalysed", feedback, at=now, analysis=analysis.pk)
        if old is None:
            publish(FeedbackUnderstood(feedback_id=feedback.pk, analysis_id=analysis.pk))
        else:
            publish(LabelCorrected(feedback_id=feedback.pk, label="all"))
        announce("feedback", feedback.pk, brand_id=feedback.brand_id)
    return analysis


def read(feedbacks: Sequence[Feedback]) -> list[Labels]:
    """The labels of each feedback, from its words, its wish and, without words, its stars."""
    wishes = [index for index, feedback in enumerate(feedbacks) if feedback.wants]
    texts = [feedback.text for feedback in feedbacks] + [feedbacks[index].wants for index in wishes]
    # Days such as 昨天 count from when it was said; a batch of old reviews has many days, so each is read on
    # its own.
    said = {feedback.occurred_at for feedback in feedbacks}
    moment = said.pop() if len(said) == 1 else None
    readings = [reading.as_dict() for reading in _analyzer.analyze_many(texts, said_at=moment)]
    found = readings[: len(feedbacks)]
    for place, index in enumerate(wishes):
        found[index] = with_wish(found[index], readings[len(feedbacks) + place], words=feedbacks[index].wants)
    return [
        labels if feedback.text else without_words(labels, rating=feedback.rating, channel=feedback.channel)
        for feedback, labels in zip(feedbacks, found, strict=True)
    ]


def _analysis(feedback: Feedback, labels: Labels, *, now: datetime) -> Analysis:
    return Analysis(
        feedback=feedback,
        brand_id=feedback.brand_id,
        model_version=str(labels["model_version"])[:40],
        created_at=now,
        labels=labels,
        **columns(labels),
    )
