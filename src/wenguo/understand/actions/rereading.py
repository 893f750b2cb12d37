"""History is read again by the live version: in batches of 500, with progress; the old analyses are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import SYSTEM
from wenguo.base.errors import Refused
from wenguo.base.live import announce
from wenguo.base.news import publish
from wenguo.governance.actions import record
from wenguo.listen import queries as listen
from wenguo.understand.actions.analyse import new_analysis, read, with_decisions
from wenguo.understand.domain.readings import columns
from wenguo.understand.events import FeedbackReanalysed
from wenguo.understand.models import Analysis, Rereading

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.models import Feedback
    from wenguo.understand.domain.readings import Labels

BATCH = 500
STALLED_AFTER = timedelta(minutes=5)
# What makes a reading another one; confidence and evidence alone do not.
TOLD = ("kind", "categories", "polarity", "intensity", "urgency", "risks", "demands")
UNTABLED = ("emotions", "need", "style")


class AlreadyRereading(Refused):
    """Somebody was quicker."""

    code = "already_rereading"
    message = _("The history is being read again already.")


def start_rereading(*, actor: Actor, now: datetime) -> Rereading:
    """Begin with the oldest feedback. Raises AlreadyRereading."""
    actor.require("understand.taxonomy")
    try:
        with transaction.atomic():
            row = Rereading.objects.create(
                started_by_name=actor.name[:150],
                created_at=now,
                moved_at=now,
                total=listen.visible_feedback(SYSTEM).count(),
            )
            record(actor, "rereading.started", row, at=now)
    except IntegrityError as error:
        raise AlreadyRereading from error
    return row


@transaction.atomic
def stop_rereading(*, actor: Actor, rereading: Rereading, now: datetime) -> Rereading:
    """Leave it at what was read so far."""
    actor.require("understand.taxonomy")
    running = Rereading.objects.filter(pk=rereading.pk, state=Rereading.State.RUNNING)
    if running.update(state=Rereading.State.STOPPED, finished_at=now):
        record(actor, "rereading.stopped", rereading, at=now)
    rereading.refresh_from_db()
    return rereading


def reread_batch(rereading_id: int, *, now: datetime) -> bool:
    """The next 500. False when nothing is left to do. A batch that broke off is read again from its beginning."""
    row = Rereading.objects.filter(pk=rereading_id, state=Rereading.State.RUNNING).first()
    if row is None:
        return False
    waiting = listen.visible_feedback(SYSTEM).filter(pk__gt=row.last_feedback_id).order_by("pk")
    batch = list(waiting.select_related(None)[:BATCH])
    if not batch:
        ended = Rereading.objects.filter(pk=row.pk, state=Rereading.State.RUNNING)
        ended.update(state=Rereading.State.DONE, finished_at=now, total=F("done"))
        announce("models", row.pk, brand_id=None)
        return False
    readings = dict(zip((one.pk for one in batch), read(batch), strict=True))
    _store(row, batch, readings, now=now)
    return True


def stalled_rereadings(*, now: datetime) -> list[int]:
    """Rereadings that should be moving but are not: their worker died."""
    rows = Rereading.objects.filter(state=Rereading.State.RUNNING, moved_at__lt=now - STALLED_AFTER)
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def _store(row: Rereading, batch: Sequence[Feedback], readings: dict[int, Labels], *, now: datetime) -> None:
    moved = Rereading.objects.filter(
        pk=row.pk, state=Rereading.State.RUNNING, last_feedback_id=row.last_feedback_id
    )
    ids = [one.pk for one in batch]
    if not moved.update(last_feedback_id=ids[-1], done=F("done") + len(ids), moved_at=now):
        return  # another worker has stored this batch
    old = {one.feedback_id: one for one in _current(ids)}
    fresh = with_decisions(readings)
    changed = [one for one in batch if one.pk not in old or is_other(old[one.pk].labels, fresh[one.pk])]
    Analysis.objects.filter(feedback_id__in=[one.pk for one in changed], is_current=True).update(
        is_current=False
    )
    Analysis.objects.bulk_create([new_analysis(one, fresh[one.pk], now=now) for one in changed])
    Rereading.objects.filter(pk=row.pk).update(changed=F("changed") + len(changed))
    if changed:
        publish(FeedbackReanalysed(feedback_ids=tuple(one.pk for one in changed)))
    announce("models", row.pk, brand_id=None)


def _current(ids: Sequence[int]) -> Sequence[Analysis]:
    return list(Analysis.objects.select_for_update().filter(feedback_id__in=ids, is_current=True))


def is_other(old: Labels, new: Labels) -> bool:
    """Whether a person would see another reading."""
    before, after = columns(old), columns(new)
    return any(before[name] != after[name] for name in TOLD) or any(
        old.get(name) != new.get(name) for name in UNTABLED
    )
