"""What customers write in a conversation is read for its mood; one that turns worse may lift the case."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction

from wenguo.respond.actions.escalating import consider_now
from wenguo.respond.models import Message
from wenguo.understand import actions as understand

BATCH = 100
# What lies longer back changes nothing for anybody any more.
LATELY = timedelta(days=30)


def read_moods(*, now: datetime) -> int:
    """Read what was not read yet, outside of any transaction; gives how many. Repeating it changes nothing."""
    rows = Message.objects.filter(direction="in", mood__isnull=True, created_at__gt=now - LATELY)
    fresh = list(rows.exclude(body="").order_by("id").values_list("id", "case_id", "body")[:BATCH])
    moods = understand.moods_of([body for _pk, _case_id, body in fresh])
    by_case: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (pk, case_id, _body), mood in zip(fresh, moods, strict=True):
        by_case[case_id].append((pk, mood))
    for case_id, read in by_case.items():
        _keep(case_id, read, now=now)
    return len(fresh)


@transaction.atomic
def _keep(case_id: int, read: list[tuple[int, int]], *, now: datetime) -> None:
    # Together: a letter whose mood is known is not looked at again, so that nothing may come between.
    for pk, mood in read:
        Message.objects.filter(pk=pk, mood__isnull=True).update(mood=mood)
    consider_now(case_id, now=now, waits=True)
