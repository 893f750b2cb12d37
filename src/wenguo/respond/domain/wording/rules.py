"""The rules of wording as data: patterns with examples, what lifts them, and what to write instead."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LANGUAGES = ("zh", "en")
#: Signs that somebody is sorry or helps.
WARM = frozenset({"regret", "responsibility", "repentance", "repair", "empathy"})


@dataclass(frozen=True, slots=True)
class Place:
    """Something found in a text: which check found it, where, its words, and what could stand there instead.

    ``rewrite`` is None when there is nothing to put in its place, and empty when it is best left out.
    """

    check: str
    start: int
    end: int
    text: str
    rewrite: str | None = None

    def overlaps(self, other: "Place") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of one check. ``unless`` counts within the clause, ``unless_sentence`` within the sentence.

    A cold rule holds only in an answer that regrets, owns and mends nothing.
    """

    check: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    unless_sentence: re.Pattern[str] | None
    rewrite: str | Mapping[str, str] | None
    is_acronym: bool
    is_cold: bool
    good: tuple[str, ...]
    bad: tuple[str, ...]

    def find(self, text: "Text") -> Iterator[Place]:
        """Where the rule holds in a text."""
        for match in self.pattern.finditer(text.folded):
            words = match.group().strip()
            if not words or (self.is_acronym and words.upper() in everyday_capitals()):
                continue
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            end = start + len(words)
            if not self._is_lifted(text, start, end):
                yield Place(self.check, start, end, text.said[start:end], self._instead(words))

    def _is_lifted(self, text: "Text", start: int, end: int) -> bool:
        if self.unless is not None:
            # An abbreviation is judged by what stands before it: order number SF123.
            clause = text.clause_at(start, start if self.is_acronym else end)
            if self.unless.search(clause):
                return True
        return (
            self.unless_sentence is not None
            and self.unless_sentence.search(text.sentence_at(start)) is not None
        )

    def _instead(self, words: str) -> str | None:
        if self.rewrite is None or isinstance(self.rewrite, str):
            return self.rewrite
        folded = words.lower()
        return next((better for worse, better in self.rewrite.items() if worse.lower() in folded), None)


@lru_cache(maxsize=1)
def everyday_capitals() -> frozenset[str]:
    """Capitals that everybody knows; every other abbreviation is a word of the trade."""
    return frozenset((HERE / "capitals.txt").read_text(encoding="utf-8").split())


class Text:
    """A text with its sentences and clauses; ``folded`` has full-width letters and quotes evened out, in place."""

    def __init__(self, said: str) -> None:
        self.said = said
        self.folded = said.translate(_EVEN)
        self._sentences = [0, *(match.end() for match in _SENTENCE_END.finditer(self.folded)), len(said)]
        self._clauses = [0, *(match.end() for match in _CLAUSE_END.finditer(self.folded)), len(said)]

    def clause_at(self, start: int, end: int) -> str:
        """The clause or clauses that a stretch lies in, without the marks at the end."""
        return self.folded[_before(self._clauses, start) : _after(self._clauses, end)].rstrip(
            ",，。.!?！？;；:： "
        )

    def sentence_at(self, place: int) -> str:
        """The sentence around a place."""
        return self.folded[_before(self._sentences, place) : _after(self._sentences, place + 1)]

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Where the sentences stand that say something."""
        return ((start, end) for start, end in pairwise(self._sentences) if self.folded[start:end].strip())

    def sentences(self) -> list[str]:
        """All sentences that say something."""
        return [self.folded[start:end].strip() for start, end in self.stretches()]


_EVEN = str.maketrans("０１２３４５６７８９％（）\u3000“”‘’～", "0123456789%() \"\"''~")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]+|\.(?=\s|$)")
# In English a new doer opens a clause of its own.
_CLAUSE_END = re.compile(
    r"[，,。！？!?；;：\n]+|(?<!\d):|\.(?=\s|$)|\s(?=(?:and|but|so) (?:we|i|it|they|he|she|our|your|the)\b)",
    re.I,
)


def _before(ends: list[int], place: int) -> int:
    return max((end for end in ends if end <= place), default=0)


def _after(ends: list[int], place: int) -> int:
    return min((end for end in ends if end >= place), default=ends[-1])


@lru_cache(maxsize=len(LANGUAGES))
def rules_of(lang: str) -> tuple[Rule, ...]:
    """The shipped rules of a language (zh or en)."""
    stored = tomllib.loads((HERE / f"{lang}.toml").read_text(encoding="utf-8"))
    return tuple(_rule(row) for row in stored["rule"])


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        check=row["check"],
        pattern=re.compile(row["pattern"], re.I),
        unless=re.compile(row["unless"], re.I) if "unless" in row else None,
        unless_sentence=re.compile(row["unless_sentence"], re.I) if "unless_sentence" in row else None,
        rewrite=row.get("rewrite"),
        is_acronym=bool(row.get("acronym")),
        is_cold=bool(row.get("cold")),
        good=tuple(row["good"]),
        bad=tuple(row["bad"]),
    )


def find_places(text: Text, lang: str) -> list[Place]:
    """Everything that the rules of a language find, in order; of two that overlap in one check the longer stays."""
    found: list[Place] = []
    for rule in sorted(rules_of(lang), key=lambda one: one.is_cold):
        if rule.is_cold and any(place.check in WARM for place in found):
            continue
        for place in rule.find(text):
            rivals = [
                one
                for one in found
                if one.check == place.check and one.start < place.end and place.start < one.end
            ]
            if any(one.end - one.start >= place.end - place.start for one in rivals):
                continue
            found = [one for one in found if one not in rivals]
            found.append(place)
    return sorted(found, key=lambda place: (place.start, place.end))
