"""The trained linear heads: one table of weights over all n-grams, one over the commoner ones, read together."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from wenguo.understand.analyzer.labels import ANY_OF, HEADS, WEIGHTS
from wenguo.understand.analyzer.text import BOUNDARY, Batch, Codes, folding_table
from wenguo.understand.analyzer.unpacked import Tables, mapped
from wenguo.understand.analyzer.vectors import Floats, Vectors, Vocabulary, row_of

DOMAINS = ("hotel", "delivery", "shop", "english")
MOODS = ("angry", "happy", "sad", "fear", "surprise", "neutral")
#: Makes (1 + |tanh(STEEPNESS · polarity)|) / 2 the chance that the sign of a polarity is right.
STEEPNESS = 1.95
#: Columns of the wide table: polarity for all, its correction per domain, the domain, the mood.
WIDE = 1 + len(DOMAINS) * 2 + len(MOODS)
CONTEXT = 13
_LEAST_CHANCE = 1e-4


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that was learned, ready to multiply."""

    version: str
    table: Codes
    vocabulary: Vocabulary
    wide: Floats
    wide_bias: Floats
    narrow: Floats
    narrow_bias: Floats
    context: Floats
    columns: dict[str, slice]
    thresholds: dict[str, list[float]]
    rarity: dict[str, float]
    sure: dict[str, tuple[float, float]]

    def sureness(self, head: str, chance: float) -> float:
        """How often a label said with this chance is right, as found on real texts that no training saw."""
        slope, shift = self.sure.get(head, (1.0, 0.0))
        kept = min(max(chance, _LEAST_CHANCE), 1 - _LEAST_CHANCE)
        return 1 / (1 + exp(-slope * log(kept / (1 - kept)) - shift))


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say about a batch: probabilities by head, and the two-way polarity score."""

    polarity: Floats
    domains: Floats
    by_head: dict[str, Floats]


def head_columns() -> dict[str, slice]:
    """Where each head's columns lie in the narrow table."""
    edges = np.cumsum([0, *(len(labels) for labels in HEADS.values())])
    return {head: slice(int(edges[i]), int(edges[i + 1])) for i, head in enumerate(HEADS)}


def unpack(packed: npt.NDArray[np.int8], scale: Floats) -> Floats:
    """Weights are stored as the whole-numbered square root of their size, with one scale a column."""
    roots = packed.astype(np.float32)
    roots *= np.abs(packed)
    roots *= scale
    return roots


@lru_cache(maxsize=2)
def load_weights(path: Path = WEIGHTS) -> Weights:
    """Read the weights once a process: half a second the first time, after that they are mapped (see ``unpacked``)."""
    with np.load(path, allow_pickle=False) as stored:
        meta = json.loads(str(stored["meta"]))
        tables = mapped(path, names=("row_of", "wide", "narrow"), unpack=lambda: _tables(stored))
        return Weights(
            version=meta["version"],
            table=folding_table(meta["traditional"], meta["simplified"]),
            vocabulary=Vocabulary(tables["row_of"], stored["idf"].astype(np.float32)),
            wide=tables["wide"],
            wide_bias=stored["wide_bias"],
            narrow=tables["narrow"],
            narrow_bias=stored["narrow_bias"],
            context=stored["context"],
            columns=head_columns(),
            thresholds=meta["threshold"],
            sure={head: (slope, shift) for head, (slope, shift) in meta.get("sure", {}).items()},
            rarity=dict(zip(meta["words"].split(), stored["word_rarity"].tolist(), strict=True)),
        )


def _tables(stored: Mapping[str, npt.NDArray[Any]]) -> Tables:
    hashes = [np.cumsum(stored[name], dtype=np.int64) for name in ("common", "rare")]
    return {
        "row_of": row_of(np.concatenate(hashes)),
        "wide": unpack(stored["wide"], stored["wide_scale"]),
        "narrow": unpack(stored["narrow"], stored["narrow_scale"]),
    }


def softmax(values: Floats) -> Floats:
    """Shares that add up to one."""
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def sigmoid(values: Floats) -> Floats:
    """The chance of each label by itself."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), dtype=np.float32)


def wide_scores(raw: Floats) -> tuple[Floats, Floats, Floats]:
    """Two-way polarity (domain-weighted), domain shares and mood shares from the wide table's columns."""
    domains = softmax(raw[:, 1 + len(DOMAINS) : 1 + 2 * len(DOMAINS)])
    polarity = raw[:, 0] + (raw[:, 1 : 1 + len(DOMAINS)] * domains).sum(axis=1)
    return polarity, domains, softmax(raw[:, 1 + 2 * len(DOMAINS) :] * 2)


def context_of(batch: Batch, polarity: Floats, *, moods: Floats) -> Floats:
    """What the sparse row cannot say: how good or bad the whole sounds, its mood, its length and marks."""
    real = batch.codes != BOUNDARY
    texts = batch.texts[real]
    codes = batch.codes[real]
    lengths = np.bincount(texts, minlength=batch.count)
    asks = np.bincount(texts, codes == ord("?"), minlength=batch.count)
    cries = np.bincount(texts, codes == ord("!"), minlength=batch.count)
    latin = np.bincount(texts, (codes >= 97) & (codes <= 122), minlength=batch.count) / np.maximum(lengths, 1)
    columns = [np.clip(polarity, -2, 2), np.tanh(2 * polarity), np.minimum(np.abs(polarity), 1)]
    columns.extend(moods.T)
    columns.extend([np.log1p(lengths) / 5, np.minimum(asks, 2) / 2, np.minimum(cries, 3) / 3, latin > 0.5])
    return np.stack(columns, axis=1).astype(np.float32)


def judge(weights: Weights, batch: Batch, *, vectors: Vectors) -> Scores:
    """All heads over a batch at once."""
    raw = np.asarray(vectors.matrix @ weights.wide) + weights.wide_bias
    polarity, domains, moods = wide_scores(raw)
    context = context_of(batch, polarity, moods=moods)
    near = vectors.matrix[:, : len(weights.narrow)]
    logits = np.asarray(near @ weights.narrow) + context @ weights.context + weights.narrow_bias
    by_head = {}
    for head, columns in weights.columns.items():
        by_head[head] = sigmoid(logits[:, columns]) if head in ANY_OF else softmax(logits[:, columns])
    return Scores(polarity, domains, by_head)
