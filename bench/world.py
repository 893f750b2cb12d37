"""A large installation, made by copying rows inside the database: 100,000 or 1,000,000 cases in minutes."""

from django.db import connection
from django.db.backends.utils import CursorWrapper

STEP = 50_000
# What a copy has of its own; everything else is as in the row it was copied from.
FEEDBACK = {
    "external_id": "''",
    "occurred_at": "s.occurred_at - n * interval '7 seconds'",
    "received_at": "s.received_at - n * interval '7 seconds'",
    "recorded_at": "s.recorded_at - n * interval '7 seconds'",
    "link": "substr(md5(s.id || '-' || n || '-' || random()), 1, 26)",
}
DUE = "now() + (n %% 86400) * interval '1 second'"
CASE = {
    "number": "'WG-B' || n",
    "priority": "(n %% 101 * 7919) %% 101",
    "stage": "'resolve'",
    "status": "'open'",
    "outcome": "''",
    "cause": "''",
    "resolution": "''",
    "opened_at": "now() - n * interval '5 seconds'",
    "resolved_at": "NULL",
    "closed_at": "NULL",
    "reopened": "0",
    "next_due_at": DUE,
    "due_rank_at": DUE,
    "rank_due_at": DUE,
    "next_warn_at": f"{DUE} - interval '1 hour'",
    "changed_at": "now()",
}
DEADLINES = """
INSERT INTO respond_deadline
    (case_id, name, kind, state, started_at, due_at, warn_at, marks, told, notice_at, is_provisional, explanation)
SELECT id, 'solution', 'internal', 'running', opened_at, next_due_at, next_due_at - interval '1 hour',
       ARRAY[next_due_at - interval '1 hour'], 0, next_due_at - interval '1 hour', false, '[]'
FROM respond_case WHERE number LIKE 'WG-B%%' AND id > %s
"""
LINKS = """
INSERT INTO respond_casefeedback (case_id, feedback_id)
SELECT c.id, f.id
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM respond_case k
      WHERE NOT EXISTS (SELECT FROM respond_casefeedback l WHERE l.case_id = k.id)) c
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM listen_feedback g
      WHERE NOT EXISTS (SELECT FROM respond_casefeedback l WHERE l.feedback_id = g.id)) f USING (place)
"""
ANALYSES = """
INSERT INTO understand_analysis (feedback_id, {columns})
SELECT f.id, {copied} FROM listen_feedback f
JOIN (SELECT {columns}, row_number() OVER (ORDER BY id) - 1 AS place FROM understand_analysis
      WHERE is_current ORDER BY id LIMIT 500) s ON s.place = f.id % 500
WHERE NOT EXISTS (SELECT FROM understand_analysis a WHERE a.feedback_id = f.id)
"""


def grow(cases: int) -> None:
    """Copy the story world until about that many feedbacks and open cases exist."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM respond_case")
        have, last_case = cursor.fetchone()
        for first in range(have, cases, STEP):
            last = min(first + STEP, cases) - 1
            _copy(cursor, "listen_feedback", FEEDBACK, condition="file_import_id IS NULL", span=(first, last))
            _copy(cursor, "respond_case", CASE, condition="number NOT LIKE 'WG-B%%'", span=(first, last))
        cursor.execute(DEADLINES, [last_case])
        cursor.execute(LINKS)
        names = _columns(cursor, "understand_analysis", left_out={"id", "feedback_id"})
        copied = ", ".join(f's."{name}"' for name in names)
        cursor.execute(ANALYSES.format(columns=", ".join(names), copied=copied))
        cursor.execute("VACUUM ANALYZE")


def _copy(
    cursor: CursorWrapper, table: str, own: dict[str, str], *, condition: str, span: tuple[int, int]
) -> None:
    """Copies number ``span`` of the first thousand rows, each in its turn."""
    columns = _columns(cursor, table, left_out={"id"})
    values = ", ".join(own.get(name, f's."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    seeds = f"SELECT * FROM {table} WHERE {condition} ORDER BY id LIMIT 1000"
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM generate_series(%s, %s) AS n JOIN "
        f"(SELECT *, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many FROM ({seeds}) t) s "
        "ON s.place = n %% s.many",
        span,
    )


def _columns(cursor: CursorWrapper, table: str, *, left_out: set[str]) -> list[str]:
    cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    return [name for (name,) in cursor.fetchall() if name not in left_out]
