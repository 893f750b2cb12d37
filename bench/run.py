"""Measure the budgets of issue and release, print a table and write docs/benchmarks.md.

    .venv/bin/python -m bench.run [--cases 100000] [--grown 1000000] [--file REVIEWS.csv.gz] [--data FOLDER]

Builds the story world in a temporary folder (or uses a stopped data folder, which it fills: give it a copy) and runs
everything on the embedded server, so that the processor time of web server and database can be read.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import install
from wenguo.site.supervisor.cluster import Cluster
from wenguo.site.supervisor.data_folder import DataFolder

REPORT = Path("docs/benchmarks.md")
IMPORT_COMMAND = "wenguo import FILE --channel reviews --text text"
Line = tuple[str, str, str, str]
YARDSTICK = 10_000_000


def installation(data: Path, file: Path | None) -> list[Line]:
    """Start, weight, first complaint and import."""
    with install.up(data) as (process, seconds):
        lines = [
            ("start of an existing installation", "≤ 10 s", f"{seconds:.1f} s", "wenguo up"),
            ("first complaint analysed after a cold start", "≤ 2 s", f"{install.first_complaint(data):.2f} s",
             "POST /api/v1/feedback, then GET until it has its analysis"),
            ("whole tree idle: web, worker, database", "≤ 500 MB", f"{install.idle_mb(process.pid):.0f} MB (PSS)",
             "wenguo up"),
        ]  # fmt: skip
        if file is not None:
            read = install.read_in(data, file, tree=process.pid)
            rate = f"{read.rows / read.seconds:,.0f} rows/s ({read.rows:,} rows, {read.seconds:.0f} s wall, "
            rate += f"{read.cpu_seconds:.0f} s CPU in all)"
            lines += [
                ("import and analysis", "≥ 1,000 rows/s", rate, IMPORT_COMMAND),
                ("highest memory on the way, importing process included", "≤ 800 MB", f"{read.peak_mb:.0f} MB (PSS)",
                 IMPORT_COMMAND),
            ]  # fmt: skip
    return lines


def readings(file: Path | None) -> list[Line]:
    """Texts a second, the first answer, and the checks of the composer; all without a database."""

    def told(*command: str) -> dict[str, Any]:
        done = subprocess.run([sys.executable, "-m", *command], check=True, stdout=subprocess.PIPE, text=True)
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    wording = told("bench.wording")
    lines = [
        (
            "checks of the composer, 500 characters",
            "≤ 30 ms",
            f"{wording['ms']} ms CPU",
            "python -m bench.wording",
        )
    ]
    if file is not None:
        speed, how = told("bench.reading", str(file)), "python -m bench.reading FILE"
        lines += [
            (f"all labels with evidence, texts of {speed['characters_each']:.0f} characters", "≥ 2,500 texts/s a core",
             f"{speed['texts_per_cpu_second']:,} texts/s CPU", how),
            ("first answer of the reading after its start", "≤ 2 s", f"{speed['first_answer_seconds']} s", how),
            ("memory of a process that reads", "≤ 400 MB", f"{speed['peak_mb']} MB", how),
        ]  # fmt: skip
    return lines


def requests_at(data: Path, sizes: list[int]) -> list[Line]:
    """The requests of a working day at each size, and how much the queue grows between them."""
    cluster = Cluster.of(DataFolder(data))
    process = cluster.start()
    lines: list[Line] = []
    queue: list[float] = []
    try:
        for size in sizes:
            command = [sys.executable, "-m", "bench.requests", "--cases", str(size)]
            environment = {**os.environ, "DATABASE_URL": cluster.url, "WENGUO_DATA": str(data)}
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
            told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
            for one in told["results"]:
                figure = (
                    f"{one['cpu_ms']:.1f} ms CPU; wall p50 {one['p50_ms']:.0f}, p95 {one['p95_ms']:.0f} ms"
                )
                lines.append((f"{one['what']}, {size:,} cases", one["budget"], figure, f"--cases {size}"))
                if one["what"].startswith("queue"):
                    queue.append(one["cpu_ms"])
    finally:
        cluster.stop(process)
    if len(queue) > 1:
        growth = f"{queue[-1] / queue[0]:.2f} ×"
        lines.append(
            (f"growth of the queue page to {sizes[-1]:,}", "≤ 1.3 ×", growth, f"--grown {sizes[-1]}")
        )
    return lines


def yardstick() -> float:
    """Processor seconds of ten million additions: what this machine is worth right now, shared or throttled."""
    begun, total = time.process_time(), 0
    for number in range(YARDSTICK):
        total += number
    return time.process_time() - begun


def write_report(lines: list[Line], *, command: str, load: str, yardsticks: tuple[float, float]) -> None:
    """docs/benchmarks.md, from this run."""
    before, after = yardsticks
    told = [
        "# Benchmarks",
        "",
        f"Measured {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores, Python {platform.python_version()}, with",
        f"`{command}`.",
        "CPU is processor time of the web server and the whole database server per request, 200 requests after 20 to",
        f"warm up; wall clock is that of one client on the same machine. Load average at the start: {load}.",
        "",
        f"Yardstick: {YARDSTICK:,} additions in a Python loop took {before:.2f} s before and {after:.2f} s after.",
        "The machine is shared: every figure here grows and shrinks with it.",
        "",
        "| what | budget | measured | how |",
        "|---|---|---|---|",
        *(f"| {what} | {budget} | {figure} | `{how}` |" for what, budget, figure, how in lines),
        "",
    ]
    REPORT.write_text("\n".join(told), encoding="utf-8")
    print("\n".join(told))


def main() -> None:
    """Measure an installation, then its requests at each size, and write it all down."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, default=100_000)
    arguments.add_argument("--grown", type=int, default=0, help="measure again at this size")
    arguments.add_argument("--file", type=Path, help="reviews with a column named text, for the import")
    arguments.add_argument("--data", type=Path, help="a stopped data folder with the story world")
    chosen = arguments.parse_args()
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    before = yardstick()
    data = chosen.data or Path(tempfile.mkdtemp(prefix="wenguo-bench-", dir="/tmp"))
    try:
        if chosen.data is None:
            install.wenguo("demo", data=data)
        lines = installation(data, chosen.file)
        print(*(f"{what}: {figure}" for what, _budget, figure, _how in lines), sep="\n", flush=True)
        lines += readings(chosen.file)
        lines += requests_at(data, [size for size in (chosen.cases, chosen.grown) if size])
    finally:
        if chosen.data is None:
            shutil.rmtree(data, ignore_errors=True)
    # No path of the machine that measured stands in the report.
    command = f"python -m bench.run --cases {chosen.cases} --grown {chosen.grown}"
    command += " --file REVIEWS.csv.gz" if chosen.file else ""
    write_report(lines, command=command, load=load, yardsticks=(before, yardstick()))


if __name__ == "__main__":
    main()
