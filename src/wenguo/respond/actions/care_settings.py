"""How a brand cares: tries, calls in a month, quiet hours, ways of the follow-up, contact plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Invalid
from wenguo.customers import queries as customers
from wenguo.governance.actions import record
from wenguo.respond.models import CareSettings, ContactPlan, FollowUpWay
from wenguo.respond.models.care import Way
from wenguo.respond.queries.care import care_settings_of

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.people.models import Brand

# What each number may be; 0 urgency, 0 silent days and 0 planned contacts switch that part off.
RANGES = {
    "tries": (1, 10),
    "retry_hours": (1, 336),
    "answer_days": (1, 60),
    "month_days": (7, 120),
    "month_urgency": (0, 4),
    "per_day": (0, 500),
    "silent_days": (0, 1500),
}
OTHERS = (
    "month_tiers",
    "month_after_compensation",
    "month_after_crisis",
    "quiet_from",
    "quiet_until",
    "thanks",
)
MOST_RULES = 40


@transaction.atomic
def set_care(*, actor: Actor, brand: Brand, now: datetime, **wishes: Any) -> CareSettings:
    """Set some of a brand's wishes; what is not named stays. Raises Invalid."""
    actor.require("respond.settings", brand)
    row = care_settings_of(brand.pk)
    for name, value in wishes.items():
        if name in RANGES:
            low, high = RANGES[name]
            if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
                raise Invalid(_("This number does not fit."), **{name: f"{low}-{high}"})
        elif name not in OTHERS:
            raise Invalid(_("There is no such setting."), **{name: "unknown"})
        setattr(row, name, value)
    if any(customers.is_tier(tier) is False for tier in row.month_tiers):
        raise Invalid(_("There is no such tier."), month_tiers="choice")
    if (row.quiet_from is None) != (row.quiet_until is None):
        raise Invalid(_("Quiet hours have a beginning and an end."), quiet_until="missing")
    if row.thanks not in CareSettings.Thanks.values:
        raise Invalid(_("Choose one of the ways."), thanks="choice")
    row.save()
    record(actor, "care.set", brand, at=now, fields=sorted(wishes))
    return row


@transaction.atomic
def set_follow_up_ways(
    *, actor: Actor, brand: Brand, ways: Sequence[tuple[str, int, str]], now: datetime
) -> list[FollowUpWay]:
    """Say how resolved cases are asked after: (tier or empty, from urgency, way) each; none of them: by message."""
    actor.require("respond.settings", brand)
    if len(ways) > MOST_RULES:
        raise Invalid(_("At most 40 rows."), ways="too_many")
    if len({(tier, urgency) for tier, urgency, _way in ways}) != len(ways):
        raise Invalid(_("Two rows say the same."), ways="twice")
    for tier, urgency, way in ways:
        if (tier and not customers.is_tier(tier)) or not 0 <= urgency <= 4 or way not in Way.values:
            raise Invalid(_("This row does not fit."), ways="choice")
    FollowUpWay.objects.filter(brand=brand).delete()
    rows = [FollowUpWay(brand=brand, tier=tier, urgency_from=urgency, way=way) for tier, urgency, way in ways]
    FollowUpWay.objects.bulk_create(rows)
    record(actor, "care.ways_set", brand, at=now, rows=len(rows))
    return rows


@transaction.atomic
def set_contact_plan(
    *, actor: Actor, brand: Brand, tier: str, every_days: int, most_a_month: int, way: str, now: datetime
) -> ContactPlan:
    """Say how often customers of a tier hear from us; 0 days: never. Raises Invalid."""
    actor.require("respond.settings", brand)
    if not customers.is_tier(tier):
        raise Invalid(_("There is no such tier."), tier="choice")
    if not 0 <= every_days <= 1000 or not 0 <= most_a_month <= 30 or way not in ("call", "message"):
        raise Invalid(_("This row does not fit."), every_days="range")
    wishes = {"every_days": every_days, "most_a_month": most_a_month, "way": way}
    row, _is_new = ContactPlan.objects.update_or_create(brand=brand, tier=tier, defaults=wishes)
    record(actor, "care.plan_set", brand, at=now, tier=tier, days=every_days)
    return row
