"""How good readings are: accuracy with its interval, per label, and whether confidence can be believed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_DRAWS = 400
_BINS = 10
_CHANCES = 60
_WANTED_ACCURACY = 0.95


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of each row, what is true, and how sure the speaker was."""

    said: Sequence[str]
    true: Sequence[str]
    sure: Sequence[float]


def judge(verdict: Verdict) -> dict[str, Any]:
    """Figures for a head that gives exactly one label. Intervals: 95 %, bootstrap over rows."""
    said, true = np.array(verdict.said, dtype=object), np.array(verdict.true, dtype=object)
    sure, right = np.array(verdict.sure, dtype=float), said == true
    labels = sorted({*verdict.said, *verdict.true})
    codes = {label: place for place, label in enumerate(labels)}
    pairs = np.array([[codes[a], codes[b]] for a, b in zip(said, true, strict=True)])
    draws = np.random.default_rng(1).integers(0, len(true), (_DRAWS, len(true)))
    return {
        "n": len(true),
        "accuracy": _round(right.mean()),
        "accuracy_interval": _interval(right[draws].mean(axis=1)),
        "macro_f1": _round(_macro_f1(pairs, len(labels))),
        "macro_f1_interval": _interval(
            np.array([_macro_f1(pairs[draw], len(labels)) for draw in draws[:100]])
        ),
        "per_class": {label: _one(said == label, true == label) for label in labels},
        "ece": _round(calibration_error(sure, right)),
        "ece_by_chance": _round(error_by_chance(sure)),
        "coverage_at_95": _round(coverage(sure, right)),
    }


def judge_several(said: Sequence[str], true: Sequence[str]) -> dict[str, Any]:
    """Figures for a head that gives any number of labels, joined by ``|``."""
    labels = sorted({part for row in [*said, *true] for part in row.split("|") if part})
    given = np.array([[label in row.split("|") for label in labels] for row in said], bool).reshape(
        len(said), -1
    )
    wanted = np.array([[label in row.split("|") for label in labels] for row in true], bool).reshape(
        len(true), -1
    )
    draws = np.random.default_rng(1).integers(0, len(true), (_DRAWS, len(true)))
    by_label = [_f1(given[:, place], wanted[:, place]) for place in range(len(labels))]
    return {
        "n": len(true),
        "accuracy": _round((given == wanted).all(axis=1).mean()),
        "micro_f1": _round(_f1(given, wanted)),
        "micro_f1_interval": _interval(np.array([_f1(given[draw], wanted[draw]) for draw in draws])),
        "macro_f1": _round(float(np.mean(by_label)) if by_label else 0.0),
        "per_class": {label: _one(given[:, place], wanted[:, place]) for place, label in enumerate(labels)},
    }


def calibration_error(sure: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """The mean gap between how sure the speaker was and how often that was right (ten equal steps)."""
    step = np.clip((sure * _BINS).astype(int), 0, _BINS - 1)
    gaps = [
        np.abs(sure[step == one].mean() - right[step == one].mean()) * (step == one).mean()
        for one in set(step)
    ]
    return float(sum(gaps))


def error_by_chance(sure: npt.NDArray[np.float64]) -> float:
    """The calibration error that a speaker whose every word of doubt is true would show on so many rows, on average.

    With few rows it is far from nought: a lower error than this says nothing more, only a higher one accuses.
    """
    random = np.random.default_rng(1)
    drawn = [calibration_error(sure, random.random(len(sure)) < sure) for _ in range(_CHANCES)]
    return float(np.mean(drawn)) if len(sure) else 0.0


def coverage(sure: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """The largest share of rows, surest first, of which 95 % are right: what may be applied without a look."""
    order = np.argsort(-sure, kind="stable")
    reached = np.cumsum(right[order]) / np.arange(1, len(right) + 1)
    enough = np.flatnonzero(reached >= _WANTED_ACCURACY)
    return float((enough[-1] + 1) / len(right)) if len(enough) else 0.0


def _macro_f1(pairs: npt.NDArray[np.int64], count: int) -> float:
    right = np.bincount(pairs[pairs[:, 0] == pairs[:, 1], 0], minlength=count)
    said, true = np.bincount(pairs[:, 0], minlength=count), np.bincount(pairs[:, 1], minlength=count)
    there = (said + true) > 0
    return float((2 * right[there] / (said + true)[there]).mean())


def _f1(given: npt.NDArray[np.bool_], wanted: npt.NDArray[np.bool_]) -> float:
    return float(2 * (given & wanted).sum() / max(given.sum() + wanted.sum(), 1))


def _one(given: npt.NDArray[np.bool_], wanted: npt.NDArray[np.bool_]) -> dict[str, float]:
    both = int((given & wanted).sum())
    return {
        "n": int(wanted.sum()),
        "precision": _round(both / max(int(given.sum()), 1)),
        "recall": _round(both / max(int(wanted.sum()), 1)),
        "f1": _round(_f1(given, wanted)),
    }


def _interval(values: npt.NDArray[np.float64]) -> list[float]:
    return [_round(float(np.quantile(values, 0.025))), _round(float(np.quantile(values, 0.975)))]


def _round(value: float) -> float:
    return round(float(value), 4)
