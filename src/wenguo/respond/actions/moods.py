"""What customers write in a conversation is read for its mood; one that turns worse may lift the case."""

from datetime import datetime, timedelta

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
    for pk, _case_id, body in fresh:
        Message.objects.filter(pk=pk, mood__isnull=True).update(mood=understand.mood_of(body))
    for case_id in dict.fromkeys(case_id for _pk, case_id, _body in fresh):
        consider_now(case_id, now=now, waits=True)
    return len(fresh)
