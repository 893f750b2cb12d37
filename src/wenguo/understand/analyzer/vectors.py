"""From n-grams to the weighted sparse rows that every head reads."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from wenguo.understand.analyzer.grams import HASH_SIZE, Grams
from wenguo.understand.analyzer.text import Places

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The hashed n-grams the models know, each with its rarity; everything else is ignored."""

    row_of: npt.NDArray[np.int32]
    idf: Floats

    @classmethod
    def build(cls, hashes: Places, idf: Floats) -> "Vocabulary":
        """A vocabulary from ascending hashes and the rarity of each."""
        return cls(row_of(hashes), idf.astype(np.float32))


def row_of(hashes: Places) -> npt.NDArray[np.int32]:
    """For every hash its place among these; -1 for those that are not."""
    places = np.full(HASH_SIZE, -1, dtype=np.int32)
    places[hashes] = np.arange(len(hashes), dtype=np.int32)
    return places


@dataclass(frozen=True, slots=True)
class Vectors:
    """Unit-length rows, and for every occurrence of a known n-gram its column and its share in the row."""

    matrix: sparse.csr_array
    columns: Places
    texts: Places
    starts: Places
    sizes: Places
    shares: Floats


def counted(grams: Grams, count: int) -> sparse.csr_array:
    """How often each hash stands in each text, damped by a logarithm: the raw matter of training."""
    keys = np.sort(grams.texts * HASH_SIZE + grams.hashes)
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    often = np.diff(np.append(first, len(keys)))
    texts, hashes = np.divmod(keys[first], HASH_SIZE)
    edges = np.searchsorted(texts, np.arange(count + 1)).astype(np.int32)
    values = (1 + np.log(often)).astype(np.float32)
    return sparse.csr_array((values, hashes.astype(np.int32), edges), (count, HASH_SIZE))


def vectorise(grams: Grams, vocabulary: Vocabulary, *, count: int) -> Vectors:
    """Rows of unit length over the known n-grams: (1 + log frequency) × rarity."""
    columns = vocabulary.row_of[grams.hashes].astype(np.int64)
    known = np.flatnonzero(columns >= 0)
    columns, texts = columns[known], grams.texts[known]
    width = len(vocabulary.idf)
    keys, cell_of, often = np.unique(texts * width + columns, return_inverse=True, return_counts=True)
    cell_texts, cell_columns = np.divmod(keys, width)
    values = (1 + np.log(often)) * vocabulary.idf[cell_columns]
    lengths = np.sqrt(np.bincount(cell_texts, values * values, minlength=count))
    values = (values / np.maximum(lengths, 1e-9)[cell_texts]).astype(np.float32)
    edges = np.searchsorted(cell_texts, np.arange(count + 1)).astype(np.int32)
    matrix = sparse.csr_array((values, cell_columns.astype(np.int32), edges), (count, width))
    shares = (values / often)[cell_of].astype(np.float32)
    return Vectors(matrix, columns, texts, grams.starts[known], grams.sizes[known], shares)
