"""The language of a text, by its letters and, in Latin script, by its commonest words."""

import numpy as np

from wenguo.understand.analyzer.text import BOUNDARY, Batch, Places

_BLOCKS = (
    ("zh", 0x4E00, 0x9FFF), ("zh", 0x3400, 0x4DBF), ("ja", 0x3041, 0x30FF), ("ko", 0xAC00, 0xD7A3),
    ("ru", 0x0400, 0x04FF), ("ar", 0x0600, 0x06FF), ("th", 0x0E00, 0x0E7F), ("hi", 0x0900, 0x097F),
    ("he", 0x0590, 0x05FF), ("el", 0x0370, 0x03FF), ("latin", 0x61, 0x7A), ("latin", 0xC0, 0x24F),
)  # fmt: skip
_NAMES = tuple(dict.fromkeys(name for name, _, _ in _BLOCKS))
_COMMON = {
    "fr": "le la les des une est pas vous nous avec pour très dans mais que je",
    "de": "der die das und ist nicht ich wir mit ein eine sehr auch für auf",
    "es": "el los las que una muy pero por con para está como del es no",
    "pt": "não uma muito com para que os as mas foi está meu minha",
    "it": "il che non una molto per sono con della gli è ma",
    "vi": "không và của là có được tôi cho rất này",
    "en": "the and is to of it was not for with you my this that are i have in on",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def scripts(batch: Batch) -> Places:
    """For each text how many letters of each script it holds; columns as in the list of names."""
    counts = np.zeros((batch.count, len(_NAMES)), np.int64)
    real = batch.codes != BOUNDARY
    codes, texts = batch.codes[real], batch.texts[real]
    for name, first, last in _BLOCKS:
        inside = texts[(codes >= first) & (codes <= last)]
        counts[:, _NAMES.index(name)] += np.bincount(inside, minlength=batch.count)[: batch.count]
    return counts


def language_of(counts: list[int], text: str) -> str:
    """ISO 639 code; ``und`` when there is nothing to read."""
    total = sum(counts)
    if not total:
        return "und"
    by_name = dict(zip(_NAMES, counts, strict=True))
    if by_name["ja"] and by_name["ja"] * 6 > by_name["zh"]:
        return "ja"
    if by_name["zh"] * 5 >= by_name["latin"] and by_name["zh"]:
        return "zh"
    top = max(by_name, key=lambda name: by_name[name])
    return _latin(text) if top == "latin" else top


def _latin(text: str) -> str:
    words = text.lower()[:2000].split()
    score = {language: sum(word in common for word in words) for language, common in _WORDS.items()}
    best = max(score, key=lambda language: (score[language], language == "en"))
    return best if score[best] else "en"
