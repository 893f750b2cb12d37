"""The same file on a Dask cluster of two worker processes, and what is said when there is none."""

import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from wenguo.understand.analyzer import tables
from wenguo.understand.analyzer.cluster import NoCluster, analysed_on
from wenguo.understand.analyzer.command import analyze
from wenguo.understand.analyzer.tables import UnreadableFile, read_rows

has_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="needs wenguo[cluster]")
has_pyarrow = pytest.mark.skipif(find_spec("pyarrow") is None, reason="needs wenguo[parquet]")


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([sys.executable, "-m", *arguments], stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def address_of(scheduler: subprocess.Popen[str]) -> str:
    assert scheduler.stderr is not None
    for line in scheduler.stderr:
        if found := re.search(r"Scheduler at:\s*(tcp://\S+)", line):
            return found[1]
    raise AssertionError("The scheduler never said where it is.")


@has_dask
def test_a_cluster_of_two_processes_writes_what_one_process_writes(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"t": f"第{n}次来，还是等了{n}小时"}) + "\n" for n in range(3000)))
    command = [sys.executable, "-m", "wenguo", "analyze", str(source), "--text", "t", "--output"]
    with running(
        "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1"
    ) as scheduler:
        address = address_of(scheduler)
        worker = ["distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny"]
        with running(*worker), running(*worker):
            done = subprocess.run(
                [*command, str(tmp_path / "many.jsonl"), "--cluster", address],
                capture_output=True, text=True, timeout=120, check=False,
            )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "3000 analysed" in done.stdout
    subprocess.run([*command, str(tmp_path / "one.jsonl")], check=True, capture_output=True)
    assert (tmp_path / "many.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()


@has_dask
def test_a_cluster_that_is_not_there_is_one_clear_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenguo.understand.analyzer.cluster._PATIENCE", "1s")
    source = tmp_path / "in.jsonl"
    source.write_text('{"t": "好"}\n')
    arguments = [
        str(source),
        "--text",
        "t",
        "--output",
        str(tmp_path / "o.jsonl"),
        "--cluster",
        "tcp://127.0.0.1:9",
    ]
    told = CliRunner().invoke(analyze, arguments)
    assert told.exit_code == 1
    assert "There is no Dask scheduler at tcp://127.0.0.1:9" in told.output


def test_without_the_package_a_cluster_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoCluster, match=r"wenguo\[cluster\]"):
        list(analysed_on("tcp://127.0.0.1:8786", iter([])))


@has_pyarrow
@pytest.mark.parametrize("name", ["texts.parquet", "texts.parquet.gz"])
def test_a_parquet_file_gives_its_rows(tmp_path: Path, name: str) -> None:
    pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")
    path = tmp_path / "texts.parquet"
    pq.write_table(pa.table({"key": ["a", "b"], "review": ["快递太慢了", None], "stars": [1, 5]}), path)
    if name.endswith(".gz"):
        (tmp_path / name).write_bytes(gzip.compress(path.read_bytes()))
    assert list(read_rows(tmp_path / name)) == [
        {"key": "a", "review": "快递太慢了", "stars": "1"},
        {"key": "b", "review": "", "stars": "5"},
    ]


@has_pyarrow
def test_a_broken_parquet_file_is_one_clear_sentence(tmp_path: Path) -> None:
    path = tmp_path / "texts.parquet"
    path.write_bytes(b"not parquet")
    with pytest.raises(UnreadableFile, match="is not a readable Parquet file"):
        list(read_rows(path))


def test_without_the_package_parquet_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    path = tmp_path / "texts.parquet"
    path.write_bytes(b"PAR1")
    with pytest.raises(tables.UnreadableFile, match=r"wenguo\[parquet\]"):
        list(read_rows(path))
