"""The engine behind the Analyzer: texts in, readings out; many at once cost little more than one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from wenguo.understand.analyzer import aspects, decide, evidence, language, own, rules, words
from wenguo.understand.analyzer.entities import find_entities
from wenguo.understand.analyzer.grams import grams_of
from wenguo.understand.analyzer.heads import Scores, Weights, judge, load_weights
from wenguo.understand.analyzer.labels import ANY_OF, CATEGORIES, HEADS, KINDS
from wenguo.understand.analyzer.reading import Reading, Span
from wenguo.understand.analyzer.text import BOUNDARY, READ_LIMIT, Batch, Places, read_batch
from wenguo.understand.analyzer.vectors import Floats, Vectors, vectorise

_CHUNK = 256
#: Makes (1 + |sentiment|) / 2 the chance that its sign is right; found on the held-out fifth of the public sets.
_STEEPNESS = 1.95
#: Characters that no database or file takes; replaced one for one, so that offsets stay.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SHOWN = ("kind", "polarity", "category", "urgency", "emotions", "demands", "risks")


@dataclass(frozen=True, slots=True)
class _Known:
    """All that was computed for a batch, ready to be told text by text."""

    batch: Batch
    scores: Scores
    adjusted: own.Adjusted
    scripts: list[list[int]]
    runs: dict[str, list[list[Span]]]
    tone: Floats
    edges: Places
    mapped: Places
    said: dict[str, list[list[float]]]


class Engine:
    """What the Analyzer loads on its first use; the public promises are made there."""

    def __init__(self, weights: Path, layer: own.Layer | None = None) -> None:
        self._path = weights
        self._layer = layer

    @property
    def weights(self) -> Weights:
        """What was learned, loaded when first needed."""
        return load_weights(self._path)

    @property
    def version(self) -> str:
        """The name of the shipped weights, and of what was learned on top of them."""
        return self.weights.version + (f"+{self._layer.name}" if self._layer else "")

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
        weights = self.weights
        known = _understand(weights, texts, layer=self._layer)
        folded = _folded(known.batch, known.edges)
        clauses = [aspects.clauses(text[:READ_LIMIT]) for text in texts]
        tones = _tones(known, clauses)
        for place, raw in enumerate(texts):
            text = _Text(raw, folded[place], said_at, clauses[place], tones[place])
            reading = own.with_own(_tell(weights, known, place, text), known.adjusted, place=place)
            yield replace(reading, model_version=self.version) if self._layer else reading


@dataclass(frozen=True, slots=True)
class _Text:
    raw: str
    folded: str
    said_at: datetime | None
    clauses: list[Span]
    tones: list[float]


def _understand(weights: Weights, texts: Sequence[str], *, layer: own.Layer | None) -> _Known:
    batch = read_batch(texts, weights.table)
    grams = grams_of(batch)
    vectors = vectorise(grams, weights.vocabulary, count=batch.count)
    adjusted = own.adjusted_by(layer, grams, scores=judge(weights, batch, vectors=vectors))
    scores = adjusted.scores
    return _Known(
        batch=batch,
        scores=scores,
        adjusted=adjusted,
        scripts=language.scripts(batch).tolist(),
        runs=_evidence(weights, batch, vectors, scores),
        tone=evidence.heat(batch, vectors, contributions=_tone_of(weights, vectors, scores)),
        edges=np.searchsorted(batch.texts, np.arange(batch.count + 1)),
        mapped=batch.texts * (READ_LIMIT + 2) + batch.offsets + 1,
        said={head: values.tolist() for head, values in scores.by_head.items()},
    )


def _tone_of(weights: Weights, vectors: Vectors, scores: Scores) -> Floats:
    shares = scores.domains[vectors.texts]
    local = weights.wide[vectors.columns, 1 : 1 + shares.shape[1]]
    return np.asarray(vectors.shares * (weights.wide[vectors.columns, 0] + (local * shares).sum(axis=1)))


def _evidence(
    weights: Weights, batch: Batch, vectors: Vectors, scores: Scores
) -> dict[str, list[list[Span]]]:
    near = np.flatnonzero(vectors.columns < len(weights.narrow))
    common = Vectors(
        vectors.matrix, vectors.columns[near], vectors.texts[near],
        vectors.starts[near], vectors.sizes[near], vectors.shares[near],
    )  # fmt: skip
    runs = {}
    for head in _SHOWN:
        column = weights.columns[head].start + scores.by_head[head].argmax(axis=1)
        pull = common.shares * weights.narrow[common.columns, column[common.texts]]
        runs[head] = evidence.hot_runs(batch, evidence.heat(batch, common, contributions=pull))
    return runs


def _folded(batch: Batch, edges: Places) -> list[str]:
    whole = batch.codes.tobytes().decode("utf-32-le", "replace")
    return [whole[edges[place] + 1 : edges[place + 1]] for place in range(batch.count)]


def _tell(weights: Weights, known: _Known, place: int, text: _Text) -> Reading:
    chances = {head: rows[place] for head, rows in known.said.items()}
    first = int(known.edges[place]) + 1
    found = rules.decide(text.folded, text.raw)
    labels = decide.settle(chances, found, thresholds=weights.thresholds)
    shown = text.raw[:READ_LIMIT]
    spans = words.cut(shown)
    strength = float(np.tanh(_STEEPNESS * known.scores.polarity[place]))
    return Reading(
        language=language.language_of(known.scripts[place], shown),
        kind=labels.kind,
        polarity=labels.polarity,
        sentiment=round(strength, 4),
        intensity=labels.intensity,
        emotions=labels.emotions,
        urgency=labels.urgency,
        categories=labels.categories,
        demands=labels.demands,
        risks=labels.risks,
        need=labels.need,
        style=labels.style,
        aspects=aspects.find_aspects(shown, spans, tones=list(zip(text.clauses, text.tones, strict=True))),
        entities=find_entities(text.raw, text.said_at),
        keywords=words.keywords(shown, spans, rarity=weights.rarity),
        summary=words.best_line(shown, text.clauses, weights=[abs(tone) for tone in text.tones]),
        confidence=_confidence(chances, labels, found, strength=strength),
        evidence=_shown(
            known,
            place,
            spans=spans,
            labels=labels,
            said={label: _back(known, first, hits) for label, hits in found.items()},
        ),
        alternatives={
            "category": decide.ranked(CATEGORIES, chances["category"]),
            "kind": decide.ranked(KINDS, chances["kind"]),
        },
        model_version=weights.version,
        notes=_notes(text.raw, text.folded),
    )


def _tones(known: _Known, clauses: Sequence[Sequence[Span]]) -> list[list[float]]:
    """How each clause of each text sounds: the two-way polarity of its characters."""
    places = np.array([place for place, spans in enumerate(clauses) for _ in spans], np.int64)
    spans = np.array([span for spans in clauses for span in spans], np.int64).reshape(-1, 2)
    total = np.concatenate(([0.0], np.cumsum(known.tone, dtype=np.float64)))
    # The boundary before a text counts as offset −1, hence the one that is added.
    borders = np.searchsorted(known.mapped, places[:, None] * (READ_LIMIT + 2) + spans + 1)
    sums = iter((total[borders[:, 1]] - total[borders[:, 0]]).tolist())
    return [[next(sums) for _ in spans] for spans in clauses]


def _back(known: _Known, first: int, hits: Sequence[Span]) -> list[Span]:
    """Stretches of the folded text as stretches of the original."""
    offsets = known.batch.offsets
    return [
        (int(offsets[first + start]), int(offsets[first + end - 1]) + 1) for start, end in hits if end > start
    ]


def _shown(
    known: _Known, place: int, *, spans: Sequence[Span], labels: decide.Labels, said: Mapping[str, list[Span]]
) -> dict[str, list[Span]]:
    wanted_only = {"emotions": labels.emotions, "risks": labels.risks, "demands": labels.demands != ("none",)}
    borders = [0, *(end for _, end in spans)]
    found: dict[str, list[Span]] = {}
    for head, rows in known.runs.items():
        if head in wanted_only and not wanted_only[head]:
            continue
        runs = _back(known, 0, [_inside(known, run) for run in rows[place]])
        if runs and len(borders) > 1:
            found[head] = evidence.joined([evidence.to_words(run, borders) for run in runs])
    for label, hits in said.items():
        found[label.replace(":", ".")] = evidence.joined(hits)
    return found


def _inside(known: _Known, run: Span) -> Span:
    start, end = run
    return (start + 1, end) if known.batch.codes[start] == BOUNDARY else (start, end)


def _confidence(
    chances: Mapping[str, Sequence[float]],
    labels: decide.Labels,
    found: Mapping[str, object],
    *,
    strength: float,
) -> dict[str, float]:
    told = {head: round(max(chances[head]), 4) for head in HEADS if head not in ANY_OF}
    told["sentiment"] = round((1 + abs(strength)) / 2, 4)
    for head in ("emotions", "demands", "risks"):
        for label in getattr(labels, head):
            if label != "none":
                sure = 0.9 if f"{head}:{label}" in found else 0.0
                told[f"{head}.{label}"] = round(max(sure, chances[head][HEADS[head].index(label)]), 4)
    return told


def _notes(raw: str, folded: str) -> tuple[str, ...]:
    notes = []
    if not folded.strip():
        notes.append("nothing_to_read")
    if len(raw) > READ_LIMIT:
        notes.append("only_beginning_read")
    return tuple(notes)
