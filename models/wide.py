"""The wide table: two-way polarity with a correction per domain, the domain itself, and the mood of a post."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from models.data import OPEN_LICENCE, Example, rows
from wenguo.understand.analyzer.heads import DOMAINS, MOODS, STEEPNESS
from wenguo.understand.analyzer.text import Places
from wenguo.understand.analyzer.vectors import Floats

_HOTEL, _DELIVERY, _SHOP, _ENGLISH = range(len(DOMAINS))
#: The share of texts by which the loudness of the two machines is found.
_CHECKED = 0.1
_GLAD = frozenset(
    {"admiration", "amusement", "approval", "caring", "excitement", "gratitude", "joy", "love", "optimism", "pride",
     "relief"}
)  # fmt: skip
_SORE = frozenset(
    {"anger", "annoyance", "disappointment", "disapproval", "disgust", "embarrassment", "fear", "grief", "nervousness",
     "remorse", "sadness"}
)  # fmt: skip


def polarity_examples(data: Path, *, only_open: bool) -> list[Example]:
    """Texts known to be good (1) or bad (0), with the domain they come from (−1: none of ours)."""
    found = []
    for name, domain in (
        ("chnsenticorp_htl", _HOTEL),
        ("waimai_10k", _DELIVERY),
        ("online_shopping_10_cats", _SHOP),
    ):
        if not only_open:
            for row in rows(data, name):
                found.append(Example(row["text"], {"good": int(row["label"]), "domain": domain}, name))
    found.extend(_english(data))
    if not only_open:
        found.extend(_acos(data))
    if only_open:
        found.extend(_aspect_sentences(data, _DELIVERY))
    return found


def _english(data: Path) -> Iterator[Example]:
    for row in rows(data, "goemotions"):
        feelings = set(row["emotions"].split("|"))
        good, bad = feelings & _GLAD, feelings & _SORE
        if bool(good) != bool(bad):
            yield Example(row["text"], {"good": int(bool(good)), "domain": _ENGLISH}, "goemotions")


def _acos(data: Path) -> Iterator[Example]:
    for name in ("acos_restaurant", "acos_laptop"):
        for row in rows(data, name):
            tones = {part.rsplit(":", 1)[-1] for part in row["aspect_polarity"].split("|")}
            if tones in ({"positive"}, {"negative"}):
                yield Example(row["text"], {"good": int(tones == {"positive"}), "domain": _ENGLISH}, name)


def _aspect_sentences(data: Path, domain: int) -> Iterator[Example]:
    tones: dict[str, set[str]] = {}
    for row in rows(data, "zh_aspect_term_polarity"):
        tones.setdefault(row["text"].replace(" ", ""), set()).add(row["polarity"])
    for row in rows(data, "zh_restaurant_triplets"):
        words = row["triplets"]
        tones[row["text"]] = {tone for tone in ("positive", "negative", "neutral") if f'"{tone}"' in words}
    for text, found in tones.items():
        if found in ({"positive"}, {"negative"}):
            yield Example(text, {"good": int(found == {"positive"}), "domain": domain}, "zh_aspects")


def mood_examples(data: Path, *, only_open: bool) -> list[Example]:
    """Posts with one of six moods."""
    if only_open:
        return []
    return [
        Example(row["text"], {"mood": row["emotion"]}, "smp2020_ewect") for row in rows(data, "smp2020_ewect")
    ]


def open_sets(only_open: bool) -> str:
    """Which public sets feed the wide table, for the cards."""
    closed = (
        "chnsenticorp_htl, waimai_10k, online_shopping_10_cats, smp2020_ewect, acos_restaurant, acos_laptop"
    )
    used = ", ".join(
        sorted(OPEN_LICENCE & {"goemotions", "zh_restaurant_triplets", "zh_aspect_term_polarity"})
    )
    return used if only_open else f"{used}; without a stated licence: {closed}"


def slim(matrix: sparse.sparray) -> sparse.csr_array:
    """Rows with 32-bit indices, as the solvers want them."""
    found = sparse.csr_array(matrix)
    return sparse.csr_array(
        (found.data, found.indices.astype(np.int32), found.indptr.astype(np.int32)), found.shape
    )


def fit_polarity(matrix: sparse.csr_array, good: Floats, domain: Floats) -> tuple[Floats, Floats]:
    """Weights for all domains together and what each domain adds (feature augmentation after Daumé III, 2007).

    Two machines speak together: one over the rows as they are, one over rows scaled by how much oftener each n-gram
    stands in good texts than in bad ones (Wang and Manning, 2012). Both are linear, so one table holds their sum, of
    such a size that ``2 · STEEPNESS`` times the score is the logarithm of the odds.
    """
    chance = np.random.default_rng(1).random(len(good))
    inside, outside = np.flatnonzero(chance >= _CHECKED), np.flatnonzero(chance < _CHECKED)
    scales = _scales(matrix, good, domain, inside=inside, outside=outside)
    plain, leaning = _two(matrix, good, domain)
    weights, bias = (scales[0] * one + scales[1] * other for one, other in zip(plain, leaning, strict=True))
    return weights.astype(np.float32), bias.astype(np.float32)


def _two(matrix: sparse.csr_array, good: Floats, domain: Floats) -> list[tuple[Floats, Floats]]:
    lean = log_ratio(matrix, good)
    weights, bias = _fit_augmented(matrix, good, domain, strength=0.3)
    scaled = slim(matrix @ sparse.diags_array(lean))
    leaning, shift = _fit_augmented(scaled, good, domain, strength=0.1)
    return [(weights, bias), (leaning * lean[:, None], shift)]


def log_ratio(matrix: sparse.csr_array, good: Floats) -> Floats:
    """How much oftener each n-gram stands in good texts than in bad ones."""
    often = np.asarray(matrix[np.flatnonzero(good == 1)].sum(axis=0)).ravel() + 0.5
    seldom = np.asarray(matrix[np.flatnonzero(good == 0)].sum(axis=0)).ravel() + 0.5
    return np.asarray(np.log((often / often.sum()) / (seldom / seldom.sum())), np.float32)


def _scales(
    matrix: sparse.csr_array, good: Floats, domain: Floats, *, inside: Places, outside: Places
) -> tuple[float, float]:
    """How loud each of the two machines speaks, so that the sum tells the odds of texts neither has seen."""
    known = _augmented(matrix[outside], domain[outside])
    heard = []
    for weights, bias in _two(slim(matrix[inside]), good[inside], domain[inside]):
        heard.append(np.asarray(known @ weights.T.ravel()) + bias[0])
    sizes = [float(np.std(one)) for one in heard]
    together = sum(one / size for one, size in zip(heard, sizes, strict=True))
    slope = float(LogisticRegression(C=1000).fit(np.asarray(together)[:, None], good[outside]).coef_[0, 0])
    return slope / sizes[0] / (2 * STEEPNESS), slope / sizes[1] / (2 * STEEPNESS)


def _augmented(matrix: sparse.csr_array, domain: Floats) -> sparse.csr_array:
    known = np.eye(len(DOMAINS), dtype=np.float32)[np.maximum(domain, 0).astype(int)] * (domain >= 0)[:, None]
    blocks = [matrix, *(sparse.diags_array(known[:, d]) @ matrix for d in range(len(DOMAINS)))]
    return slim(sparse.hstack(blocks))


def _fit_augmented(
    matrix: sparse.csr_array, good: Floats, domain: Floats, *, strength: float
) -> tuple[Floats, Floats]:
    model = LinearSVC(C=strength, random_state=1, tol=1e-3).fit(_augmented(matrix, domain), good)
    weights = model.coef_[0].reshape(1 + len(DOMAINS), matrix.shape[1]).T
    bias = np.zeros(1 + len(DOMAINS), np.float32)
    bias[0] = model.intercept_[0]
    return weights.astype(np.float32), bias


def fit_domains(matrix: sparse.csr_array, domain: Floats) -> tuple[Floats, Floats]:
    """Which kind of review a text is, so that its own correction counts."""
    model = LogisticRegression(C=10, max_iter=40, tol=1e-3)
    model.fit(matrix, domain)
    weights = np.zeros((matrix.shape[1], len(DOMAINS)), np.float32)
    bias = np.full(len(DOMAINS), -9.0, np.float32)
    # With two classes the solver keeps one row: the second class against the first.
    rows = model.coef_ if len(model.classes_) > 2 else np.vstack([-model.coef_, model.coef_]) / 2
    shifts = model.intercept_ if len(model.classes_) > 2 else np.array([-1, 1]) * model.intercept_[0] / 2
    for row, label in enumerate(model.classes_.astype(int)):
        weights[:, label], bias[label] = rows[row], shifts[row]
    return weights, bias


def fit_moods(matrix: sparse.csr_array, moods: list[str]) -> tuple[Floats, Floats]:
    """Six moods of short posts, each against the others."""
    if not moods:
        return np.zeros((matrix.shape[1], len(MOODS)), np.float32), np.zeros(len(MOODS), np.float32)
    model = LinearSVC(C=0.2, class_weight="balanced", random_state=1).fit(matrix, moods)
    order = [list(model.classes_).index(mood) for mood in MOODS]
    return model.coef_[order].T.astype(np.float32), model.intercept_[order].astype(np.float32)
