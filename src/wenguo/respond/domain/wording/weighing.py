"""What the rules found and what the weights hear, put together into one yes or no for each part of an answer.

A part is likelier where other parts are: who regrets and repairs usually also owns, and who refuses often blames. How
much each sign counts was learned from answers of writers that neither the rules nor the weights had seen.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from wenguo.respond.domain.wording.hearing import (
    CLAUSES,
    SENTENCES,
    Floats,
    hear_clauses,
    hear_sentences,
    shipped_sums,
)
from wenguo.respond.domain.wording.issues import content_words, fact_signs
from wenguo.respond.domain.wording.rules import Place, Text, find_places, rules_of
from wenguo.respond.domain.wording.story import tells_story

_LOUDEST = 4.0
# What an answer is as a whole and a clause is weighed by.
_WHOLE = ("repair", "responsibility", "blame")
# A clause that shares this much with the complaint says it again.
_ECHO = 0.75
_MARKS = " \t\r\n,，。.！!？?；;：:、–—-()\"'"
_CLAUSE_END = re.compile(
    r"[，,。！？!?；;：\n]+|(?<!\d):|\.(?=\s|$)|\s[-–—]+\s|——|\s(?=(?:and|but|so|because)\s)|\((?=\D)|\)",
    re.I,
)
# What opens a clause without belonging to the words that one would mark.
_OPENING = {
    "zh": re.compile(
        r"^(?:亲爱的|尊敬的)?(?:亲|您好|客户|先生|女士|很抱歉|抱歉|不好意思|但是?|不过|因此|所以|而且|并且|目前|另外|其实|这边)+(?=.{3})"
    ),
    "en": re.compile(
        r"^(?:(?:unfortunately|sorry|and|but|so|because|however|then|also|please note that|i['’]m afraid|i am afraid)"
        r"[\s,]+)+(?=.{4})",
        re.I,
    ),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What an answer has, by the names of its parts, and where it could be said better."""

    kinds: frozenset[str]
    places: tuple[Place, ...]


def listen(text: Text, *, complaint: str, promises: int, lang: str) -> Heard:
    """Weigh an answer: what the rules find in it and what the weights hear. ``promises`` is how many it makes."""
    places = find_places(text, lang)
    kinds = kinds_of(places, text, complaint=complaint, lang=lang)
    sentences = list(text.stretches())
    said = [text.folded[start:end] for start, end in sentences]
    scores = hear_sentences(said, lang)
    _forget_echoes(scores, said, complaint=complaint, lang=lang)
    signs = signs_of(
        scores, kinds, promises=promises, lang=lang, echo=echo_of(said, scores, complaint=complaint)
    )
    weighed = weigh(signs, SENTENCES)
    heard = {head for head, value in weighed.items() if value > 0}
    kept = [place for place in places if place.check != "blame" or "blame" in heard]
    kept += _clauses(text, places, weighed, lang)
    if "blame" in heard and not any(place.check == "blame" for place in kept):
        kept.append(_loudest(text, sentences, scores[:, SENTENCES.index("blame")]))
    others = {kind for kind in kinds if kind not in SENTENCES and kind not in CLAUSES}
    return Heard(
        frozenset(heard | others | {place.check for place in kept}),
        tuple(sorted(kept, key=lambda place: (place.start, place.end))),
    )


def kinds_of(found: Iterable[Place], text: Text, *, complaint: str, lang: str) -> set[str]:
    """The checks whose rules found something; a cause that is just told counts as an explanation."""
    kinds = {place.check for place in found}
    if "explanation" not in kinds and tells_story(text.folded, complaint, lang=lang, kinds=kinds):
        kinds.add("explanation")
    return kinds


def _forget_echoes(scores: Floats, said: Sequence[str], *, complaint: str, lang: str) -> None:
    """What only says the customer's words again explains nothing: hear such sentences once more without it."""
    theirs, column = content_words(complaint), SENTENCES.index("explanation")
    for place, sentence in enumerate(said):
        clauses = _CLAUSE_END.split(sentence)
        fresh = [one for one in clauses if not _is_echo(content_words(one), theirs)]
        if len(fresh) < len(clauses):
            again = hear_sentences([",".join(fresh)], lang)[0, column]
            scores[place, column] = min(scores[place, column], again)


def _is_echo(words: AbstractSet[str], theirs: AbstractSet[str]) -> bool:
    return bool(words) and len(words & theirs) >= _ECHO * len(words)


def echo_of(sentences: Sequence[str], scores: Floats, *, complaint: str) -> float:
    """How much of a clause of the likeliest explanation the customer has said before: their own story is no cause."""
    if not sentences:
        return 0.0
    theirs = content_words(complaint)
    likeliest = sentences[int(scores[:, SENTENCES.index("explanation")].argmax())]
    said = [words for words in map(content_words, _CLAUSE_END.split(likeliest)) if words]
    return max((len(words & theirs) / len(words) for words in said), default=0.0)


