"""A colleague asks the language model about a feedback; its answer stands beside our own reading, deciding nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from wenguo.base.errors import Invalid
from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.governance.actions import record
from wenguo.understand.actions.language_model import (
    BudgetUsedUp,
    ModelRests,
    NoAnswer,
    NoLanguageModel,
    complete,
)
from wenguo.understand.domain import opinions
from wenguo.understand.domain.opinions import LABELS, PURPOSES, Unusable
from wenguo.understand.events import OpinionAsked
from wenguo.understand.models import Opinion
from wenguo.understand.queries import has_language_model, taxonomy_codes

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.models import Feedback

UNUSABLE = "unusable"


@transaction.atomic
def ask_opinion(*, actor: Actor, feedback: Feedback, purpose: str, language: str, now: datetime) -> Opinion:
    """Ask for a summary, a translation (into ``language``) or a second opinion on the labels.

    Asking again asks anew. Raises NotAllowed, NoLanguageModel, Invalid.
    """
    actor.require("understand.correct", feedback)
    if not has_language_model():
        raise NoLanguageModel
    if purpose not in PURPOSES or not feedback.text.strip():
        raise Invalid(purpose=purpose[:20])
    asked = {"state": Opinion.State.WAITING, "asked_by_name": actor.name[:150], "asked_at": now, "reason": ""}
    opinion, _is_new = Opinion.objects.update_or_create(
        feedback=feedback,
        purpose=purpose,
        language="" if purpose == LABELS else language,
        defaults={**asked, "brand_id": feedback.brand_id},
    )
    record(actor, "opinion.asked", feedback, at=now, purpose=purpose)
    publish(OpinionAsked(opinion_id=opinion.pk))
    return opinion


def form_opinion(opinion_id: int, *, now: datetime) -> None:
    """Put the question and keep the answer, or why there is none. Does nothing when it was answered already."""
    row = Opinion.objects.select_related("feedback__customer").filter(pk=opinion_id).first()
    if row is None or row.state != Opinion.State.WAITING:
        return
    found = _found(row, now)
    with transaction.atomic():
        changed = Opinion.objects.filter(pk=row.pk, state=Opinion.State.WAITING, asked_at=row.asked_at)
        changed.update(answered_at=now, **found)
        announce("opinion", row.feedback_id, brand_id=row.brand_id)


def _found(row: Opinion, now: datetime) -> dict[str, Any]:
    codes = taxonomy_codes()
    names = [row.feedback.customer.name] if row.feedback.customer else []
    try:
        answer = complete(
            purpose=row.purpose,
            instructions=opinions.instructions(row.purpose, language=row.language, codes=codes),
            text=opinions.framed(row.feedback.text),
            names=names,
            now=now,
        )
        if row.purpose == LABELS:
            return {"state": Opinion.State.READY, "labels": opinions.read_labels(answer, codes=codes)}
        return {"state": Opinion.State.READY, "text": opinions.read_words(answer)}
    except Unusable:
        return {"state": Opinion.State.FAILED, "reason": UNUSABLE}
    except (BudgetUsedUp, ModelRests, NoAnswer, NoLanguageModel) as reason:
        return {"state": Opinion.State.FAILED, "reason": reason.code[:20]}
