"""Names an installation knows of its own: products, places, people; found as they are written, the longest first."""

import re
from collections.abc import Mapping, Sequence

from wenguo.understand.analyzer.reading import Entity

_SHORTEST = 2
_MOST = 20_000


class Names:
    """Names by their kind (``product``, ``place``), each a spelling of one value; found without regard to case."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        listed = {
            " ".join(name.split()).casefold(): (kind, name)
            for kind, spellings in names.items()
            for name in spellings
            if len(name.strip()) >= _SHORTEST
        }
        ordered = sorted(listed, key=len, reverse=True)[:_MOST]
        self._known = {key: listed[key] for key in ordered}
        # A name in letters is a word of its own; Han names stand anywhere.
        parts = [
            rf"(?<![a-z0-9]){re.escape(key)}(?![a-z0-9])" if key.isascii() else re.escape(key)
            for key in ordered
        ]
        self._pattern = re.compile("|".join(parts)) if parts else None

    def find(self, text: str) -> list[Entity]:
        """Every known name in a text; ``value`` is the name as the installation writes it."""
        lowered = text.lower()
        if self._pattern is None or len(lowered) != len(text):
            return []
        found = []
        for match in self._pattern.finditer(lowered):
            kind, name = self._known[match.group()]
            start, end = match.span()
            found.append(Entity(kind, text[start:end], start, end, name))
        return found
