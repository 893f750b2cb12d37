"""What a brand changes about the checks of its answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound
from wenguo.governance.actions import record
from wenguo.respond.models import HouseWord, SilencedCheck
from wenguo.respond.queries.wording import CAN_BE_SILENCED, silenced_checks

if TYPE_CHECKING:
    from wenguo.people.models import Brand

MOST_WORDS = 200
LONGEST = 60
LONGEST_REWRITE = 200


@transaction.atomic
def silence_checks(*, actor: Actor, brand: Brand, checks: Iterable[str], now: datetime) -> set[str]:
    """These checks, and no others, are no longer shown to the brand. Gives them. Raises Invalid for unknown ones."""
    actor.require("respond.settings", brand)
    _see(actor, brand)
    wanted = set(checks)
    if wanted - set(CAN_BE_SILENCED):
        raise Invalid(_("There is no such check."), checks="unknown")
    present = silenced_checks(brand)
    SilencedCheck.objects.filter(brand=brand, check_name__in=present - wanted).delete()
    SilencedCheck.objects.bulk_create(
        [SilencedCheck(brand=brand, check_name=name) for name in sorted(wanted - present)],
        ignore_conflicts=True,
    )
    record(actor, "wording.silenced", brand, at=now, checks=sorted(wanted))
    return wanted


@transaction.atomic
def add_house_word(*, actor: Actor, brand: Brand, words: str, rewrite: str, now: datetime) -> HouseWord:
    """The brand does not want to read this; the same words again get the new rewrite. Raises Invalid."""
    actor.require("respond.settings", brand)
    _see(actor, brand)
    words, rewrite = " ".join(words.replace("\x00", "").split()), rewrite.replace("\x00", "").strip()
    if not 0 < len(words) <= LONGEST:
        raise Invalid(_("Enter the words, at most 60 characters."), words="length")
    if len(rewrite) > LONGEST_REWRITE:
        raise Invalid(_("What to write instead has at most 200 characters."), rewrite="length")
    own = HouseWord.objects.filter(brand=brand)
    if own.count() >= MOST_WORDS and not own.filter(words=words).exists():
        raise Invalid(_("Two hundred words are enough. Delete one first."), words="too_many")
    word, _is_new = HouseWord.objects.update_or_create(
        brand=brand, words=words, defaults={"rewrite": rewrite}
    )
    record(actor, "wording.word_added", word, at=now, words=words)
    return word


@transaction.atomic
def remove_house_word(*, actor: Actor, brand: Brand, words: str, now: datetime) -> None:
    """The brand may read this again; nothing happens when it always could."""
    actor.require("respond.settings", brand)
    _see(actor, brand)
    word = HouseWord.objects.filter(brand=brand, words=words).first()
    if word is not None:
        record(actor, "wording.word_removed", word, at=now, words=words)
        word.delete()


def _see(actor: Actor, brand: Brand) -> None:
    if not actor.sees_brand(brand.pk):
        raise NotFound
