"""Short signatures under which texts that share half of their character pairs find each other (MinHash, banded)."""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

BANDS, ROWS = 24, 4
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SEEDS = np.random.default_rng(20261126).integers(1, 1 << 63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
#: Keeps the same hash in two bands apart.
_PLACES = np.arange(BANDS, dtype=np.uint64) * _PRIME


def bands_of(texts: Sequence[Collection[str]]) -> list[list[int]]:
    """For the pairs of each text one number a band (32 bits, signed, as PostgreSQL keeps them), none without pairs; two
    texts are candidates if they share one.
    """
    said = [pairs for pairs in texts if pairs]
    if not said:
        return [[] for _text in texts]
    mixed = _mixed(_numbers([pair for pairs in said for pair in pairs]))
    starts = np.cumsum([0, *(len(pairs) for pairs in said[:-1])])
    # Column by column: many texts at once, and what is at work fits into the processor's cache.
    smallest = np.stack([np.minimum.reduceat(mixed * seed, starts) for seed in _SEEDS], axis=1)
    table = smallest.reshape(len(said), BANDS, ROWS)
    value = np.tile(_PLACES, (len(said), 1))
    for row in range(ROWS):
        value = (value ^ table[:, :, row]) * _MIX
        value ^= value >> np.uint64(29)
    found = iter((value >> np.uint64(32)).astype(np.uint32).astype(np.int32).tolist())
    return [next(found) if pairs else [] for pairs in texts]


def _numbers(pairs: Collection[str]) -> npt.NDArray[np.uint64]:
    codes = np.frombuffer("".join(pairs).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    both = codes.reshape(-1, 2).astype(np.uint64)
    return np.asarray((both[:, 0] << np.uint64(21)) | both[:, 1], np.uint64)


def _mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    mixed = (values ^ (values >> np.uint64(17))) * _PRIME
    mixed = (mixed ^ (mixed >> np.uint64(31))) * _MIX
    return mixed ^ (mixed >> np.uint64(27))
