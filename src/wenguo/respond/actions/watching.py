"""Watching a case, and saying that one has seen what one was told."""

from datetime import datetime

from django.db import transaction

from wenguo.base.actor import Actor
from wenguo.base.errors import NotAllowed
from wenguo.base.live import announce
from wenguo.respond.models import Alarm, Case, Mention, Notice, Watch
from wenguo.respond.queries.cases import get_case


@transaction.atomic
def watch(*, actor: Actor, case: Case, now: datetime) -> Watch:
    """From now on the actor hears what happens to a case that they can see. Twice is once.

    Raises NotAllowed for a program, NotFound where the case does not exist for them.
    """
    if actor.user_id is None:
        raise NotAllowed
    case = get_case(actor, case.number)
    row, is_new = Watch.objects.get_or_create(case=case, user_id=actor.user_id, defaults={"watched_at": now})
    if is_new:
        announce("case", case.pk, brand_id=case.brand_id)
    return row


@transaction.atomic
def unwatch(*, actor: Actor, case: Case, now: datetime) -> None:
    """The actor no longer wants to hear of it; what waits on their bell about it is taken off. Twice is once."""
    if actor.user_id is None:
        raise NotAllowed
    if Watch.objects.filter(case=case, user_id=actor.user_id).delete()[0]:
        rows = Notice.objects.filter(case=case, user_id=actor.user_id, kind="watched", seen_at__isnull=True)
        rows.update(seen_at=now)
        announce("case", case.pk, brand_id=case.brand_id)


def see_notices(*, actor: Actor, case: Case, now: datetime) -> int:
    """The actor has opened the case: what they were told about it no longer waits. Gives how much did."""
    rows = Notice.objects.filter(user_id=actor.user_id or 0, case=case, seen_at__isnull=True)
    # Asked first: almost every time nothing waits.
    waiting = list(rows.values_list("id", flat=True))
    if not waiting:
        return 0
    with transaction.atomic():
        seen = Notice.objects.filter(pk__in=waiting, seen_at__isnull=True).update(seen_at=now)
        announce("notification", case.pk, brand_id=case.brand_id)
    return seen


@transaction.atomic
def see_all(*, actor: Actor, now: datetime) -> int:
    """The actor has read their bell: notices, calls and alarms are taken off it; what is to be done stays elsewhere.

    Gives how many were. Raises NotAllowed for a program.
    """
    if actor.user_id is None:
        raise NotAllowed
    mine = {"user_id": actor.user_id, "seen_at__isnull": True}
    return sum(
        table._default_manager.filter(**mine).update(seen_at=now) for table in (Notice, Mention, Alarm)
    )
