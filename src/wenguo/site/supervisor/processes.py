"""Child processes that neither outlive their parent nor leave anybody behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from wenguo.site.supervisor.accounts import Account
from wenguo.site.supervisor.problems import Problem

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

Process = subprocess.Popen[bytes]


def spawn(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    account: Account | None = None,
    output: IO[bytes] | None = None,
    at_parents_death: signal.Signals = signal.SIGTERM,
) -> Process:
    """Start a process in a session of its own (Ctrl-C reaches only us) that is told to stop should we be killed."""
    parent = os.getpid()

    def before_start() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, at_parents_death)
        # Our parent may have died before the line above; nobody would ever tell this process.
        if os.getppid() != parent:
            os._exit(1)

    return subprocess.Popen(
        [str(part) for part in command],
        env=None if env is None else dict(env),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
        preexec_fn=before_start,  # noqa: PLW1509 - this process has one thread
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def stop(
    process: Process, *, with_signal: signal.Signals = signal.SIGTERM, patience_seconds: float = 10
) -> None:
    """Ask a process to end, wait, and in the end do not ask; whatever it started ends with it."""
    if process.poll() is None:
        process.send_signal(with_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience_seconds)
    sweep(process)
    process.wait()


def sweep(process: Process) -> None:
    """Kill what is left of the process's session, such as web workers whose master was killed."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


class Child:
    """A process that is started again when it dies: at once the first time, then more and more patiently."""

    FIRST_WAIT, LONGEST_WAIT, STABLE = 0.1, 30.0, 30.0

    def __init__(self, name: str, start: Callable[[], Process]) -> None:
        self.name = name
        self._start = start
        self._wait = self.FIRST_WAIT
        self._again_at: float | None = None
        self.started_at = 0.0
        self.deaths = 0
        self.process: Process | None = None

    def start(self) -> None:
        """Start the process now."""
        self._again_at = None
        self.started_at = time.monotonic()
        self.process = self._start()

    def look_after(self) -> str | None:
        """Notice a death and start again when it is time. Returns a line for the log when something happened."""
        if self._again_at is not None:
            return self._start_again() if time.monotonic() >= self._again_at else None
        if self.process is None or (code := self.process.poll()) is None:
            return None
        sweep(self.process)
        self.deaths += 1
        if time.monotonic() - self.started_at > self.STABLE:
            self._wait = self.FIRST_WAIT
        return f"{self.name} ended ({_told(code)}); it is started again in {self._plan():.1f} s."

    def _start_again(self) -> str:
        try:
            self.start()
        except (OSError, Problem) as reason:
            # A full disk or an exhausted process table may pass; giving up would not.
            return f"{self.name} could not be started: {reason} Next try in {self._plan():.1f} s."
        return f"{self.name} is running again."

    def _plan(self) -> float:
        wait, self._wait = self._wait, min(self._wait * 3, self.LONGEST_WAIT)
        self._again_at = time.monotonic() + wait
        return wait

    def stop(self, *, with_signal: signal.Signals = signal.SIGTERM, patience_seconds: float = 10) -> None:
        """End the process for good."""
        self._again_at = None
        if self.process is not None:
            stop(self.process, with_signal=with_signal, patience_seconds=patience_seconds)


def _told(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
