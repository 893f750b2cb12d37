"""One installation under ``wenguo up``: how soon it answers, what it weighs, how fast it reads a large file in."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.processes import cpu_seconds, family, memory_mb

PORT = 8392
SETTLE_SECONDS = 15
PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Reading:
    """An import of a large file: rows, seconds, processor seconds of everything, the highest memory on the way."""

    rows: int
    seconds: float
    cpu_seconds: float
    peak_mb: float


def wenguo(*words: str, data: Path) -> str:
    """Run a command of the house on this data folder; its output."""
    command = [sys.executable, "-m", "wenguo", *words]
    done = subprocess.run(command, env=_environment(data), check=True, capture_output=True, text=True)
    return done.stdout


@contextmanager
def up(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """``wenguo up``, and the seconds until it answered."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "wenguo", "up", "--port", str(PORT)]
    process = subprocess.Popen(command, env=_environment(data), stdout=subprocess.DEVNULL)
    try:
        while _ask("GET", "/readyz")[0] != http.HTTPStatus.OK:
            if process.poll() is not None or time.monotonic() - begun > PATIENCE_SECONDS:
                raise RuntimeError("wenguo up did not answer")
            time.sleep(0.05)
        yield process, time.monotonic() - begun
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def first_complaint(data: Path) -> float:
    """Seconds from sending the first complaint to its analysis, right after the start."""
    token = re.findall(
        r"wg_\S+", wenguo("token", "bench", "--role", "administrator", "--brand", "hotel", data=data)
    )[0]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = json.dumps({"text": "空调漏水，说了三次没人修，我要退款！", "channel": "api"}).encode()
    begun = time.monotonic()
    _status, answer = _ask("POST", "/api/v1/feedback", body, headers)
    address = f"/api/v1/feedback/{json.loads(answer)['id']}"
    while not json.loads(_ask("GET", address, None, headers)[1]).get("analysis"):
        if time.monotonic() - begun > PATIENCE_SECONDS:
            raise RuntimeError("the first complaint was never analysed")
        time.sleep(0.02)
    return time.monotonic() - begun


def idle_mb(tree: int) -> float:
    """Megabytes of the whole tree after it has come to rest."""
    time.sleep(SETTLE_SECONDS)
    return memory_mb(family(tree))


def read_in(data: Path, file: Path, *, tree: int) -> Reading:
    """``wenguo import`` beside the running tree, until every row is analysed."""
    command = [sys.executable, "-m", "wenguo", "import", str(file), "--channel", "reviews", "--text", "text"]
    begun, before, finished = time.monotonic(), cpu_seconds(family(tree)), _finished_children()
    process = subprocess.Popen(
        [*command, "--brand", "hotel"], env=_environment(data), stdout=subprocess.PIPE, text=True
    )
    peak: list[float] = []
    watch = threading.Thread(target=_watch_memory, args=(process, tree, peak), daemon=True)
    watch.start()
    output, _errors = process.communicate()
    seconds = time.monotonic() - begun
    counts = json.loads(output.strip().splitlines()[-1])
    own = _finished_children() - finished
    if counts["created"] + counts["duplicates"] + counts["bad"] != counts["rows"] or not counts["created"]:
        raise RuntimeError(f"the counts do not add up: {counts}")
    return Reading(
        counts["created"], seconds, cpu_seconds(family(tree)) - before + own, max(peak, default=0.0)
    )


def _finished_children() -> float:
    return os.times().children_user + os.times().children_system


def _watch_memory(process: subprocess.Popen[str], tree: int, peak: list[float]) -> None:
    while process.poll() is None:
        peak.append(memory_mb(family(tree) | {process.pid}))
        time.sleep(1)


def _environment(data: Path) -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**given, "WENGUO_DATA": str(data)}


def _ask(
    method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()
