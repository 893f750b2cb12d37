"""Learn to hear what answers say: ``python -m models.replies.train`` writes the weights of the wording checks.

What it prints is honest: for each writer in turn the weights are learned from all the others and judged on him (leave
one writer out), on answers that the rules were not written on.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from models.pack import eighth_bit
from models.replies.examples import Answer, heads_of, read_answers
from models.wide import slim
from wenguo.respond.domain.wording.hearing import (
    AROUND,
    CLAUSES,
    DAMPING,
    SENTENCES,
    WEIGHTS,
    Floats,
    around_marks,
    neighbours,
)
from wenguo.respond.domain.wording.marks import marks_of
from wenguo.respond.domain.wording.weighing import clause_signs, signs_of, specific_signs, weigh

LANGUAGES = ("zh", "en")
#: How freely a table and the sums may follow the examples; a mark seen once teaches nothing.
FREEDOM, SUM_FREEDOM, SEEN = 10.0, 0.3, 2
#: From which probability on a part is said to be there.
SURE_ENOUGH = 0.4
Sums = dict[str, dict[str, float]]


class Matter:
    """All stretches of one kind in one language as rows of marks."""

    def __init__(self, answers: Sequence[Answer], kind: str, lang: str) -> None:
        self.kind, self.answers = kind, [one for one in answers if one.lang == lang]
        marked: list[dict[str, float]] = []
        self.owners: list[int] = []
        for number, answer in enumerate(self.answers):
            for marks in _marked(answer, kind):
                marked.append(marks)
                self.owners.append(number)
        counts: dict[str, int] = {}
        for marks in marked:
            for mark in marks:
                counts[mark] = counts.get(mark, 0) + 1
        self.marks = sorted(mark for mark, count in counts.items() if count >= SEEN)
        self.rarity = np.array([np.sqrt(np.log(len(marked) / counts[mark]) + 1) for mark in self.marks])
        self.matrix = self._matrix(marked)
        self.writers = np.array([self.answers[owner].writer for owner in self.owners])

    def _matrix(self, marked: Sequence[dict[str, float]]) -> sparse.csr_array:
        column = {mark: place for place, mark in enumerate(self.marks)}
        rows, columns, values = [], [], []
        for row, marks in enumerate(marked):
            known = [(column[mark], value) for mark, value in marks.items() if mark in column]
            size = sum(value**2 for _, value in known) ** DAMPING
            for place, value in known:
                rows.append(row)
                columns.append(place)
                values.append(value * self.rarity[place] / size)
        return slim(sparse.csr_array((values, (rows, columns)), (len(marked), len(self.marks))))

    def labels(self, head: str) -> Floats:
        """1, 0, or −1 where nobody knows."""
        found: list[int] = []
        for answer in self.answers:
            here = answer.sentence_labels(head) if self.kind == "sentence" else answer.clause_labels(head)
            found += [-1 if one is None else one for one in here]
        return np.array(found, np.float32)

    def learn(self, wanted: Floats, rows: Any) -> LogisticRegression:
        """A machine for one head from some of the rows."""
        machine = LogisticRegression(C=FREEDOM, class_weight={0: 1, 1: 2}, solver="liblinear")
        return machine.fit(self.matrix[rows], wanted[rows])

    def judge(self) -> Floats:
        """What each row scores with machines that never saw its writer."""
        heads = heads_of(self.kind)
        scores = np.zeros((len(self.owners), len(heads)), np.float32)
        judged = {one.writer for one in self.answers if one.is_honest}
        for column, head in enumerate(heads):
            wanted = self.labels(head)
            known = wanted >= 0
            for writer in judged:
                his = self.writers == writer
                machine = self.learn(wanted, np.flatnonzero(known & ~his))
                scores[his, column] = machine.decision_function(self.matrix[np.flatnonzero(his)])
        return scores

    def table(self, lang: str) -> dict[str, Any]:
        """The table learned from all rows, as it lies in the file."""
        weights, bias = [], []
        for head in heads_of(self.kind):
            wanted = self.labels(head)
            machine = self.learn(wanted, np.flatnonzero(wanted >= 0))
            weights.append(machine.coef_[0] * self.rarity)
            bias.append(float(machine.intercept_[0]))
        packed, scale = eighth_bit(np.array(weights, np.float32).T)
        name = f"{lang}_{self.kind}"
        return {
            f"{name}_marks": np.array("\n".join(self.marks)),
            f"{name}_weights": packed,
            f"{name}_scale": scale,
            f"{name}_bias": np.array(bias, np.float32),
        }


def _marked(answer: Answer, kind: str) -> Iterable[dict[str, float]]:
    said = answer.text.folded
    if kind == "sentence":
        return [dict.fromkeys(marks_of(said[a:b], answer.lang), 1.0) for a, b in answer.sentences]
    return [
        dict.fromkeys(marks_of(here, answer.lang), 1.0)
        | dict.fromkeys(around_marks(before, after, lang=answer.lang), AROUND)
        for before, here, after in neighbours([said[a:b] for a, b in answer.clauses])
    ]


def share_scores(matters: Iterable[Matter], scores: Iterable[Floats]) -> None:
    """Give every answer the scores of its own stretches."""
    for matter, all_rows in zip(matters, scores, strict=True):
        owners = np.array(matter.owners)
        for number, answer in enumerate(matter.answers):
            answer.scores[matter.kind] = all_rows[owners == number]


def fit_sum(
    rows: Sequence[dict[str, float]], wanted: Sequence[int], freedom: float = SUM_FREEDOM
) -> dict[str, float]:
    """What each sign is worth, such that the sum is above nothing where the part is sure enough."""
    names = list(rows[0])
    machine = LogisticRegression(C=freedom, max_iter=500)
    machine.fit(np.array([[row[name] for name in names] for row in rows]), np.array(wanted))
    worth = dict(zip(names, map(float, machine.coef_[0]), strict=True))
    worth["always"] += float(machine.intercept_[0]) - float(np.log(SURE_ENOUGH / (1 - SURE_ENOUGH)))
    return worth


def whole_sums(answers: Sequence[Answer]) -> Sums:
    """The sums for whole answers."""
    rows = [_signs(one) for one in answers]
    return {head: fit_sum(rows, [int(one.has(head)) for one in answers]) for head in SENTENCES}


def clause_sums(answers: Sequence[Answer], sums: Sums) -> Sums:
    """The sums for clauses, which know what the whole answer says."""
    found: Sums = {}
    for column, check in enumerate(CLAUSES):
        rows, wanted = [], []
        for answer in answers:
            rows += _clause_rows(answer, column, sums)
            wanted += answer.clause_labels(check)
        found[check] = fit_sum(rows, wanted)
    return found


def specific_sum(answers: Sequence[Answer], sums: Sums) -> Sums:
    """The sum for naming a fact of the customer, which knows what the whole answer says."""
    rows = [_specific_signs(one, sums) for one in answers]
    return {"specific": fit_sum(rows, [int(one.has("specific")) for one in answers])}


def _specific_signs(answer: Answer, sums: Sums) -> dict[str, float]:
    weighed = weigh(_signs(answer), SENTENCES, sums=sums)
    kinds = {head for head, value in weighed.items() if value > 0}
    said, complaint = answer.row["reply"], answer.row["complaint"]
    return specific_signs(said, complaint, kinds=kinds, lang=answer.lang)


def _signs(answer: Answer) -> dict[str, float]:
    return signs_of(
        answer.scores["sentence"], answer.kinds, promises=answer.promises, lang=answer.lang, echo=answer.echo
    )


def _clause_rows(answer: Answer, column: int, sums: Sums) -> list[dict[str, float]]:
    whole = weigh(_signs(answer), SENTENCES, sums=sums)
    ruled = answer.ruled_clauses(CLAUSES[column])
    return [
        clause_signs(float(row[column]), is_found=is_found, whole=whole, lang=answer.lang)
        for row, is_found in zip(answer.scores["clause"], ruled, strict=True)
    ]


def report(answers: Sequence[Answer]) -> str:
    """F1 of each part on writers that nothing was learned from, and of the rules alone beside it."""
    witnesses = [one for one in answers if one.is_witness]
    said: dict[str, list[tuple[bool, bool, bool]]] = {}
    told: list[tuple[bool, bool]] = []
    for writer in sorted({one.writer for one in witnesses}):
        others = [one for one in witnesses if one.writer != writer]
        sums = whole_sums(others)
        sums |= clause_sums(others, sums) | specific_sum(others, sums)
        for answer in (one for one in witnesses if one.writer == writer):
            weighed = weigh(_signs(answer), SENTENCES, sums=sums)
            for head, value in weighed.items():
                said.setdefault(head, []).append((value > 0, answer.has(head), head in answer.kinds))
            value = weigh(_specific_signs(answer, sums), ["specific"], sums=sums)["specific"]
            told.append((value > 0, answer.has("specific")))
            for column, check in enumerate(CLAUSES):
                rows = _clause_rows(answer, column, sums)
                for row, gold, ruled in zip(
                    rows, answer.clause_labels(check), answer.ruled_clauses(check), strict=True
                ):
                    value = weigh(row, [check], sums=sums)[check]
                    said.setdefault(f"{check} (clauses)", []).append((value > 0, bool(gold), ruled))
    lines = [f"{'':28}{'heard':>7}{'rules':>7}{'number':>8}"]
    for head, rows_ in said.items():
        both = f1([(one, gold) for one, gold, _ in rows_]), f1([(ruled, gold) for _, gold, ruled in rows_])
        lines.append(f"{head:28}{both[0]:7.3f}{both[1]:7.3f}{sum(gold for _, gold, _ in rows_):8}")
    lines.append(f"{'specific':28}{f1(told):7.3f}{'':7}{sum(gold for _, gold in told):8}")
    return "\n".join(lines)


def f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    """The harmonic mean of precision and recall."""
    hits = sum(one and other for one, other in pairs)
    wrong = sum(one != other for one, other in pairs)
    return 2 * hits / (2 * hits + wrong) if hits + wrong else 1.0


def main() -> None:
    """Judge, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    parser.add_argument("--only-report", action="store_true", help="judge, but write nothing")
    chosen = parser.parse_args()
    answers = read_answers()
    matters = [(lang, Matter(answers, kind, lang)) for lang in LANGUAGES for kind in ("sentence", "clause")]
    share_scores([one for _, one in matters], [one.judge() for _, one in matters])
    print(report(answers))
    if chosen.only_report:
        return
    witnesses = [one for one in answers if one.is_witness]
    sums = whole_sums(witnesses)
    sums |= clause_sums([one for one in answers if one.is_honest], sums) | specific_sum(witnesses, sums)
    signs = sorted({sign for worth in sums.values() for sign in worth})
    arrays: dict[str, Any] = {
        "sum_heads": np.array("\n".join(sums)),
        "sum_signs": np.array("\n".join(signs)),
        "sums": np.array([[worth.get(sign, 0.0) for sign in signs] for worth in sums.values()], np.float32),
    }
    for lang, matter in matters:
        arrays |= matter.table(lang)
    with chosen.output.open("wb") as stream:
        np.savez_compressed(stream, **arrays)
    print(f"{chosen.output.stat().st_size / 1024:.0f} KB in {chosen.output.name}")


if __name__ == "__main__":
    main()
