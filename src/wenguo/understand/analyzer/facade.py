"""The Analyzer: light to import; numbers, words and weights are loaded when the first text comes."""

import importlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from wenguo.understand.analyzer.labels import WEIGHTS
from wenguo.understand.analyzer.names import Names
from wenguo.understand.analyzer.reading import Reading

if TYPE_CHECKING:
    from wenguo.understand.analyzer.engine import Engine


@lru_cache(maxsize=2)
def _engine(weights: Path, layer: bytes | None, names: Names | None) -> "Engine":
    # By name, so that a web process which never reads a text carries none of it (about 170 MB).
    module = importlib.import_module("wenguo.understand.analyzer.engine")
    return cast("Engine", module.Engine(weights, layer, names=names))


class Analyzer:
    """Reads feedback in Chinese and English: every label of the taxonomy with confidence and evidence.

    Weights load on the first use and are shared by all analyzers of a process. Nothing leaves the machine.
    ``layer`` is what an installation has learned by itself (see ``own``), put on top of the shipped heads; ``names``
    its own products and places by kind (``{"product": [...], "place": [...]}``), then found among the entities.
    """

    def __init__(
        self,
        weights: Path = WEIGHTS,
        *,
        layer: bytes | None = None,
        names: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._weights = weights
        self._layer = layer
        self._names = Names(names) if names else None

    def analyze(self, text: str, *, said_at: datetime | None = None) -> Reading:
        """Read one text; ``said_at`` gives 昨天 and 三天前 their dates. Raises TypeError for anything but text."""
        return self.analyze_many([text], said_at=said_at)[0]

    def analyze_many(self, texts: Sequence[str], *, said_at: datetime | None = None) -> list[Reading]:
        """Read many texts, in order: thousands a second, with flat memory."""
        return _engine(self._weights, self._layer, self._names).read(texts, said_at)

    def version(self) -> str:
        """The name of the weights that speak."""
        return _engine(self._weights, self._layer, self._names).version
