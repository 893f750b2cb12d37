"""A real server in its own process, and the processor time that it and the database use."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PORT = 8391


def children(pid: int) -> set[int]:
    """The process and everything it started."""
    found = {pid}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent in found:
            found.add(int(path.parent.name))
    return found


def family(pid: int) -> set[int]:
    """All descendants, whatever the order of their numbers."""
    found = {pid}
    while (grown := set().union(*(children(one) for one in found)) | found) != found:
        found = grown
    return found


def cpu_seconds(pids: set[int]) -> float:
    """Processor time used so far by these processes, user and system, dead ones left out."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICK


def memory_mb(pids: set[int]) -> float:
    """Proportional set size in MB: shared pages are counted once over all sharers."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


@dataclass(frozen=True, slots=True)
class Server:
    """A running web server and the database behind it."""

    pid: int
    postmaster: int

    def pids(self) -> set[int]:
        """Every process whose work counts."""
        return family(self.pid) | family(self.postmaster)

    def connect(self) -> http.client.HTTPConnection:
        """A kept-alive connection."""
        return http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)


@contextmanager
def served(postmaster: int) -> Iterator[Server]:
    """Start the web server on a port of its own, as ``wenguo up`` does, and stop it afterwards."""
    command = [
        sys.executable,
        "-m",
        "granian",
        "wenguo.site.asgi:application",
        "--interface",
        "asginl",
        "--no-ws",
    ]
    command += [
        "--host",
        "127.0.0.1",
        "--port",
        str(PORT),
        "--http",
        "1",
        "--workers",
        "1",
        "--loop",
        "asyncio",
    ]
    command += ["--runtime-mode", "st", "--log-level", "warning"]
    process = subprocess.Popen(command)
    try:
        _until_ready()
        yield Server(process.pid, postmaster)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _until_ready() -> None:
    for _try in range(120):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError("the server did not start")
