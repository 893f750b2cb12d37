"""From everything that was computed for a batch to the reading of one text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import tanh

from wenguo.understand.analyzer import aspects, decide, evidence, language, own, words
from wenguo.understand.analyzer.entities import find_entities
from wenguo.understand.analyzer.heads import STEEPNESS, Weights
from wenguo.understand.analyzer.labels import ANY_OF, CATEGORIES, HEADS, KINDS
from wenguo.understand.analyzer.names import Names
from wenguo.understand.analyzer.reading import Reading, Span
from wenguo.understand.analyzer.text import READ_LIMIT, Batch
from wenguo.understand.analyzer.tokens import Tokens
from wenguo.understand.analyzer.vectors import Floats


@dataclass(frozen=True, slots=True)
class Known:
    """All that was computed for a batch, ready to be told text by text."""

    weights: Weights
    batch: Batch
    adjusted: own.Adjusted
    tokens: Tokens
    names: Names | None
    scripts: list[list[int]]
    hot: dict[str, list[list[tuple[int, float]]]]
    tone: Floats
    edges: list[int]
    folded: list[str]
    settled: list[dict[str, list[Span]]]
    said: dict[str, list[list[float]]]


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a batch, with its clauses and how each sounds."""

    raw: str
    said_at: datetime | None
    clauses: list[Span]
    tones: list[float]


def tell(known: Known, place: int, *, text: Text) -> Reading:
    """The reading of one text."""
    chances = {head: rows[place] for head, rows in known.said.items()}
    found = known.settled[place]
    labels = decide.settle(chances, found, thresholds=known.weights.thresholds)
    shown = text.raw[:READ_LIMIT]
    spans, tokens = known.tokens.spans[place], known.tokens.words[place]
    strength = tanh(STEEPNESS * float(known.adjusted.scores.polarity[place]))
    parts = [(span, word.category) for span, word in zip(spans, tokens, strict=True) if word.category]
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
        aspects=aspects.find_aspects(shown, parts, tones=list(zip(text.clauses, text.tones, strict=True))),
        entities=find_entities(text.raw, text.said_at, names=known.names),
        keywords=words.keywords([(word.lowered, word.worth) for word in tokens if word.worth]),
        summary=words.best_line(shown, text.clauses, weights=[abs(tone) for tone in text.tones]),
        confidence=_confidence(known.weights, chances, labels, found=found, strength=strength),
        evidence=_evidence(known, place, labels=labels),
        alternatives={
            head: [(label, round(known.weights.sureness(head, chance), 4)) for label, chance in ranked]
            for head, ranked in (
                ("category", decide.ranked(CATEGORIES, chances["category"])),
                ("kind", decide.ranked(KINDS, chances["kind"])),
            )
        },
        model_version=known.weights.version,
        notes=_notes(text.raw, known.folded[place]),
    )


def _back(known: Known, first: int, hits: Sequence[Span]) -> list[Span]:
    """Stretches of the folded text as stretches of the original."""
    offsets = known.batch.offsets
    return [
        (int(offsets[first + start]), int(offsets[first + end - 1]) + 1) for start, end in hits if end > start
    ]


def _evidence(known: Known, place: int, *, labels: decide.Labels) -> dict[str, list[Span]]:
    wanted_only = {"emotions": labels.emotions, "risks": labels.risks, "demands": labels.demands != ("none",)}
    spans, tokens = known.tokens.spans[place], known.tokens.words[place]
    found: dict[str, list[Span]] = {}
    for head, rows in known.hot.items():
        if rows[place] and wanted_only.get(head, True):
            found[head] = evidence.shown(rows[place], words=tokens, spans=spans)
    for label, hits in known.settled[place].items():
        found[label.replace(":", ".")] = evidence.joined(_back(known, known.edges[place] + 1, hits))
    return found


def _confidence(
    weights: Weights,
    chances: Mapping[str, Sequence[float]],
    labels: decide.Labels,
    *,
    found: Mapping[str, object],
    strength: float,
) -> dict[str, float]:
    told = {
        head: round(weights.sureness(head, max(chances[head])), 4) for head in HEADS if head not in ANY_OF
    }
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
