"""The narrow table: every label of the taxonomy against the others, with chances calibrated on texts not trained on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse
from sklearn.svm import LinearSVC

from models.data import Example
from models.wide import slim
from wenguo.understand.analyzer.heads import head_columns
from wenguo.understand.analyzer.labels import ANY_OF, CATEGORIES, HEADS
from wenguo.understand.analyzer.vectors import Floats

Doubles = npt.NDArray[np.float64]
#: How much a text speaks for its main category, and for one named beside it.
_BESIDE = 0.4
#: Finer changes nothing that is said, and takes five times as long.
_TOLERANCE = 0.05
_FOLDS = 5
#: Rare labels count more, but not in full: the square root of the imbalance, at most this much.
_MOST_LIFT = 7.0
_FEW = 4


@dataclass(frozen=True, slots=True)
class Targets:
    """What the heads should say (1 or 0 for each label) and how much each text counts there."""

    values: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights over n-grams and context with biases, already calibrated, and what they said of texts kept out."""

    grams: Floats
    context: Floats
    bias: Floats
    unseen: Floats


def targets_of(examples: Sequence[Example], weight: float = 1.0) -> Targets:
    """Labels as numbers; a label that is not given has no weight."""
    columns = head_columns()
    width = max(part.stop for part in columns.values())
    values = np.zeros((len(examples), width), np.float32)
    weights = np.zeros((len(examples), width), np.float32)
    for row, example in enumerate(examples):
        for head in HEADS:
            given = shares_of(head, example)
            if given is not None:
                weights[row, columns[head]] = weight
                for label, share in given.items():
                    place = columns[head].start + HEADS[head].index(label)
                    values[row, place], weights[row, place] = 1, weight * share
    return Targets(values, weights)


def shares_of(head: str, example: Example) -> dict[str, float] | None:
    """How one example's labels fill one head; None when it says nothing about it."""
    labels = example.labels
    if head == "category":
        codes = [code for code in labels.get("categories") or [] if code in CATEGORIES]
        return {code: _BESIDE if place else 1.0 for place, code in enumerate(codes)} or None
    if head not in labels:
        return None
    if head in ANY_OF:
        return {str(label): 1.0 for label in labels[head] if str(label) in HEADS[head]}
    value = "none" if labels[head] is None else str(labels[head])
    return {value: 1.0} if value in HEADS[head] else None


def join(parts: Sequence[Targets]) -> Targets:
    """Several sets of targets under one another."""
    return Targets(
        np.concatenate([part.values for part in parts]), np.concatenate([part.weights for part in parts])
    )


def fit(matrix: sparse.csr_array, context: Floats, targets: Targets, *, counts: Floats) -> Fitted:
    """All labels one by one; the first rows are whole texts and serve calibration, each as much as ``counts`` says."""
    asked = len(counts)
    full = slim(sparse.hstack([matrix, sparse.csr_array(context)]))
    fold = np.random.default_rng(1).integers(0, _FOLDS, len(context))
    fold[asked:] = -1
    unseen = np.zeros((asked, targets.values.shape[1]), np.float32)
    for number in range(_FOLDS):
        inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold[:asked] == number)
        table, bias = _fit_columns(full[inside], Targets(targets.values[inside], targets.weights[inside]))
        unseen[outside] = np.asarray(full[outside] @ table) + bias
    table, bias = _fit_columns(full, targets)
    slope, shift = calibrate(unseen, Targets(targets.values[:asked], targets.weights[:asked]), counts=counts)
    table, bias = table * slope, bias * slope + shift
    edge = matrix.shape[1]
    return Fitted(table[:edge], table[edge:], bias, unseen * slope + shift)


def _fit_columns(full: sparse.csr_array, targets: Targets) -> tuple[Floats, Floats]:
    width = targets.values.shape[1]
    table, bias = np.zeros((full.shape[1], width), np.float32), np.full(width, -1.0, np.float32)
    for column in range(width):
        given = np.flatnonzero(targets.weights[:, column] > 0)
        wanted, weight = targets.values[given, column], targets.weights[given, column].copy()
        yes, no = weight[wanted > 0].sum(), weight[wanted == 0].sum()
        if yes < _FEW or no < _FEW:
            continue
        weight[wanted > 0] *= min(float(np.sqrt(no / yes)), _MOST_LIFT)
        model = LinearSVC(C=1.0, random_state=1, tol=_TOLERANCE).fit(full[given], wanted, weight)
        table[:, column], bias[column] = model.coef_[0], model.intercept_[0]
    return table, bias


def calibrate(unseen: Floats, targets: Targets, *, counts: Floats) -> tuple[Floats, Floats]:
    """A slope and a shift for each column so that chances come true, found on texts kept out of training."""
    slope, shift = np.ones(unseen.shape[1], np.float32), np.zeros(unseen.shape[1], np.float32)
    for head, part in head_columns().items():
        rows = np.flatnonzero(targets.weights[:, part].max(axis=1) > 0)
        scores, wanted = unseen[rows, part], targets.values[rows, part]
        if head in ANY_OF:
            slope[part], shift[part] = _platt(scores, wanted, counts=counts[rows])
        else:
            main = wanted * (
                targets.weights[rows, part] >= targets.weights[rows, part].max(axis=1, keepdims=True)
            )
            slope[part], shift[part] = _softmax_fit(scores, main, counts=counts[rows])
    return slope, shift


def _softmax_fit(scores: Floats, wanted: Floats, *, counts: Floats) -> tuple[float, Floats]:
    exact = scores.astype(np.float64)
    share = (counts / counts.sum())[:, None].astype(np.float64)

    def loss(values: Doubles) -> tuple[float, Doubles]:
        raised = exact * values[0] + values[1:]
        raised -= raised.max(axis=1, keepdims=True)
        logs = raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))
        missed = (np.exp(logs) - wanted) * share
        pull = (missed.sum(axis=0) + 0.004 * values[1:]).tolist()
        cost = -(logs * wanted * share).sum() + 0.002 * (values[1:] ** 2).sum()
        return float(cost), np.array([(missed * exact).sum(), *pull])

    best = _descend(loss, exact.shape[1])
    return float(best[0]), best[1:].astype(np.float32)


def _platt(scores: Floats, wanted: Floats, *, counts: Floats) -> tuple[Floats, Floats]:
    exact = scores.astype(np.float64)
    share = (counts / counts.sum())[:, None].astype(np.float64)

    def loss(values: Doubles) -> tuple[float, Doubles]:
        raised = exact * values[0] + values[1:]
        missed = (1 / (1 + np.exp(-np.clip(raised, -30, 30))) - wanted) * share
        pull = (missed.sum(axis=0) + 0.002 * values[1:]).tolist()
        cost = ((np.logaddexp(0, raised) - wanted * raised) * share).sum() + 0.001 * (values[1:] ** 2).sum()
        return float(cost), np.array([(missed * exact).sum(), *pull])

    best = _descend(loss, exact.shape[1])
    return np.full(exact.shape[1], best[0], np.float32), best[1:].astype(np.float32)


def _descend(loss: Callable[[Doubles], tuple[float, Doubles]], width: int) -> Doubles:
    start = np.concatenate(([2.0], np.zeros(width)))
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(found.x, dtype=np.float64)
