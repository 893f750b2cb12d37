"""Words with their places, the telling ones among them, and the sentence that says most."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from wenguo.understand.analyzer.reading import Span

_MOST_KEYWORDS = 6
_LINE = 60
_UNKNOWN_WORD = 7.0
#: Words that hold a sentence together but never say what it is about.
FILLERS = frozenset(Path(__file__).with_name("fillers.txt").read_text(encoding="utf-8").split())


def keywords(found: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """The words that tell this text from others: how often here times how rare elsewhere."""
    worth: dict[str, float] = {}
    for word, value in found:
        if value:
            worth[word] = worth.get(word, value) + value
    ranked = sorted(((value, word) for word, value in worth.items()), reverse=True)
    return tuple(word[:40] for _, word in ranked[:_MOST_KEYWORDS])


def worth_of(word: str, rarity: Mapping[str, float]) -> float:
    """How much a word tells wherever it stands: its rarity, and a little for its length."""
    if not is_wordlike(word):
        return 0.0
    long = 2.0 if word.isascii() else min(len(word), 4)
    return rarity.get(word, _UNKNOWN_WORD) * long


def is_wordlike(word: str) -> bool:
    """Han words of two characters and Latin ones of three; no numbers, no marks."""
    return word.isalpha() and (len(word) > 2 or not word.isascii())


def best_line(text: str, clauses: Sequence[Span], *, weights: Sequence[float]) -> str:
    """The stretch of clauses that says most, whole, in at most one line."""
    short = " ".join(text.split())
    if len(short) <= _LINE or not clauses:
        return _cut(short)
    start = max(range(len(clauses)), key=lambda place: weights[place])
    left = right = start
    while True:
        room = _LINE - (clauses[right][1] - clauses[left][0])
        options = []
        if right + 1 < len(clauses) and clauses[right + 1][1] - clauses[right][1] <= room:
            options.append((weights[right + 1], 1))
        if left > 0 and clauses[left][0] - clauses[left - 1][0] <= room:
            options.append((weights[left - 1], 0))
        if not options:
            break
        if max(options)[1]:
            right += 1
        else:
            left -= 1
    line = text[clauses[left][0] : clauses[right][1]]
    return _cut(" ".join(line.split()))


def _cut(line: str) -> str:
    """At most one line, with a sign that it goes on; a word in letters is kept whole."""
    if len(line) <= _LINE:
        return line
    kept = line[: _LINE - 1]
    if " " in kept and line[_LINE - 2].isascii() and line[_LINE - 1].isascii():
        kept = kept[: kept.rindex(" ")] if line[_LINE - 1].isalnum() else kept
    return kept.rstrip(" ,，、") + "…"
