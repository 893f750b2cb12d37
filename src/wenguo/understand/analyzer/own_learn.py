"""An installation learns from what its people decided: the shipped verdict as prior, a few weights on top.

Every decision is judged by a layer that has not seen it (five folds). A head is taken over only if that makes fewer
mistakes than the live version and the shipped weights, and no more than chance explains on the shipped check texts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from wenguo.understand.analyzer import own
from wenguo.understand.analyzer.heads import load_weights
from wenguo.understand.analyzer.labels import ANY_OF, HEADS
from wenguo.understand.analyzer.own_material import (
    Bools,
    Judged,
    Rows,
    anchor_rows,
    anchors,
    rows_for,
    truth_of,
    vocabulary_of,
    with_floor,
)
from wenguo.understand.analyzer.vectors import Floats

Doubles = npt.NDArray[np.float64]
#: How strongly weights are held at zero; the strongest that decides best is taken.
PULLS = (1.0, 0.3)
FOLDS = 5
FRACTIONS = (0.25, 0.5, 0.75)
_BIAS_PULL = 5.0
#: How far from even the check may fall before it is more than chance (one-sided, 95 %).
_CHANCE = 1.64
_OWN_LEVEL = 0.5


@dataclass(frozen=True, slots=True)
class HeadReport:
    """What became of one head: mistakes of the shipped weights, of the live version (on what it has not seen) and of
    the new one, on people's decisions and on the shipped check texts. ``verdict`` says why it was taken or not.
    """

    head: str
    decisions: int
    right_before: int
    right_after: int
    mistakes: tuple[int, int]
    fresh_mistakes: tuple[int, int]
    check: int
    check_right: tuple[int, int]
    verdict: str
    pull: float = 0.0
    #: Pairs of confidence and whether that was right, by copies that had not seen the decision.
    sure: list[tuple[float, bool]] = field(default_factory=list)
    curve: list[tuple[int, float]] = field(default_factory=list)

    @property
    def is_taken(self) -> bool:
        """Whether it may go live."""
        return self.verdict == "better"


@dataclass(frozen=True, slots=True)
class Learned:
    """The layer that may go live (None when nothing got better) and the report on every head that was tried."""

    layer: own.Layer | None
    reports: list[HeadReport]


@dataclass(frozen=True, slots=True)
class _Room:
    """Everything read once: decisions first, then the texts that steady, then the check."""

    judged: Sequence[Judged]
    steady: Sequence[Judged]
    check: Sequence[Judged]
    decided_rows: Rows
    steady_rows: Rows
    check_rows: Rows


@dataclass(frozen=True, slots=True)
class _Table:
    """One head's part of the training."""

    head: str
    labels: Sequence[str]
    rows: sparse.csr_array
    base: Floats
    truth: Bools
    weight: Floats


def learn(judged: Sequence[Judged], *, live: own.Layer | None, own_categories: Sequence[str] = ()) -> Learned:
    """Try every head that people have decided something new about. Seconds for thousands of decisions."""
    heads = [head for head in HEADS if any(head in one.fresh for one in judged)]
    if not heads:
        return Learned(None, [])
    steady, check = anchors()
    hashes, vocabulary = vocabulary_of([one.text for one in judged])
    room = _Room(
        judged,
        steady,
        check,
        rows_for([one.text for one in judged], vocabulary),
        *anchor_rows(vocabulary),
    )
    reports, parts = [], []
    for head in heads:
        labels = [*HEADS[head], *(own_categories if head in {"category", "categories"} else ())]
        report, weights, bias = _try_head(room, head, labels=labels, live=live)
        reports.append(report)
        if report.is_taken:
            columns = tuple((head, label) for label in labels)
            parts.append(own.Layer("", columns, hashes, vocabulary, weights, bias))
    if not parts:
        return Learned(None, reports)
    taken = {head for part in parts for head in part.heads}
    if live is not None and (kept := [head for head in live.heads if head not in taken]):
        parts.append(own.only(live, kept))
    return Learned(own.joined(parts, ""), reports)


def _try_head(
    room: _Room, head: str, *, labels: list[str], live: own.Layer | None
) -> tuple[HeadReport, Floats, Floats]:
    decided = [place for place, one in enumerate(room.judged) if head in one.labels]
    table = _table(room.judged, room.decided_rows, head, labels=labels, places=decided)
    steady_places = [place for place, one in enumerate(room.steady) if head in one.labels]
    steady = _touched(_table(room.steady, room.steady_rows, head, labels=labels, places=steady_places))
    folds = np.arange(len(decided)) % FOLDS
    tried = {pull: _unseen(table, steady, folds, pull=pull) for pull in PULLS}
    counts = {pull: int(_mistakes(head, said, table.truth).sum()) for pull, said in tried.items()}
    best: tuple[HeadReport, Floats, Floats] | None = None
    for pull in sorted(PULLS, key=lambda one: (counts[one], -one)):
        fitted = _fit(_joined(table, steady), pull)
        report = _report(room, table, places=decided, said=tried[pull], fitted=fitted, live=live, pull=pull)
        if report.is_taken:
            report.curve.extend(_curve(table, steady, folds, pull=pull))
            report.curve.append((len(decided), _share_right(table, tried[pull])))
            return report, *fitted
        best = best or (report, *fitted)
    assert best is not None
    return best


