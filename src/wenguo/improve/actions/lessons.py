"""What a crisis taught becomes the draft of an improvement."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wenguo.base.actor import SYSTEM
from wenguo.governance.actions import record
from wenguo.improve import queries
from wenguo.improve.models import Improvement, ImprovementCase
from wenguo.respond import queries as respond

MOST_CASES = 500


@transaction.atomic
def draft_from_lesson(lesson_id: int, *, now: datetime) -> Improvement:
    """Plan an improvement for a lesson, with the cases of the crisis behind it. Doing it twice makes one.

    Raises NotFound for a lesson that is not there.
    """
    lesson = respond.get_lesson(lesson_id)
    incident = lesson.crisis.incident
    facts = {
        "brand": incident.brand,
        "title": lesson.text[:120],
        "problem": lesson.crisis.happened,
        "action": lesson.text,
        "category": incident.category,
        "place": incident.place,
        "owner": lesson.owner,
        "due_date": lesson.due_date,
        "target": _("What happened in %(number)s does not happen again.") % {"number": incident.number},
        "baseline_per_week": queries.baseline_per_week(
            category=incident.category, brand=incident.brand, place=incident.place, now=now
        )
        if incident.category
        else None,
        "created_at": now,
    }
    row, is_new = Improvement.objects.get_or_create(lesson=lesson, defaults=facts)
    if is_new:
        ids = respond.case_ids_of_incident(incident)[:MOST_CASES]
        ImprovementCase.objects.bulk_create(ImprovementCase(improvement=row, case_id=pk) for pk in ids)
        record(SYSTEM, "improvement.drafted", row, at=now, lesson=lesson.pk, cases=len(ids))
    return row
