"""A colleague takes breath after something hard. It costs nobody anything: no clock stands still, nothing is judged."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.base.live import announce
from wenguo.governance.actions import record
from wenguo.respond.domain.moods import PAUSE_MINUTES
from wenguo.respond.models import Pause, PauseSetting

if TYPE_CHECKING:
    from wenguo.people.models import Brand

MOST_CONTACTS, MOST_HOURS = 20, 24


@transaction.atomic
def start_pause(*, actor: Actor, minutes: int, now: datetime) -> Pause:
    """For some minutes no new case comes to the actor; what they have stays theirs. Pausing again begins anew.

    Raises NotAllowed for a program, Invalid.
    """
    actor.require("respond.reply")
    if actor.user_id is None:
        raise NotAllowed
    if isinstance(minutes, bool) or minutes not in PAUSE_MINUTES:
        raise Invalid(_("Choose 5, 10, 15 or 20 minutes."), minutes="choice")
    _end(actor.user_id, now)
    row = Pause.objects.create(user_id=actor.user_id, starts_at=now, ends_at=now + timedelta(minutes=minutes))
    record(actor, "pause.started", row, at=now, minutes=minutes)
    announce("person", actor.user_id, brand_id=None)
    return row


@transaction.atomic
def end_pause(*, actor: Actor, now: datetime) -> None:
    """Back before the time. Doing it twice changes nothing."""
    actor.require("respond.reply")
    if actor.user_id is not None and _end(actor.user_id, now):
        announce("person", actor.user_id, brand_id=None)


def _end(user_id: int, now: datetime) -> int:
    return Pause.objects.filter(user_id=user_id, starts_at__lte=now, ends_at__gt=now).update(ends_at=now)


@transaction.atomic
def set_pauses(*, actor: Actor, brand: Brand, hard_contacts: int, hours: int, now: datetime) -> PauseSetting:
    """After how many hard contacts in a row, within how many hours, leads see it. Raises Invalid, NotFound."""
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    faults = {
        name: "range"
        for name, value, most in (
            ("hard_contacts", hard_contacts, MOST_CONTACTS),
            ("hours", hours, MOST_HOURS),
        )
        if isinstance(value, bool) or not 1 <= value <= most
    }
    if faults:
        raise Invalid(_("Choose 1 to 20 contacts within 1 to 24 hours."), **faults)
    values = {"hard_contacts": hard_contacts, "hours": hours}
    row, _is_new = PauseSetting.objects.update_or_create(brand=brand, defaults=values)
    record(actor, "pause_setting.set", row, at=now, **values)
    return row
