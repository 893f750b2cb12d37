"""One analysis as a page shows it: chips with confidence, words that caused them, what a person may
choose instead.
"""

from dataclasses import dataclass, field
from typing import Any

from wenguo.understand.domain.readings import is_certain, spans_of, value_of
from wenguo.understand.models import Analysis
from wenguo.understand.queries.labels import category_choices, choices_of, icon_of, label_title, name_of

DOUBT = 0.6
ONE_CLICK = ("category", "kind", "polarity", "intensity", "urgency")
HARM = {"safety", "health"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One value of a label, as a chip: its form, confidence (None where a person decided) and the key of
    its words.
    """

    form: str
    label: str
    icon: str
    p: float | None
    key: str = ""

    @property
    def percent(self) -> int:
        """The confidence in whole percent; never 100, which only a person can be."""
        return min(99, round((self.p or 0) * 100))


@dataclass(frozen=True, slots=True)
class Line:
    """One label: its name, its chips, and what one click can make of it (groups of (code, name))."""

    code: str
    name: str
    chips: list[Chip]
    value: str = ""
    mood: int | None = None
    is_confirmed: bool = False
    groups: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)


def lines_of(analysis: Analysis) -> list[Line]:
    """What we understood, line by line; what is not there takes no line."""
    lines = [_one(analysis, label) for label in ONE_CLICK]
    lines.insert(1, _many(analysis, "demands", "demand"))
    lines.insert(2, _many(analysis, "risks", "risk"))
    lines.append(_emotions(analysis))
    return [line for line in lines if line.chips]


def evidence_of(analysis: Analysis | None) -> list[list[Any]]:
    """``[start, end, mood, key]`` spans for highlighting the text."""
    return spans_of(analysis.labels, analysis.intensity) if analysis else []


def category_chip(analysis: Analysis) -> Chip:
    """The main category, dashed while nobody is sure."""
    return _chip(analysis, "category", analysis.category, "category", analysis.confidence)


def _one(analysis: Analysis, label: str) -> Line:
    value = value_of(analysis.labels, label)
    share = _share(analysis, label)
    chips = [_chip(analysis, label, value, "category", share)]
    if label == "category":
        rest = [code for code in analysis.categories if code != value][:2]
        chips += [
            _chip(analysis, "category", code, "category", _share(analysis, f"categories.{code}"))
            for code in rest
        ]
    groups = category_choices() if label == "category" else [("", choices_of(label))]
    mood = {"negative": 2, "positive": 4}.get(str(value), 3) if label == "polarity" else None
    return Line(
        code=label,
        name=label_title(label),
        chips=chips,
        value=str(value),
        mood=analysis.intensity if label == "intensity" else mood,
        is_confirmed=is_certain(analysis.labels, label),
        groups=groups,
    )


def _many(analysis: Analysis, label: str, form: str) -> Line:
    chips = []
    for code in value_of(analysis.labels, label):
        own = "harm" if form == "risk" and code in HARM else form
        chips.append(_chip(analysis, label, code, own, _share(analysis, f"{label}.{code}")))
    return Line(label, label_title(label), chips)


def _emotions(analysis: Analysis) -> Line:
    codes = analysis.labels.get("emotions") or []
    chips = [
        _chip(analysis, "emotions", code, "demand", _share(analysis, f"emotions.{code}")) for code in codes
    ]
    return Line("emotions", label_title("emotions"), chips)


def _chip(analysis: Analysis, label: str, code: Any, form: str, share: float | None) -> Chip:
    is_doubtful = share is not None and share < DOUBT
    key = label if label in analysis.labels.get("evidence", {}) else ""
    return Chip("guess" if is_doubtful else form, name_of(label, code), icon_of(label, code), share, key)


def _share(analysis: Analysis, key: str) -> float | None:
    """The machine's confidence; None where a person has decided."""
    share = analysis.labels.get("confidence", {}).get(key)
    return None if share is None or share >= 1 else float(share)
