"""How fast deadlines are found: a tick over a million open ones, and a storm for two workers, one of them killed.

    .venv/bin/python -m bench.clocks [--open 1000000] [--due 20000]

Starts its own throw-away PostgreSQL and real workers (``wenguo work``); prints one JSON object. It ends with 1 when an
alarm is missing or was raised twice.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from wenguo.site.supervisor.for_tests import fleeting_cluster

TICKS = 30
KILL_AFTER = 2.0
# As in respond.actions.alarms.
BATCH = 500
CASES = """
INSERT INTO respond_case (number, brand_id, {columns})
SELECT 'WG-C' || n, {brand}, {values} FROM generate_series({first}, {last}) AS n
"""
DEADLINES = """
INSERT INTO respond_deadline
    (case_id, name, kind, state, started_at, due_at, warn_at, marks, told, notice_at, is_provisional, explanation)
SELECT id, 'solution', 'internal', 'running', now() - interval '1 day', {due}, {due},
       ARRAY[{due} - interval '2 hours', {due} - interval '1 hour', {due} - interval '30 minutes'],
       {told}, {notice}, false, '[]'
FROM respond_case WHERE id > {after}
"""


def main() -> int:
    """Measure; 0 when every alarm was raised exactly once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--open", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=120)
    asked = parser.parse_args()
    with fleeting_cluster() as cluster:
        os.environ["DATABASE_URL"] = cluster.url
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenguo.site.settings.dev")
        measured = _measured(asked.open, asked.due, asked.seconds)
    print(json.dumps(measured))
    return 0 if measured["raised_once"] == asked.due and measured["raised_twice"] == 0 else 1


def _measured(waiting: int, due: int, seconds: float) -> dict[str, Any]:
    import django  # noqa: PLC0415 - the database must run first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from wenguo.people.models import Brand  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    brand = Brand.objects.create(slug="hotel", name={"zh": "木棉酒店", "en": "Kapok Hotels"})
    _insert(
        brand.pk,
        waiting,
        due="now() + interval '1 day' + n_of(id)",
        told=0,
        notice="now() + interval '20 hours'",
    )
    ticks = _tick_times() if waiting else []
    # All in the same minute, a few seconds ago.
    _insert(brand.pk, due, due="now() - interval '30 seconds' + n_of(id)", told=3, notice="NULL")
    return {
        "open": waiting,
        "tick_ms_median": round(statistics.median(ticks), 2) if ticks else None,
        "tick_ms_worst": round(max(ticks), 2) if ticks else None,
        "due": due,
        **_storm(due, seconds),
    }


def _insert(brand: int, count: int, *, due: str, told: int, notice: str) -> None:
    from django.db import connection  # noqa: PLC0415

    from wenguo.respond.models import Case  # noqa: PLC0415

    given = {"number", "brand", "id", "search"}
    row = Case(
        brand_id=brand, opened_at=datetime.now(UTC), changed_at=datetime.now(UTC), title="x", excerpt="x"
    )
    fields = [field for field in Case._meta.concrete_fields if field.name not in given]
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM respond_case")
        after = cursor.fetchone()[0]
        values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
        columns = ", ".join(f'"{field.column}"' for field in fields)
        marks = ", ".join(["%s"] * len(fields))
        if count:
            cursor.execute(
                CASES.format(columns=columns, values=marks, brand=brand, first=after + 1, last=after + count),
                values,
            )
        spread = due.replace("n_of(id)", "(id % 30) * interval '1 second'")
        cursor.execute(DEADLINES.format(due=spread, told=told, notice=notice, after=after))
        cursor.execute("ANALYZE respond_deadline")


def _tick_times() -> list[float]:
    from wenguo.respond import actions  # noqa: PLC0415

    times = []
    for _turn in range(TICKS):
        began = time.perf_counter()
        raised = actions.raise_alarms(now=datetime.now(UTC))
        times.append(1000 * (time.perf_counter() - began))
        assert raised == 0
    return times


def _storm(due: int, seconds: float) -> dict[str, Any]:
    from wenguo.respond.models import CaseEvent, Deadline  # noqa: PLC0415

    command = [sys.executable, "-m", "wenguo", "work", "--queue", "clocks"]
    workers = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _n in range(2)
    ]
    over = Deadline.objects.filter(breached_at__isnull=False)
    began = first = None
    is_killed = False
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            count = over.count()
            if count and began is None:
                began = first = time.monotonic()
            if began and not is_killed and (time.monotonic() - began > KILL_AFTER or count > due / 3):
                workers[0].send_signal(signal.SIGKILL)
                is_killed = True
            if count >= due and is_killed:
                break
            time.sleep(0.1)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    took = time.monotonic() - first if first else None
    events = CaseEvent.objects.filter(kind="breached").values_list("case_id", flat=True)
    told = list(events)
    return {
        "killed_one_worker": is_killed,
        "seconds_until_all_were_raised": round(took, 1) if took is not None else None,
        "raised_once": len(set(told)),
        "raised_twice": len(told) - len(set(told)),
        "raised_in_due_order": _in_order(),
        "per_second": round(due / took) if took else None,
    }


def _in_order() -> bool:
    """Whether what was due earlier was raised earlier. Only where a batch ends may the next begin with something older:
    it is the other worker's, or one that the killed worker had to leave.
    """
    from wenguo.respond.models import CaseEvent  # noqa: PLC0415

    events = CaseEvent.objects.filter(kind="breached").order_by("id").values_list("data__due_at", flat=True)
    due = [str(moment) for moment in events]
    steps_back = sum(after < before for before, after in pairwise(due))
    return steps_back <= len(due) // BATCH + 1


if __name__ == "__main__":
    sys.exit(main())
