"""Train a head from labelled texts: one-against-the-rest linear models over the shared n-grams, then calibration."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse
from sklearn.svm import LinearSVC

from wenguo.understand.analyzer.generic import LearnedHead, view_rows, views
from wenguo.understand.analyzer.grams import HASH_SIZE, grams_of
from wenguo.understand.analyzer.heads import load_weights, sigmoid, softmax
from wenguo.understand.analyzer.pairs import pairs_of
from wenguo.understand.analyzer.text import Codes, read_batch
from wenguo.understand.analyzer.vectors import Floats, Vocabulary, counted

_STEP = 2000
_MOST_GRAMS = 400_000
#: Finer changes nothing that is said, and takes five times as long.
_TOLERANCE = 0.01
_FOLDS = 4
#: Labels rarer than an even share count more, up to this much.
_MOST_LIFT = 6.0
#: With fewer texts a label's n-grams are counted too roughly for the second machine; its voice against the first's.
_ENOUGH_TO_LEAN = 250
_LEANING = 0.5
#: How loud stems and pairs of words speak beside runs of characters of the same rarity.
_PAIRED = 1.0
#: A label needs at least this many texts to be learned at all.
FEWEST = 2


class TooFewLabels(Exception):
    """There is nothing to tell apart: fewer than two labels with enough texts."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Labelled texts; ``labels`` of one row may be several, joined by ``|``."""

    texts: Sequence[str]
    labels: Sequence[str]
    targets: Sequence[str] | None = None


def learn(lesson: Lesson) -> tuple[LearnedHead, npt.NDArray[np.int64]]:
    """A calibrated head and the hashes of its n-grams. Seconds for thousands of texts. Raises TooFewLabels."""
    given = [[part for part in row.split("|") if part] for row in lesson.labels]
    several = any(len(row) > 1 for row in given)
    names = _names(given)
    wanted = np.zeros((len(given), len(names)), bool)
    for place, row in enumerate(given):
        wanted[place, [names.index(part) for part in row if part in names]] = True
    used = np.flatnonzero(wanted.any(axis=1) | several).tolist()
    texts = [lesson.texts[place] for place in used]
    targets = [lesson.targets[place] for place in used] if lesson.targets is not None else None
    wanted = wanted[used]
    table = load_weights().table
    hashes, vocabulary = _vocabulary(views(texts, targets), table)
    rows = _slim(sparse.hstack([_all_rows(view, table, vocabulary) for view in views(texts, targets)]))
    unseen = _unseen(rows, wanted)
    slope, shift = _calibrate(unseen, wanted, several=several)
    weights, bias = _fit(rows, wanted)
    chances = sigmoid(unseen * slope + shift) if several else softmax(unseen * slope + shift)
    level = _threshold(chances, wanted) if several else 0.5
    head = LearnedHead(
        tuple(names), several, targets is not None, level, vocabulary, weights * slope, bias * slope + shift
    )
    return head, hashes


def _names(given: Sequence[Sequence[str]]) -> list[str]:
    often: dict[str, int] = {}
    for row in given:
        for part in row:
            often[part] = often.get(part, 0) + 1
    names = sorted(name for name, count in often.items() if count >= FEWEST)
    if len(names) < 2:
        raise TooFewLabels(f"At least two labels with {FEWEST} texts each are needed; found {len(names)}.")
    return names


def _vocabulary(seen: Sequence[Sequence[str]], table: Codes) -> tuple[npt.NDArray[np.int64], Vocabulary]:
    runs, pairs = np.zeros(HASH_SIZE, np.int64), np.zeros(HASH_SIZE, np.int64)
    count = sum(map(len, seen[:2]))
    for view in seen[:2]:
        for first in range(0, len(view), _STEP):
            batch = read_batch(view[first : first + _STEP], table)
            runs += np.bincount(counted(grams_of(batch), batch.count).indices, minlength=HASH_SIZE)
            pairs += np.bincount(counted(pairs_of(batch), batch.count).indices, minlength=HASH_SIZE)
    few = 2 if count > 2000 else 1
    total = np.where(runs >= few, runs, np.where(pairs >= max(few, 2), pairs, 0))
    kept = np.flatnonzero(total)
    if len(kept) > _MOST_GRAMS:
        kept = np.sort(kept[np.argsort(-total[kept], kind="stable")[:_MOST_GRAMS]])
    idf = np.log((1 + count) / (1 + total[kept])) + 1
    idf = np.where(runs[kept] >= few, idf, _PAIRED * idf).astype(np.float16).astype(np.float32)
    return kept, Vocabulary.build(kept, idf)


