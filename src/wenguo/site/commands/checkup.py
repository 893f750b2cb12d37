"""What ``wenguo doctor`` looks at. Each check yields findings; none of them changes anything."""

import importlib.metadata
import re
import shutil
import smtplib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from wenguo.site.supervisor.data_folder import NEEDED_MB
from wenguo.site.supervisor.problems import Problem
from wenguo.site.supervisor.surroundings import Surroundings

HOUSE = Path(__file__).resolve().parents[2]
OLDEST_POSTGRESQL = 15
# A worker tells every five seconds that it lives.
SILENT_AFTER_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``mend`` is empty when nothing needs doing."""

    told: str
    mend: str = ""


def python() -> Iterator[Finding]:
    """The interpreter."""
    version = ".".join(map(str, sys.version_info[:3]))
    is_old = sys.version_info < (3, 11)
    yield Finding(
        f"Python {version}",
        "Wenguo needs Python 3.11 or newer; install it and run make install." if is_old else "",
    )


def packages() -> Iterator[Finding]:
    """Whether everything that Wenguo requires is installed."""
    missing = []
    required = [line for line in importlib.metadata.requires("wenguo") or [] if "extra ==" not in line]
    for line in required:
        name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
        try:
            importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        yield Finding(f"Packages missing: {', '.join(missing)}", "Run make install.")
    else:
        yield Finding(f"Packages: all {len(required)} installed")


def front_end() -> Iterator[Finding]:
    """Styles and scripts are built."""
    built = (HOUSE / "site" / "static" / "wenguo" / "app.css").exists()
    yield Finding("Front end " + ("built" if built else "not built"), "" if built else "Run make install.")


def translations() -> Iterator[Finding]:
    """Every room's texts are compiled, and newer than their source."""
    stale = [
        source.parents[3].name
        for source in sorted(HOUSE.glob("*/locale/*/LC_MESSAGES/django.po"))
        if not (made := source.with_suffix(".mo")).exists() or made.stat().st_mtime < source.stat().st_mtime
    ]
    if stale:
        yield Finding(f"Translations not compiled: {', '.join(stale)}", "Run make install.")
    else:
        yield Finding("Translations compiled")


def data_folder(around: Surroundings) -> Iterator[Finding]:
    """The folder can be used, has room, and keeps its key to itself."""
    try:
        around.folder.prepare()
    except Problem as problem:
        yield Finding(f"Data folder {around.folder.path}", str(problem))
        return
    free_mb = shutil.disk_usage(around.folder.path).free // 1_000_000
    scarce = free_mb < 10 * NEEDED_MB
    yield Finding(
        f"Data folder {around.folder.path}, {free_mb:,} MB free",
        f"Below {10 * NEEDED_MB:,} MB it is time to make space." if scarce else "",
    )
    key = around.folder.path / "secret-key"
    if key.exists():
        is_open = bool(key.stat().st_mode & 0o077)
        yield Finding(
            "Signing key " + ("readable by others" if is_open else "private"),
            f"chmod 600 {key}" if is_open else "",
        )


def database() -> Iterator[Finding]:
    """The database answers, is new enough, and has this release's tables."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = str(cursor.fetchone()[0])
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as reason:
        told = str(reason).strip().split("\n")[0]
        yield Finding(f"Database does not answer: {told}", "Check DATABASE_URL, or start wenguo up.")
        return
    is_old = int(version.split(".", 1)[0]) < OLDEST_POSTGRESQL
    yield Finding(
        f"PostgreSQL {version}", f"Wenguo needs PostgreSQL {OLDEST_POSTGRESQL} or newer." if is_old else ""
    )
    if waiting:
        yield Finding(f"Tables: {waiting} migrations are not applied", "Run wenguo migrate.")
    else:
        yield Finding("Tables are those of this release")
        yield from jobs()


def jobs() -> Iterator[Finding]:
    """Somebody works, and nothing has been given up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
            [SILENT_AFTER_SECONDS],
        )
        workers = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'todo') "
            "FROM procrastinate_jobs"
        )
        failed, waiting = cursor.fetchone()
    yield Finding(
        f"Workers alive: {workers}",
        "" if workers else "Nothing is analysed or sent; start wenguo up or wenguo work.",
    )
    yield Finding(
        f"Jobs: {waiting} waiting, {failed} failed",
        "See why and run them again under Settings → Jobs." if failed else "",
    )


def mail() -> Iterator[Finding]:
    """Letters reach their server, or are kept on purpose."""
    if settings.WENGUO_MAIL != "smtp":
        yield Finding("Mail is kept in the outbox and not sent (WENGUO_MAIL=smtp sends it)")
        return
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=10) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as reason:
        yield Finding(
            f"Mail server {where} does not answer: {reason}", "Mend WENGUO_SMTP_HOST and WENGUO_SMTP_PORT."
        )
        return
    yield Finding(f"Mail server {where} answers")
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield Finding("Mail has no sender address", "Set WENGUO_FROM to an address of yours.")