def _table(
    judged: Sequence[Judged], rows: Rows, head: str, *, labels: Sequence[str], places: list[int]
) -> _Table:
    grams, base = rows.of(places, head)
    part = [judged[place] for place in places]
    return _Table(
        head,
        labels,
        grams,
        with_floor(head, base, extra=len(labels) - base.shape[1]),
        truth_of(part, head, labels=labels),
        np.array([one.weight for one in part], np.float32),
    )


def _touched(table: _Table) -> _Table:
    """Without the texts that share nothing with the decisions: whatever is learned, they stay as they are."""
    return _cut(table, np.flatnonzero(np.diff(table.rows.indptr)))


def _joined(first: _Table, second: _Table) -> _Table:
    return _Table(
        first.head,
        first.labels,
        sparse.csr_array(sparse.vstack([first.rows, second.rows])),
        np.vstack([first.base, second.base]),
        np.vstack([first.truth, second.truth]),
        np.concatenate([first.weight, second.weight]),
    )


def _cut(table: _Table, places: npt.NDArray[np.int64]) -> _Table:
    return _Table(
        table.head,
        table.labels,
        sparse.csr_array(table.rows[places]),
        table.base[places],
        table.truth[places],
        table.weight[places],
    )


def _unseen(
    table: _Table, steady: _Table, folds: npt.NDArray[np.int64], *, pull: float, known: Bools | None = None
) -> Floats:
    """Logits of every decision by a layer that has not seen it (and only the ``known`` among the others)."""
    said = table.base.copy()
    for number in range(FOLDS):
        outside = np.flatnonzero(folds == number)
        inside = np.flatnonzero((folds != number) if known is None else (folds != number) & known)
        if len(inside) and len(outside):
            weights, bias = _fit(_joined(_cut(table, inside), steady), pull)
            said[outside] += np.asarray(table.rows[outside] @ weights) + bias
    return said


def _fit(table: _Table, pull: float) -> tuple[Floats, Floats]:
    """Weights that turn the shipped verdict towards the decisions, held at zero by ``pull``."""
    rows = sparse.csr_matrix(table.rows.astype(np.float64))
    base, truth = table.base.astype(np.float64), table.truth.astype(np.float64)
    weight = table.weight.astype(np.float64)[:, None]
    width, labels = rows.shape[1], truth.shape[1]
    turned = rows.T.tocsr()
    # How common the shipped labels are is known; only labels of one's own may find their level.
    free = np.arange(labels) >= len(HEADS[table.head])

    def loss(values: Doubles) -> tuple[float, Doubles]:
        grams, bias = values[:-labels].reshape(width, labels), values[-labels:]
        cost, missed = _cost(table.head, base + rows @ grams + bias, truth)
        pulled = weight * missed
        steep = turned @ pulled + pull * grams
        total = float((weight[:, 0] * cost).sum() + pull / 2 * (grams**2).sum())
        total += _BIAS_PULL / 2 * float((bias**2).sum())
        slope = (pulled.sum(axis=0) + _BIAS_PULL * bias) * free
        return total, np.concatenate([steep.ravel(), slope])

    start = np.zeros(width * labels + labels)
    options = {"maxiter": 60, "maxcor": 6, "ftol": 1e-6}
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    weights = found[:-labels].reshape(width, labels).astype(np.float32)
    weights[np.abs(weights) < 0.01] = 0
    return weights, found[-labels:].astype(np.float32)


def _cost(head: str, raised: Doubles, truth: Doubles) -> tuple[Doubles, Doubles]:
    if head in ANY_OF:
        chances = 1 / (1 + np.exp(-np.clip(raised, -30, 30)))
        return (np.logaddexp(0, raised) - truth * raised).sum(axis=1), chances - truth
    raised = raised - raised.max(axis=1, keepdims=True)
    logs = raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))
    return -(logs * truth).sum(axis=1), np.exp(logs) - truth


def _mistakes(head: str, said: Floats, truth: Bools) -> npt.NDArray[np.int64]:
    """How many labels of each text are wrong."""
    if head not in ANY_OF:
        chosen = said.argmax(axis=1)
        return np.asarray(~truth[np.arange(len(truth)), chosen], np.int64)
    levels = list(load_weights().thresholds[head])[: said.shape[1]]
    levels += [_OWN_LEVEL] * (said.shape[1] - len(levels))
    given = own.chances_of(head, said) >= np.array(levels)
    return np.asarray((given != truth).sum(axis=1), np.int64)


