"""The words of a batch: where each stands, and what is known of it; looked up once for each distinct word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
import rjieba

from wenguo.understand.analyzer.aspects import terms
from wenguo.understand.analyzer.reading import Span
from wenguo.understand.analyzer.text import READ_LIMIT, Batch, Places
from wenguo.understand.analyzer.words import FILLERS, worth_of

_MOST_KNOWN = 200_000
_FIRST_EMOJI = "\U0001f000"
#: They lean on the word that follows: 不 alone says little, 不干净 says it.
_BINDERS = frozenset(
    word
    for listed in (
        "不 没 没有 太 很 好 最 更 超 超级 非常 特别 十分 极 极其 有点 有些 比较 还 再 别 未 无 难 不太 不够 根本 完全",
        "not no never very too so really extremely quite don't didn't doesn't isn't wasn't can't won't",
    )
    for word in listed.split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of one word whatever text it stands in."""

    lowered: str
    size: int
    worth: float
    category: str | None
    tells: bool
    binds: bool


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of every text of a batch, and where each begins and ends in ``Batch.codes``."""

    spans: list[list[Span]]
    words: list[list[Word]]
    texts: Places
    starts: Places
    ends: Places
    tells: npt.NDArray[np.bool_]


class Lexicon(dict[str, Word]):
    """Words as they come up; forgets all when there are too many."""

    def __init__(self, rarity: Mapping[str, float]) -> None:
        super().__init__()
        self._rarity = rarity

    def __missing__(self, token: str) -> Word:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        lowered = token.lower()
        found = Word(
            lowered=lowered,
            size=len(token),
            worth=0.0 if len(token) < 2 or lowered in FILLERS else worth_of(lowered, self._rarity),
            category=terms().get(lowered),
            tells=_tells(lowered),
            binds=lowered in _BINDERS,
        )
        self[token] = found
        return found


def _tells(lowered: str) -> bool:
    """Whether a word can be shown as a reason by itself: not a mark, not a word that only holds others together."""
    if any(char >= _FIRST_EMOJI or "\u2600" <= char <= "\u27bf" for char in lowered):
        return True
    if lowered in FILLERS or lowered in _BINDERS or not any(char.isalpha() for char in lowered):
        return False
    return len(lowered) > 2 or not lowered.isascii()


def tokens_of(texts: Sequence[str], batch: Batch, *, lexicon: Lexicon) -> Tokens:
    """Cut every text into words, with their places in the text and in the batch."""
    words = [[lexicon[token] for token in rjieba.cut(text)] for text in texts]
    counts = np.array([len(listed) for listed in words], np.int64)
    sizes = np.array([word.size for listed in words for word in listed], np.int64)
    numbers = np.repeat(np.arange(len(texts)), counts)
    ends = np.cumsum(sizes)
    before = np.concatenate(([0], ends))[np.concatenate(([0], np.cumsum(counts)))[:-1]]
    ends = ends - before[numbers]
    starts = ends - sizes
    # The boundary before a text counts as offset -1, hence the one that is added.
    mapped = batch.texts * (READ_LIMIT + 2) + batch.offsets + 1
    base = numbers * (READ_LIMIT + 2) + 1
    pairs = iter(zip(starts.tolist(), ends.tolist(), strict=True))
    return Tokens(
        spans=[list(islice(pairs, count)) for count in counts.tolist()],
        words=words,
        texts=numbers,
        starts=np.searchsorted(mapped, base + starts),
        ends=np.searchsorted(mapped, base + ends),
        tells=np.array([word.tells for listed in words for word in listed], bool),
    )
