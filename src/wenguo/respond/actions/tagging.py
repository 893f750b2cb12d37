"""Words that people put on cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid
from wenguo.respond.actions.deeds import finish, held, note_event
from wenguo.respond.models import Case

MOST_TAGS, LONGEST = 12, 40


def clean_tag(text: str) -> str:
    """A tag as it is kept: one line without # and comma."""
    return " ".join(text.replace("\x00", "").replace(",", " ").replace("，", " ").split()).lstrip("#")[
        :LONGEST
    ]


@transaction.atomic
def set_tags(*, actor: Actor, case: Case, tags: Sequence[str], now: datetime) -> Case:
    """The words that stand on the case; none clears them. Raises Invalid for more than twelve."""
    actor.require("respond.reply", case)
    clean = list(dict.fromkeys(tag for tag in map(clean_tag, tags) if tag))
    if len(clean) > MOST_TAGS:
        raise Invalid(_("Twelve tags are enough."), tags="too_many")
    case = held(actor, case)
    if clean != case.tags:
        case.tags = clean
        note_event(actor, case, "tagged", now=now, tags=", ".join(clean))
        finish(actor, case, "tagged", now=now, fields=["tags"])
    return case
