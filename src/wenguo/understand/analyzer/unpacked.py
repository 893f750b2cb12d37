"""The large tables of a weights file, unpacked once into a folder beside it and mapped into memory from there.

Every process that reads then shares the same pages, holds only those that it has touched, and starts at once. Where
the folder cannot be written, the tables are unpacked into each process's own memory.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Tables = Mapping[str, npt.NDArray[Any]]
FOLDER = "unpacked"
_DAMAGED = (OSError, ValueError, EOFError)


def mapped(weights: Path, *, names: tuple[str, ...], unpack: Callable[[], Tables]) -> Tables:
    """The tables of this file by name, read-only; ``unpack`` makes them where they are not there yet, or damaged."""
    folder = folder_of(weights)
    with contextlib.suppress(*_DAMAGED):
        return _opened(folder, names)
    tables = unpack()
    try:
        _keep(folder, tables)
        return _opened(folder, names)
    except _DAMAGED:
        return tables


def folder_of(weights: Path) -> Path:
    """Where its tables lie: a file that was trained again has another size or time, and so another folder."""
    told = weights.stat()
    return weights.parent / FOLDER / f"{weights.stem}-{told.st_size:x}-{told.st_mtime_ns:x}"


def _opened(folder: Path, names: tuple[str, ...]) -> Tables:
    return {
        name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)) for name in names
    }


def _keep(folder: Path, tables: Tables) -> None:
    """Whole or not at all: written and flushed under another name first. Those of earlier weights are taken away."""
    folder.parent.mkdir(exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    fresh.chmod(0o755)
    try:
        for name, table in tables.items():
            with (fresh / f"{name}.npy").open("wb") as file:
                np.save(file, table)
                file.flush()
                os.fsync(file.fileno())
        shutil.rmtree(folder, ignore_errors=True)
        # Fails where another process was quicker; its tables are the same.
        with contextlib.suppress(OSError):
            fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    stem = folder.name.split("-", 1)[0]
    for earlier in folder.parent.glob(f"{stem}-*"):
        if earlier != folder:
            shutil.rmtree(earlier, ignore_errors=True)
