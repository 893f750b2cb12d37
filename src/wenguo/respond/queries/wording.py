"""The answer under way, read by the rules of wording with what the brand has changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from wenguo.base.bilingual import short_language
from wenguo.respond.domain.wording import (
    APOLOGY,
    WORDS,
    Checked,
    House,
    OwnWord,
    Text,
    check_reply,
    find_personal,
)
from wenguo.respond.models import Case, HouseWord, SilencedCheck
from wenguo.respond.queries.calendars import working_days
from wenguo.respond.queries.cases import analysis_of_case, feedback_of_case
from wenguo.understand.analyzer.entities import find_entities

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.people.models import Brand

#: What the row of dots shows, in the order in which an answer is best built.
SIGNS = (*APOLOGY[:-1], "empathy", "specific", "answered")
#: A light tone is only looked at when the customer is upset: intensity 1 or 2.
UPSET = 2
#: What a brand can switch off. Personal data is not among them.
CAN_BE_SILENCED = (*SIGNS, *WORDS[:-1], "ease", "language")


@dataclass(frozen=True, slots=True)
class Draft:
    """What the checks say about an answer under way, as the brand wants to hear it."""

    checked: Checked
    # Signs of a good answer, present or not; without what the brand has switched off.
    signs: dict[str, bool]
    is_hard: bool
    is_long: bool
    is_other_language: bool


def silenced_checks(brand: Brand) -> set[str]:
    """The checks that a brand does not want to see."""
    return set(SilencedCheck.objects.filter(brand=brand).values_list("check_name", flat=True))


def house_words(brand: Brand) -> list[HouseWord]:
    """The words that a brand has added."""
    return list(HouseWord.objects.filter(brand=brand).order_by("words"))


def check_draft(actor: Actor, case: Case, *, text: str, now: datetime) -> Draft:
    """Read an answer to this case before it leaves: nothing is stored, nothing is sent."""
    actor.require("respond.reply", case)
    feedback = feedback_of_case(case)
    analysis = analysis_of_case(case)
    off = silenced_checks(case.brand)
    if analysis is None or analysis.intensity > UPSET:
        off |= {"tone"}
    own = [OwnWord(word.words, word.rewrite) for word in house_words(case.brand)]
    checked = check_reply(
        text,
        complaint="\n".join(one.text for one in feedback[:3]),
        lang=short_language(feedback[0].language if feedback else "zh"),
        now=timezone.localtime(now),
        find=entities_of,
        days=working_days(),
        house=House(frozenset(off), own),
    )
    return _draft(checked, off)


def _draft(checked: Checked, off: set[str]) -> Draft:
    present = {part: getattr(checked.apology, part) for part in APOLOGY}
    present |= {"empathy": checked.empathy, "specific": checked.specific, "answered": checked.is_answered}
    is_heard = "ease" not in off
    return Draft(
        checked=replace(checked, unanswered=() if "answered" in off else checked.unanswered),
        signs={sign: present[sign] for sign in SIGNS if sign not in off},
        is_hard=checked.ease.is_hard and is_heard,
        is_long=checked.ease.is_too_long and is_heard,
        is_other_language=checked.is_other_language and "language" not in off,
    )


def entities_of(text: str) -> list[tuple[str, int, int]]:
    """Phones, addresses, full numbers: what the Analyzer finds in a text."""
    return [(entity.type, entity.start, entity.end) for entity in find_entities(text)]


def personal_in(text: str) -> list[str]:
    """Words of a text that are other people's personal data, or full identity or bank numbers."""
    return [place.text for place in find_personal(Text(text), entities_of)]
