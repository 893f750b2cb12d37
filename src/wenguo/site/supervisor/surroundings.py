"""What the environment says about this installation, readable without Django."""

import os
from dataclasses import dataclass
from pathlib import Path

from wenguo.site.supervisor.data_folder import DataFolder

SETTINGS_MODULE = "wenguo.site.settings.dev"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where data lie, where the pages are served, and whose PostgreSQL is used (None: our own)."""

    folder: DataFolder
    host: str
    port: int
    workers: int
    database_url: str | None

    @classmethod
    def read(cls) -> "Surroundings":
        """From WENGUO_DATA, _HOST, _PORT, _WORKERS and DATABASE_URL. Raises ValueError with a sentence."""
        return cls(
            folder=DataFolder(Path(os.environ.get("WENGUO_DATA", "var"))),
            host=os.environ.get("WENGUO_HOST", "127.0.0.1"),
            port=_number("WENGUO_PORT", default=8000, highest=65535),
            workers=_number("WENGUO_WORKERS", default=1, highest=64),
            database_url=os.environ.get("DATABASE_URL") or None,
        )

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the pages."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104
        return f"http://{host}:{self.port}"

    def for_children(self, database_url: str) -> dict[str, str]:
        """The environment of the web server, the worker and every command."""
        given = dict(os.environ)
        given.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
        given.setdefault("WENGUO_URL", self.address)
        given["DATABASE_URL"] = database_url
        given["WENGUO_DATA"] = str(self.folder.path)
        given["PYTHONUNBUFFERED"] = "1"
        # Three processes share a small machine: no memory pools and threads for each of its processors.
        given.setdefault("MALLOC_ARENA_MAX", "2")
        given.setdefault("OPENBLAS_NUM_THREADS", "1")
        given.setdefault("OMP_NUM_THREADS", "1")
        return given


def _number(name: str, *, default: int, highest: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= highest:
        raise ValueError(f"{name} must be a whole number between 1 and {highest}, not {text!r}.")
    return int(text)
