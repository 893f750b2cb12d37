"""No child outlives the supervisor, and a dead one comes back."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wenguo.site.supervisor import processes
from wenguo.site.supervisor.problems import Problem

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def until(condition: Callable[[], bool], *, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def is_alive(pid: int) -> bool:
    """Alive and no zombie."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_a_child_dies_when_its_parent_is_killed():
    code = (
        "import sys, time\n"
        "from wenguo.site.supervisor.processes import spawn\n"
        f"print(spawn({SLEEP!r}).pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout:
        child = int(parent.stdout.readline())
    assert is_alive(child)
    parent.kill()
    parent.wait()
    assert until(lambda: not is_alive(child))


def test_stopping_takes_grandchildren_along(tmp_path):
    note = tmp_path / "pid"
    code = (
        "import subprocess, sys, time, pathlib\n"
        f"child = subprocess.Popen({SLEEP!r})\n"
        f"pathlib.Path({str(note)!r}).write_text(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    process = processes.spawn([sys.executable, "-c", code])
    assert until(lambda: note.exists() and note.read_text() != "")
    processes.stop(process)
    assert process.returncode == -signal.SIGTERM
    assert until(lambda: not is_alive(int(note.read_text())))


def test_a_process_that_ignores_the_request_is_killed():
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    process = processes.spawn([sys.executable, "-c", code])
    time.sleep(0.5)
    processes.stop(process, patience_seconds=0.3)
    assert process.returncode == -signal.SIGKILL


@pytest.fixture
def child():
    made = processes.Child("clerk", lambda: processes.spawn(SLEEP))
    made.start()
    yield made
    made.stop()


def test_a_killed_child_is_started_again(child):
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    assert until(lambda: child.process.poll() is not None)
    assert child.look_after() == "clerk ended (signal 9); it is started again in 0.1 s."
    assert child.look_after() is None
    time.sleep(0.11)
    assert child.look_after() == "clerk is running again."
    assert child.process.pid != first
    assert is_alive(child.process.pid)


def test_a_child_that_keeps_dying_is_started_more_and_more_patiently():
    child = processes.Child("clerk", lambda: processes.spawn([sys.executable, "-c", "raise SystemExit(3)"]))
    child.start()
    waits: list[float] = []
    while len(waits) < 3:
        told = child.look_after() or ""
        if "exit code 3" in told:
            waits.append(float(told.split(" in ")[1].split(" s")[0]))
    child.stop()
    assert waits == [0.1, 0.3, 0.9]
    assert child.deaths == 3


def test_a_child_that_cannot_be_started_again_is_tried_later():
    starts = iter([processes.spawn([sys.executable, "-c", ""])])

    def start() -> processes.Process:
        with contextlib.suppress(StopIteration):
            return next(starts)
        raise Problem("磁盘已满。", "The disk is full.")

    child = processes.Child("database", start)
    child.start()
    assert until(lambda: "could not be started: The disk is full." in (child.look_after() or ""))
    child.stop()
