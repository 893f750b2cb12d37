"""Short signatures under which texts that share half of their character pairs find each other (MinHash, banded)."""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

BANDS, ROWS = 24, 4
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SEEDS = np.random.default_rng(20261126).integers(1, 1 << 63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
#: Keeps the same hash in two bands apart.
_PLACES = np.arange(BANDS, dtype=np.uint64) * _PRIME


def bands_of(pairs: Collection[str]) -> list[int]:
    """One number a band (32 bits, signed, as PostgreSQL keeps them); two texts are candidates if they share one."""
    if not pairs:
        return []
    smallest = (_mixed(_numbers(pairs))[:, None] * _SEEDS[None, :]).min(axis=0)
    table = smallest.reshape(BANDS, ROWS)
    value = _PLACES.copy()
    for row in range(ROWS):
        value = (value ^ table[:, row]) * _MIX
        value ^= value >> np.uint64(29)
    found: list[int] = (value >> np.uint64(32)).astype(np.uint32).astype(np.int32).tolist()
    return found


def _numbers(pairs: Collection[str]) -> npt.NDArray[np.uint64]:
    codes = np.frombuffer("".join(pairs).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    both = codes.reshape(-1, 2).astype(np.uint64)
    return np.asarray((both[:, 0] << np.uint64(21)) | both[:, 1], np.uint64)


def _mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    mixed = (values ^ (values >> np.uint64(17))) * _PRIME
    mixed = (mixed ^ (mixed >> np.uint64(31))) * _MIX
    return mixed ^ (mixed >> np.uint64(27))
