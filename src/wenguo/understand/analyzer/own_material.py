"""What an installation learns from: texts that people have judged, and the shipped texts that keep it steady."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from wenguo.understand.analyzer.grams import HASH_SIZE, Grams, grams_of
from wenguo.understand.analyzer.heads import Weights, judge, load_weights
from wenguo.understand.analyzer.labels import ANY_OF, HEADS, WEIGHTS
from wenguo.understand.analyzer.own import COMMON, floor_of, logits_of, rows_of
from wenguo.understand.analyzer.text import Places, read_batch
from wenguo.understand.analyzer.vectors import Floats, Vocabulary, counted, vectorise

#: Our own labelled texts, shipped for this purpose (made by ``python -m models.anchors``).
ANCHORS = WEIGHTS.with_name("anchors.jsonl.gz")
_STEP = 512
_MOST_GRAMS = 30_000
#: What stands in a single text only is that text, not its subject.
_SHARED = 2
Bools = npt.NDArray[np.bool_]
Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with what people decided of it, by head; ``fresh`` heads are news to the live version."""

    text: str
    labels: Mapping[str, Value]
    fresh: frozenset[str] = frozenset()
    weight: float = 2.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Many texts as the layer sees them: their n-grams, and what the shipped heads say (as logits)."""

    grams: sparse.csr_array
    base: Mapping[str, Floats]

    def of(
        self, places: Sequence[int] | npt.NDArray[np.int64], head: str
    ) -> "tuple[sparse.csr_array, Floats]":
        """Some of the texts, for one head."""
        return sparse.csr_array(self.grams[places]), self.base[head][places]


@lru_cache(maxsize=1)
def anchors() -> tuple[tuple[Judged, ...], tuple[Judged, ...]]:
    """The shipped texts: those that steady the training, and those kept for the check."""
    steady: list[Judged] = []
    check: list[Judged] = []
    with gzip.open(ANCHORS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            one = Judged(row["text"], plain(row["labels"]), weight=1.0)
            (check if row["check"] else steady).append(one)
    return tuple(steady), tuple(check)


def plain(labels: Mapping[str, Any]) -> dict[str, Value]:
    """Labels as the heads spell them: codes as text, ``none`` for nothing, several as a tuple without ``none``."""
    found: dict[str, Value] = {}
    for head, value in labels.items():
        if head in ANY_OF:
            found[head] = tuple(str(one) for one in value if str(one) != "none")
        elif head in HEADS:
            found[head] = "none" if value is None else str(value)
    return found


def vocabulary_of(texts: Sequence[str]) -> tuple[Places, Vocabulary]:
    """The n-grams of these texts, the commoner ones if there are very many; rarity as in the shipped weights."""
    weights = load_weights()
    seen = np.zeros(HASH_SIZE, np.int32)
    for grams, count in _batches(texts, weights):
        seen += np.bincount(counted(grams, count).indices, minlength=HASH_SIZE).astype(np.int32)
    kept = np.flatnonzero(seen >= _SHARED)
    kept = kept[_rarity(weights, kept) > COMMON]
    if len(kept) > _MOST_GRAMS:
        kept = np.sort(kept[np.argsort(-seen[kept], kind="stable")[:_MOST_GRAMS]])
    return kept.astype(np.int64), Vocabulary.build(kept, _rarity(weights, kept))


def _rarity(weights: Weights, hashes: Places) -> Floats:
    known = weights.vocabulary.row_of[hashes]
    rarity = np.where(known >= 0, weights.vocabulary.idf[known], weights.vocabulary.idf.max())
    return rarity.astype(np.float16).astype(np.float32)


def rows_for(texts: Sequence[str], vocabulary: Vocabulary) -> Rows:
    """Read many texts with the shipped heads and the layer's n-grams."""
    return Rows(_grams_for(texts, vocabulary), _base_for(texts))


def anchor_rows(vocabulary: Vocabulary) -> tuple[Rows, Rows]:
    """The same for the shipped texts, whose reading by the shipped heads is kept."""
    steady, check = ([one.text for one in part] for part in anchors())
    first, second = _anchor_base()
    return Rows(_grams_for(steady, vocabulary), first), Rows(_grams_for(check, vocabulary), second)


@lru_cache(maxsize=1)
def _anchor_base() -> tuple[dict[str, Floats], dict[str, Floats]]:
    steady, check = ([one.text for one in part] for part in anchors())
    return _base_for(steady), _base_for(check)


def _grams_for(texts: Sequence[str], vocabulary: Vocabulary) -> sparse.csr_array:
    parts = [rows_of(grams, vocabulary, count=count) for grams, count in _batches(texts, load_weights())]
    if not parts:
        return sparse.csr_array((0, len(vocabulary.idf)), dtype=np.float32)
    return sparse.csr_array(sparse.vstack(parts))


def _base_for(texts: Sequence[str]) -> dict[str, Floats]:
    weights = load_weights()
    said: dict[str, list[Floats]] = {head: [] for head in HEADS}
    for first in range(0, len(texts), _STEP):
        batch = read_batch(texts[first : first + _STEP], weights.table)
        vectors = vectorise(grams_of(batch), weights.vocabulary, count=batch.count)
        for head, chances in judge(weights, batch, vectors=vectors).by_head.items():
            said[head].append(logits_of(head, chances))
    return {
        head: np.concatenate(parts) if parts else np.zeros((0, len(HEADS[head])), np.float32)
        for head, parts in said.items()
    }


def with_floor(head: str, base: Floats, *, extra: int) -> Floats:
    """The shipped verdict with places for labels of one's own."""
    return np.hstack([base, np.full((len(base), extra), floor_of(head), np.float32)])


def truth_of(judged: Sequence[Judged], head: str, *, labels: Sequence[str]) -> Bools:
    """What people decided, as a table of texts and labels."""
    places = {label: place for place, label in enumerate(labels)}
    table = np.zeros((len(judged), len(labels)), bool)
    for row, one in enumerate(judged):
        value = one.labels.get(head, ())
        for label in (value,) if isinstance(value, str) else value:
            if label in places:
                table[row, places[label]] = True
    return table


def _batches(texts: Sequence[str], weights: Weights) -> Iterator[tuple[Grams, int]]:
    for first in range(0, len(texts), _STEP):
        batch = read_batch(texts[first : first + _STEP], weights.table)
        yield grams_of(batch), batch.count


def weights_name(path: Path = WEIGHTS) -> str:
    """The version of the shipped weights."""
    return load_weights(path).version
