"""A real ``wenguo up`` in a folder of its own, and the means to kill its parts."""

import atexit
import functools
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import psycopg

from wenguo.site.supervisor.cluster import Cluster
from wenguo.site.supervisor.data_folder import DataFolder

FOUND = "from wenguo.site.demo.company import found_company; found_company()"
PARTS = ("web master", "web worker", "worker", "database", "database session")


class House:
    """The process tree as an administrator and an attacker of it see it."""

    def __init__(self, data: Path | None = None, /, **environment: str) -> None:
        self.data = data or _copy_of(_prepared(), _new_folder())
        self.port = _free_port()
        self.log = self.data / "up.log"
        self.environment = {
            **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
            "WENGUO_DATA": str(self.data),
            "WENGUO_PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "wenguo.site.settings.dev",
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_args: object) -> None:
        try:
            self.stop()
        finally:
            shutil.rmtree(self.data, ignore_errors=True)

    def start(self) -> None:
        """Start and wait until it serves."""
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "wenguo", "up", "--no-demo"]
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        self.await_ready()

    def stop(self) -> None:
        """Ctrl-C."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(60)
            finally:
                self.process.kill()
                self.process.wait()

    def await_ready(self, *, seconds: float = 180) -> None:
        assert until(self._is_ready, seconds=seconds), self.log.read_text()

    def _is_ready(self) -> bool:
        try:
            return self.ask("GET", "/readyz")[0] == 200
        except OSError:
            return False

    def run(self, *arguments: str) -> str:
        """A command of the command line."""
        command = [sys.executable, "-m", "wenguo", *arguments]
        done = subprocess.run(command, env=self.environment, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def ask(
        self, method: str, path: str, *, token: str = "", body: Any = None, key: str = ""
    ) -> tuple[int, dict[str, Any]]:
        """One request. Raises OSError when nobody answers properly."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        headers |= {"Idempotency-Key": key} if key else {}
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            content = answer.read()
        except http.client.HTTPException as reason:
            raise OSError(str(reason)) from reason
        finally:
            connection.close()
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        return answer.status, json.loads(content) if is_json else {}

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What the database really holds."""
        with psycopg.connect(Cluster.of(DataFolder(self.data)).url) as connection:
            return connection.execute(statement.encode()).fetchall()

    def pids(self, part: str) -> list[int]:
        """The processes of one part of the tree, now."""
        assert self.process is not None
        children = {pid: _command(pid) for pid in _children(self.process.pid)}
        web = [pid for pid, command in children.items() if "granian" in command]
        database = [pid for pid, command in children.items() if "/postgres" in command]
        if part == "web master":
            return web
        if part == "web worker":
            return [below for pid in web for below in _children(pid)]
        if part == "worker":
            return [pid for pid, command in children.items() if "wenguo work" in command]
        if part == "database":
            return database
        return [b for pid in database for b in _children(pid) if "postgres: wenguo" in _command(b)]

    def kill(self, part: str) -> bool:
        """kill -9 without warning. False when that part was not there just now."""
        for pid in self.pids(part)[:1]:
            os.kill(pid, signal.SIGKILL)
            return True
        return False


@functools.cache
def _prepared() -> Path:
    """A data folder whose database is migrated and empty, made once a run: each house begins with a copy of it."""
    house = House(_new_folder())
    atexit.register(shutil.rmtree, house.data, ignore_errors=True)
    house.start()
    house.stop()
    return house.data


def _new_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="wenguo-crash-", dir="/tmp"))
    folder.chmod(0o755)
    return folder


def _copy_of(folder: Path, to: Path) -> Path:
    # Not shutil: the database's files belong to a user of their own.
    subprocess.run(["cp", "-a", f"{folder}/.", str(to)], check=True)
    return to


def until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Wait for a condition."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def processes_in(folder: Path) -> list[str]:
    """Command lines of living processes that belong to this data folder."""
    found = []
    mark = f"WENGUO_DATA={folder}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            belongs = mark in (process / "environ").read_bytes().split(b"\0")
            if belongs or str(folder) in _command(int(process.name)):
                found.append(_command(int(process.name)))
        except OSError:
            continue
    return [command for command in found if command]


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _command(pid: int) -> str:
    try:
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
        )
    except OSError:
        return ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
