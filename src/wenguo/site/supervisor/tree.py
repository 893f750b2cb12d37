"""The process tree of ``wenguo up``: database, web server and worker, healed when one dies, stopped in order."""

import contextlib
import errno
import http.client
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from types import FrameType

from wenguo.site.supervisor import problems, processes
from wenguo.site.supervisor.cluster import Cluster
from wenguo.site.supervisor.surroundings import Surroundings

_LOOK_EVERY_SECONDS = 0.2
_WEB_PATIENCE_SECONDS = 90.0
_DEATHS_AT_START = 3
Say = Callable[[str], None]


class Stopped(Exception):
    """Somebody pressed Ctrl-C or asked us to end."""


class Tree:
    """Everything that ``wenguo up`` starts, in the order of starting; stopping goes backwards."""

    def __init__(self, around: Surroundings, *, has_story: bool, say: Say) -> None:
        self._around = around
        self._has_story = has_story
        self._say = say
        self._is_stopping = False
        self._children: list[processes.Child] = []

    def run(self) -> None:
        """Start everything, say where it is, keep it alive until told to stop. Raises Problem when it cannot start."""
        self._around.folder.prepare()
        with self._around.folder.held(address=self._around.address), self._listening_for_the_end():
            _check_port(self._around.host, self._around.port)
            with contextlib.suppress(Stopped), contextlib.ExitStack() as stack:
                environment = self._around.for_children(self._start_database(stack))
                self._prepare(environment)
                self._start_web(environment, stack)
                self._start_worker(environment, stack)
                self._await_web()
                self._say(f"\n  Wenguo 闻过  {self._around.address}   (Ctrl-C stops it)\n")
                self._watch()
        self._say("Stopped. 已停止。")

    def _start_database(self, stack: contextlib.ExitStack) -> str:
        if self._around.database_url:
            return self._around.database_url
        cluster = Cluster.of(self._around.folder)
        child = processes.Child("database", cluster.start)
        stack.callback(child.stop, with_signal=signal.SIGINT, patience_seconds=30)
        child.start()
        self._children.append(child)
        return cluster.url

    def _prepare(self, environment: dict[str, str]) -> None:
        # Django is needed here but not later: it gets a process of its own, and this one stays small.
        command = [sys.executable, "-m", "wenguo", "prepare", *(["--story"] if self._has_story else [])]
        process = processes.spawn(command, env=environment)
        try:
            while process.poll() is None:
                self._pause()
        finally:
            processes.stop(process)
        if process.returncode != 0:
            raise problems.preparing_failed("wenguo prepare")

    def _start_web(self, environment: dict[str, str], stack: contextlib.ExitStack) -> None:
        command = [sys.executable, "-m", "granian", "wenguo.site.asgi:application", "--interface", "asginl"]
        command += ["--host", self._around.host, "--port", str(self._around.port), "--no-ws", "--http", "1"]
        command += ["--workers", str(self._around.workers), "--loop", "asyncio", "--runtime-mode", "st"]
        # An event stream never ends by itself; after this many seconds a stopping server stops waiting for it.
        command += ["--respawn-failed-workers", "--workers-kill-timeout", "4", "--log-level", "warning"]
        self._start("web", command, environment, stack)

    def _start_worker(self, environment: dict[str, str], stack: contextlib.ExitStack) -> None:
        # Nobody else works on our own database, so what a killed worker left running can be taken over at once.
        alone = [] if self._around.database_url else ["--alone"]
        self._start("worker", [sys.executable, "-m", "wenguo", "work", *alone], environment, stack)

    def _start(
        self, name: str, command: list[str], environment: dict[str, str], stack: contextlib.ExitStack
    ) -> None:
        child = processes.Child(name, lambda: processes.spawn(command, env=environment))
        stack.callback(child.stop)
        child.start()
        self._children.append(child)

    def _await_web(self) -> None:
        deadline = time.monotonic() + _WEB_PATIENCE_SECONDS
        while not _answers(self._around.host, self._around.port):
            if time.monotonic() > deadline or any(
                child.deaths >= _DEATHS_AT_START for child in self._children
            ):
                raise problems.web_failed()
            self._pause()

    def _watch(self) -> None:
        while True:
            self._pause()

    def _pause(self) -> None:
        for child in self._children:
            if told := child.look_after():
                self._say(told)
        time.sleep(_LOOK_EVERY_SECONDS)
        if self._is_stopping:
            raise Stopped

    @contextlib.contextmanager
    def _listening_for_the_end(self) -> Iterator[None]:
        # A flag, not an exception out of the handler: no clean-up is cut in two by a second Ctrl-C.
        def end(_number: int, _frame: FrameType | None) -> None:
            self._is_stopping = True

        before = {
            number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            if reason.errno == errno.EADDRINUSE:
                raise problems.port_taken(port) from None
            if reason.errno == errno.EACCES:
                raise problems.port_forbidden(port) from None
            raise problems.no_address(host) from None


def _answers(host: str, port: int) -> bool:
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(local, port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": "127.0.0.1"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
