"""Who is named in a complaint must not handle it (回避)."""

import re
from collections.abc import Iterable

# One Han character is a surname at best; half the staff would share it.
SHORTEST = 2
_LATIN = re.compile(r"[\x00-\x7f]+")


def named_in(text: str, people: Iterable[tuple[int, str]]) -> list[int]:
    """Ids of the people (id, name) whose whole name occurs in the text; in a Latin name as words of their own."""
    lowered = text.lower()
    return [
        person_id for person_id, name in people if len(name) >= SHORTEST and _occurs(name.lower(), lowered)
    ]


def _occurs(name: str, text: str) -> bool:
    if _LATIN.fullmatch(name):
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.ASCII) is not None
    return name in text
