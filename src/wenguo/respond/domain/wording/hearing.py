"""What an answer says, weighed: a table of marks for sentences and one for clauses, learned from labelled answers.

The rules of wording know what they find; the weights hear what is said in other words. ``models.replies.train`` makes
them. A score above nothing means rather yes than no.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from wenguo.respond.domain.wording.marks import marks_of

WEIGHTS = Path(__file__).with_name("weights.npz")
#: What a whole sentence may say, and what a clause may be.
SENTENCES = ("regret", "explanation", "responsibility", "repentance", "repair", "empathy", "blame")
CLAUSES = ("negative_wording", "over_promise")
#: A long stretch is not louder than a short one: the sum is divided by the number of known marks to this power.
DAMPING = 0.4
#: What stands around a clause counts less than the clause; its longer marks do not count at all.
AROUND = 0.3
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Table:
    """Weights of marks for some heads: ``weights`` has a row for each mark and a column for each head."""

    rows: Mapping[str, int]
    weights: Floats
    bias: Floats

    def score(self, marks: Iterable[str], around: Iterable[str] = ()) -> Floats:
        """How much each head hears in the marks of a stretch."""
        inside = [row for mark in marks if (row := self.rows.get(mark)) is not None]
        outside = [row for mark in around if (row := self.rows.get(mark)) is not None]
        if not inside and not outside:
            return self.bias
        total = self.weights[inside].sum(axis=0) + AROUND * self.weights[outside].sum(axis=0)
        size = len(inside) + AROUND**2 * len(outside)
        scored: Floats = self.bias + total / size**DAMPING
        return scored


def around_marks(before: str, after: str, *, lang: str) -> set[str]:
    """The marks of what stands around a clause."""
    return {
        f"c:{mark}"
        for mark in marks_of(f"{before}|{after}", lang)
        if not mark.startswith("&") and (len(mark) <= 2 if lang == "zh" else " " not in mark)
    }


@lru_cache(maxsize=4)
def table_of(lang: str, kind: str) -> Table:
    """The shipped table of a language for ``sentence`` or ``clause``."""
    with np.load(WEIGHTS) as stored:
        return unpacked(stored, f"{lang}_{kind}")


@lru_cache(maxsize=1)
def shipped_sums() -> dict[str, dict[str, float]]:
    """What each sign is worth for each part of an answer, by the names of both."""
    with np.load(WEIGHTS) as stored:
        names, signs = (str(stored[name]).split("\n") for name in ("sum_heads", "sum_signs"))
        values = stored["sums"]
    return {
        head: dict(zip(signs, map(float, row), strict=True)) for head, row in zip(names, values, strict=True)
    }


def unpacked(stored: Mapping[str, Any], name: str) -> Table:
    """A table as it lies in the file: eight bits a weight, one scale a head."""
    marks = str(stored[f"{name}_marks"]).split("\n")
    # The whole number is the root of the weight, so that small weights keep their differences beside great ones.
    roots = stored[f"{name}_weights"].astype(np.float32)
    weights = np.sign(roots) * roots**2 * stored[f"{name}_scale"]
    return Table({mark: row for row, mark in enumerate(marks)}, weights, stored[f"{name}_bias"])


def hear_sentences(sentences: list[str], lang: str) -> Floats:
    """A row for each sentence, a column for each of SENTENCES."""
    table = table_of(lang, "sentence")
    return np.array([table.score(marks_of(one, lang)) for one in sentences], np.float32).reshape(
        -1, len(SENTENCES)
    )


def hear_clauses(clauses: list[str], lang: str) -> Floats:
    """A row for each clause, a column for each of CLAUSES."""
    table = table_of(lang, "clause")
    return np.array(
        [
            table.score(marks_of(here, lang), around_marks(before, after, lang=lang))
            for before, here, after in neighbours(clauses)
        ],
        np.float32,
    ).reshape(-1, len(CLAUSES))


def neighbours(clauses: list[str]) -> Iterable[tuple[str, str, str]]:
    """Each clause with the one before and the one after it."""
    return ((one[0], one[1], two[1]) for one, two in pairwise(pairwise(["", *clauses, ""])))
