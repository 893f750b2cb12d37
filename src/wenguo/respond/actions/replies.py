"""A brand's own texts to start an answer from, and its own advice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound
from wenguo.governance.actions import record
from wenguo.respond.domain.replies import STAGES, unknown_variables
from wenguo.respond.models import ReplyText

if TYPE_CHECKING:
    from wenguo.people.models import Brand

LONGEST = 4000
LONGEST_NAME = 60
LONGEST_SHORT = 20
LANGUAGES = ("zh", "en")
STYLES = ("", "direct", "passive", "aggressive", "analytical")


@transaction.atomic
def set_reply_text(
    *,
    actor: Actor,
    brand: Brand,
    kind: str,
    short: str,
    name: Mapping[str, str],
    body: Mapping[str, str],
    now: datetime,
    stage: str = "",
    style: str = "",
    category: str = "",
) -> ReplyText:
    """Keep a draft, a snippet or a piece of advice; the same short name again replaces it. Raises Invalid.

    A piece of advice with an empty text silences the shipped one.
    """
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    short = short.strip().lstrip("/").lower()
    names = {lang: str(name.get(lang, "")).replace("\x00", "").strip() for lang in LANGUAGES}
    words = {
        lang: str(body.get(lang, "")).replace("\x00", "").replace("\r\n", "\n").strip() for lang in LANGUAGES
    }
    _check(kind=kind, short=short, names=names, words=words)
    if stage not in ("", *STAGES) or style not in STYLES:
        raise Invalid(_("There is no such stage or style."), stage="unknown")
    values = {
        "kind": kind,
        "name": names,
        "body": words,
        "stage": stage,
        "style": style,
        "category": category[:60],
    }
    row, _is_new = ReplyText.objects.update_or_create(brand=brand, short=short, defaults=values)
    record(actor, "reply_text.set", row, at=now, short=short)
    return row


def _check(*, kind: str, short: str, names: Mapping[str, str], words: Mapping[str, str]) -> None:
    if kind not in ReplyText.Kind.values:
        raise Invalid(_("There is no such kind of text."), kind="unknown")
    if not 0 < len(short) <= LONGEST_SHORT or not short.replace("-", "").replace("_", "").isalnum():
        raise Invalid(_("The short name has 1 to 20 letters, digits or hyphens."), short="form")
    if not any(names.values()) or max(map(len, names.values())) > LONGEST_NAME:
        raise Invalid(_("Give the text a name of at most 60 characters."), name="length")
    if max(map(len, words.values())) > LONGEST:
        raise Invalid(_("A text has at most 4,000 characters."), body="length")
    if kind != ReplyText.Kind.GUIDANCE and not any(words.values()):
        raise Invalid(_("Write the text in at least one language."), body="empty")
    unknown = [variable for text in words.values() for variable in unknown_variables(text)]
    if unknown:
        raise Invalid(
            _("There is no variable %(name)s.") % {"name": "{" + unknown[0] + "}"}, body="unknown_variable"
        )


@transaction.atomic
def remove_reply_text(*, actor: Actor, brand: Brand, short: str, now: datetime) -> None:
    """Back to the shipped text, or to none; nothing happens when there is no own one."""
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    row = ReplyText.objects.filter(brand=brand, short=short).first()
    if row is not None:
        record(actor, "reply_text.removed", row, at=now, short=short)
        row.delete()
