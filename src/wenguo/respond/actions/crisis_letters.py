"""After a crisis those it touched get one letter: what happened, what was done, what is different now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import NotFound, Refused
from wenguo.respond.actions.outreach import draft_outreach
from wenguo.respond.domain.outreach import Audience
from wenguo.respond.models import Crisis, Incident, Outreach
from wenguo.respond.queries.crises import letters_of

if TYPE_CHECKING:
    from wenguo.base.actor import Actor


class CrisisIsOpen(Refused):
    """The letter tells how it ended; while it goes on, news to all cases is the way."""

    code = "crisis_is_open"
    message = _("The crisis is not closed yet. Until then, tell the news to all its cases.")


class LettersWritten(Refused):
    """One letter after a crisis, not two."""

    code = "letters_written"
    message = _("The letters of this crisis are written already. Stop them before you write them anew.")


@transaction.atomic
def draft_crisis_letters(
    *, actor: Actor, incident: Incident, subject: dict[str, str], body: dict[str, str], now: datetime
) -> Outreach:
    """Write the letter in both languages; somebody else approves it, and everybody affected gets it once.

    Raises NotFound without a crisis, CrisisIsOpen, LettersWritten, Invalid as for any outreach.
    """
    actor.require("respond.incident", incident)
    crisis = Crisis.objects.select_for_update(no_key=True).filter(incident=incident).first()
    if crisis is None:
        raise NotFound
    if crisis.closed_at is None:
        raise CrisisIsOpen
    if letters_of(crisis) is not None:
        raise LettersWritten
    return draft_outreach(
        actor=actor,
        brand=incident.brand,
        subject=subject,
        body=body,
        audience=Audience(),
        incident=incident,
        crisis=crisis,
        now=now,
    )
