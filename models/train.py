"""Train every shipped head again: ``python -m models.train --data FOLDER``.

First a twin is trained without the held-out fifth and judged on it (models/figures.json, models/cards/); then the
shipped weights are trained on everything but our own corpus's held-out fifth.
"""

import argparse
import json
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rjieba
from scipy import sparse

from models import narrow, pack, wide
from models.data import ROOT, Example, is_held_out, own_texts
from wenguo.understand.analyzer import words
from wenguo.understand.analyzer.grams import HASH_SIZE, grams_of
from wenguo.understand.analyzer.heads import DOMAINS, WEIGHTS, context_of, wide_scores
from wenguo.understand.analyzer.text import Codes, folding_table, read_batch
from wenguo.understand.analyzer.vectors import Floats, Vocabulary, counted, vectorise

_STEP = 2000
_COMMON = 80_000
_WORDS = 30_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train on and how."""

    data: Path
    only_open: bool
    hold_out: bool


@dataclass(frozen=True, slots=True)
class Space:
    """The shared vector space: how characters are folded and which n-grams count."""

    table: Codes
    scripts: tuple[str, str]
    hashes: np.ndarray[Any, np.dtype[np.int64]]
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
            parts.append(context_of(read_batch(texts[cut], self.table), polarity[cut], moods[cut]))
        return np.concatenate(parts)


def count_grams(texts: list[str], table: Codes) -> np.ndarray[Any, np.dtype[np.int64]]:
    """In how many texts each hash stands."""
    total = np.zeros(HASH_SIZE, np.int64)
    for first in range(0, len(texts), _STEP):
        batch = read_batch(texts[first : first + _STEP], table)
        total += np.bincount(counted(grams_of(batch), batch.count).indices, minlength=HASH_SIZE)
    return total


def build_space(public: list[str], own: list[str]) -> Space:
    """Keep n-grams seen in three public texts or two of ours; the commoner ones serve the taxonomy heads."""
    scripts = pack.script_pairs()
    table = folding_table(*scripts)
    seen, ours = count_grams(public, table), count_grams(own, table)
    kept = np.flatnonzero((seen >= 4) | (ours >= 2))
    weight = (seen + 40 * ours)[kept]
    weight[ours[kept] < 1] = np.minimum(weight[ours[kept] < 1], 39)
    ranked = np.argsort(-weight, kind="stable")
    common, rare = np.sort(kept[ranked[:_COMMON]]), np.sort(kept[ranked[_COMMON:]])
    hashes = np.concatenate((common, rare))
    idf = np.log((1 + len(public) + len(own)) / (1 + seen[hashes] + ours[hashes])) + 1
    idf = idf.astype(np.float16).astype(np.float32)
    return Space(table, scripts, hashes, len(common), Vocabulary.build(hashes, idf))


def training_part(examples: list[Example], plan: Plan) -> list[Example]:
    """Without the held-out fifth when figures are wanted."""
    return [one for one in examples if not (plan.hold_out and is_held_out(one.text))]


def train_wide(space: Space, plan: Plan) -> tuple[Floats, Floats]:
    """Polarity, domains and moods side by side."""
    tones = training_part(wide.polarity_examples(plan.data, only_open=plan.only_open), plan)
    matrix = space.matrix([one.text for one in tones])
    domain = np.array([one.labels["domain"] for one in tones])
    good = np.array([one.labels["good"] for one in tones])
    polarity, polarity_bias = wide.fit_polarity(matrix, good, domain)
    placed = np.flatnonzero(domain >= 0)
    domains, domain_bias = wide.fit_domains(matrix[placed], domain[placed])
    posts = training_part(wide.mood_examples(plan.data, only_open=plan.only_open), plan)
    moods, mood_bias = wide.fit_moods(
        space.matrix([one.text for one in posts]) if posts else matrix, [one.labels["mood"] for one in posts]
    )
    return np.hstack([polarity, domains, moods]), np.concatenate([polarity_bias, domain_bias, mood_bias])


def own_part(plan: Plan) -> list[Example]:
    """Our corpus for training: its held-out fifth stays out for good."""
    del plan
    return [one for one in own_texts() if not is_held_out(one.text)]


def train(plan: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    """Everything in order; arrays and meta ready to be written."""
    clock = time.monotonic()
    own = own_part(plan)
    public = [one.text for one in wide.polarity_examples(plan.data, only_open=plan.only_open)]
    public += [one.text for one in wide.mood_examples(plan.data, only_open=plan.only_open)]
    space = build_space(public, [one.text for one in own])
    print(f"{len(public)} public, {len(own)} own texts; {len(space.hashes)} n-grams; {time.monotonic() - clock:.0f} s")
    table, bias = train_wide(space, plan)
    packed, scale = pack.eighth_bit(table)
    texts = [one.text for one in own]
    matrix = space.matrix(texts)
    raw = np.asarray(matrix @ (packed * scale)) + bias
    polarity, _, moods = wide_scores(raw)
    context = space.context(texts, polarity, moods)
    print(f"wide table trained; {time.monotonic() - clock:.0f} s")
    near = matrix[:, : space.common]
    small, context_weights, small_bias = narrow.fit(near, context, narrow.targets_of(own), strength=2e-5, rounds=60)
    small_packed, small_scale = pack.eighth_bit(small)
    print(f"narrow table trained; {time.monotonic() - clock:.0f} s")
    known_words, rarity = word_rarity(public + texts)
    arrays = {
        "common": np.diff(space.hashes[: space.common], prepend=0).astype(np.uint32),
        "rare": np.diff(space.hashes[space.common :], prepend=0).astype(np.uint32),
        "idf": space.vocabulary.idf.astype(np.float16),
        "wide": packed, "wide_scale": scale, "wide_bias": bias,
        "narrow": small_packed, "narrow_scale": small_scale, "narrow_bias": small_bias,
        "context": context_weights,
        "word_rarity": rarity,
    }  # fmt: skip
    meta: dict[str, Any] = {
        "words": " ".join(known_words),
        "version": version_of(arrays), "traditional": space.scripts[0], "simplified": space.scripts[1],
        "domains": DOMAINS, "calibration": {"temperature": {}}, "data": wide.open_sets(plan.only_open),
    }  # fmt: skip
    return arrays, meta


def word_rarity(texts: list[str]) -> tuple[list[str], np.ndarray[Any, np.dtype[np.float16]]]:
    """How rare the commoner words are, so that keywords tell a text from others."""
    seen: Counter[str] = Counter()
    for text in texts[::2]:
        seen.update({word for word in rjieba.cut(text.lower()[:300]) if len(word) > 1 and words.is_wordlike(word)})
    kept = sorted(word for word, count in seen.most_common(_WORDS) if count > 3)
    return kept, np.array([np.log(len(texts) / 2 / seen[word]) for word in kept], np.float16)


def version_of(arrays: dict[str, Any]) -> str:
    """A short name for exactly these weights."""
    return f"1.{int(sum(int(np.abs(part.astype(np.float64)).sum()) for part in arrays.values())) % 10**6:06d}"


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
    print(json.dumps({"file": str(chosen.output.relative_to(ROOT)) if chosen.output.is_relative_to(ROOT) else "", "bytes": chosen.output.stat().st_size}))


if __name__ == "__main__":
    main()
