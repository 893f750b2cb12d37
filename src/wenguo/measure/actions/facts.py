"""Facts are brought up to date from what the rooms below say now; doing it twice changes nothing."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.timezone import localtime

from wenguo.base.actor import SYSTEM
from wenguo.listen import queries as listen
from wenguo.measure.models import FeedbackFact
from wenguo.respond import queries as respond
from wenguo.understand import queries as understand

BATCH = 500
# Keys of the locks that keep two refreshes of one feedback apart; far above any other use of such keys.
LOCKS = 1 << 52
SAID = ("id", "brand_id", "occurred_at", "channel", "place_id", "customer_id", "rating")
UNDERSTOOD = ("kind", "category", "polarity", "intensity", "urgency", "risks", "keywords")
CASE = (
    "case_id",
    "first_reply_minutes",
    "solution_minutes",
    "first_reply_met",
    "solution_met",
    "follow_up_met",
    "reopened",
    "csat",
)
EMPTY = {"kind": "", "category": "", "polarity": "", "risks": [], "keywords": [], "reopened": 0}
TABLE = FeedbackFact._meta.db_table
COLUMNS = [field.column for field in FeedbackFact._meta.concrete_fields if not field.primary_key]
# One statement for a batch, twice as fast as building rows one by one; the names are our own, the values travel apart.
UPSERT = (
    f"INSERT INTO {TABLE} SELECT * FROM jsonb_populate_recordset(NULL::{TABLE}, %s::jsonb) "  # noqa: S608
    f"ON CONFLICT (feedback_id) DO UPDATE SET {', '.join(f'{name} = EXCLUDED.{name}' for name in COLUMNS)}"
)


def refresh_facts(feedback_ids: Iterable[int]) -> int:
    """Bring the facts of these feedbacks up to date; a feedback that no longer exists loses its fact.

    Returns how many facts now stand. Reads after locking, so that of two refreshes the later one, which sees
    more, always has the last word.
    """
    ids = sorted(set(feedback_ids))
    return sum(_refresh(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def refresh_case(case_id: int) -> int:
    """Bring the facts of everything a case handles up to date."""
    return sum(refresh_facts(one.feedback_ids) for one in respond.facts_of_cases([case_id]).values())


def rebuild_facts(*, since: datetime | None = None) -> Iterator[int]:
    """Refresh everything said (recorded since a moment, if given), in batches; yields how many after each batch."""
    last = done = 0
    while True:
        rows = listen.visible_feedback(SYSTEM).filter(pk__gt=last)
        if since is not None:
            rows = rows.filter(recorded_at__gte=since)
        ids = list(rows.select_related(None).order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not ids:
            break
        refresh_facts(ids)
        last, done = ids[-1], done + len(ids)
        yield done


def refresh_recent(*, now: datetime, days: int = 3) -> int:
    """Refresh what was recorded in the last days: a net below the news, should anything have slipped through."""
    return max(rebuild_facts(since=now - timedelta(days)), default=0)


def _refresh(ids: list[int]) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s + id) FROM unnest(%s::bigint[]) AS id", [LOCKS, ids])
        rows = _rows(ids)
        if rows:
            cursor.execute(UPSERT, [json.dumps(rows)])
        if len(rows) < len(ids):
            FeedbackFact.objects.filter(pk__in=set(ids) - {row["feedback_id"] for row in rows}).delete()
    return len(rows)


def _rows(ids: list[int]) -> list[dict[str, Any]]:
    understood, handled = _understood(ids), _handled(ids)
    inside = _inside(ids)
    said = listen.visible_feedback(SYSTEM).filter(pk__in=ids).select_related(None).values_list(*SAID)
    rows = []
    for pk, brand_id, occurred_at, channel, place_id, customer_id, rating in said:
        if pk in inside:
            continue
        row = {
            "feedback_id": pk,
            "brand_id": brand_id,
            "said_at": occurred_at.isoformat(),
            "day": localtime(occurred_at).date().isoformat(),
            "channel": channel,
            "place_id": place_id,
            "customer_id": customer_id,
            "rating": rating,
        }
        rows.append(EMPTY | row | understood.get(pk, {}) | handled.get(pk, {}))
    return rows


def _inside(ids: list[int]) -> set[int]:
    """Parts of a feedback that are handled with the whole: what was said once is counted once."""
    parts = listen.visible_feedback(SYSTEM).filter(pk__in=ids, part_of__isnull=False).select_related(None)
    wholes = dict(parts.values_list("pk", "part_of_id"))
    if not wholes:
        return set()
    cases = respond.case_ids_of_feedback({*wholes, *wholes.values()})
    return {pk for pk, whole in wholes.items() if pk in cases and cases[pk] == cases.get(whole)}


def _understood(ids: list[int]) -> dict[int, dict[str, Any]]:
    # Columns only: the full labels are ten times as large and not counted.
    rows = (
        understand.visible_analyses(SYSTEM)
        .filter(feedback_id__in=ids)
        .values_list("feedback_id", *UNDERSTOOD)
    )
    return {pk: dict(zip(UNDERSTOOD, values, strict=True)) for pk, *values in rows}


def _handled(ids: list[int]) -> dict[int, dict[str, Any]]:
    """What is counted of a case goes to its first feedback only, so that a case counts once."""
    case_ids = respond.case_ids_of_feedback(ids)
    facts = respond.facts_of_cases(set(case_ids.values()))
    handled = {}
    for feedback_id, case_id in case_ids.items():
        case = facts.get(case_id)
        if case is not None and min(case.feedback_ids) == feedback_id:
            handled[feedback_id] = {name: getattr(case, name) for name in CASE}
            handled[feedback_id]["case_opened_at"] = case.opened_at.isoformat()
    return handled
