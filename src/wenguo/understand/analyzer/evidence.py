"""Which words caused a label: the n-grams' contributions, laid back onto the text and gathered by word."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wenguo.understand.analyzer.reading import Span
from wenguo.understand.analyzer.text import BOUNDARY, Batch
from wenguo.understand.analyzer.tokens import Tokens, Word
from wenguo.understand.analyzer.vectors import Floats, Vectors

#: A word belongs to the evidence when it carries at least this share of the strongest one.
_SHARE = 0.45
_LEAST = 1e-6
_MOST_WORDS = 4
_MOST_RUNS = 2
_MOST_BOUND = 2


def heat(batch: Batch, vectors: Vectors, *, contributions: Floats) -> Floats:
    """The contribution of each n-gram, spread evenly over its characters."""
    each = contributions / vectors.sizes
    length = len(batch.codes) + 1
    rise = np.bincount(vectors.starts, each, minlength=length)
    fall = np.bincount(vectors.starts + vectors.sizes, each, minlength=length)
    warm = np.cumsum(rise - fall)[:-1]
    warm[batch.codes == BOUNDARY] = 0
    return warm.astype(np.float32)


def hot_words(tokens: Tokens, warm: Floats, *, count: int) -> list[list[tuple[int, float]]]:
    """For each text the words that carry the label, strongest first, as their number in the text and their weight."""
    found: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    if not len(tokens.texts):
        return found
    total = np.concatenate(([0.0], np.cumsum(warm, dtype=np.float64)))
    long = np.maximum(tokens.ends - tokens.starts, 1)
    carried = (total[tokens.ends] - total[tokens.starts]) / np.sqrt(long) * tokens.tells
    first = np.flatnonzero(np.diff(tokens.texts, prepend=-1))
    top = np.zeros(count)
    top[tokens.texts[first]] = np.maximum.reduceat(carried, first)
    hot = np.flatnonzero((carried >= _SHARE * top[tokens.texts]) & (carried > _LEAST))
    order = hot[np.lexsort((-carried[hot], tokens.texts[hot]))]
    begin = np.zeros(count, np.int64)
    begin[tokens.texts[first]] = first
    texts: npt.NDArray[np.int64] = tokens.texts[order]
    places = order - begin[texts]
    for text, place, weight in zip(texts.tolist(), places.tolist(), carried[order].tolist(), strict=True):
        if len(found[text]) < _MOST_WORDS:
            found[text].append((place, weight))
    return found


def shown(hot: Sequence[tuple[int, float]], *, words: Sequence[Word], spans: Sequence[Span]) -> list[Span]:
    """The strongest words as at most two stretches: neighbours joined, and with them the 不 or 太 that leads them."""
    if not hot:
        return []
    weight = dict(hot)
    runs: list[tuple[float, int, int]] = []
    for place in sorted(weight):
        start = place
        while start and place - start < _MOST_BOUND and words[start - 1].binds:
            start -= 1
        if runs and start <= runs[-1][2] + 1:
            runs[-1] = (runs[-1][0] + weight[place], runs[-1][1], place)
        else:
            runs.append((weight[place], start, place))
    best = sorted(runs, reverse=True)[:_MOST_RUNS]
    return sorted((spans[start][0], spans[end][1]) for _, start, end in best)


def joined(spans: Sequence[Span]) -> list[Span]:
    """Ascending stretches without overlap."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
