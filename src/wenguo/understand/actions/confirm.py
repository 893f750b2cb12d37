"""Many readings at once are found right: each becomes a decision, as one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Invalid
from wenguo.listen import queries as listen
from wenguo.understand.actions.correct import correct
from wenguo.understand.domain.labels import CORRECTABLE
from wenguo.understand.domain.readings import value_of
from wenguo.understand.queries import analyses_of

if TYPE_CHECKING:
    from wenguo.base.actor import Actor

MOST = 200


@transaction.atomic
def confirm(
    *, actor: Actor, feedback_ids: Iterable[int], labels: Sequence[str] = ("category",), now: datetime
) -> int:
    """Say that these labels are right as they stand. Returns of how many feedbacks; those one may not see are left
    out. Raises Invalid for more than two hundred or an unknown label.
    """
    ids = list(dict.fromkeys(feedback_ids))
    if len(ids) > MOST or not set(labels) <= set(CORRECTABLE):
        raise Invalid(_("Choose at most 200, and labels that exist."), feedback_ids=str(len(ids)))
    rows = {one.pk: one for one in listen.visible_feedback(actor).filter(pk__in=ids)}
    readings = analyses_of(rows)
    for pk, analysis in readings.items():
        for label in labels:
            value = value_of(analysis.labels, label)
            correct(actor=actor, feedback=rows[pk], label=label, value=value, now=now)
    return len(readings)
