"""The customer's page is closed when its link fell into wrong hands, and opened again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from wenguo.base.actor import Actor
from wenguo.respond.actions.deeds import finish, held, note_event
from wenguo.respond.models import Case, CaseFeedback, RevokedLink


@transaction.atomic
def revoke_tracking(*, actor: Actor, case: Case, now: datetime) -> None:
    """Every link to this case's page opens nothing any more. Doing it twice changes nothing."""
    actor.require("respond.reply", case)
    case = held(actor, case)
    ids = CaseFeedback.objects.filter(case=case).values_list("feedback_id", flat=True)
    known = set(RevokedLink.objects.filter(feedback_id__in=ids).values_list("feedback_id", flat=True))
    rows = [
        RevokedLink(feedback_id=pk, revoked_at=now, revoked_by_name=actor.name[:150])
        for pk in ids
        if pk not in known
    ]
    if rows:
        RevokedLink.objects.bulk_create(rows, ignore_conflicts=True)
        note_event(actor, case, "link_revoked", now=now)
        finish(actor, case, "link_revoked", now=now, fields=[])


@transaction.atomic
def restore_tracking(*, actor: Actor, case: Case, now: datetime) -> None:
    """The links open the page again. Doing it twice changes nothing."""
    actor.require("respond.reply", case)
    case = held(actor, case)
    ids = CaseFeedback.objects.filter(case=case).values_list("feedback_id", flat=True)
    gone, _kinds = RevokedLink.objects.filter(feedback_id__in=list(ids)).delete()
    if gone:
        note_event(actor, case, "link_restored", now=now)
        finish(actor, case, "link_restored", now=now, fields=[])