def signs_of(
    scores: Floats, kinds: Collection[str], *, promises: int, lang: str, echo: float
) -> dict[str, float]:
    """The signs that the parts of an answer are weighed by."""
    loudest = scores.max(axis=0) if len(scores) else [-_LOUDEST] * len(SENTENCES)
    return {
        **{head: _softened(float(one)) for head, one in zip(SENTENCES, loudest, strict=True)},
        **{f"rule:{head}": float(head in kinds) for head in SENTENCES},
        "rule:negative_wording": float("negative_wording" in kinds),
        "echo": echo,
        "promise": float(promises > 0),
        "zh": float(lang == "zh"),
        "length": min(len(scores), 2 * _LOUDEST),
        "always": 1.0,
    }


def _softened(score: float) -> float:
    return max(-_LOUDEST, min(_LOUDEST, score))


def clause_signs(score: float, *, is_found: bool, whole: Mapping[str, float], lang: str) -> dict[str, float]:
    """The signs that a clause is weighed by. ``whole`` is what the answer says as a whole."""
    return {
        "score": _softened(score),
        "rule": float(is_found),
        "zh": float(lang == "zh"),
        **{f"whole:{head}": _softened(whole[head]) for head in _WHOLE},
        "always": 1.0,
    }


def weigh(
    signs: Mapping[str, float],
    heads: Iterable[str],
    *,
    sums: Mapping[str, Mapping[str, float]] | None = None,
) -> dict[str, float]:
    """Above nothing where an answer has a part."""
    known = sums or shipped_sums()
    return {head: sum(known[head].get(name, 0.0) * value for name, value in signs.items()) for head in heads}


def specific_signs(reply: str, complaint: str, *, kinds: Collection[str], lang: str) -> dict[str, float]:
    """The signs that an answer names a fact of this customer; one that tells what happened or mends it mostly does."""
    return {
        **fact_signs(reply, complaint),
        **{f"has:{head}": float(head in kinds) for head in SENTENCES},
        "zh": float(lang == "zh"),
        "always": 1.0,
    }


def is_specific(reply: str, complaint: str, *, kinds: Collection[str], lang: str) -> bool:
    """Whether an answer names at least one concrete fact of this customer."""
    return weigh(specific_signs(reply, complaint, kinds=kinds, lang=lang), ["specific"])["specific"] > 0


def clauses_of(text: Text) -> list[tuple[int, int]]:
    """Where the clauses of a text stand, without the marks around them."""
    ends = [0, *(match.end() for match in _CLAUSE_END.finditer(text.folded)), len(text.folded)]
    found = []
    for start, end in pairwise(ends):
        if any(map(str.isalnum, text.folded[start:end])):
            found.append(_bare(text, start, end))
    return found


def _bare(text: Text, start: int, end: int) -> tuple[int, int]:
    """A stretch without the marks around it."""
    said = text.folded[start:end]
    first = start + len(said) - len(said.lstrip(_MARKS))
    return first, first + len(said.strip(_MARKS))


def _clauses(text: Text, places: Sequence[Place], whole: Mapping[str, float], lang: str) -> Iterator[Place]:
    spans = clauses_of(text)
    scores = hear_clauses([text.folded[start:end] for start, end in spans], lang)
    for column, check in enumerate(CLAUSES):
        ruled = [place for place in places if place.check == check]
        for (start, end), row in zip(spans, scores, strict=True):
            inside = [place for place in ruled if place.start < end and start < place.end]
            signs = clause_signs(float(row[column]), is_found=bool(inside), whole=whole, lang=lang)
            if not inside and weigh(signs, [check])[check] > 0:
                yield _trimmed(text, check, start, end, lang)


def _trimmed(text: Text, check: str, start: int, end: int, lang: str) -> Place:
    opening = _OPENING[lang].match(text.folded[start:end])
    start += opening.end() if opening else 0
    return Place(check, start, end, text.said[start:end], usual_rewrite(check, lang))


def _loudest(text: Text, sentences: Sequence[tuple[int, int]], scores: Floats) -> Place:
    start, end = _bare(text, *sentences[int(scores.argmax())])
    return Place("blame", start, end, text.said[start:end])


def usual_rewrite(check: str, lang: str) -> str | None:
    """What stands in place of words that no rule knows: the first rewrite that the rules of a check offer for all."""
    return next(
        (rule.rewrite for rule in rules_of(lang) if rule.check == check and isinstance(rule.rewrite, str)),
        None,
    )