def _all_rows(view: Sequence[str], table: Codes, vocabulary: Vocabulary) -> sparse.csr_array:
    cuts = range(0, len(view), _STEP)
    return sparse.vstack(
        [view_rows(view[first : first + _STEP], table=table, vocabulary=vocabulary) for first in cuts]
    ).tocsr()


def _slim(matrix: sparse.sparray) -> sparse.csr_array:
    rows = sparse.csr_array(matrix)
    return sparse.csr_array(
        (rows.data, rows.indices.astype(np.int32), rows.indptr.astype(np.int32)), rows.shape
    )


def _fit(rows: sparse.csr_array, wanted: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    weights = np.zeros((rows.shape[1], wanted.shape[1]), np.float32)
    bias = np.full(wanted.shape[1], -1.0, np.float32)
    for column in range(wanted.shape[1]):
        yes = wanted[:, column]
        if not yes.any() or yes.all():
            continue
        lift = float(np.clip(len(yes) / (wanted.shape[1] * yes.sum()), 0.5, _MOST_LIFT))
        strength = 0.5 if len(yes) > 20_000 else 1.0
        counts = np.where(yes, lift, 1.0)
        model = LinearSVC(C=strength, random_state=1, tol=_TOLERANCE).fit(rows, yes, counts)
        weights[:, column], bias[column] = model.coef_[0], model.intercept_[0]
        if yes.sum() >= _ENOUGH_TO_LEAN:
            added, shift = _leaning(rows, yes, counts)
            weights[:, column] += _LEANING * added
            bias[column] += _LEANING * shift
    return weights, bias


def _leaning(
    rows: sparse.csr_array, yes: npt.NDArray[np.bool_], counts: npt.NDArray[np.float64]
) -> tuple[Floats, float]:
    """A second machine: rows scaled by how much oftener an n-gram stands with the label (Wang and Manning, 2012)."""
    often = np.asarray(rows[np.flatnonzero(yes)].sum(axis=0)).ravel() + 0.5
    seldom = np.asarray(rows[np.flatnonzero(~yes)].sum(axis=0)).ravel() + 0.5
    lean = np.log((often / often.sum()) / (seldom / seldom.sum())).astype(np.float32)
    scaled = _slim(rows @ sparse.diags_array(lean))
    model = LinearSVC(C=0.1, random_state=1, tol=_TOLERANCE).fit(scaled, yes, counts)
    return np.asarray(model.coef_[0] * lean, np.float32), float(model.intercept_[0])


def _unseen(rows: sparse.csr_array, wanted: npt.NDArray[np.bool_]) -> Floats:
    """Scores of texts by models that did not see them; for large sets one part in four is enough."""
    fold = np.random.default_rng(1).integers(0, _FOLDS, len(wanted))
    scores = np.full(wanted.shape, np.nan, np.float32)
    large = wanted.size > 300_000
    for number in range(1 if large else _FOLDS):
        inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if len(inside) and len(outside):
            weights, bias = _fit(_slim(rows[inside]), wanted[inside])
            scores[outside] = np.asarray(rows[outside] @ weights) + bias
    return scores


def _calibrate(scores: Floats, wanted: npt.NDArray[np.bool_], *, several: bool) -> tuple[float, Floats]:
    known = np.flatnonzero(~np.isnan(scores).any(axis=1))
    exact, truth = scores[known].astype(np.float64), wanted[known].astype(np.float64)

    def loss(values: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        raised = exact * values[0] + values[1:]
        if several:
            missed = 1 / (1 + np.exp(-np.clip(raised, -30, 30))) - truth
            cost = (np.logaddexp(0, raised) - truth * raised).sum(axis=1).mean()
        else:
            raised = raised - raised.max(axis=1, keepdims=True)
            logs = raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))
            missed = np.exp(logs) - truth
            cost = -(logs * truth).sum(axis=1).mean()
        pull = (missed.mean(axis=0) + 0.01 * values[1:]).tolist()
        slope = (missed * exact).sum(axis=1).mean()
        return float(cost + 0.005 * (values[1:] ** 2).sum()), np.array([slope, *pull])

    start = np.concatenate(([2.0], np.zeros(exact.shape[1])))
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return float(max(found[0], 0.5)), found[1:].astype(np.float32)


def _threshold(chances: Floats, wanted: npt.NDArray[np.bool_]) -> float:
    known = np.flatnonzero(~np.isnan(chances).any(axis=1))
    levels = np.arange(0.1, 0.7, 0.02).round(2).tolist()
    truth = wanted[known]

    def f1(level: float) -> float:
        said = chances[known] >= level
        return float(2 * (said & truth).sum() / max(said.sum() + truth.sum(), 1))

    return float(max(levels, key=f1))
