"""What an installation has learned by itself: a thin layer of weights added to the shipped heads' verdict.

The shipped weights stay as they are and serve as the prior. The layer knows only the n-grams of the texts that people
have judged, so it is small, loads in milliseconds and cannot forget what the shipped heads know of everything else.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from wenguo.understand.analyzer.grams import Grams
from wenguo.understand.analyzer.heads import Scores
from wenguo.understand.analyzer.labels import ANY_OF, HEADS, MOST_CATEGORIES
from wenguo.understand.analyzer.reading import Reading
from wenguo.understand.analyzer.text import Places
from wenguo.understand.analyzer.vectors import Floats, Vocabulary

#: What every second text says (的, 了, a comma) tells nothing: rarity counts from here on.
COMMON = 4.5
#: Brings a row of an ordinary text to about unit length.
_USUAL_RARITY = 1.0
_LEAST = 1e-6
#: An own category is named beside the main one from this chance on.
_BESIDE = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Weights over n-grams for some labels of some heads; ``columns`` are pairs of head and label."""

    name: str
    columns: tuple[tuple[str, str], ...]
    hashes: Places
    vocabulary: Vocabulary
    weights: Floats
    bias: Floats

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads that were learned."""
        return tuple(dict.fromkeys(head for head, _ in self.columns))

    def own_labels(self, head: str) -> list[str]:
        """Labels of a head that the shipped one does not know: the installation's own."""
        return [label for one, label in self.columns if one == head and label not in HEADS[head]]


def rows_of(grams: Grams, vocabulary: Vocabulary, *, count: int) -> sparse.csr_array:
    """One row a text over the n-grams the layer knows; what it does not know still makes the row shorter."""
    columns = vocabulary.row_of[grams.hashes].astype(np.int64)
    known = np.flatnonzero(columns >= 0)
    width = len(vocabulary.idf)
    keys, often = np.unique(grams.texts[known] * width + columns[known], return_counts=True)
    texts, places = np.divmod(keys, max(width, 1))
    long = np.sqrt(np.maximum(np.bincount(grams.texts, minlength=count), 1)) * _USUAL_RARITY
    rarity = np.maximum(vocabulary.idf[places] - COMMON, 0)
    values = ((1 + np.log(often)) * rarity / long[texts]).astype(np.float32)
    edges = np.searchsorted(texts, np.arange(count + 1)).astype(np.int32)
    return sparse.csr_array((values, places.astype(np.int32), edges), (count, width))


def logits_of(head: str, chances: Floats) -> Floats:
    """Chances as numbers to which a layer can add."""
    kept = np.clip(chances, _LEAST, 1 - _LEAST)
    return np.asarray(np.log(kept) - np.log(1 - kept) if head in ANY_OF else np.log(kept), np.float32)


def chances_of(head: str, logits: Floats) -> Floats:
    """The way back: each by itself, or shares that add up to one."""
    if head in ANY_OF:
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The shipped heads' scores after the layer, and the chances of the installation's own categories beside them."""

    scores: Scores
    own: Mapping[str, Floats]
    labels: tuple[str, ...]


def adjusted_by(layer: Layer | None, grams: Grams, *, scores: Scores) -> Adjusted:
    """Add what was learned, if anything was. Own categories take their share from the shipped ones."""
    if layer is None:
        return Adjusted(scores, {}, ())
    count = len(scores.polarity)
    added = np.asarray(rows_of(grams, layer.vocabulary, count=count) @ layer.weights) + layer.bias
    by_head, own = dict(scores.by_head), {}
    for head in layer.heads:
        by_head[head], own[head] = _one_head(layer, head, base=scores.by_head[head], added=added)
    return Adjusted(replace(scores, by_head=by_head), own, tuple(layer.own_labels("category")))


def _one_head(layer: Layer, head: str, *, base: Floats, added: Floats) -> tuple[Floats, Floats]:
    shipped = list(HEADS[head])
    extra = layer.own_labels(head)
    logits = np.hstack([logits_of(head, base), np.full((len(base), len(extra)), floor_of(head), np.float32)])
    places = {label: place for place, label in enumerate([*shipped, *extra])}
    for column, (one, label) in enumerate(layer.columns):
        if one == head:
            logits[:, places[label]] += added[:, column]
    chances = chances_of(head, logits)
    return chances[:, : len(shipped)], chances[:, len(shipped) :]


def floor_of(head: str) -> float:
    """Where a label of one's own starts before anything is learned: unlikely."""
    return -4.0 if head in ANY_OF else -5.0


