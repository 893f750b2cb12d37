"""A head learned from a file: any labels of an installation's own, read the same way as the shipped ones."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from wenguo.understand.analyzer.grams import Grams, grams_of
from wenguo.understand.analyzer.heads import load_weights, sigmoid, softmax, unpack
from wenguo.understand.analyzer.pairs import pairs_of
from wenguo.understand.analyzer.text import Codes, read_batch
from wenguo.understand.analyzer.vectors import Floats, Vocabulary, vectorise

_STEP = 1000
_AROUND = 18
_CUTS = "，,。.!！?？;；、~ \n"
#: Separates what is said of the target from the text around it; each part has its own n-grams.
_MARK = "\u241f"


@dataclass(frozen=True, slots=True)
class LearnedHead:
    """Labels with their weights. ``several`` heads give any number of labels, others exactly one."""

    labels: tuple[str, ...]
    several: bool
    targeted: bool
    threshold: float
    vocabulary: Vocabulary
    weights: Floats
    bias: Floats

    def chances(self, texts: Sequence[str], targets: Sequence[str] | None = None) -> Floats:
        """The calibrated probability of each label for each text; ``targets`` names the part that is asked about."""
        parts = []
        for first in range(0, len(texts), _STEP):
            cut = slice(first, first + _STEP)
            rows = rows_of(self.vocabulary, texts[cut], targets=targets[cut] if targets is not None else None)
            scores = np.asarray(rows @ self.weights) + self.bias
            parts.append(sigmoid(scores) if self.several else softmax(scores))
        return np.concatenate(parts) if parts else np.zeros((0, len(self.labels)), np.float32)

    def labels_of(self, chances: Floats) -> list[str]:
        """Each row's label, or its labels joined by ``|``."""
        if not self.several:
            return [self.labels[place] for place in chances.argmax(axis=1)]
        return ["|".join(np.array(self.labels)[row >= self.threshold]) for row in chances]


def views(texts: Sequence[str], targets: Sequence[str] | None) -> list[list[str]]:
    """What is read of each row: the text, and when a target is asked about its clause and its surroundings."""
    if targets is None:
        return [list(texts)]
    close = [around(text, target) for text, target in zip(texts, targets, strict=True)]
    return [list(texts), [clause for clause, _ in close], [window for _, window in close], list(targets)]


def around(text: str, target: str) -> tuple[str, str]:
    """The clause in which a target stands, the target replaced by a mark, and the characters around it."""
    place = text.find(target)
    if place < 0 or not target:
        return text, text
    left = max((text.rfind(mark, 0, place) for mark in _CUTS), default=-1) + 1
    ends = [end for mark in _CUTS if (end := text.find(mark, place + len(target))) >= 0]
    right = min(ends, default=len(text))
    clause = text[left:place] + _MARK + text[place + len(target) : right]
    window = text[max(0, place - _AROUND) : place] + _MARK + text[place + len(target) :][:_AROUND]
    return clause, window


def view_rows(texts: Sequence[str], *, table: Codes, vocabulary: Vocabulary) -> sparse.csr_array:
    """Unit rows for one view."""
    batch = read_batch(texts, table)
    return vectorise(Grams.joined([grams_of(batch), pairs_of(batch)]), vocabulary, count=batch.count).matrix


def rows_of(
    vocabulary: Vocabulary, texts: Sequence[str], *, targets: Sequence[str] | None
) -> sparse.csr_array:
    """All views of each row side by side."""
    table = load_weights().table
    return sparse.hstack(
        [view_rows(view, table=table, vocabulary=vocabulary) for view in views(texts, targets)]
    ).tocsr()


def save(folder: Path, head: LearnedHead, *, hashes: npt.NDArray[np.int64]) -> None:
    """Write a head into a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    scale = (np.maximum(np.abs(head.weights).max(axis=0), 1e-9) / 127**2).astype(np.float32)
    packed = (np.sign(head.weights) * np.rint(np.sqrt(np.abs(head.weights) / scale))).astype(np.int8)
    meta = {
        "labels": head.labels,
        "several": head.several,
        "targeted": head.targeted,
        "threshold": head.threshold,
    }
    partial = folder / "head.npz.partial"
    with partial.open("wb") as stream:
        np.savez_compressed(
            stream, meta=np.array(json.dumps(meta, ensure_ascii=False)), hashes=hashes.astype(np.uint32),
            idf=head.vocabulary.idf.astype(np.float16), weights=packed, scale=scale, bias=head.bias,
        )  # fmt: skip
    partial.replace(folder / "head.npz")


def load(folder: Path) -> LearnedHead:
    """Read a head back. Raises FileNotFoundError when the folder holds none."""
    with np.load(folder / "head.npz", allow_pickle=False) as stored:
        meta = json.loads(str(stored["meta"]))
        return LearnedHead(
            labels=tuple(meta["labels"]),
            several=meta["several"],
            targeted=meta["targeted"],
            threshold=meta["threshold"],
            vocabulary=Vocabulary.build(stored["hashes"].astype(np.int64), stored["idf"]),
            weights=unpack(stored["weights"], stored["scale"]),
            bias=stored["bias"],
        )
