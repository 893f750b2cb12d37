"""Texts as tokens over a pruned vocabulary, counted on the part that is trained on."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer, models, pre_tokenizers

from models.data import is_held_out
from models.encoder.net import MOST_TOKENS
from models.encoder.packed import END, START, UNKNOWN, Packed
from wenguo.understand.analyzer.grams import grams_of
from wenguo.understand.analyzer.heads import Weights
from wenguo.understand.analyzer.text import Places, read_batch
from wenguo.understand.analyzer.vectors import Floats, vectorise

_STEP = 500
_SEEN = 3
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The pieces that are kept: their rows in the packed file, and the tokenizer over them."""

    rows: Places
    tokenizer: Tokenizer

    def tokens(self, texts: list[str], *, most: int = MOST_TOKENS) -> list[list[int]]:
        """Folded texts as tokens; of a long one the first three quarters and the last quarter."""
        found = []
        for first in range(0, len(texts), _STEP):
            for one in self.tokenizer.encode_batch(texts[first : first + _STEP], add_special_tokens=False):
                found.append([START, *_shortened(one.ids, most - 2), END])
        return found


def _shortened(ids: list[int], most: int) -> list[int]:
    head = most * 3 // 4
    return ids if len(ids) <= most else ids[:head] + ids[head - most :]


def folded(texts: list[str], weights: Weights) -> list[str]:
    """Texts as the analyzer reads them: case, width, digits and traditional characters folded."""
    found = []
    for first in range(0, len(texts), _STEP):
        batch = read_batch(texts[first : first + _STEP], weights.table)
        edges = np.searchsorted(batch.texts, np.arange(batch.count + 1)).tolist()
        whole = batch.codes.tobytes().decode("utf-32-le", "replace")
        found.extend(whole[edges[place] + 1 : edges[place + 1]] for place in range(batch.count))
    return found


def wide_of(texts: list[str], weights: Weights) -> Floats:
    """What the shipped wide table says of each text, column by column."""
    found = []
    for first in range(0, len(texts), _STEP):
        batch = read_batch(texts[first : first + _STEP], weights.table)
        vectors = vectorise(grams_of(batch), weights.vocabulary, count=batch.count)
        found.append(np.asarray(vectors.matrix @ weights.wide) + weights.wide_bias)
    return np.concatenate(found)


def alphabet(packed: Packed, texts: list[str], shown: list[str]) -> Alphabet:
    """Pieces seen often enough in ``shown`` (folded), those texts that ``texts`` says are not held out, with every
    common Chinese character and the marks and letters of ASCII."""
    whole = _tokenizer(packed, np.arange(len(packed.pieces)))
    seen: Counter[int] = Counter()
    free = [one for one, raw in zip(shown, texts, strict=True) if not is_held_out(raw)]
    for first in range(0, len(free), _STEP):
        for one in whole.encode_batch(free[first : first + _STEP], add_special_tokens=False):
            seen.update(one.ids)
    at = {piece: place for place, piece in enumerate(packed.pieces)}
    kept = {place for place, count in seen.items() if count >= _SEEN}
    singles = [*_common_characters(), *_ascii(), *("▁" + one for one in _ascii())]
    singles += [letter for place in kept for letter in packed.pieces[place]]
    kept |= {at[one] for one in singles if one in at}
    rows = np.array([*range(UNKNOWN + 1), *sorted(kept - set(range(UNKNOWN + 1)))])
    return Alphabet(rows, _tokenizer(packed, rows))


def _tokenizer(packed: Packed, rows: npt.NDArray[np.int64]) -> Tokenizer:
    pieces = [(packed.pieces[row], float(packed.scores[row])) for row in rows.tolist()]
    found = Tokenizer(models.Unigram(pieces, unk_id=UNKNOWN, byte_fallback=False))
    found.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    return found


def _ascii() -> list[str]:
    return [chr(code) for code in range(33, 127) if chr(code) not in _CAPITALS]


def _common_characters() -> list[str]:
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [one for one in (pair.decode("gb2312", "ignore") for pair in pairs) if one]
