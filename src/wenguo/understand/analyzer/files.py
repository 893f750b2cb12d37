"""Analyse a whole file: in order, on several cores, resumable after a kill, with flat memory."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from wenguo.understand.analyzer.chunks import Chunk, analyze_chunk
from wenguo.understand.analyzer.cluster import analysed_on
from wenguo.understand.analyzer.tables import UnreadableFile, read_rows

_CHUNK = 1024
#: Chunks handed out in advance, so that no core waits and memory stays flat.
_AHEAD = 3
_TAIL = 1 << 16


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows were there before, and how many were analysed now."""

    found_done: int
    analysed: int

    @property
    def total(self) -> int:
        """Rows in the output."""
        return self.found_done + self.analysed


def analyze_file(
    source: Path,
    output: Path,
    *,
    text: str,
    id_column: str | None = None,
    jobs: int = 1,
    cluster: str | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> Counts:
    """Write one JSON object a row to ``output``. Run again after a break, it goes on where it stopped.

    ``text`` and ``id_column`` are column names; without the latter a row's id is its 1-based number. The work is
    done by ``jobs`` processes here, or by the Dask cluster at the address ``cluster``. Raises UnreadableFile when the
    table or the column is not there, and NoCluster when that cluster cannot be used.
    """
    done = _repair(output)
    rows = _items(source, text, id_column)
    skipped = sum(1 for _ in islice(rows, done))
    if skipped < done:
        raise UnreadableFile(
            f"{output.name} holds {done} rows but {source.name} only {skipped}: not the same file?"
        )
    analysed = 0
    chunks = iter(lambda: list(islice(rows, _CHUNK)), [])
    with output.open("ab") as stream:
        for lines, count in analysed_on(cluster, chunks) if cluster else _analysed(chunks, jobs):
            stream.write(lines)
            stream.flush()
            analysed += count
            if on_progress is not None:
                on_progress(count)
        os.fsync(stream.fileno())
    return Counts(done, analysed)


def count_rows(source: Path) -> int:
    """How many rows a table has."""
    return sum(1 for _ in read_rows(source))


def _items(source: Path, text: str, id_column: str | None) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(read_rows(source), 1):
        for wanted in (text, id_column):
            if wanted is not None and wanted not in row and number == 1:
                raise UnreadableFile(f"There is no column {wanted!r}; the columns are: {', '.join(row)}.")
        yield (row.get(id_column, "") if id_column else str(number)), row.get(text, "")


def _repair(output: Path) -> int:
    """How many whole lines an earlier run left; half a line at the end, left by a kill, is cut off."""
    if not output.exists():
        return 0
    with output.open("rb+") as stream:
        lines, end, size = 0, 0, 0
        while block := stream.read(_TAIL):
            lines += block.count(b"\n")
            if b"\n" in block:
                end = size + block.rindex(b"\n") + 1
            size += len(block)
        stream.truncate(end)
    return lines


def _analysed(chunks: Iterator[Chunk], jobs: int) -> Iterator[tuple[bytes, int]]:
    if jobs <= 1:
        for chunk in chunks:
            yield analyze_chunk(chunk), len(chunk)
        return
    with ProcessPoolExecutor(jobs) as pool:
        waiting: deque[tuple[Future[bytes], int]] = deque()
        for chunk in chunks:
            waiting.append((pool.submit(analyze_chunk, chunk), len(chunk)))
            if len(waiting) > jobs * _AHEAD:
                future, count = waiting.popleft()
                yield future.result(), count
        while waiting:
            future, count = waiting.popleft()
            yield future.result(), count
