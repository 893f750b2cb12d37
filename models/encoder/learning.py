"""Teach the encoder one task on one core, and ask it."""

import time
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from models.encoder import packed
from models.encoder.net import Encoder
from wenguo.understand.analyzer.text import Places
from wenguo.understand.analyzer.vectors import Floats

_TOKENS_A_STEP = 1152
_CHUNK = 1600
_WARM = 0.06


@dataclass(frozen=True, slots=True)
class Texts:
    """What is learned from or judged on: tokens and the true answer."""

    tokens: list[list[int]]
    true: Places


@dataclass(frozen=True, slots=True)
class Pace:
    """How long and how boldly to learn."""

    passes: int
    rate: float


def batches(tokens: list[list[int]], rng: np.random.Generator) -> list[list[int]]:
    """Texts of like length together, in an order that is new for each pass."""
    order, found = rng.permutation(len(tokens)), []
    for first in range(0, len(order), _CHUNK):
        held: list[int] = []
        for place in sorted(order[first : first + _CHUNK].tolist(), key=lambda one: len(tokens[one])):
            if held and len(tokens[place]) * (len(held) + 1) > _TOKENS_A_STEP:
                found.append(held)
                held = []
            held.append(place)
        found.append(held)
    return [found[place] for place in rng.permutation(len(found))]


def filled(rows: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Tokens of several texts side by side, and which of them are real."""
    longest = max(map(len, rows))
    tokens = torch.full((len(rows), longest), packed.FILL, dtype=torch.int64)
    real = torch.zeros(len(rows), longest)
    for place, row in enumerate(rows):
        tokens[place, : len(row)] = torch.tensor(row)
        real[place, : len(row)] = 1
    return tokens, real


def loss_of(scores: Tensor, true: Tensor) -> Tensor:
    """One answer: good or bad. Several: which of them. Both with a little doubt."""
    if scores.shape[1] == 1:
        return functional.binary_cross_entropy_with_logits(scores[:, 0], 0.02 + 0.96 * true)
    return functional.cross_entropy(scores, true, label_smoothing=0.05)


def train(encoder: Encoder, texts: Texts, pace: Pace) -> None:
    """AdamW over layers that learn the slower the lower they lie; the word vectors stay."""
    encoder.words.weight.requires_grad_(False)
    parts = [(encoder.head, 1e-3)]
    parts += [(layer, pace.rate * 0.9**depth) for depth, layer in enumerate(reversed(encoder.layers))]
    parts += [(part, pace.rate * 0.9 ** len(encoder.layers)) for part in (encoder.places, encoder.start)]
    groups = [{"params": list(part.parameters()), "lr": rate, "most": rate} for part, rate in parts]
    chooser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    rng = np.random.default_rng(1)
    steps = [step for _ in range(pace.passes) for step in batches(texts.tokens, rng)]
    encoder.train()
    for number, step in enumerate(steps):
        share = min(1.0, (number + 1) / (_WARM * len(steps))) * (1 - 0.95 * number / len(steps))
        for group in chooser.param_groups:
            group["lr"] = group["most"] * share
        scores = encoder(*filled([texts.tokens[place] for place in step]))
        loss = loss_of(scores, torch.from_numpy(texts.true[step]))
        chooser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        chooser.step()
        if number % 100 == 0:
            print(f"step {number} of {len(steps)}, {time.process_time():.0f} s", flush=True)


@torch.inference_mode()
def scores_of(encoder: Encoder, tokens: list[list[int]]) -> Floats:
    """Answers for many texts."""
    encoder.eval()
    found = np.zeros((len(tokens), encoder.head.out_features), np.float32)
    for step in batches(tokens, np.random.default_rng(0)):
        found[step] = encoder(*filled([tokens[place] for place in step])).numpy()
    return found
