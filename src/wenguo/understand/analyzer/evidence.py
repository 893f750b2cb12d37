"""Which characters caused a label: the n-grams' contributions, laid back onto the text and cut at words."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wenguo.understand.analyzer.reading import Span
from wenguo.understand.analyzer.text import BOUNDARY, Batch
from wenguo.understand.analyzer.vectors import Floats, Vectors

#: A character belongs to the evidence when it carries at least this share of the strongest one.
_SHARE = 0.42
_MOST = 2


def heat(batch: Batch, vectors: Vectors, *, contributions: Floats) -> Floats:
    """The contribution of each n-gram, spread evenly over its characters."""
    each = contributions / vectors.sizes
    length = len(batch.codes) + 1
    rise = np.bincount(vectors.starts, each, minlength=length)
    fall = np.bincount(vectors.starts + vectors.sizes, each, minlength=length)
    warm = np.cumsum(rise - fall)[:-1]
    warm[batch.codes == BOUNDARY] = 0
    return warm.astype(np.float32)


def hot_runs(batch: Batch, warm: Floats) -> list[list[Span]]:
    """For each text the two strongest stretches, as positions in ``batch.codes``."""
    top = np.zeros(batch.count + 1, np.float32)
    np.maximum.at(top, batch.texts, warm)
    hot = (warm > _SHARE * top[batch.texts]) & (warm > 1e-6)
    edges = np.diff(hot.astype(np.int8), prepend=0, append=0)
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    found: list[list[Span]] = [[] for _ in range(batch.count)]
    if not len(starts):
        return found
    total = np.concatenate(([0.0], np.cumsum(warm, dtype=np.float64)))
    weight = total[ends] - total[starts]
    order = np.lexsort((-weight, batch.texts[starts]))
    texts: npt.NDArray[np.int64] = batch.texts[starts]
    for place in order.tolist():
        spans = found[int(texts[place])]
        if len(spans) < _MOST:
            spans.append((int(starts[place]), int(ends[place])))
    return found


def to_words(span: Span, edges: Sequence[int]) -> Span:
    """Widen a stretch to whole words; ``edges`` are the ascending word borders of its text."""
    start, end = span
    left = bisect_right(edges, start) - 1
    right = bisect_left(edges, end)
    return edges[max(left, 0)], edges[min(right, len(edges) - 1)]


def joined(spans: Sequence[Span]) -> list[Span]:
    """Ascending stretches without overlap."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
