"""The engine behind the Analyzer: texts in, readings out; many at once cost little more than one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from wenguo.understand.analyzer import aspects, evidence, language, own, rules
from wenguo.understand.analyzer.grams import grams_of
from wenguo.understand.analyzer.heads import Scores, Weights, judge, load_weights
from wenguo.understand.analyzer.names import Names
from wenguo.understand.analyzer.reading import Reading, Span
from wenguo.understand.analyzer.telling import Known, Text, tell
from wenguo.understand.analyzer.text import READ_LIMIT, Batch, read_batch
from wenguo.understand.analyzer.tokens import Lexicon, Tokens, tokens_of
from wenguo.understand.analyzer.vectors import Floats, Vectors, vectorise

_CHUNK = 128
#: Characters that no database or file takes; replaced one for one, so that offsets stay.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
#: What a good or bad sound says for each label of these heads; the tone of words is much of why they are given.
_SIDES = {"kind": (-1, 0, 0, 1, 0), "polarity": (-1, 0, 1, 0)}
_TONE_WEIGHT = 3.0
_SHOWN = ("kind", "polarity", "category", "urgency", "emotions", "demands", "risks")


class Engine:
    """What the Analyzer loads on its first use; the public promises are made there."""

    def __init__(self, weights: Path, layer: bytes | None = None, *, names: Names | None = None) -> None:
        self._path = weights
        self._layer = own.unpack(layer) if layer else None
        self._names = names

    @property
    def weights(self) -> Weights:
        """What was learned, loaded when first needed."""
        return load_weights(self._path)

    @property
    def version(self) -> str:
        """The name of the shipped weights, and of what was learned on top of them."""
        return self.weights.version + (f"+{self._layer.name}" if self._layer else "")

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self.weights.rarity)

    def read(self, texts: Sequence[str], said_at: datetime | None) -> list[Reading]:
        """Read many texts, in order. Raises TypeError for anything but text."""
        for text in texts:
            if not isinstance(text, str):
                raise TypeError(f"A feedback to analyze is text, not {type(text).__name__}.")
        found: list[Reading] = []
        for first in range(0, len(texts), _CHUNK):
            chunk = [_UNSTORABLE.sub("\ufffd", text) for text in texts[first : first + _CHUNK]]
            found.extend(self._read(chunk, said_at))
        return found

    def _read(self, texts: Sequence[str], said_at: datetime | None) -> Iterator[Reading]:
        known = self._understand(texts)
        clauses = [aspects.clauses(text[:READ_LIMIT]) for text in texts]
        tones = _tones(known, clauses)
        for place, raw in enumerate(texts):
            text = Text(raw, said_at, clauses[place], tones[place])
            reading = own.with_own(tell(known, place, text=text), known.adjusted, place=place)
            yield replace(reading, model_version=self.version) if self._layer else reading

    def _understand(self, texts: Sequence[str]) -> Known:
        weights = self.weights
        batch = read_batch(texts, weights.table)
        grams = grams_of(batch)
        vectors = vectorise(grams, weights.vocabulary, count=batch.count)
        adjusted = own.adjusted_by(self._layer, grams, scores=judge(weights, batch, vectors=vectors))
        tokens = tokens_of([text[:READ_LIMIT] for text in texts], batch, lexicon=self._lexicon)
        edges = np.searchsorted(batch.texts, np.arange(batch.count + 1))
        tone = evidence.heat(batch, vectors, contributions=_tone_of(weights, vectors, adjusted.scores))
        folded = _folded(batch, edges.tolist())
        return Known(
            weights=weights,
            batch=batch,
            adjusted=adjusted,
            tokens=tokens,
            names=self._names,
            scripts=language.scripts(batch).tolist(),
            hot=_hot(weights, batch, vectors, scores=adjusted.scores, tone=tone, tokens=tokens),
            tone=tone,
            edges=edges.tolist(),
            folded=folded,
            settled=rules.decide_many(folded, texts),
            said={head: values.tolist() for head, values in adjusted.scores.by_head.items()},
        )


def _tone_of(weights: Weights, vectors: Vectors, scores: Scores) -> Floats:
    shares = scores.domains[vectors.texts]
    local = weights.wide[vectors.columns, 1 : 1 + shares.shape[1]]
    return np.asarray(vectors.shares * (weights.wide[vectors.columns, 0] + (local * shares).sum(axis=1)))


def _hot(
    weights: Weights, batch: Batch, vectors: Vectors, *, scores: Scores, tone: Floats, tokens: Tokens
) -> dict[str, list[list[tuple[int, float]]]]:
    near = np.flatnonzero(vectors.columns < len(weights.narrow))
    common = Vectors(
        vectors.matrix, vectors.columns[near], vectors.texts[near],
        vectors.starts[near], vectors.sizes[near], vectors.shares[near],
    )  # fmt: skip
    found = {}
    for head in _SHOWN:
        said = scores.by_head[head].argmax(axis=1)
        column = weights.columns[head].start + said
        pull = common.shares * weights.narrow[common.columns, column[common.texts]]
        warm = evidence.heat(batch, common, contributions=pull)
        if head in _SIDES:
            warm = (
                warm + _TONE_WEIGHT * np.array(_SIDES[head])[said][batch.texts.clip(max=len(said) - 1)] * tone
            )
        found[head] = evidence.hot_words(tokens, warm, count=batch.count)
    return found


def _folded(batch: Batch, edges: Sequence[int]) -> list[str]:
    whole = batch.codes.tobytes().decode("utf-32-le", "replace")
    return [whole[edges[place] + 1 : edges[place + 1]] for place in range(batch.count)]


def _tones(known: Known, clauses: Sequence[Sequence[Span]]) -> list[list[float]]:
    """How each clause of each text sounds: the two-way polarity of its characters."""
    places = np.array([place for place, spans in enumerate(clauses) for _ in spans], np.int64)
    spans = np.array([span for spans in clauses for span in spans], np.int64).reshape(-1, 2)
    total = np.concatenate(([0.0], np.cumsum(known.tone, dtype=np.float64)))
    mapped = known.batch.texts * (READ_LIMIT + 2) + known.batch.offsets + 1
    # The boundary before a text counts as offset −1, hence the one that is added.
    borders = np.searchsorted(mapped, places[:, None] * (READ_LIMIT + 2) + spans + 1)
    sums = iter((total[borders[:, 1]] - total[borders[:, 0]]).tolist())
    return [[next(sums) for _ in spans] for spans in clauses]
