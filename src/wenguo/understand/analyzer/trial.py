"""Put a head to the test on a labelled file."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wenguo.understand.analyzer import generic
from wenguo.understand.analyzer.facade import Analyzer
from wenguo.understand.analyzer.judge import Verdict, judge, judge_several
from wenguo.understand.analyzer.reading import Reading
from wenguo.understand.analyzer.tables import UnreadableFile, read_rows

#: Shipped heads that may be asked for by name.
ONE = ("kind", "polarity", "category", "intensity", "urgency", "need", "style", "sentiment")
MANY = ("categories", "emotions", "demands", "risks")
_GOOD = frozenset({"1", "1.0", "pos", "positive", "good", "好评", "正面", "正向", "true"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a labelled file keeps what is needed."""

    text: str
    label: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts with their labels and, when asked about, the targets in them."""

    texts: list[str]
    labels: list[str]
    targets: list[str] | None


def read_labelled(source: Path, columns: Columns) -> Labelled:
    """Every row that has a text and a label column. Raises UnreadableFile when a column is missing or no row is."""
    texts, labels, targets = [], [], []
    for row in read_rows(source):
        for wanted in (columns.text, columns.label, columns.target):
            if wanted is not None and wanted not in row:
                raise UnreadableFile(f"There is no column {wanted!r}; the columns are: {', '.join(row)}.")
        texts.append(row[columns.text])
        labels.append(row[columns.label].strip())
        targets.append(row[columns.target] if columns.target else "")
    if not texts:
        raise UnreadableFile(f"{source.name} holds no rows.")
    return Labelled(texts, labels, targets if columns.target else None)


def evaluate(head: str, labelled: Labelled) -> dict[str, Any]:
    """Figures for a shipped head by name, or for a learned head by the folder it lies in."""
    started = time.process_time()
    is_shipped = head in ONE or head in MANY
    figures = _shipped(head, labelled) if is_shipped else _learned(Path(head), labelled)
    seconds = time.process_time() - started
    return {"head": head, **figures, "texts_per_second": round(len(labelled.texts) / max(seconds, 1e-6), 1)}


def _shipped(head: str, labelled: Labelled) -> dict[str, Any]:
    readings = Analyzer().analyze_many(labelled.texts)
    if head in MANY:
        said = ["|".join(getattr(reading, head)) for reading in readings]
        return judge_several(said, labelled.labels)
    if head == "sentiment":
        true = ["positive" if label.lower() in _GOOD else "negative" for label in labelled.labels]
        sides = ["positive" if reading.sentiment > 0 else "negative" for reading in readings]
        return judge(Verdict(sides, true, [reading.confidence["sentiment"] for reading in readings]))
    sure = [reading.confidence[head] for reading in readings]
    # Where several are given, the first is the main one.
    true = [label.split("|")[0] or "none" for label in labelled.labels]
    return judge(Verdict(_values(head, readings), true, sure)) | _near(head, readings, true=true)


def _near(head: str, readings: Sequence[Reading], *, true: Sequence[str]) -> dict[str, float]:
    """How often the truth is among the two likeliest, or at most one step away."""
    if head in ("category", "kind"):
        hits = [
            label in [code for code, _ in reading.alternatives[head][:2]]
            for reading, label in zip(readings, true, strict=True)
        ]
        return {"top_2": round(sum(hits) / len(hits), 4)}
    if head in ("urgency", "intensity"):
        steps = [
            abs(getattr(reading, head) - int(label))
            for reading, label in zip(readings, true, strict=True)
            if label.isdigit()
        ]
        return {"within_one": round(sum(step <= 1 for step in steps) / max(len(steps), 1), 4)}
    return {}


def _values(head: str, readings: Sequence[Reading]) -> list[str]:
    found = [getattr(reading, head) for reading in readings]
    return ["none" if value is None else str(value) for value in found]


def _learned(folder: Path, labelled: Labelled) -> dict[str, Any]:
    try:
        head = generic.load(folder)
    except FileNotFoundError as error:
        raise UnreadableFile(
            f"{folder} is neither a shipped head nor a folder with a learned one."
        ) from error
    if head.targeted and labelled.targets is None:
        raise UnreadableFile("This head was learned with targets; name their column with --target.")
    chances = head.chances(labelled.texts, labelled.targets if head.targeted else None)
    said = head.labels_of(chances)
    if head.several:
        return judge_several(said, labelled.labels)
    return judge(Verdict(said, labelled.labels, chances.max(axis=1).tolist()))
