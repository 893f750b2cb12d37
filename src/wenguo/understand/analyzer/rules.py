"""Where words decide by themselves: patterns kept as data, each with examples that the tests run."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from wenguo.understand.analyzer.reading import Span

RULES = Path(__file__).with_name("rules.toml")
#: Stands between texts that are looked over together; no word of a rule holds it.
_BETWEEN = "\n\n"
_CLAUSE_END = re.compile(r"[,。!?;\n]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One decisive pattern for one label, and what takes its force away within the same clause."""

    label: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    digits: re.Pattern[str] | None
    needs: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]

    def find(self, folded: str, unmasked: str) -> list[Span]:
        """Where the rule holds. ``unmasked`` is the same text with its digits still readable."""
        found = []
        for match in self.pattern.finditer(folded):
            if not self._is_lifted(folded, match):
                found.append(match.span())
        if self.digits is not None:
            found.extend(match.span() for match in self.digits.finditer(unmasked))
        return found

    def _is_lifted(self, folded: str, match: re.Match[str]) -> bool:
        if self.unless is None:
            return False
        after = _CLAUSE_END.search(folded, match.end())
        before = max(folded.rfind(mark, 0, match.start()) for mark in ",。!?;\n")
        clause = folded[before + 1 : after.end() if after else len(folded)]
        return self.unless.search(clause) is not None


@lru_cache(maxsize=1)
def load_rules() -> tuple[Rule, ...]:
    """The shipped rules."""
    stored = tomllib.loads(RULES.read_text(encoding="utf-8"))
    return tuple(_rule(row) for row in stored["rule"])


def _rule(row: dict[str, object]) -> Rule:
    unless, digits = row.get("unless"), row.get("digits")
    good, bad = row.get("good"), row.get("bad")
    return Rule(
        label=str(row["label"]),
        pattern=re.compile(str(row["pattern"])),
        unless=re.compile(str(unless)) if unless else None,
        digits=re.compile(str(digits)) if digits else None,
        needs=tuple(str(row.get("needs", "")).split()),
        good=tuple(good) if isinstance(good, list) else (),
        bad=tuple(bad) if isinstance(bad, list) else (),
    )


def decide(folded: str, unmasked: str) -> dict[str, list[Span]]:
    """Every label that the words alone settle, with the stretches that settle it."""
    return decide_many([folded], [unmasked])[0]


def decide_many(folded: Sequence[str], unmasked: Sequence[str]) -> list[dict[str, list[Span]]]:
    """The same for many texts: one look over all of them finds those that hold a word a rule needs."""
    found: list[dict[str, list[Span]]] = [{} for _ in folded]
    joined = _BETWEEN.join(folded)
    starts = list(accumulate((len(text) + len(_BETWEEN) for text in folded), initial=0))
    for rule in load_rules():
        for place in _worth_a_look(rule, joined, starts):
            spans = rule.find(folded[place], unmasked[place])
            if spans:
                found[place][rule.label] = spans
    return found


def _worth_a_look(rule: Rule, joined: str, starts: Sequence[int]) -> Sequence[int]:
    if not rule.needs:
        return range(len(starts) - 1)
    found: set[int] = set()
    for word in rule.needs:
        at = joined.find(word)
        while at >= 0:
            place = bisect_right(starts, at) - 1
            found.add(place)
            at = joined.find(word, starts[place + 1])
    return sorted(found)
