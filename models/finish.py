"""Last touches, found on what the twin never saw: ``python -m models.finish --data FOLDER --twin twin.npz WEIGHTS…``.

How sure each head may be is found on real texts (the folds of training hold near-copies of each other and make it too
sure). Hotel reviews are told from others a little sooner, since
the shop set, too, holds hotel reviews. The twin and every WEIGHTS file are changed in the same way.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from models import pack
from models.data import Example, is_held_out, labelled_public_texts, own_texts
from models.narrow import Doubles, shares_of
from models.train import version_of
from wenguo.understand.analyzer.grams import grams_of
from wenguo.understand.analyzer.heads import DOMAINS, judge, load_weights
from wenguo.understand.analyzer.labels import HEADS, ONE_OF
from wenguo.understand.analyzer.text import read_batch
from wenguo.understand.analyzer.vectors import vectorise

_STEP = 500
_OWN_COUNTS = 0.3
_HOTEL_SOONER = 2.0


def trust(twin: Path, examples: list[Example], counts: Doubles) -> dict[str, tuple[float, float]]:
    """For each head slope and shift that turn the odds of its likeliest label into the odds of being right."""
    weights = load_weights(twin)
    said: dict[str, list[Doubles]] = {head: [] for head in ONE_OF}
    for first in range(0, len(examples), _STEP):
        batch = read_batch([one.text for one in examples[first : first + _STEP]], weights.table)
        vectors = vectorise(grams_of(batch), weights.vocabulary, count=batch.count)
        for head, chances in judge(weights, batch, vectors=vectors).by_head.items():
            if head in said:
                said[head].append(np.log(np.maximum(chances, 1e-9)).astype(np.float64))
    return {head: _trust(head, np.concatenate(logs), examples, counts=counts) for head, logs in said.items()}


def _trust(head: str, logs: Doubles, examples: list[Example], *, counts: Doubles) -> tuple[float, float]:
    places = []
    for row, one in enumerate(examples):
        given = shares_of(head, one)
        if given:
            places.append((row, HEADS[head].index(max(given, key=lambda label: given[label]))))
    rows, wanted = (np.array(part) for part in zip(*places, strict=True))

    top = np.exp(logs[rows].max(axis=1)).clip(1e-4, 1 - 1e-4)
    right = logs[rows].argmax(axis=1) == wanted
    odds = np.log(top / (1 - top))[:, None]
    model = LogisticRegression(C=100).fit(odds, right, counts[rows])
    return round(float(model.coef_[0, 0]), 4), round(float(model.intercept_[0]), 4)


def finish(path: Path, found: dict[str, tuple[float, float]]) -> str:
    """Rewrite one file of weights; its new version."""
    with np.load(path, allow_pickle=False) as stored:
        arrays: dict[str, Any] = {name: stored[name] for name in stored.files if name != "meta"}
        meta = json.loads(str(stored["meta"]))
    arrays["wide_bias"][1 + len(DOMAINS) + DOMAINS.index("hotel")] += _HOTEL_SOONER
    meta["version"] = version_of(arrays, {**meta["threshold"], "sure": found})
    meta["sure"] = found
    pack.write(path, arrays, meta)
    return str(meta["version"])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the public sets")
    parser.add_argument("--twin", type=Path, required=True, help="weights trained with --hold-out")
    parser.add_argument("weights", type=Path, nargs="*", help="other files to change in the same way")
    chosen = parser.parse_args()
    real = [one for one in labelled_public_texts(chosen.data, only_open=False) if is_held_out(one.text)]
    own = [one for one in own_texts() if is_held_out(one.text)]
    counts = np.concatenate((np.ones(len(real)), np.full(len(own), _OWN_COUNTS)))
    found = trust(chosen.twin, [*real, *own], counts)
    print(json.dumps(found))
    for path in (chosen.twin, *chosen.weights):
        print(path, finish(path, found))


if __name__ == "__main__":
    main()
