"""Search terms for mixed Chinese and Latin text: character bigrams for Han, whole words for the rest.

Positions make a phrase query behave as an exact substring search for Chinese from two characters on, which word
segmentation and trigrams both miss (measured in the research behind ADR 0004).
"""

import re
import unicodedata
from operator import add

# PostgreSQL keeps positions up to 16383 in a tsvector; text beyond stays readable but is not searchable.
MAX_POSITION = 16_000
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+", re.UNICODE)
_IS_HAN = re.compile(f"[{_HAN}]")
_FIRST_HAN = "\u3400"


def normalise(text: str) -> str:
    """Fold width, case and compatibility forms, so that ＡＢＣ finds abc."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).lower()


def terms(text: str) -> list[tuple[int, str]]:
    """(position, term) pairs: bigrams and a closing single character per Han run, whole words otherwise."""
    return list(enumerate(_sequence(text), start=1))


def _sequence(text: str) -> list[str]:
    """The terms in order, as many as keep a position."""
    found: list[str] = []
    for run in _RUN.findall(normalise(text)):
        if run >= _FIRST_HAN and _IS_HAN.match(run):
            found += map(add, run, run[1:])
            found.append(run[-1])
        else:
            found.append(run[:64])
        if len(found) >= MAX_POSITION:
            return found[:MAX_POSITION]
    return found


def vector(*texts: str) -> str:
    """A ``tsvector`` literal for the texts, kept apart by a gap so that no phrase runs from one into the next."""
    entries: list[str] = []
    start = 1
    for text in texts:
        found = _sequence(text) if text else []
        # Terms are word characters only, so none needs quoting. PostgreSQL gathers what occurs twice, and keeps the
        # first 255 positions of a term.
        entries += [
            f"'{term}':{place}" for term, place in zip(found, range(start, MAX_POSITION + 1), strict=False)
        ]
        start += len(found) + 10
    return " ".join(entries)


def query(text: str) -> str:
    """A ``tsquery`` literal: words and phrases separated by white space must all occur; empty for nothing."""
    return " & ".join(filter(None, (_phrase(part) for part in text.split())))


def _phrase(part: str) -> str:
    found = terms(part)
    if not found:
        return ""
    # The closing single character of a Han run is implied by the bigram before it.
    kept = [
        (position, term)
        for index, (position, term) in enumerate(found)
        if len(term) > 1 or not _IS_HAN.match(term) or index == 0 or not _continues(found, index)
    ]
    pieces: list[str] = []
    previous = 0
    for position, term in kept:
        if pieces:
            pieces.append(f" <{position - previous}> ")
        # A lone character, or the last word, may be the beginning of a longer term.
        is_open = (position, term) == kept[-1] and (not _IS_HAN.match(term) or len(term) == 1)
        pieces.append(f"'{_quoted(term)}'" + (":*" if is_open else ""))
        previous = position
    phrase = "".join(pieces)
    return f"({phrase})" if len(kept) > 1 else phrase


def _continues(found: list[tuple[int, str]], index: int) -> bool:
    before = found[index - 1]
    return before[0] + 1 == found[index][0] and len(before[1]) == 2 and before[1][1] == found[index][1]


def _quoted(term: str) -> str:
    return term.replace("\\", "\\\\").replace("'", "''")
