"""A person sets a label right; the old reading stays beside it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Invalid, Refused
from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.governance.actions import record
from wenguo.understand.domain.labels import CORRECTABLE, LISTS, MOST, NUMBERS, OPTIONAL
from wenguo.understand.domain.readings import NONE, columns, corrected, is_certain, value_of
from wenguo.understand.events import LabelCorrected
from wenguo.understand.models import Analysis, Correction
from wenguo.understand.queries import is_code

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.models import Feedback


class NotUnderstoodYet(Refused):
    """There is nothing to correct so far."""

    code = "not_understood_yet"
    message = _("This feedback has not been analysed yet. Try again in a moment.")


@transaction.atomic
def correct(*, actor: Actor, feedback: Feedback, label: str, value: Any, now: datetime) -> Analysis:
    """Set any label of the taxonomy right. The same value confirms the label.

    Lists are given whole and in order: the first of ``categories`` is the main one. ``none`` says that there is no
    need or no style.

    Setting what a person already decided changes nothing. Raises Invalid, NotUnderstoodYet, NotAllowed.
    """
    actor.require("understand.correct", feedback)
    value = _checked(label, value)
    old = Analysis.objects.select_for_update().filter(feedback=feedback, is_current=True).first()
    if old is None:
        raise NotUnderstoodYet
    before = value_of(old.labels, label)
    if before == value and is_certain(old.labels, label):
        return old
    Analysis.objects.filter(pk=old.pk).update(is_current=False)
    labels = corrected(old.labels, label, value=value)
    analysis = Analysis(
        feedback=feedback,
        brand_id=feedback.brand_id,
        model_version=old.model_version,
        created_at=now,
        labels=labels,
        **columns(labels),
    )
    analysis.save(force_insert=True)
    Correction.objects.create(
        analysis=analysis,
        label=label,
        before=before,
        after=value,
        corrected_by_id=actor.user_id,
        corrected_by_name=actor.name[:150],
        corrected_at=now,
    )
    record(actor, "label.corrected", feedback, at=now, label=label, before=before, after=value)
    publish(LabelCorrected(feedback_id=feedback.pk, label=label))
    announce("feedback", feedback.pk, brand_id=feedback.brand_id)
    return analysis


def _checked(label: str, value: Any) -> Any:
    if label not in CORRECTABLE:
        raise Invalid(_("This label cannot be corrected."), label=str(label)[:40])
    if label in LISTS:
        return _checked_list(label, value)
    if label in OPTIONAL and value in (None, "", NONE):
        return NONE
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not is_code(label, value):
        raise Invalid(_("There is no such label."), value=str(value)[:80])
    return int(value) if label in NUMBERS else value


def _checked_list(label: str, value: Any) -> list[str]:
    codes = value if isinstance(value, list) else [value]
    if not all(isinstance(code, str) and is_code(label, code) for code in codes):
        raise Invalid(_("There is no such label."), value=str(value)[:80])
    found = list(dict.fromkeys(codes))
    if label == "categories" and not found:
        raise Invalid(_("A feedback has at least one category."), value="")
    if len(found) > MOST.get(label, len(found)):
        raise Invalid(_("Choose at most three."), value=str(value)[:80])
    return found
