"""Stems of words, and those that stand together in a text in any order: what a short question is about.

``why was my card payment declined`` and ``a payment by card that was declined`` share no run of words, but these pairs.
Only learned heads read them; the words are in Latin script.
"""

from functools import lru_cache

import numpy as np

from wenguo.understand.analyzer.grams import PRIME, Grams, edges_of_words, squeeze, stretch_hashes
from wenguo.understand.analyzer.text import Batch, Codes, Places

_STEM, _PAIR = 13, 14
#: How many telling words ahead a word is paired with.
_REACH = 12
#: Cut off the end of a word, the first that fits, while this many letters stay.
_ENDINGS = ("ing", "'s", "ies", "ied", "es", "ed", "ly", "s")
_LEFT = 3
_HOLLOW = (
    "i the a an to my me of is it in on for and was do did you that this have has had can am are be been will would "
    "at as or so but if its it's i'm i've there what how why when with from not"
)


def pairs_of(batch: Batch) -> Grams:
    """Every stem, and every pair of telling ones of a text, as hashes that do not depend on their order."""
    starts, ends = edges_of_words(batch.codes)
    values = stretch_hashes(batch.codes, starts=starts, ends=_stems(batch.codes, starts, ends))
    parts = [Grams(squeeze(values, _STEM), batch.texts[starts], starts, ends - starts)]
    telling = np.flatnonzero(~np.isin(values, _hollow()))
    starts, ends, values = starts[telling], ends[telling], values[telling]
    texts = batch.texts[starts]
    for step in range(1, _REACH + 1):
        first = np.flatnonzero((texts[step:] == texts[:-step]) & (values[step:] != values[:-step]))
        one, other = values[first], values[first + step]
        both = np.minimum(one, other) * PRIME + np.maximum(one, other)
        size = ends[first + step] - starts[first]
        parts.append(Grams(squeeze(both, _PAIR), texts[first], starts[first], size))
    return Grams.joined(parts)


def _stems(codes: Codes, starts: Places, ends: Places) -> Places:
    """Where each word ends without its ending."""
    found = ends.copy()
    open_still = np.ones(len(ends), dtype=bool)
    for ending in _ENDINGS:
        fits = open_still & (ends - starts >= len(ending) + _LEFT)
        for place, char in enumerate(reversed(ending), start=1):
            fits &= codes[np.maximum(ends - place, 0)] == ord(char)
        found[fits] -= len(ending)
        open_still &= ~fits
    return found


@lru_cache(maxsize=1)
def _hollow() -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    codes = np.frombuffer(_HOLLOW.encode("utf-32-le"), dtype=np.uint32)
    starts, ends = edges_of_words(codes)
    return stretch_hashes(codes, starts=starts, ends=_stems(codes, starts, ends))
