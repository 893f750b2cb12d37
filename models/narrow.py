"""The narrow table: every head of the taxonomy fitted together on texts that may lack some labels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, sparse

from models.data import Example
from wenguo.understand.analyzer.heads import head_columns
from wenguo.understand.analyzer.labels import ANY_OF, CATEGORIES, HEADS, ONE_OF
from wenguo.understand.analyzer.vectors import Floats

#: The main category, then what is named beside it.
_SHARES = (1.0, 0.35, 0.25)


@dataclass(frozen=True, slots=True)
class Targets:
    """What the heads should say, and how much each text counts for each head."""

    values: Floats
    weights: Floats


def targets_of(examples: Sequence[Example], weight: float = 1.0) -> Targets:
    """Labels as numbers; a label that is not given has no weight."""
    columns = head_columns()
    width = max(part.stop for part in columns.values())
    values = np.zeros((len(examples), width), np.float32)
    weights = np.zeros((len(examples), len(HEADS)), np.float32)
    for row, example in enumerate(examples):
        for number, head in enumerate(HEADS):
            given = shares_of(head, example)
            if given is not None:
                weights[row, number] = weight
                for label, share in given.items():
                    values[row, columns[head].start + HEADS[head].index(label)] = share
    return Targets(values, weights)


def shares_of(head: str, example: Example) -> dict[str, float] | None:
    """How one example's labels fill one head; None when it says nothing about it."""
    labels = example.labels
    if head == "category":
        codes = labels.get("categories") or []
        shares = dict(zip(codes, _SHARES, strict=False))
        return {code: share / sum(shares.values()) for code, share in shares.items() if code in CATEGORIES} or None
    if head not in labels:
        return None
    if head in ANY_OF:
        return {str(label): 1.0 for label in labels[head] if str(label) in HEADS[head]}
    value = "none" if labels[head] is None else str(labels[head])
    return {value: 1.0} if value in HEADS[head] else None


def fit(
    matrix: sparse.csr_array, context: Floats, targets: Targets, *, strength: float, rounds: int
) -> tuple[Floats, Floats, Floats]:
    """Weights, context weights and biases by L-BFGS: soft-label cross entropy a head, plus a ridge."""
    columns, width = head_columns(), targets.values.shape[1]
    full = sparse.hstack([matrix, sparse.csr_array(context), np.ones((len(context), 1), np.float32)]).tocsr()
    turned = full.T.tocsr()
    ridge = np.full((full.shape[1], 1), strength)
    ridge[matrix.shape[1] :] = strength / 20
    ridge[-1] = 0
    total = float(targets.weights[:, 0].sum())

    def loss(flat: Floats) -> tuple[float, Floats]:
        table = flat.reshape(full.shape[1], width)
        logits = np.asarray(full @ table)
        value, slope = _losses(logits, targets, columns)
        gradient = np.asarray(turned @ slope) / total + ridge * table
        return value / total + 0.5 * float((ridge * table * table).sum()), gradient.ravel()

    start = np.zeros(full.shape[1] * width)
    best = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 6})
    table = best.x.reshape(full.shape[1], width).astype(np.float32)
    edge = matrix.shape[1]
    return table[:edge], table[edge:-1], table[-1]


def _losses(logits: Floats, targets: Targets, columns: dict[str, slice]) -> tuple[float, Floats]:
    slope = np.zeros_like(logits)
    value = 0.0
    for number, head in enumerate(HEADS):
        part, weight = columns[head], targets.weights[:, number : number + 1]
        wanted, score = targets.values[:, part], logits[:, part]
        if head in ONE_OF:
            peak = score - score.max(axis=1, keepdims=True)
            logs = peak - np.log(np.exp(peak).sum(axis=1, keepdims=True))
            value -= float((weight * wanted * logs).sum())
            slope[:, part] = weight * (np.exp(logs) * wanted.sum(axis=1, keepdims=True) - wanted)
        else:
            value += float((weight * (np.logaddexp(0, score) - wanted * score)).sum())
            slope[:, part] = weight * (1 / (1 + np.exp(-score)) - wanted)
    return value, slope
