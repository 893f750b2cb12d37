"""An answer under way as its reader will see it, in every channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils import translation
from django.utils.translation import gettext as _

from wenguo.base.actor import Actor
from wenguo.base.bilingual import short_language
from wenguo.base.wording import moment_words
from wenguo.customers import queries as customers
from wenguo.respond.domain.previews import Fit, post_fit, sms_fit
from wenguo.respond.domain.wording.checking import language_of as language_written
from wenguo.respond.models import Case
from wenguo.respond.queries.cases import feedback_of_case
from wenguo.respond.queries.letter_words import language_of, letter_closing, letter_subject
from wenguo.respond.queries.tracking_lock import is_shut

Place = Literal["email", "page", "sms", "post"]


@dataclass(frozen=True, slots=True)
class Preview:
    """One channel: head and body as they are read there. ``is_used``: the answer goes there now.

    ``fit`` is None where any length fits. ``note`` says what to know, "" if nothing.
    """

    place: Place
    head: str
    body: str
    is_used: bool
    fit: Fit | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Previews:
    """All channels, in the customer's language (zh or en); ``is_other_language``: the text is written in another."""

    language: str
    is_other_language: bool
    places: list[Preview]


def previews_of(actor: Actor, case: Case, *, text: str, now: datetime) -> Previews:
    """How this text would be read; nothing is kept and nothing is sent."""
    actor.require("respond.reply", case)
    feedback = feedback_of_case(case)[0]
    reader = language_of(feedback)
    address = customers.contact_of(case.customer, "email")
    with translation.override(reader):
        letter = f"{text}\n\n{letter_closing(feedback)}"
        subject = letter_subject(case)
        head = f"{_('%(name)s wrote to you') % {'name': actor.name}} · {moment_words(now, now=now)}"
    lock = _("The customer types the last digits of their phone before they read it.")
    places = [
        Preview(
            "email", subject, letter, bool(address), note="" if address else _("No e-mail address is known.")
        ),
        Preview("page", head, text, is_used=True, note=lock if is_shut(feedback, case, tail_pass="") else ""),
        Preview("sms", "", text, is_used=False, fit=sms_fit(text)),
        Preview("post", "", text, is_used=False, fit=post_fit(text)),
    ]
    language = short_language(reader)
    return Previews(language, bool(text.strip()) and language_written(text) != language, places)
