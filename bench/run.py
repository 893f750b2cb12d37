"""Measure the budgets of the main path and write docs/benchmarks.md.

    .venv/bin/python -m bench.run [--cases 100000] [--grown 1000000]

Needs the story world in the database of DATABASE_URL (a local server, so that its processor time can be read).
"""

import argparse
import json
import os
import platform
import statistics
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenguo.site.settings.dev")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402

from bench.processes import Server, cpu_seconds, memory_mb, served  # noqa: E402
from bench.world import grow  # noqa: E402
from wenguo.base.actor import SYSTEM  # noqa: E402
from wenguo.people.actions import issue_token  # noqa: E402
from wenguo.people.models import Brand, User  # noqa: E402
from wenguo.respond.models import Case  # noqa: E402

ROUNDS = 200
WARM_UP = 20
REPORT = Path("docs/benchmarks.md")


@dataclass(frozen=True, slots=True)
class Result:
    """Milliseconds of one kind of request: processor time of server and database, and wall clock."""

    what: str
    budget: str
    cpu_ms: float
    p50_ms: float
    p95_ms: float


def sign_in(username: str) -> str:
    """A session cookie of this person."""
    user = User.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def measure(
    server: Server,
    what: str,
    budget: str,
    ask: Callable[[int], tuple[str, str, bytes | None, dict[str, str]]],
) -> Result:
    """Send the same kind of request many times over one connection."""
    wire = server.connect()
    times: list[float] = []
    before = 0.0
    for turn in range(WARM_UP + ROUNDS):
        if turn == WARM_UP:
            before = cpu_seconds(server.pids())
        method, path, body, headers = ask(turn)
        start = time.perf_counter()
        wire.request(method, path, body, headers)
        answer = wire.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{what}: {answer.status} {content[:300]!r}")
        if turn >= WARM_UP:
            times.append((time.perf_counter() - start) * 1000)
    cpu = (cpu_seconds(server.pids()) - before) / ROUNDS * 1000
    return Result(what, budget, cpu, statistics.median(times), statistics.quantiles(times, n=20)[18])


def main_path(server: Server, size: str) -> list[Result]:
    """The requests that agents and programs make all day."""
    hotel = Brand.objects.get(slug="hotel")
    token = issue_token(actor=SYSTEM, name="bench", role="administrator", brand=hotel, now=datetime.now(UTC))
    bearer = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    cookie = {"Cookie": sign_in("wang")}
    numbers = list(
        Case.objects.filter(brand=hotel, closed_at=None)
        .order_by("-id")
        .values_list("number", flat=True)[:400]
    )

    def create(turn: int) -> tuple[str, str, bytes, dict[str, str]]:
        body = {
            "text": f"房间空调一直漏水，前台说马上来修，等了两个小时没人来，第 {turn} 次反映了，请退款并说明原因。",
            "channel": "api",
            "customer": {"name": "张女士", "phone": f"139{turn:08d}"},
            "order_number": f"A{turn:07d}",
        }
        return (
            "POST",
            "/api/v1/feedback",
            json.dumps(body).encode(),
            {**bearer, "Idempotency-Key": uuid.uuid4().hex},
        )

    def reply(turn: int) -> tuple[str, str, bytes, dict[str, str]]:
        body = json.dumps(
            {"text": f"张女士您好，工程师 18:30 前到您的房间，结果我来告诉您（{turn}）。"}
        ).encode()
        return "POST", f"/api/v1/cases/{numbers[turn]}/replies", body, bearer

    def open_case(turn: int) -> tuple[str, str, None, dict[str, str]]:
        return "GET", f"/cases/{numbers[turn]}", None, cookie

    return [
        measure(server, f"create a feedback by API, {size}", "≤ 12 ms CPU", create),
        measure(server, f"queue page, 50 rows, {size}", "≤ 40 ms CPU", lambda turn: ("GET", "/cases", None, cookie)),
        measure(server, f"case page, {size}", "≤ 50 ms CPU", open_case),
        measure(server, f"reply by API, {size}", "≤ 25 ms CPU", reply),
        measure(
            server, f"search 退款, {size}", "≤ 50 ms",
            lambda turn: ("GET", "/api/v1/search?q=%E9%80%80%E6%AC%BE", None, cookie),
        ),
    ]  # fmt: skip


def postmaster() -> int:
    """The server's main process: the parent of our own backend."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def write_report(results: list[Result], memory: float) -> None:
    """docs/benchmarks.md, from this run."""
    lines = [
        "# Benchmarks",
        "",
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores, Python {platform.python_version()}, with",
        "`make bench` (bench/run.py). CPU is processor time of the web server and the whole database server per",
        f"request, over {ROUNDS} requests after {WARM_UP} to warm up; p50 and p95 are wall clock seen by one client on",
        "the same machine.",
        "",
        "| what | budget | CPU ms | p50 ms | p95 ms |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {r.what} | {r.budget} | {r.cpu_ms:.1f} | {r.p50_ms:.1f} | {r.p95_ms:.1f} |" for r in results
    ]
    lines += ["", f"Web server and database together after these runs: {memory:.0f} MB (PSS).", ""]
    REPORT.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


def main() -> None:
    """Measure at the first size, grow, measure again, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, default=100_000)
    arguments.add_argument("--grown", type=int, default=0, help="measure again at this size")
    chosen = arguments.parse_args()
    results: list[Result] = []
    memory = 0.0
    for size in filter(None, (chosen.cases, chosen.grown)):
        grow(size)
        with served(postmaster()) as server:
            results += main_path(server, f"{size:,} cases")
            memory = memory_mb(server.pids())
    write_report(results, memory)


if __name__ == "__main__":
    main()
