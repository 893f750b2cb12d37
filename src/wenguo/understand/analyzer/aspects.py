"""Which parts a writer speaks of, and how each is judged in its own clause."""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from wenguo.understand.analyzer.reading import Aspect, Span

TERMS = Path(__file__).with_name("aspects.toml")
_MOST = 12
#: A clause ends at punctuation and before a turn: 房间不错但是早餐难吃 is judged in two halves.
_BREAK = re.compile(r"[,，。.!！?？;；、\n~～…]+|(?=但是|但|不过|可是|然而|就是|只是|除了| but | however )")


@lru_cache(maxsize=1)
def terms() -> dict[str, str]:
    """Every known term with its category."""
    stored = tomllib.loads(TERMS.read_text(encoding="utf-8"))
    return {term: category for category, words in stored.items() for term in str(words).split()}


def clauses(text: str) -> list[Span]:
    """The stretches of a text that each say one thing."""
    found, start = [], 0
    for match in _BREAK.finditer(text):
        if match.start() > start:
            found.append((start, match.start()))
        start = max(match.end(), start)
    if start < len(text):
        found.append((start, len(text)))
    return found


def find_aspects(
    text: str, words: Sequence[tuple[Span, str | None]], *, tones: Sequence[tuple[Span, float]]
) -> tuple[Aspect, ...]:
    """Known parts among the words (their stretch and category); each takes the tone of its clause."""
    found: list[Aspect] = []
    seen: set[tuple[str, int]] = set()
    clause = 0
    for (start, end), category in words:
        if category is None or not tones:
            continue
        while clause + 1 < len(tones) and tones[clause][0][1] <= start:
            clause += 1
        term = text[start:end]
        if (term.lower(), clause) in seen:
            continue
        seen.add((term.lower(), clause))
        found.append(Aspect(term, start, end, category, tone_name(tones[clause][1])))
        if len(found) == _MOST:
            break
    return tuple(found)


def tone_name(tone: float) -> str:
    """A clause's tone in words; near zero nothing is judged."""
    if abs(tone) < 0.08:
        return "neutral"
    return "positive" if tone > 0 else "negative"
