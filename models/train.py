"""Train every shipped head again: ``python -m models.train --data FOLDER``.

With ``--hold-out`` the twin is trained that ``models.evaluate`` judges: it never sees a fifth of any public set, nor of
our labels for them. The shipped weights see all of them; our own corpus's held-out fifth stays out of both.
"""

import argparse
import hashlib
import json
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import rjieba
from scipy import sparse

from models import narrow, pack, wide
from models.data import Example, is_held_out, key_of, labelled_public_texts, own_texts, phrases
from wenguo.understand.analyzer import rules, words
from wenguo.understand.analyzer.grams import HASH_SIZE, grams_of
from wenguo.understand.analyzer.heads import (
    DOMAINS,
    context_of,
    head_columns,
    sigmoid,
    wide_scores,
)
from wenguo.understand.analyzer.labels import ANY_OF, HEADS, WEIGHTS
from wenguo.understand.analyzer.text import Codes, folding_table, read_batch
from wenguo.understand.analyzer.vectors import Floats, Vocabulary, counted, vectorise

_STEP = 2000
_COMMON = 80_000
_WORDS = 30_000
_SEEN = 5
_ENOUGH = 25
_REAL, _OWN, _PHRASE = 1.5, 1.0, 0.5
_OWN_CALIBRATES = 0.3
_TRIED = tuple(np.arange(0.14, 0.56, 0.03).round(2).tolist())


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train on and how."""

    data: Path
    only_open: bool
    hold_out: bool

    def part(self, examples: list[Example]) -> list[Example]:
        """Without the held-out fifth when figures are wanted."""
        return [one for one in examples if not (self.hold_out and is_held_out(one.text))]


@dataclass(frozen=True, slots=True)
class Space:
    """The shared vector space: how characters are folded and which n-grams count."""

    table: Codes
    scripts: tuple[str, str]
    hashes: npt.NDArray[np.int64]
    common: int
    vocabulary: Vocabulary

    def matrix(self, texts: list[str]) -> sparse.csr_array:
        """Unit rows for many texts."""
        parts = []
        for first in range(0, len(texts), _STEP):
            batch = read_batch(texts[first : first + _STEP], self.table)
            parts.append(vectorise(grams_of(batch), self.vocabulary, count=batch.count).matrix)
        return wide.slim(sparse.vstack(parts))

    def context(self, texts: list[str], polarity: Floats, moods: Floats) -> Floats:
        """The dense features for many texts."""
        parts = []
        for first in range(0, len(texts), _STEP):
            cut = slice(first, first + _STEP)
            parts.append(context_of(read_batch(texts[cut], self.table), polarity[cut], moods=moods[cut]))
        return np.concatenate(parts)


def count_grams(texts: list[str], table: Codes) -> npt.NDArray[np.int64]:
    """In how many texts each hash stands."""
    total = np.zeros(HASH_SIZE, np.int64)
    for first in range(0, len(texts), _STEP):
        batch = read_batch(texts[first : first + _STEP], table)
        total += np.bincount(counted(grams_of(batch), batch.count).indices, minlength=HASH_SIZE)
    return total


def build_space(public: list[str], labelled: list[str]) -> Space:
    """Keep n-grams seen in a few public texts or two labelled ones; those with labels serve the taxonomy heads."""
    scripts = pack.script_pairs()
    table = folding_table(*scripts)
    seen, ours = count_grams(public, table), count_grams(labelled, table)
    kept = np.flatnonzero((seen >= _SEEN) | (ours >= 2) | ((ours > 0) & (seen > 1)))
    rank = np.where(ours[kept] > 0, 1_000_000 + 50 * ours[kept], 0) + seen[kept]
    ranked = np.argsort(-rank, kind="stable")
    common, rare = np.sort(kept[ranked[:_COMMON]]), np.sort(kept[ranked[_COMMON:]])
    hashes = np.concatenate((common, rare))
    idf = np.log((1 + len(public) + len(labelled)) / (1 + seen[hashes] + ours[hashes])) + 1
    idf = idf.astype(np.float16).astype(np.float32)
    return Space(table, scripts, hashes, len(common), Vocabulary.build(hashes, idf))


def train_wide(space: Space, plan: Plan, reserved: frozenset[str]) -> tuple[Floats, Floats]:
    """Polarity, domains and moods side by side, learned from all texts but the ``reserved`` ones."""
    tones = plan.part(wide.polarity_examples(plan.data, only_open=plan.only_open))
    tones = [one for one in tones if key_of(one.text) not in reserved]
    matrix = space.matrix([one.text for one in tones])
    domain = np.array([one.labels["domain"] for one in tones])
    good = np.array([one.labels["good"] for one in tones])
    polarity, polarity_bias = wide.fit_polarity(matrix, good, domain)
    placed = np.flatnonzero(domain >= 0)
    domains, domain_bias = wide.fit_domains(matrix[placed], domain[placed])
    posts = plan.part(wide.mood_examples(plan.data, only_open=plan.only_open))
    moods, mood_bias = wide.fit_moods(
        space.matrix([one.text for one in posts]) if posts else matrix, [one.labels["mood"] for one in posts]
    )
    return np.hstack([polarity, domains, moods]), np.concatenate([polarity_bias, domain_bias, mood_bias])


def rule_hits(texts: list[str], table: Codes) -> npt.NDArray[np.bool_]:
    """What the words alone settle, in the columns of the narrow table."""
    columns = head_columns()
    hits = np.zeros((len(texts), max(part.stop for part in columns.values())), bool)
    for row, text in enumerate(texts):
        codes = read_batch([text], table).codes
        for label in rules.decide(codes[1:-1].tobytes().decode("utf-32-le", "replace"), text):
            head, name = label.split(":")
            if head in ANY_OF:
                hits[row, columns[head].start + HEADS[head].index(name)] = True
    return hits


def thresholds(
    unseen: Floats, targets: narrow.Targets, hits: npt.NDArray[np.bool_], *, counts: Floats
) -> dict[str, list[float]]:
    """The chance from which each label of the heads with several labels is given: best micro-F1, together with the
    rules, on texts kept out. Rare labels share one level."""
    found = {}
    for head, part in head_columns().items():
        if head in ANY_OF:
            rows = np.flatnonzero(targets.weights[: len(unseen), part].max(axis=1) > 0)
            found[head] = _levels(
                sigmoid(unseen[rows, part]),
                hits[rows, part],
                wanted=targets.values[rows, part] > 0,
                counts=counts[rows],
            )
    return found


def _levels(
    chances: Floats, said: npt.NDArray[np.bool_], *, wanted: npt.NDArray[np.bool_], counts: Floats
) -> list[float]:
    def worth(levels: npt.NDArray[np.float64]) -> float:
        given = (chances >= levels) | said
        both, each = counts @ (given & wanted), counts @ (given.astype(int) + wanted)
        return float(2 * both.sum() / max(each.sum(), 1e-9))

    width = wanted.shape[1]
    best = np.full(width, max(_TRIED, key=lambda level: worth(np.full(width, level))))
    for place in [*np.flatnonzero(wanted.sum(axis=0) >= _ENOUGH)] * 2:
        options = [np.where(np.arange(width) == place, level, best) for level in _TRIED]
        best = max([best, *options], key=worth)
    return [round(float(level), 2) for level in best]


def word_rarity(texts: list[str]) -> tuple[list[str], npt.NDArray[np.float16]]:
    """How rare the commoner words are, so that keywords tell a text from others."""
    seen: Counter[str] = Counter()
    for text in texts[::2]:
        seen.update(
            {word for word in rjieba.cut(text.lower()[:300]) if len(word) > 1 and words.is_wordlike(word)}
        )
    kept = sorted(word for word, count in seen.most_common(_WORDS) if count > 3)
    return kept, np.array([np.log(len(texts) / 2 / seen[word]) for word in kept], np.float16)


def train(plan: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    """Everything in order; arrays and meta ready to be written."""
    clock = time.monotonic()
    own = [one for one in own_texts() if not is_held_out(one.text)]
    real = plan.part(labelled_public_texts(plan.data, only_open=plan.only_open))
    labelled = [*real, *own, *phrases()]
    public = [one.text for one in wide.polarity_examples(plan.data, only_open=plan.only_open)]
    public += [one.text for one in wide.mood_examples(plan.data, only_open=plan.only_open)]
    space = build_space(public, [one.text for one in labelled])
    print(
        f"{len(public)} public, {len(real)} labelled public, {len(own)} own texts, {len(space.hashes)} n-grams"
    )
    # What the narrow heads learn from must be as unsure of their texts as of any new text; what ships knows them all.
    unseen_table, unseen_bias = train_wide(space, plan, frozenset(key_of(one.text) for one in real))
    table, bias = train_wide(space, plan, frozenset())
    packed, scale = pack.eighth_bit(table)
    print(f"wide table trained; {time.monotonic() - clock:.0f} s")
    texts = [one.text for one in labelled]
    matrix = space.matrix(texts)
    polarity, _, moods = wide_scores(np.asarray(matrix @ unseen_table) + unseen_bias)
    targets = narrow.join(
        [narrow.targets_of(real, _REAL), narrow.targets_of(own, _OWN), narrow.targets_of(phrases(), _PHRASE)]
    )
    near = wide.slim(matrix[:, : space.common])
    # Confidence must hold for what people really write: real texts count in full, our own as their complement.
    counts = np.concatenate((np.ones(len(real)), np.full(len(own), _OWN_CALIBRATES))).astype(np.float32)
    fitted = narrow.fit(near, space.context(texts, polarity, moods), targets, counts=counts)
    print(f"narrow table trained; {time.monotonic() - clock:.0f} s")
    small, small_scale = pack.eighth_bit(fitted.grams)
    known, rarity = word_rarity(public + texts)
    arrays = {
        "common": np.diff(space.hashes[: space.common], prepend=0).astype(np.uint32),
        "rare": np.diff(space.hashes[space.common :], prepend=0).astype(np.uint32),
        "idf": space.vocabulary.idf.astype(np.float16),
        "wide": packed, "wide_scale": scale, "wide_bias": bias,
        "narrow": small, "narrow_scale": small_scale, "narrow_bias": fitted.bias, "context": fitted.context,
        "word_rarity": rarity,
    }  # fmt: skip
    levels = thresholds(
        fitted.unseen, targets, rule_hits(texts[: len(real) + len(own)], space.table), counts=counts
    )
    meta = {
        "version": version_of(arrays, levels), "traditional": space.scripts[0], "simplified": space.scripts[1],
        "words": " ".join(known), "domains": DOMAINS, "data": wide.open_sets(plan.only_open),
        "threshold": levels,
    }  # fmt: skip
    return arrays, meta


def version_of(arrays: dict[str, Any], levels: dict[str, Any]) -> str:
    """A short name for exactly these weights."""
    digest = hashlib.sha256(json.dumps(levels).encode())
    for name in sorted(arrays):
        digest.update(np.ascontiguousarray(arrays[name]).tobytes())
    return f"1.{digest.hexdigest()[:8]}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the public sets")
    parser.add_argument("--only-open", action="store_true", help="use only sets with an open licence")
    parser.add_argument("--hold-out", action="store_true", help="train the twin that is judged")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    chosen = parser.parse_args()
    arrays, meta = train(Plan(chosen.data, chosen.only_open, chosen.hold_out))
    pack.write(chosen.output, arrays, meta)
    print(json.dumps({"version": meta["version"], "bytes": chosen.output.stat().st_size}))


if __name__ == "__main__":
    main()
