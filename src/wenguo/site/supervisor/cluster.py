"""The embedded PostgreSQL: made, started, healed after a crash and stopped, with nothing but the server's own programs.

It listens on a unix socket in a private folder and never on the network. The application signs in as a role that is no
superuser, so that a flaw in a query could not reach the machine's files.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from wenguo.site.supervisor import binaries, problems, processes
from wenguo.site.supervisor.accounts import Account, server_account
from wenguo.site.supervisor.data_folder import DataFolder, make_private

SUPERUSER, ROLE, DATABASE = "postgres", "wenguo", "wenguo"
# Rewritten at each start; an administrator's own settings go into local.conf beside it and win.
SETTINGS = """\
# Written by Wenguo at each start. Put your own settings into local.conf in this folder; they win.
max_connections = 60
shared_buffers = 64MB
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 1GB
random_page_cost = 1.1
max_wal_size = 1GB
max_worker_processes = 4
max_parallel_workers = 2
max_parallel_workers_per_gather = 1
autovacuum_max_workers = 2
autovacuum_worker_slots = 2
autovacuum_naptime = 30s
io_method = sync
jit = off
wal_level = minimal
max_wal_senders = 0
max_logical_replication_workers = 0
log_checkpoints = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
log_min_duration_statement = 2s
"""
# For tests only: a crash may lose everything, and everything is thrown away anyhow.
FLEETING = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\n"
_INCLUDES = "\n# Wenguo's settings, then yours.\ninclude_if_exists = 'wenguo.conf'\ninclude_if_exists = 'local.conf'\n"
_LOG_LIMIT_BYTES = 10_000_000


@dataclass(frozen=True)
class Cluster:
    """One database server with its files in ``home`` and its socket in ``sockets``."""

    home: Path
    sockets: Path
    log: Path
    programs: Path
    account: Account | None = None
    is_fleeting: bool = False

    @classmethod
    def of(cls, folder: DataFolder) -> "Cluster":
        """The server of an installation."""
        account = server_account()
        return cls(
            home=folder.database_home(account),
            sockets=folder.sockets(account),
            log=folder.logs / "postgres.log",
            programs=binaries.programs(account),
            account=account,
        )

    @property
    def url(self) -> str:
        """The DATABASE_URL under which the application reaches this server."""
        return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(self.sockets), safe='/')}"

    def start(self) -> processes.Process:
        """Start the server (making it first, clearing what a crash left) and return once it answers."""
        self._check_major()
        self._clear_leftovers()
        if not self.home.exists():
            self._make()
        make_private(self.sockets, self.account)
        self._write_settings()
        with self._open_log() as log:
            process = processes.spawn(
                [self.programs / "postgres", "-D", self.home, "-h", "", "-k", self.sockets],
                env=_environment(),
                account=self.account,
                output=log,
                at_parents_death=signal.SIGINT,
            )
        try:
            self._wait_until_ready(process)
            self._make_database()
        except BaseException:
            self.stop(process)
            raise
        return process

    def stop(self, process: processes.Process) -> None:
        """Fast stop: sessions are ended, everything is written, a few hundredths of a second."""
        processes.stop(process, with_signal=signal.SIGINT, patience_seconds=30)

    def is_ready(self) -> bool:
        """Whether the server of this folder answers now."""
        command: list[str | Path] = [
            self.programs / "pg_isready",
            "-h",
            self.sockets,
            "-U",
            ROLE,
            "-d",
            DATABASE,
            "-q",
        ]
        return subprocess.run(command, env=_environment(), check=False, capture_output=True).returncode == 0

    def _check_major(self) -> None:
        try:
            found = (self.home / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            return
        except OSError:
            raise problems.unreadable(self.home) from None
        if found != binaries.major():
            raise problems.other_major(self.home, found=found, ours=binaries.major())

    def _make(self) -> None:
        # Made aside and moved into place, so that a kill in between leaves nothing that looks like a database.
        draft = self.home.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        make_private(draft, self.account)
        command: list[str | Path] = [
            self.programs / "initdb",
            *("-D", draft, "-U", SUPERUSER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"),
            *(["--no-sync"] if self.is_fleeting else []),
        ]
        with self._open_log() as log:
            process = processes.spawn(command, env=_environment(), account=self.account, output=log)
            if process.wait() != 0:
                raise self._failure()
        with (draft / "postgresql.conf").open("a") as file:
            file.write(_INCLUDES)
        draft.rename(self.home)

    def _write_settings(self) -> None:
        path = self.home / "wenguo.conf"
        path.write_text(SETTINGS + (FLEETING if self.is_fleeting else ""))
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)

    def _wait_until_ready(self, process: processes.Process) -> None:
        # The server says so itself on line 8 of its pid file; after a crash it first replays what was committed.
        while process.poll() is None:
            with contextlib.suppress(OSError):
                lines = (self.home / "postmaster.pid").read_text().split("\n")
                if lines[0] == str(process.pid) and lines[7:8] and lines[7].strip() == "ready":
                    return
            time.sleep(0.02)
        raise self._failure()

    def _make_database(self) -> None:
        # Each step may have been cut off by a kill last time, so each looks first.
        if self._ask(f"SELECT to_regrole('{ROLE}') IS NOT NULL") != "t":
            self._ask(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
        if DATABASE not in self._ask("SELECT datname FROM pg_database").split("\n"):
            self._ask(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")

    def _ask(self, statement: str) -> str:
        command: list[str | Path] = [
            self.programs / "psql",
            "-h",
            self.sockets,
            "-U",
            SUPERUSER,
            "-d",
            "postgres",
            "-XAtqc",
            statement,
        ]
        answer = subprocess.run(command, env=_environment(), check=False, capture_output=True, text=True)
        if answer.returncode != 0:
            raise problems.database_failed(self.log, answer.stderr.strip().split("\n")[-1])
        return answer.stdout.strip()

    def _clear_leftovers(self) -> None:
        # Whoever starts a server holds the data folder's lock, so a server that still works here is an orphan.
        orphans = _servers_in(self.home)
        for with_signal, patience_seconds in ((signal.SIGINT, 15.0), (signal.SIGKILL, 15.0)):
            for pid in orphans:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, with_signal)
            deadline = time.monotonic() + patience_seconds
            while (orphans := _servers_in(self.home)) and time.monotonic() < deadline:
                time.sleep(0.05)
        if Path("/proc/self").exists() and not orphans:
            # Nobody works here, whatever the files say: the number in them may be a zombie's or a stranger's.
            (self.home / "postmaster.pid").unlink(missing_ok=True)
            (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _open_log(self) -> BinaryIO:
        with contextlib.suppress(FileNotFoundError):
            if self.log.stat().st_size > _LOG_LIMIT_BYTES:
                self.log.replace(self.log.with_suffix(".log.1"))
        return self.log.open("ab")

    def _failure(self) -> problems.Problem:
        lines = self.log.read_text("utf-8", "replace")[-4000:].strip().split("\n")
        told = "\n".join(lines)
        if "No space left on device" in told:
            return problems.disk_full(self.home, shutil.disk_usage(self.home.parent).free // 1_000_000)
        if "Permission denied" in told:
            return problems.unreadable(self.home)
        grave = [line for line in lines if "FATAL" in line or "error:" in line or "PANIC" in line]
        return problems.database_failed(self.log, (grave or lines)[-1].strip())


def _environment() -> dict[str, str]:
    # Nothing of ours: no PGHOST, no PGOPTIONS, no language for messages that are searched for words.
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _servers_in(home: Path) -> list[int]:
    """Live PostgreSQL processes that work in this folder (zombies have no working folder any more)."""
    argument = b"\0-D\0" + os.fsencode(home) + b"\0"
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if not (process / "comm").read_bytes().startswith(b"postgres"):
                continue
            command = (process / "cmdline").read_bytes()
            if argument in command or (process / "cwd").readlink() == home:
                found.append(int(process.name))
    return found
