"""Where words decide by themselves: patterns kept as data, each with examples that the tests run."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from wenguo.understand.analyzer.reading import Span

RULES = Path(__file__).with_name("rules.toml")
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
        if self.needs and not any(word in folded for word in self.needs):
            return []
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
    found = {}
    for rule in load_rules():
        spans = rule.find(folded, unmasked)
        if spans:
            found[rule.label] = spans
    return found
