"""One sparse vector a text: hashed character n-grams for Chinese, words and longer n-grams for Latin script."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wenguo.understand.analyzer.text import BOUNDARY, Batch, Codes, Places

HASH_BITS = 22
HASH_SIZE = 1 << HASH_BITS
PRIME = np.uint64(0x9E3779B97F4A7C15)
_BASE = np.uint64(0x100000001B3)
_BASE_INVERSE = np.uint64(pow(0x100000001B3, -1, 1 << 64))
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_HAN_SIZES = (1, 2, 3)
_LATIN_SIZES = (3, 4, 5)
_WORD, _WORDS = 11, 12


@dataclass(frozen=True, slots=True)
class Grams:
    """Every occurrence of every n-gram: its hash, its text, and the stretch of ``Batch.codes`` it covers."""

    hashes: Places
    texts: Places
    starts: Places
    sizes: Places

    @classmethod
    def joined(cls, parts: Sequence["Grams"]) -> "Grams":
        """Several kinds of n-grams of one batch."""
        return cls(
            np.concatenate([part.hashes for part in parts]),
            np.concatenate([part.texts for part in parts]),
            np.concatenate([part.starts for part in parts]),
            np.concatenate([part.sizes for part in parts]),
        )


def squeeze(values: npt.NDArray[np.uint64], salt: int) -> Places:
    """Hashes of one kind of n-gram, told apart by ``salt``, as numbers below ``HASH_SIZE``."""
    salted = np.uint64(salt * int(PRIME) % (1 << 64))
    mixed = (values ^ (values >> np.uint64(31))) * _MIX + salted
    mixed = (mixed ^ (mixed >> np.uint64(29))) * PRIME
    return (mixed >> np.uint64(64 - HASH_BITS)).astype(np.int64)


def grams_of(batch: Batch) -> Grams:
    """All n-grams of a batch. Those with Han, punctuation or emoji have 1–3 characters, Latin ones 3–5 and words."""
    codes = batch.codes
    plain = _latin(codes) | (codes == 32) | (codes == 48) | (codes == BOUNDARY)
    parts = [_runs(batch, plain, size) for size in range(1, max(_LATIN_SIZES) + 1)]
    parts.extend(_words(batch))
    return Grams.joined(parts)


def _latin(codes: Codes) -> npt.NDArray[np.bool_]:
    is_latin: npt.NDArray[np.bool_] = ((codes >= 97) & (codes <= 122)) | (codes == 39)
    return is_latin


def edges_of_words(codes: Codes) -> tuple[Places, Places]:
    """Where the words in Latin letters begin and end."""
    edges = np.diff(_latin(codes).astype(np.int8), prepend=0, append=0)
    return np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)


def _runs(batch: Batch, plain: npt.NDArray[np.bool_], size: int) -> Grams:
    codes = batch.codes.astype(np.uint64)
    count = max(len(codes) - size + 1, 0)
    value = np.zeros(count, dtype=np.uint64)
    all_plain = np.ones(count, dtype=bool)
    for shift in range(size):
        value = value * _BASE + codes[shift : shift + count]
        all_plain &= plain[shift : shift + count]
    wanted = np.zeros(count, dtype=bool)
    if size in _HAN_SIZES:
        wanted |= ~all_plain
    if size in _LATIN_SIZES:
        wanted |= all_plain
    for shift in range(1, size - 1):
        wanted &= codes[shift : shift + count] != BOUNDARY
    wanted &= ~((codes[:count] == BOUNDARY) & (codes[size - 1 : size - 1 + count] == BOUNDARY))
    starts = np.flatnonzero(wanted)
    inner = starts + (batch.codes[starts] == BOUNDARY)
    return Grams(squeeze(value[starts], size), batch.texts[inner], starts, np.full(len(starts), size))


def _words(batch: Batch) -> list[Grams]:
    starts, ends = edges_of_words(batch.codes)
    if not len(starts):
        return []
    values = stretch_hashes(batch.codes, starts=starts, ends=ends)
    texts = batch.texts[starts]
    single = Grams(squeeze(values, _WORD), texts, starts, ends - starts)
    near = np.flatnonzero((texts[1:] == texts[:-1]) & (starts[1:] - ends[:-1] <= 3))
    both = values[near] * PRIME + values[near + 1]
    pair = Grams(squeeze(both, _WORDS), texts[near], starts[near], ends[near + 1] - starts[near])
    return [single, pair]


def stretch_hashes(codes: Codes, *, starts: Places, ends: Places) -> npt.NDArray[np.uint64]:
    """Polynomial hash of any stretch from two prefix sums: all words at once, no Python loop."""
    powers = np.cumprod(np.full(len(codes) + 1, _BASE, dtype=np.uint64))
    inverse = np.cumprod(np.full(len(codes) + 1, _BASE_INVERSE, dtype=np.uint64))
    prefix = np.concatenate((np.zeros(1, np.uint64), np.cumsum(codes.astype(np.uint64) * powers[:-1])))
    return np.asarray((prefix[ends] - prefix[starts]) * inverse[starts], dtype=np.uint64)
