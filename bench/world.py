"""A large installation, made by copying rows inside the database: 100,000 or 1,000,000 cases in minutes."""

from django.db import connection
from django.db.backends.utils import CursorWrapper

FEEDBACK = """
INSERT INTO listen_feedback (brand_id, channel, text, customer_id, rating, place_id, order_number, wants, language,
    external_id, occurred_at, received_at, recorded_at, link, search)
SELECT f.brand_id, f.channel, f.text, f.customer_id, f.rating, f.place_id, f.order_number, f.wants, f.language,
    '', f.occurred_at - n * interval '7 seconds', f.received_at - n * interval '7 seconds',
    f.recorded_at - n * interval '7 seconds', substr(md5(f.id || '-' || n || '-' || random()), 1, 26), f.search
FROM generate_series(%(first)s, %(last)s) AS n
JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM listen_feedback WHERE id <= %(seed)s) f
    ON f.place = n %% %(count)s
"""
CASES = """
INSERT INTO respond_case (number, brand_id, customer_id, place_id, title, excerpt, evidence, channel, kind, category,
    risks, demands, intensity, urgency, priority, stage, status, team_id, assignee_id, assigned_because, outcome, cause,
    resolution, opened_at, reopened, next_due_at, due_rank_at, next_warn_at, changed_at, search)
SELECT 'WG-B' || n, c.brand_id, c.customer_id, c.place_id, c.title, c.excerpt, c.evidence, c.channel, c.kind,
    c.category, c.risks, c.demands, c.intensity, c.urgency, (n * 7919) %% 101, 'resolve', 'open', c.team_id,
    c.assignee_id, c.assigned_because, '', '', '', now() - n * interval '5 seconds', 0,
    now() + (n %% 86400) * interval '1 second', now() + (n %% 86400) * interval '1 second',
    now() + (n %% 86400) * interval '1 second' - interval '1 hour', now(), c.search
FROM generate_series(%(first)s, %(last)s) AS n
JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM respond_case WHERE id <= %(seed)s) c
    ON c.place = n %% %(count)s
"""
DEADLINES = """
INSERT INTO respond_deadline (case_id, name, state, started_at, due_at, warn_at, explanation)
SELECT id, 'solution', 'running', opened_at, next_due_at, next_due_at - interval '1 hour', '[]'
FROM respond_case WHERE number LIKE 'WG-B%%' AND id > %(after)s
"""
LINKS = """
INSERT INTO respond_casefeedback (case_id, feedback_id)
SELECT c.id, f.id
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM respond_case k
      WHERE NOT EXISTS (SELECT FROM respond_casefeedback l WHERE l.case_id = k.id)) c
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM listen_feedback g
      WHERE NOT EXISTS (SELECT FROM respond_casefeedback l WHERE l.feedback_id = g.id)) f USING (place)
"""


def grow(cases: int) -> None:
    """Copy the story world until about that many feedbacks and open cases exist."""
    with connection.cursor() as cursor:
        feedback_seed, feedback_count = _seed(cursor, "listen_feedback", "true")
        case_seed, case_count = _seed(cursor, "respond_case", "number NOT LIKE 'WG-B%%'")
        cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM respond_case")
        have, last_case = cursor.fetchone()
        for first in range(have, cases, 50_000):
            span = {"first": first, "last": min(first + 50_000, cases) - 1}
            cursor.execute(FEEDBACK, {**span, "seed": feedback_seed, "count": feedback_count})
            cursor.execute(CASES, {**span, "seed": case_seed, "count": case_count})
        cursor.execute(DEADLINES, {"after": last_case})
        cursor.execute(LINKS)
        _copy_analyses(cursor)
        cursor.execute("ANALYZE")


def _copy_analyses(cursor: CursorWrapper) -> None:
    """Every copied feedback is understood like one of the story's."""
    cursor.execute(
        "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns "
        "WHERE table_name = 'understand_analysis' AND column_name NOT IN ('id', 'feedback_id')"
    )
    (columns,) = cursor.fetchone()
    copied = ", ".join(f"s.{name}" for name in columns.split(", "))
    seeds = f"SELECT {columns}, row_number() OVER (ORDER BY id) - 1 AS place FROM understand_analysis WHERE is_current"
    cursor.execute(
        f"INSERT INTO understand_analysis (feedback_id, {columns}) SELECT f.id, {copied} FROM listen_feedback f "
        f"JOIN ({seeds} LIMIT 500) s ON s.place = f.id % least(500, (SELECT count(*) FROM understand_analysis)) "
        "WHERE NOT EXISTS (SELECT FROM understand_analysis a WHERE a.feedback_id = f.id)"
    )


def _seed(cursor: CursorWrapper, table: str, condition: str) -> tuple[int, int]:
    cursor.execute(
        f"SELECT max(id), count(*) FROM (SELECT id FROM {table} WHERE {condition} ORDER BY id LIMIT 1000) s"
    )
    return cursor.fetchone()