def _report(
    room: _Room,
    table: _Table,
    *,
    places: list[int],
    said: Floats,
    fitted: tuple[Floats, Floats],
    live: own.Layer | None,
    pull: float,
) -> HeadReport:
    head = table.head
    before, after = _mistakes(head, table.base, table.truth), _mistakes(head, said, table.truth)
    fresh = np.array([head in room.judged[place].fresh for place in places])
    spoken = before if live is None or head not in live.heads else _by_live(room, table, places, live)
    check_places = [place for place, one in enumerate(room.check) if head in one.labels]
    check = _table(room.check, room.check_rows, head, labels=table.labels, places=check_places)
    check_before = _mistakes(head, check.base, check.truth)
    check_after = _mistakes(head, check.base + np.asarray(check.rows @ fitted[0]) + fitted[1], check.truth)
    report = HeadReport(
        head=head,
        decisions=len(places),
        right_before=int((before == 0).sum()),
        right_after=int((after == 0).sum()),
        mistakes=(int(before.sum()), int(after.sum())),
        fresh_mistakes=(int(spoken[fresh].sum()), int(after[fresh].sum())),
        check=len(check_places),
        check_right=(int((check_before == 0).sum()), int((check_after == 0).sum())),
        verdict=_verdict((before, after), (spoken[fresh], after[fresh]), check=(check_before, check_after)),
        pull=pull,
    )
    if head not in ANY_OF:
        sure = own.chances_of(head, said).max(axis=1).round(4).tolist()
        report.sure.extend(zip(sure, (after == 0).tolist(), strict=True))
    return report


Pair = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


def _verdict(all_of_them: Pair, fresh: Pair, *, check: Pair) -> str:
    """``better``, or why not: ``not_better`` on decisions it has not seen, ``worse_on_check``."""
    if all_of_them[1].sum() >= all_of_them[0].sum() or fresh[1].sum() >= fresh[0].sum():
        return "not_better"
    lost = int((check[1] > check[0]).sum())
    won = int((check[1] < check[0]).sum())
    return "worse_on_check" if lost - won > _CHANCE * sqrt(lost + won) else "better"


def _by_live(room: _Room, table: _Table, places: list[int], live: own.Layer) -> npt.NDArray[np.int64]:
    """The mistakes of the version that is live."""
    head = table.head
    rows = rows_for([room.judged[place].text for place in places], live.vocabulary)
    added = np.asarray(rows.grams @ live.weights) + live.bias
    said = table.base.copy()
    for column, (one, label) in enumerate(live.columns):
        if one == head and label in table.labels:
            said[:, table.labels.index(label)] += added[:, column]
    return _mistakes(head, said, table.truth)


def _curve(
    table: _Table, steady: _Table, folds: npt.NDArray[np.int64], *, pull: float
) -> list[tuple[int, float]]:
    """How often it is right after so many decisions; nought is the shipped verdict."""
    count = len(folds)
    points = [(0, _share_right(table, table.base))]
    for fraction in FRACTIONS:
        much = max(1, round(count * fraction))
        known = np.arange(count) < much
        points.append((much, _share_right(table, _unseen(table, steady, folds, pull=pull, known=known))))
    return points


def _share_right(table: _Table, said: Floats) -> float:
    return round(float((_mistakes(table.head, said, table.truth) == 0).mean()), 4)


def check_pairs(layer: own.Layer | None) -> Mapping[str, list[tuple[float, bool]]]:
    """How sure and whether right on the shipped check texts, for each head with one label: the calibration of a
    version.
    """
    _steady, check = anchors()
    _hashes, plain_vocabulary = vocabulary_of([])
    _steady_rows, rows = anchor_rows(layer.vocabulary if layer else plain_vocabulary)
    added = np.asarray(rows.grams @ layer.weights) + layer.bias if layer else None
    found: dict[str, list[tuple[float, bool]]] = {}
    for head, labels in HEADS.items():
        if head in ANY_OF:
            continue
        places = [place for place, one in enumerate(check) if head in one.labels]
        said = rows.base[head][places].copy()
        if layer is not None and added is not None:
            for column, (one, label) in enumerate(layer.columns):
                if one == head and label in labels:
                    said[:, labels.index(label)] += added[places, column]
        right = _mistakes(head, said, truth_of([check[place] for place in places], head, labels=labels)) == 0
        sure = own.chances_of(head, said).max(axis=1).round(4).tolist()
        found[head] = list(zip(sure, right.tolist(), strict=True))
    return found
