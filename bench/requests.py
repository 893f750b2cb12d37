"""The requests of a working day, at one size of the installation; prints its results as JSON for bench.run.

DATABASE_URL=… .venv/bin/python -m bench.requests --cases 100000
"""

import argparse
import json
import os
import statistics
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
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


def main_path(server: Server) -> list[Result]:
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
        measure(server, "create a feedback by API", "≤ 12 ms CPU", create),
        measure(server, "queue page, 50 rows", "≤ 40 ms CPU", lambda turn: ("GET", "/cases", None, cookie)),
        measure(server, "case page", "≤ 50 ms CPU", open_case),
        measure(server, "reply by API", "≤ 25 ms CPU", reply),
        measure(
            server, "search 退款", "≤ 50 ms",
            lambda turn: ("GET", "/api/v1/search?q=%E9%80%80%E6%AC%BE", None, cookie),
        ),
    ]  # fmt: skip


def postmaster() -> int:
    """The server's main process: the parent of our own backend."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def main() -> None:
    """Grow to the size, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, default=100_000)
    chosen = arguments.parse_args()
    grow(chosen.cases)
    with served(postmaster()) as server:
        results = main_path(server)
        memory = memory_mb(server.pids())
    print(json.dumps({"results": [asdict(result) for result in results], "memory_mb": memory}))


if __name__ == "__main__":
    main()
