"""Raw texts become one array of normalised characters that still knows where every character stood."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]

#: Longer texts are judged by their first characters; a feedback of this length is already a small book.
READ_LIMIT = 10_000
#: Stands before, between and after the texts of a batch; no real character maps to it.
BOUNDARY = 1
_DROP = 0
_SPACE = 32
_TOP = 0x110000
_DROPPED = frozenset({"Cf", "Cs", "Co", "Cn", "Mn", "Me"})
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
_BLANK = frozenset({"Cc", "Zs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Batch:
    """Several texts as one run of characters: ``codes`` with its text number and original offset."""

    codes: Codes
    texts: Places
    offsets: Places
    count: int


def _fold(code: int) -> int:
    char = chr(code)
    category = unicodedata.category(char)
    if category in _BLANK:
        return _SPACE
    if category in _DROPPED:
        return _DROP
    if category == "Nd":
        return ord("0")
    if char in _QUOTES:
        return ord(_QUOTES[char])
    folded = unicodedata.normalize("NFKC", char).lower()
    return ord(folded) if len(folded) == 1 else code


@lru_cache(maxsize=4)
def folding_table(traditional: str = "", simplified: str = "") -> Codes:
    """What each code point is read as: width, case, digits and blanks folded, traditional made simplified.

    One character always becomes one character or none, so offsets into the original stay exact.
    """
    table = np.arange(_TOP, dtype=np.uint32)
    blocks = ((0, 0x3400), (0x9FFF, 0x1_4400), (0x1_B000, 0x2_0000), (0xE_0000, 0xE_0200))
    for first, last in blocks:
        table[first:last] = [_fold(code) for code in range(first, last)]
    table[0xD800:0xF900] = _DROP
    table[0xFFFD] = _DROP
    for old, new in zip(traditional, simplified, strict=True):
        table[ord(old)] = ord(new)
    return table


def read_batch(texts: Sequence[str], table: Codes) -> Batch:
    """Normalise many texts at once; each is bounded, empty ones stay as an empty place."""
    cut = [text[:READ_LIMIT] for text in texts]
    lengths = np.fromiter((len(text) for text in cut), dtype=np.int64, count=len(cut))
    joined = "\n" + "\n".join(cut) + "\n"
    raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    starts = np.concatenate(([0], np.cumsum(lengths + 1)))
    codes = table[raw]
    codes[starts] = BOUNDARY
    text_of = np.repeat(np.arange(len(cut) + 1), np.append(lengths + 1, 1))
    offsets = np.arange(len(raw)) - starts[np.minimum(text_of, len(cut))] - 1
    keep = codes != _DROP
    codes, text_of, offsets = codes[keep], text_of[keep], offsets[keep]
    keep = _unrepeated(codes)
    return Batch(codes[keep], text_of[keep], offsets[keep], len(cut))


def _unrepeated(codes: Codes) -> npt.NDArray[np.bool_]:
    """At most three equal characters in a row, and one blank: 啊啊啊啊啊啊 says no more than 啊啊啊."""
    same = np.zeros(len(codes), dtype=bool)
    same[1:] = codes[1:] == codes[:-1]
    fourth = np.zeros(len(codes), dtype=bool)
    fourth[3:] = same[3:] & same[2:-1] & same[1:-2]
    dropped = (fourth | (same & (codes == _SPACE))) & (codes != BOUNDARY)
    kept: npt.NDArray[np.bool_] = ~dropped
    return kept
