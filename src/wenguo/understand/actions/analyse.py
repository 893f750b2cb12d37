"""Feedback becomes labels: read outside a transaction, stored once in a short one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from psycopg.types.json import Jsonb

from wenguo.base.bulk import copy_rows
from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.governance.actions import record
from wenguo.listen import queries as listen
from wenguo.understand.actions import reader
from wenguo.understand.actions.learning import note_shipped
from wenguo.understand.domain.readings import columns, corrected, with_files, with_wish, without_words
from wenguo.understand.events import FeedbackBatchUnderstood, FeedbackUnderstood, LabelCorrected
from wenguo.understand.models import Analysis, Correction

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.models import Feedback
    from wenguo.understand.domain.readings import Labels

TRIES = 3
COLUMNS = (
    "feedback_id", "brand_id", "is_current", "model_version", "created_at", "labels", "language", "kind", "category",
    "categories", "polarity", "intensity", "urgency", "risks", "demands", "keywords", "summary", "confidence",
)  # fmt: skip


class StillContested(Exception):
    """Others keep storing parts of the batch; the job tries again later."""


def warm_up(*, now: datetime) -> None:
    """Load the models now: the first customer of the day should not wait for them. New weights are entered."""
    note_shipped(now=now)
    reader.analyzer().analyze("你好")


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
            analysis = new_analysis(feedback, labels, now=now)
            analysis.save(force_insert=True)
            publish(FeedbackUnderstood(feedback_id=feedback.pk, analysis_id=analysis.pk))
            announce("feedback", feedback.pk, brand_id=feedback.brand_id)
    except IntegrityError:
        # Another worker was quicker and has published; anything else is a fault that the job should retry.
        if not Analysis.objects.filter(feedback_id=feedback_id, is_current=True).exists():
            raise


def analyse_batch(feedback_ids: Iterable[int], *, opens_cases: bool, now: datetime) -> None:
    """Understand a batch of an import in a few statements, then tell the rooms above once.

    After a crash the batch is read again; what is stored already stays, and the news carries all of the
    batch.
    """
    ids = list(feedback_ids)
    readings: dict[int, Labels] = {}
    for _attempt in range(TRIES):
        rows = listen.feedback_by_ids(_not_understood(ids))
        waiting = [rows[one] for one in ids if one in rows]
        if not waiting:
            return
        unread = [feedback for feedback in waiting if feedback.pk not in readings]
        readings |= zip((feedback.pk for feedback in unread), read(unread), strict=True)
        try:
            with transaction.atomic():
                values = (_values(feedback, readings[feedback.pk], now) for feedback in waiting)
                copy_rows(Analysis, columns=COLUMNS, rows=values)
                publish(FeedbackBatchUnderstood(feedback_ids=tuple(ids), opens_cases=opens_cases))
                for brand_id in {feedback.brand_id for feedback in waiting}:
                    announce("feedback", 0, brand_id=brand_id)
        except IntegrityError:
            # Another worker was quicker with some of them; the rest is stored in the next round.
            continue
        return
    raise StillContested


def reanalyse(*, actor: Actor, feedback: Feedback, now: datetime) -> Analysis:
    """Read a feedback again with the models of today; what people decided stays as they decided it."""
    actor.require("understand.taxonomy", feedback)
    (labels,) = read([feedback])
    with transaction.atomic():
        old = Analysis.objects.select_for_update().filter(feedback=feedback, is_current=True).first()
        (labels,) = with_decisions({feedback.pk: labels}).values()
        if old is not None:
            Analysis.objects.filter(pk=old.pk).update(is_current=False)
        analysis = new_analysis(feedback, labels, now=now)
        analysis.save(force_insert=True)
        record(actor, "feedback.reanalysed", feedback, at=now, analysis=analysis.pk)
        if old is None:
            publish(FeedbackUnderstood(feedback_id=feedback.pk, analysis_id=analysis.pk))
        else:
            publish(LabelCorrected(feedback_id=feedback.pk, label="all"))
        announce("feedback", feedback.pk, brand_id=feedback.brand_id)
    return analysis


def follow_files(feedback_id: int, *, now: datetime) -> None:
    """Read a feedback once more, now that the words in its files are known. Repeating it changes nothing."""
    analyse(feedback_id, now=now)
    feedback = listen.feedback_by_ids([feedback_id]).get(feedback_id)
    if feedback is None:
        return
    (labels,) = read([feedback])
    with transaction.atomic():
        old = Analysis.objects.select_for_update().get(feedback=feedback, is_current=True)
        if old.labels.get("files", 0) >= labels.get("files", 0):
            return
        (labels,) = with_decisions({feedback.pk: labels}).values()
        Analysis.objects.filter(pk=old.pk).update(is_current=False)
        new_analysis(feedback, labels, now=now).save(force_insert=True)
        publish(LabelCorrected(feedback_id=feedback.pk, label="all"))
        announce("feedback", feedback.pk, brand_id=feedback.brand_id)


def with_decisions(readings: Mapping[int, Labels]) -> dict[int, Labels]:
    """Fresh readings by feedback with what people decided put back into them."""
    found = dict(readings)
    rows = Correction.objects.filter(analysis__feedback_id__in=list(readings)).order_by("id")
    for feedback_id, label, after in rows.values_list("analysis__feedback_id", "label", "after"):
        found[feedback_id] = corrected(found[feedback_id], label, value=after)
    return found


def read(feedbacks: Sequence[Feedback]) -> list[Labels]:
    """The labels of each feedback, from its words, its wish, the words in its files and, without words, its stars."""
    wishes = [index for index, feedback in enumerate(feedbacks) if feedback.wants]
    texts = [feedback.text for feedback in feedbacks] + [feedbacks[index].wants for index in wishes]
    words = listen.file_words(feedback.pk for feedback in feedbacks)
    # Days such as 昨天 count from when it was said; a batch of old reviews has many days, so each is read on
    # its own.
    said = {feedback.occurred_at for feedback in feedbacks}
    moment = said.pop() if len(said) == 1 else None
    readings = [reading.as_dict() for reading in reader.analyzer().analyze_many(texts, said_at=moment)]
    found = readings[: len(feedbacks)]
    for place, index in enumerate(wishes):
        found[index] = with_wish(found[index], readings[len(feedbacks) + place], words=feedbacks[index].wants)
    spoken = [
        labels if feedback.text else without_words(labels, rating=feedback.rating, channel=feedback.channel)
        for feedback, labels in zip(feedbacks, found, strict=True)
    ]
    return [
        _with_files(feedback, labels, words[feedback.pk]) if feedback.pk in words else labels
        for feedback, labels in zip(feedbacks, spoken, strict=True)
    ]


def _with_files(feedback: Feedback, labels: Labels, words: Sequence[str]) -> Labels:
    reading = reader.analyzer().analyze("\n\n".join(words), said_at=feedback.occurred_at).as_dict()
    return with_files(labels, reading, words=feedback.text, count=len(words))


def new_analysis(feedback: Feedback, labels: Labels, *, now: datetime) -> Analysis:
    """A version that is to become the current one."""
    return Analysis(
        feedback=feedback,
        brand_id=feedback.brand_id,
        model_version=str(labels["model_version"])[:40],
        created_at=now,
        labels=labels,
        **columns(labels),
    )


def _not_understood(ids: list[int]) -> list[int]:
    current = Analysis.objects.filter(feedback_id__in=ids, is_current=True)
    done = set(current.values_list("feedback_id", flat=True))
    return [one for one in ids if one not in done]


def _values(feedback: Feedback, labels: Labels, now: datetime) -> tuple[object, ...]:
    """One analysis in the order of COLUMNS."""
    found = columns(labels)
    first = (
        feedback.pk,
        feedback.brand_id,
        True,
        str(labels["model_version"])[:40],
        now,
        Jsonb(labels, _as_json),
    )
    return (*first, *(found[name] for name in COLUMNS[len(first) :]))


def _as_json(labels: object) -> str:
    # Chinese as it is: half as long as escaped, and PostgreSQL need not turn it back.
    return json.dumps(labels, ensure_ascii=False)
