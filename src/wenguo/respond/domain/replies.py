"""Drafts and snippets: which fit a case, and how their variables are filled."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SHIPPED = Path(__file__).with_name("replies.toml")
KINDS = ("draft", "snippet")
STAGES = ("first", "solution", "follow_up")
VARIABLES = ("salutation", "fact", "number", "expected", "agent", "brand")
_VARIABLE = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """A text to start an answer from, or a sentence for one; in both languages."""

    short: str
    kind: str
    name: Mapping[str, str]
    body: Mapping[str, str]
    stage: str = ""
    style: str = ""
    category: str = ""

    def fits(self, *, stage: str, style: str, category: str) -> int:
        """How well it fits: more is better, below nothing it does not. Empty conditions fit everything a little."""
        score = 0
        for wanted, there in ((self.stage, stage), (self.style, style)):
            if wanted and wanted != there:
                return -1
            score += 2 if wanted else 0
        if self.category and not (category == self.category or category.startswith(f"{self.category}.")):
            return -1
        return score + (3 if self.category else 0) + (1 if self.kind == "draft" else 0)


@lru_cache(maxsize=1)
def shipped() -> tuple[ReplyWords, ...]:
    """The texts that every brand starts with."""
    return tuple(ReplyWords(**row) for row in tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["text"])


def merged(own: Iterable[ReplyWords]) -> list[ReplyWords]:
    """The shipped texts with a brand's own: the same short name takes the place of a shipped one."""
    mine = {words.short: words for words in own}
    kept = [words for words in shipped() if words.short not in mine]
    return [*mine.values(), *kept]


def best_first(words: Iterable[ReplyWords], *, stage: str, style: str, category: str) -> list[ReplyWords]:
    """What fits the case, best first; what does not fit is left out."""
    scored = [(one.fits(stage=stage, style=style, category=category), one) for one in words]
    return [one for score, one in sorted(scored, key=lambda pair: -pair[0]) if score >= 0]


def filled(body: str, values: Mapping[str, str]) -> str:
    """The text with its variables; what is not known stays visible as … so that nobody sends it unread."""
    return _VARIABLE.sub(lambda match: values.get(match[1]) or "……", body)


def unknown_variables(body: str) -> list[str]:
    """Variables that do not exist, as written."""
    return [name for name in _VARIABLE.findall(body) if name not in VARIABLES]