def with_own(reading: Reading, adjusted: Adjusted, *, place: int) -> Reading:
    """The reading with the installation's own categories in their places, first when they are the likeliest."""
    if not adjusted.labels:
        return reading
    chances = dict(zip(adjusted.labels, adjusted.own["category"][place].tolist(), strict=True))
    ranked = sorted([*reading.alternatives["category"], *chances.items()], key=lambda pair: -pair[1])
    main = ranked[0][0]
    beside = dict(zip(adjusted.labels, adjusted.own["categories"][place].tolist(), strict=True))
    likely = [label for label, chance in beside.items() if chance >= _BESIDE and label != main]
    rest = [code for code in reading.categories if code not in {main, "other"}]
    alternatives = [(code, round(float(chance), 4)) for code, chance in ranked[:3]]
    return replace(
        reading,
        categories=(main, *likely, *rest)[:MOST_CATEGORIES],
        confidence={**reading.confidence, "category": alternatives[0][1]},
        alternatives={**reading.alternatives, "category": alternatives},
    )


def pack(layer: Layer) -> bytes:
    """A layer as bytes, to be stored or sent."""
    meta = {"name": layer.name, "columns": layer.columns}
    table = sparse.csr_array(layer.weights)
    stream = io.BytesIO()
    np.savez_compressed(
        stream, meta=np.array(json.dumps(meta, ensure_ascii=False)), hashes=layer.hashes.astype(np.uint32),
        idf=layer.vocabulary.idf.astype(np.float16), data=table.data.astype(np.float16),
        indices=table.indices.astype(np.int32), indptr=table.indptr.astype(np.int32), bias=layer.bias,
    )  # fmt: skip
    return stream.getvalue()


def unpack(content: bytes) -> Layer:
    """A layer back from its bytes."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        meta: dict[str, Any] = json.loads(str(stored["meta"]))
        hashes = stored["hashes"].astype(np.int64)
        shape = (len(hashes), len(meta["columns"]))
        table = sparse.csr_array(
            (stored["data"].astype(np.float32), stored["indices"], stored["indptr"]), shape
        )
        return Layer(
            name=meta["name"],
            columns=tuple((head, label) for head, label in meta["columns"]),
            hashes=hashes,
            vocabulary=Vocabulary.build(hashes, stored["idf"]),
            weights=np.asarray(table.todense(), np.float32),
            bias=stored["bias"],
        )


def load(path: Path) -> Layer:
    """A layer from a file, or from the file ``own.npz`` in a folder."""
    return unpack((path / "own.npz" if path.is_dir() else path).read_bytes())


def renamed(layer: Layer, name: str) -> Layer:
    """The same layer under the name it goes live with."""
    return replace(layer, name=name)


def joined(parts: Sequence[Layer], name: str) -> Layer:
    """Several layers, each of other heads, as one."""
    hashes = np.unique(np.concatenate([part.hashes for part in parts])) if parts else np.zeros(0, np.int64)
    rarity = np.zeros(len(hashes), np.float32)
    tables: list[npt.NDArray[np.float32]] = []
    for part in parts:
        where = np.searchsorted(hashes, part.hashes)
        rarity[where] = part.vocabulary.idf
        table = np.zeros((len(hashes), part.weights.shape[1]), np.float32)
        table[where] = part.weights
        tables.append(table)
    return Layer(
        name=name,
        columns=tuple(column for part in parts for column in part.columns),
        hashes=hashes,
        vocabulary=Vocabulary.build(hashes, rarity),
        weights=np.hstack(tables) if tables else np.zeros((0, 0), np.float32),
        bias=np.concatenate([part.bias for part in parts]) if parts else np.zeros(0, np.float32),
    )


def only(layer: Layer, heads: Sequence[str]) -> Layer:
    """The part of a layer that belongs to these heads."""
    kept = [place for place, (head, _) in enumerate(layer.columns) if head in heads]
    return replace(
        layer,
        columns=tuple(layer.columns[place] for place in kept),
        weights=layer.weights[:, kept],
        bias=layer.bias[kept],
    )
