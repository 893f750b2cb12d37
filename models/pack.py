"""Write what was learned into one small file."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from opencc import OpenCC

from wenguo.understand.analyzer.vectors import Floats


def eighth_bit(weights: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Weights as whole numbers from −127 to 127 and one scale a column.

    The number is the weight's square root, so that the many small weights keep their differences beside the few great.
    """
    scale = (np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127**2).astype(np.float32)
    roots = np.sqrt(np.abs(weights) / scale)
    return (np.sign(weights) * np.clip(np.rint(roots), 0, 127)).astype(np.int8), scale


def script_pairs() -> tuple[str, str]:
    """Traditional characters and their simplified forms, one for one."""
    chars = [chr(code) for block in ((0x3400, 0x9FFF), (0xF900, 0xFAFF)) for code in range(*block)]
    turned = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    pairs = [(old, new) for old, new in zip(chars, turned, strict=True) if old != new and len(new) == 1]
    return "".join(old for old, _ in pairs), "".join(new for _, new in pairs)


def write(path: Path, arrays: dict[str, Any], meta: dict[str, Any]) -> None:
    """One compressed file; ``meta`` travels as JSON inside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        np.savez_compressed(stream, meta=np.array(json.dumps(meta, ensure_ascii=False)), **arrays)
