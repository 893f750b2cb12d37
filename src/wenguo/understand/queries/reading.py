"""One analysis as a page shows it: chips with confidence, words that caused them, what a person may
choose instead.
"""

from dataclasses import dataclass, field
from typing import Any

from wenguo.understand.domain.labels import LISTS
from wenguo.understand.domain.readings import NONE, is_certain, spans_of, value_of
from wenguo.understand.models import Analysis
from wenguo.understand.queries.labels import choice_groups, icon_of, label_title, name_of
from wenguo.understand.queries.versions import applied, levels

DOUBT = 0.6
# In the order in which a reader wants to know.
ORDER = (
    "category", "categories", "demands", "risks", "kind", "polarity",
    "intensity", "emotions", "urgency", "need", "style",
)  # fmt: skip
# What is less likely than this is no choice.
WORTH_A_LOOK = 0.02
FORMS = {"demands": "demand", "risks": "risk", "emotions": "demand"}
HARM = {"safety", "health"}
Groups = list[tuple[str, list[tuple[str, str]]]]


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

    @property
    def css(self) -> str:
        """The class of its form."""
        return {"category": "cat", "demand": "dem"}.get(self.form, self.form)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the likeliest values of a label that does not apply by itself."""

    code: str
    name: str
    icon: str
    percent: int


@dataclass(frozen=True, slots=True)
class Line:
    """One label: its name, its chips, and what a person can make of it (groups of (code, name))."""

    code: str
    name: str
    chips: list[Chip]
    picked: tuple[str, ...] = ()
    mood: int | None = None
    is_confirmed: bool = False
    groups: Groups = field(default_factory=list)
    best: list[Choice] = field(default_factory=list)

    @property
    def is_list(self) -> bool:
        """Whether several values may hold at once."""
        return self.code in LISTS

    @property
    def value(self) -> str:
        """What it says now, of a label with one value."""
        return self.picked[0] if self.picked else NONE


def lines_of(analysis: Analysis, *, is_editable: bool = False) -> list[Line]:
    """What we understood, line by line. To a reader what is not there takes no line; to an editor it does."""
    sure = applied(analysis.labels, at=levels()) if is_editable else {}
    lines = [
        _line(analysis, label, is_editable=is_editable, is_sure=sure.get(label, True)) for label in ORDER
    ]
    return [line for line in lines if line.chips or is_editable]


def evidence_of(analysis: Analysis | None) -> list[list[Any]]:
    """``[start, end, mood, key]`` spans for highlighting the text."""
    return spans_of(analysis.labels, analysis.intensity) if analysis else []


def category_chip(analysis: Analysis) -> Chip:
    """The main category, dashed while nobody is sure."""
    return _chip(analysis, "category", analysis.category)


def chips_of(analysis: Analysis, label: str) -> list[Chip]:
    """The chips of one label."""
    return [_chip(analysis, label, code) for code in _values(analysis, label)]


def _line(analysis: Analysis, label: str, *, is_editable: bool, is_sure: bool) -> Line:
    value = value_of(analysis.labels, label)
    return Line(
        code=label,
        name=label_title(label),
        chips=chips_of(analysis, label),
        picked=tuple(str(one) for one in value) if isinstance(value, list) else (str(value),),
        mood=_mood(analysis, label, value),
        is_confirmed=is_certain(analysis.labels, label),
        groups=choice_groups(label) if is_editable else [],
        best=[] if is_sure else two_best(analysis, label),
    )


def two_best(analysis: Analysis, label: str) -> list[Choice]:
    """The two likeliest values, for a person to choose from; nothing where the machine names no second one."""
    ranked = analysis.labels.get("alternatives", {}).get(label, [])[:2]
    if len(ranked) < 2 or ranked[1][1] < WORTH_A_LOOK:
        return []
    return [
        Choice(code, name_of(label, code), icon_of(label, code), min(99, round(share * 100)))
        for code, share in ranked
    ]


def _values(analysis: Analysis, label: str) -> list[Any]:
    value = value_of(analysis.labels, label)
    if label == "categories":
        return list(value[1:3])
    if label in LISTS:
        return list(value)
    return [] if value == NONE else [value]


def _mood(analysis: Analysis, label: str, value: Any) -> int | None:
    if label == "intensity":
        return analysis.intensity
    return {"negative": 2, "positive": 4}.get(str(value), 3) if label == "polarity" else None


def _chip(analysis: Analysis, label: str, code: Any) -> Chip:
    share = _share(analysis, label, code)
    form = FORMS.get(label, "category")
    if label == "risks" and code in HARM:
        form = "harm"
    if share is not None and share < DOUBT:
        form = "guess"
    key = label if label in analysis.labels.get("evidence", {}) else ""
    return Chip(form, name_of(label, code), icon_of(label, code), share, key)


def _share(analysis: Analysis, label: str, code: Any) -> float | None:
    """The machine's confidence; None where a person has decided, or where the machine names none."""
    if is_certain(analysis.labels, label):
        return None
    share = analysis.labels.get("confidence", {}).get(f"{label}.{code}" if label in LISTS else label)
    return None if share is None or share >= 1 else float(share)
