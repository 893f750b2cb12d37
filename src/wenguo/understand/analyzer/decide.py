"""From probabilities and decisive words to labels that agree with each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import ge

from wenguo.understand.analyzer.labels import (
    CATEGORIES,
    DEMANDS,
    EMOTIONS,
    KINDS,
    MOST_CATEGORIES,
    MOST_EMOTIONS,
    NEEDS,
    POLARITIES,
    RISKS,
    STYLES,
)  # fmt: skip
from wenguo.understand.analyzer.reading import Span

Chances = Mapping[str, Sequence[float]]
Found = Mapping[str, Sequence[Span]]
#: For each head of several labels, the chance from which each label is given.
Thresholds = Mapping[str, Sequence[float]]


#: From this chance on the second likeliest main category is named right after the first.
_WORTH_NAMING = 0.15


@dataclass(frozen=True, slots=True)
class Labels:
    """The settled labels of one text."""

    kind: str
    polarity: str
    intensity: int
    emotions: tuple[str, ...]
    urgency: int
    categories: tuple[str, ...]
    demands: tuple[str, ...]
    risks: tuple[str, ...]
    need: str | None
    style: str | None


def settle(chances: Chances, found: Found, *, thresholds: Thresholds) -> Labels:
    """Take each head's likeliest label; words that decide add theirs; intensity follows polarity."""
    kind = KINDS[_top(chances["kind"])]
    polarity = POLARITIES[_top(chances["polarity"])]
    return Labels(
        kind=kind,
        polarity=polarity,
        intensity=intensity_of(polarity, chances["intensity"]),
        emotions=_several(EMOTIONS, chances["emotions"], thresholds["emotions"])[:MOST_EMOTIONS],
        urgency=urgency_of(kind, polarity, chances=chances["urgency"], has_harm="urgency:4" in found),
        categories=categories_of(chances, thresholds),
        demands=_with_words("demands", DEMANDS[:-1], chances, found, thresholds) or ("none",),
        risks=_with_words("risks", RISKS, chances, found, thresholds),
        need=_or_none(NEEDS[_top(chances["need"])]),
        style=_or_none(STYLES[_top(chances["style"])]),
    )


def intensity_of(polarity: str, chances: Sequence[float]) -> int:
    """1–2 for negative, 4–5 for positive, 3 for what lies between."""
    if polarity == "negative":
        return 1 if chances[0] > chances[1] else 2
    if polarity == "positive":
        return 5 if chances[4] > chances[3] else 4
    return 3


def urgency_of(kind: str, polarity: str, *, chances: Sequence[float], has_harm: bool) -> int:
    """The likeliest level; words of harm in anything but praise make it critical."""
    if has_harm and kind != "praise" and polarity != "positive":
        return 4
    return _top(chances) + 1


def categories_of(chances: Chances, thresholds: Thresholds) -> tuple[str, ...]:
    """The main category, then at most two others that are likely by themselves."""
    main = CATEGORIES[_top(chances["category"])]
    if main == "other":
        return (main,)
    likely = _several(CATEGORIES[:-1], chances["categories"], thresholds["categories"])
    second = ranked(CATEGORIES, chances["category"], most=2)[1]
    first = [second[0]] if second[1] >= _WORTH_NAMING else []
    others = [code for code in dict.fromkeys((*first, *likely)) if code not in {main, "other"}]
    return (main, *others[: MOST_CATEGORIES - 1])


def ranked(labels: Sequence[str], chances: Sequence[float], *, most: int = 3) -> list[tuple[str, float]]:
    """The likeliest labels with their probabilities."""
    order = sorted(range(len(labels)), key=chances.__getitem__, reverse=True)[:most]
    return [(labels[place], round(float(chances[place]), 4)) for place in order]


def _top(chances: Sequence[float]) -> int:
    return max(range(len(chances)), key=chances.__getitem__)


def _several(labels: Sequence[str], chances: Sequence[float], levels: Sequence[float]) -> tuple[str, ...]:
    # Most labels of most texts fall through here: the loop is left to the interpreter's own machinery.
    likely = [*compress(zip(chances, labels, strict=False), map(ge, chances, levels))]
    return tuple(label for _, label in sorted(likely, reverse=True))


def _with_words(
    head: str, labels: Sequence[str], chances: Chances, found: Found, thresholds: Thresholds
) -> tuple[str, ...]:
    likely = set(_several(labels, chances[head], thresholds[head]))
    said = {label.split(":", 1)[1] for label in found if label.startswith(head + ":")}
    return tuple(label for label in labels if label in likely | said)


def _or_none(label: str) -> str | None:
    return None if label == "none" else label
