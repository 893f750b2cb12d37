"""What a stretch of text is weighed by: its letters, words and turns, with numbers and amounts made alike.

Chinese is read by runs of one to four characters, English by words, pairs and triples; both also by the order of the
small words that say who did what to whom (您 … 没, we … should have), which no run of letters reaches.
"""

import re
from collections.abc import Iterator

_MONEY = re.compile(
    r"[$€£¥₦]\s?\d[\d,.]*|\b(?:rs\.?|n)\s?\d[\d,.]+|\d[\d,.]*\s?(?:元|块|pounds|dollars|euros?|rupees)"
)
_NUMBER = re.compile(r"\d[\d,.:]*")
_ENGLISH = re.compile(r"[a-z¤#]+(?:'[a-z]+)?|[¤#]|[,!?]")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_CLAUSE = re.compile(r"[,。！？!?；;：:\n]|\.(?=\s|$)")
_RUNS = (1, 2, 3, 4)
_STEM = 6
# The small words, and how far apart two of them may stand.
_TURNS = re.compile(
    r"自己|我们|您|我|他|她|没|未|不|是|被|让|把|为|给|由|请|应|该|要|已|将|会|能|无|别|就|才|当|再|了|过|如|若|因|错|漏|责|每|后|今"
)
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "you we i our your us my they he she it nobody someone not never no will have has had should must can could"
        " would may might be been being is are am was were if unless when because so please now every all from to for"
        " by only also",
    )
)
_PAST = frozenset(
    re.findall(
        r"\w+",
        "chose left took gave put paid sent came went wrote made forgot broke lost drove ran told said did had was were"
        " got read let cut fell hit kept knew meant met set spoke stood thought wore rang shut sold spilt threw felt"
        " found",
    )
)
_MOST = 10
_NEAR = 4
_LONG_ENOUGH = 5


def marks_of(text: str, lang: str) -> set[str]:
    """The marks of a stretch of text in zh or en."""
    plain = (
        _NUMBER.sub("#", _MONEY.sub("¤", text.lower().replace("’", "'")))
        .replace("你", "您")
        .replace("，", ",")
    )
    found = set(_chinese(plain) if lang == "zh" else _english(plain))
    for clause in _CLAUSE.split(plain):
        turns = _TURNS.findall(clause) if lang == "zh" else [*filter(None, map(_kind, _WORD.findall(clause)))]
        found.update(_ordered(turns[:_MOST]))
    return found


def _chinese(plain: str) -> Iterator[str]:
    line = f"^{''.join(plain.split())}$"
    for size in _RUNS:
        for place in range(len(line) - size + 1):
            run = line[place : place + size]
            if run.count(",") < 2:
                yield run


def _english(plain: str) -> Iterator[str]:
    words = ["^", *_ENGLISH.findall(plain), "$"]
    yield from words
    yield from (f"~{word[:_STEM]}" for word in words if len(word) > _STEM)
    for size in (2, 3):
        yield from (" ".join(words[place : place + size]) for place in range(len(words) - size + 1))
    yield from (f"{one} _ {other}" for one, other in zip(words, words[2:], strict=False))


def _kind(word: str) -> str | None:
    """What part a small English word plays; nothing for a word that names a thing."""
    if word.endswith("n't"):
        return "NT"
    if word in _PAST:
        return "PAST"
    if word in _SMALL or "'" in word:
        return word
    if len(word) >= _LONG_ENOUGH and word.endswith("ed"):
        return "ED"
    return "ING" if len(word) > _LONG_ENOUGH and word.endswith("ing") else None


def _ordered(turns: list[str]) -> Iterator[str]:
    for place, one in enumerate(turns):
        for other in turns[place + 1 : place + _NEAR]:
            yield f"&{one}>{other}"
