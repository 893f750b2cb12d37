"""An answer is read before it leaves: what is in it, what is missing, what could be said better."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wenguo.kernel.calendars import WorkingDays
from wenguo.respond.domain.commitments import find_promises
from wenguo.respond.domain.wording.issues import is_put_off, unanswered
from wenguo.respond.domain.wording.personal import Finder, find_personal
from wenguo.respond.domain.wording.quality import Signs, quality_of
from wenguo.respond.domain.wording.reading import APOLOGY, WORDS, Apology, Checked, Ease
from wenguo.respond.domain.wording.rules import Place, Text
from wenguo.respond.domain.wording.weighing import is_specific, listen

#: Longer answers are read up to here.
READ_LIMIT = 10_000
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
# Mean length of a sentence from which on it is hard to follow, and sensible lengths of a whole answer.
_HARD = {"zh": 48, "en": 28}
_SHORT = {"zh": 12, "en": 8}
_LONG = {"zh": 500, "en": 260}


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word that a brand does not want to read, and what to write instead."""

    words: str
    rewrite: str


@dataclass(frozen=True, slots=True)
class House:
    """What a brand has changed: checks that are switched off, and words of its own."""

    off: frozenset[str] = frozenset()
    own: Sequence[OwnWord] = ()


PLAIN = House()


def language_of(text: str) -> str:
    """zh or en, by the letters."""
    return "zh" if len(_HAN.findall(text)) >= len(_LATIN.findall(text)) and _HAN.search(text) else "en"


def check_reply(
    reply: str,
    *,
    complaint: str,
    lang: str,
    now: datetime,
    find: Finder,
    days: WorkingDays | None = None,
    house: House = PLAIN,
) -> Checked:
    """Read an answer to a complaint. ``lang`` (zh or en) is the customer's language; ``now`` must know its zone.

    ``find`` knows phones, addresses and numbers with check digits (the Analyzer does).
    """
    said = reply[:READ_LIMIT]
    written = language_of(said) if said.strip() else lang
    text = Text(said)
    promises = tuple(find_promises(said, lang=written, now=now, days=days))
    heard = listen(text, complaint=complaint, promises=len(promises), lang=written)
    found, kinds = list(heard.places), heard.kinds
    personal = tuple(find_personal(text, find))
    left = tuple(unanswered(said, complaint))
    apology = Apology(**{part: part in kinds for part in APOLOGY})
    specific = is_specific(said, complaint, kinds=kinds, lang=written)
    is_answered = not left and (apology.repair or apology.explanation or not is_put_off(said))
    signs = Signs.of(
        kinds, found, promises=len(promises), personal=len(personal), specific=specific, answered=is_answered
    )
    return Checked(
        lang=written,
        apology=apology,
        empathy="empathy" in kinds,
        specific=specific,
        places=_heard(found, text, house),
        promises=promises,
        personal=personal,
        blame="blame" in kinds,
        unanswered=left,
        is_answered=is_answered,
        is_other_language=bool(said.strip()) and written != lang,
        ease=ease_of(text, written),
        quality=quality_of(signs),
    )


def _heard(found: list[Place], text: Text, house: House) -> tuple[Place, ...]:
    """What could be said better. What the brand says itself about a word counts before the shipped rules."""
    own = _own(text, house)
    places = [
        place for place in found if place.check in WORDS and not any(place.overlaps(one) for one in own)
    ]
    return tuple(place for place in [*places, *own] if place.check not in house.off)


def _own(text: Text, house: House) -> list[Place]:
    folded = text.folded.lower()
    found = []
    for own in house.own:
        wanted = own.words.strip().lower()
        start = folded.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            found.append(Place("own", start, end, text.said[start:end], own.rewrite))
            start = folded.find(wanted, end)
    return found


def ease_of(text: Text, lang: str) -> Ease:
    """How long the answer is and how long its sentences are, in characters (zh) or words (en)."""
    sizes = [_size(sentence, lang) for sentence in text.sentences()]
    length = sum(sizes)
    mean = length / len(sizes) if sizes else 0.0
    return Ease(length, mean, 0 < length < _SHORT[lang], length > _LONG[lang], mean > _HARD[lang])


def _size(sentence: str, lang: str) -> int:
    return len(re.sub(r"\s", "", sentence)) if lang == "zh" else len(sentence.split())
