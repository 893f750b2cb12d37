"""The labelled answers, cut into sentences and clauses with what each of them is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.replies.measure import read_pairs
from models.replies.sittings import read_sittings
from wenguo.respond.domain.commitments import find_promises
from wenguo.respond.domain.wording import APOLOGY, Place, Text, language_of
from wenguo.respond.domain.wording.hearing import CLAUSES, SENTENCES
from wenguo.respond.domain.wording.rules import find_places
from wenguo.respond.domain.wording.weighing import clauses_of, echo_of, kinds_of

#: The halves that the rules were written on: one writer, and no honest witness of what the rules reach.
OLD = frozenset({"dev", "heldout", "fresh", "fresh2", "fresh3", "fresh4", "fresh5"})


@dataclass(slots=True)
class Answer:
    """One labelled answer. ``writer`` is the set it comes from; ``is_alone`` has no complaint and is never measured."""

    row: dict[str, Any]
    writer: str
    lang: str
    text: Text
    kinds: set[str]
    found: list[Place]
    promises: int
    sentences: list[tuple[int, int]]
    clauses: list[tuple[int, int]]
    is_alone: bool
    scores: dict[str, Any] = field(default_factory=dict)

    @property
    def echo(self) -> float:
        """How much of its likeliest explanation the customer said before."""
        said = [self.text.folded[start:end] for start, end in self.sentences]
        return echo_of(said, self.scores["sentence"], complaint=self.row["complaint"])

    @property
    def is_honest(self) -> bool:
        """Whether the rules were written without it, so that it may say what they are worth."""
        return self.writer not in OLD

    @property
    def is_witness(self) -> bool:
        """Whether it is a whole answer that may say what rules and weights are worth together."""
        return self.is_honest and not self.is_alone

    def has(self, head: str) -> bool:
        """Whether the label says so."""
        gold = self.row["gold"]
        return bool(gold["apology"][head] if head in APOLOGY else gold[head])

    def sentence_labels(self, head: str) -> list[int | None]:
        """For each sentence 1, 0 or None (not known: only the answer as a whole is labelled)."""
        if "tags" in self.row:
            places = [place for place, kind in self.row["tags"] if kind == head]
            return [int(any(start < place <= end for place in places)) for start, end in self.sentences]
        if not self.has(head):
            return [0] * len(self.sentences)
        hits = [
            any(place.check == head and start <= place.start < end for place in self.found)
            for start, end in self.sentences
        ]
        if any(hits):
            return [int(hit) for hit in hits]
        return [1] if len(hits) == 1 else [None] * len(hits)

    def clause_labels(self, check: str) -> list[int]:
        """For each clause whether at least half of it, or of a span, is marked."""
        spans = [
            (match.start(), match.end())
            for span in self.row["gold"][check]
            for match in [re.search(re.escape(span), self.text.said)]
            if match
        ]
        return [
            int(
                any(
                    2 * (min(end, high) - max(start, low)) >= min(end - start, high - low) > 0
                    for low, high in spans
                )
            )
            for start, end in self.clauses
        ]

    def ruled_clauses(self, check: str) -> list[bool]:
        """For each clause whether a rule found something in it."""
        ruled = [place for place in self.found if place.check == check]
        return [
            any(place.start < end and start < place.end for place in ruled) for start, end in self.clauses
        ]


def read_answers() -> list[Answer]:
    """Every labelled answer there is."""
    return list(_answers([*read_pairs(), *read_sittings()]))


def _answers(rows: list[dict[str, Any]]) -> Iterator[Answer]:
    for row in rows:
        said, complaint = row["reply"], row["complaint"]
        lang, text = language_of(said), Text(said)
        found = find_places(text, lang)
        now = datetime.fromisoformat(row["now"])
        yield Answer(
            row=row,
            writer=row["split"],
            lang=lang,
            text=text,
            kinds=kinds_of(found, text, complaint=complaint, lang=lang),
            found=found,
            promises=len(find_promises(said, lang=lang, now=now)),
            sentences=list(text.stretches()),
            clauses=clauses_of(text),
            is_alone=not complaint,
        )


def heads_of(kind: str) -> tuple[str, ...]:
    """What sentences may say, or what clauses may be."""
    return SENTENCES if kind == "sentence" else CLAUSES
