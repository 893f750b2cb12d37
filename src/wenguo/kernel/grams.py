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
    found: list[tuple[int, str]] = []
    position = 1
    for run in _RUN.findall(normalise(text)):
        if run >= _FIRST_HAN and _IS_HAN.match(run):
            following = position + len(run)
            found += zip(range(position, following), [*map(add, run, run[1:]), run[-1]], strict=True)
            position = following
        else:
            found.append((position, run[:64]))
            position += 1
        if position > MAX_POSITION:
            break
    return found if position <= MAX_POSITION else [pair for pair in found if pair[0] <= MAX_POSITION]


def vector(*texts: str) -> str:
    """A ``tsvector`` literal for the texts, kept apart by a gap so that no phrase runs from one into the next."""
    places: dict[str, list[int]] = {}
    start = 0
    for text in texts:
        found = terms(text) if text else []
        for position, term in found:
            if start + position <= MAX_POSITION:
                places.setdefault(term, []).append(start + position)
        start += (found[-1][0] if found else 0) + 10
    # Terms are word characters only, so none needs quoting. At most 255 positions a term are kept by PostgreSQL itself.
    return " ".join(
        [f"'{term}':{at[0] if len(at) == 1 else ','.join(map(str, at[:255]))}" for term, at in places.items()]
    )


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
