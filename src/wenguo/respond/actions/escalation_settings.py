"""Who is called at which level and in which fast lane, and how far each trigger lifts a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound
from wenguo.governance.actions import record
from wenguo.respond.domain.escalation import LEVELS, TRIGGERS
from wenguo.respond.models import EscalationContact, EscalationSettings

if TYPE_CHECKING:
    from wenguo.people.models import Brand, Team, User

LANES = ("safety", "legal", "reputation")
MOST_CONTACTS = 20


@transaction.atomic
def set_escalation(
    *,
    actor: Actor,
    brand: Brand,
    triggers: Mapping[str, int],
    specialists: Team | None,
    arbiter: User | None,
    now: datetime,
) -> EscalationSettings:
    """How far each trigger lifts a case (0: not at all), which team is the specialist group, and who decides disputes.

    Raises Invalid, naming what is wrong.
    """
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    wrong = {
        name: "choice"
        for name, level in triggers.items()
        if name not in TRIGGERS or level not in (0, *LEVELS)
    }
    if specialists is not None and specialists.brand_id != brand.pk:
        wrong["specialists"] = "choice"
    if arbiter is not None and not arbiter.brands.filter(pk=brand.pk).exists():
        wrong["arbiter"] = "choice"
    if wrong:
        raise Invalid(_("Check triggers, levels and people: they must belong to this brand."), **wrong)
    values = {"triggers": dict(triggers), "specialists": specialists, "arbiter": arbiter}
    row, _is_new = EscalationSettings.objects.update_or_create(brand=brand, defaults=values)
    record(actor, "escalation.set", row, at=now, triggers=dict(triggers))
    return row


@transaction.atomic
def set_contacts(
    *, actor: Actor, brand: Brand, lane: str, level: int, users: Sequence[User], now: datetime
) -> None:
    """The people of a fast lane (level 0) or of a level (no lane), in the order of calling; none clears it.

    Raises Invalid.
    """
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    if not (lane in LANES and level == 0) and not (lane == "" and level in LEVELS):
        raise Invalid(_("Name a fast lane, or a level without a lane."), lane="choice")
    if len(users) > MOST_CONTACTS or any(not user.brands.filter(pk=brand.pk).exists() for user in users):
        raise Invalid(_("Choose at most twenty colleagues of this brand."), users="choice")
    EscalationContact.objects.filter(brand=brand, lane=lane, level=level).delete()
    EscalationContact.objects.bulk_create(
        EscalationContact(brand=brand, lane=lane, level=level, user=user, position=position)
        for position, user in enumerate(dict.fromkeys(users))
    )
    record(actor, "escalation.contacts", brand, at=now, lane=lane, level=level, count=len(users))
