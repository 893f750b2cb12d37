"""Analyse on many machines: chunks go to the workers of a Dask cluster and come back in order."""

import importlib
from collections import deque
from collections.abc import Iterator
from typing import Any

from wenguo.understand.analyzer import version
from wenguo.understand.analyzer.chunks import Chunk, analyze_chunk

#: Chunks handed out in advance for each thread of the cluster, so that no machine waits and memory stays flat.
_AHEAD = 3
_PATIENCE = "20s"


class NoCluster(Exception):
    """The cluster cannot be used; the message says why and what to do."""


def analysed_on(address: str, chunks: Iterator[Chunk]) -> Iterator[tuple[bytes, int]]:
    """The lines of each chunk, in order, with how many rows they hold. Raises NoCluster."""
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise NoCluster("A cluster needs one more package: pip install 'wenguo[cluster]'.") from error
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"There is no Dask scheduler at {address}: {error}.") from error
    with client:
        yield from _in_order(client, chunks, room=_room(client, address))


def _room(client: Any, address: str) -> int:
    threads: dict[str, int] = client.nthreads()
    if not threads:
        raise NoCluster(f"The cluster at {address} has no workers; start some with: dask worker {address}.")
    try:
        versions = set(client.run(version).values())
    except ImportError as error:
        raise NoCluster(f"A worker cannot load Wenguo; install the same version there: {error}.") from error
    if versions != {version()}:
        raise NoCluster(f"The workers hold other weights ({', '.join(sorted(versions))}) than {version()}.")
    return _AHEAD * sum(threads.values())


def _in_order(client: Any, chunks: Iterator[Chunk], *, room: int) -> Iterator[tuple[bytes, int]]:
    waiting: deque[tuple[Any, int]] = deque()
    for chunk in chunks:
        # pure=False: equal chunks are computed where they are, not looked up.
        waiting.append((client.submit(analyze_chunk, chunk, pure=False), len(chunk)))
        if len(waiting) > room:
            yield _taken(waiting)
    while waiting:
        yield _taken(waiting)


def _taken(waiting: deque[tuple[Any, int]]) -> tuple[bytes, int]:
    future, count = waiting.popleft()
    lines: bytes = future.result()
    return lines, count
