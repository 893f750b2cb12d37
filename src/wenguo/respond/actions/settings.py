"""What people set: their own views of the queue, the brand's clocks, special days."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.governance.actions import record
from wenguo.respond.models import ClockPolicy, SavedView
from wenguo.respond.queries import QueueFilters
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.people.models import Brand

MOST_VIEWS = 50
MOST_MINUTES = 366 * 24 * 60
HIGHEST_URGENCY = 4
TIERS = frozenset({"", "diamond", "gold", "silver", "standard"})
CHANNELS = frozenset(
    {"", "web", "qr", "email", "phone", "chat", "wechat", "social", "review", "survey", "app", "api"}
)


@transaction.atomic
def save_view(*, actor: Actor, name: str, filters: QueueFilters, now: datetime) -> SavedView:
    """Keep a filter of the queue under a name; the same name again replaces it. Raises Invalid."""
    actor.require("respond.read")
    if actor.user_id is None:
        raise NotAllowed
    name = " ".join(name.replace("\x00", "").split())
    if not 0 < len(name) <= 60:
        raise Invalid(_("Give the view a name of at most 60 characters."), name="length")
    own = SavedView.objects.filter(owner_id=actor.user_id)
    if own.count() >= MOST_VIEWS and not own.filter(name=name).exists():
        raise Invalid(_("Fifty views are enough. Delete one first."), name="too_many")
    view, _is_new = SavedView.objects.update_or_create(
        owner_id=actor.user_id, name=name, defaults={"filters": filters.as_values()}
    )
    record(actor, "view.saved", view, at=now)
    return view


@transaction.atomic
def delete_view(*, actor: Actor, view_id: int, now: datetime) -> None:
    """Forget one of the actor's own views; raises NotFound for anybody else's."""
    view = SavedView.objects.filter(pk=view_id, owner_id=actor.user_id, owner__isnull=False).first()
    if view is None:
        raise NotFound
    record(actor, "view.deleted", view, at=now)
    view.delete()


@transaction.atomic
def set_clock_policy(
    *,
    actor: Actor,
    brand: Brand,
    name: str,
    minutes: int,
    now: datetime,
    channel: str = "",
    category: str = "",
    urgency_from: int = 0,
    tier: str = "",
    calendar: str = "always",
    opens_at: time = time(9),
    closes_at: time = time(18),
) -> ClockPolicy:
    """How long a brand takes for something, in general or for some cases. Clocks that run already keep their terms.

    Raises Invalid with the field that makes no sense.
    """
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    terms: dict[str, Any] = {
        "minutes": minutes,
        "calendar": calendar,
        "opens_at": opens_at,
        "closes_at": closes_at,
    }
    scope: dict[str, Any] = {
        "channel": channel,
        "category": category,
        "urgency_from": urgency_from,
        "tier": tier,
    }
    check_policy(ClockPolicy(brand=brand, name=name, **scope, **terms))
    policy, _is_new = ClockPolicy.objects.update_or_create(brand=brand, name=name, **scope, defaults=terms)
    record(actor, "clock_policy.set", policy, at=now, minutes=minutes, calendar=calendar, **scope)
    return policy


@transaction.atomic
def remove_clock_policy(
    *,
    actor: Actor,
    brand: Brand,
    name: str,
    now: datetime,
    channel: str = "",
    category: str = "",
    urgency_from: int = 0,
    tier: str = "",
) -> None:
    """Back to the more general policy, or to the built-in limit. Raises NotFound."""
    actor.require("respond.settings", brand)
    scope: dict[str, Any] = {
        "channel": channel,
        "category": category,
        "urgency_from": urgency_from,
        "tier": tier,
    }
    policy = ClockPolicy.objects.filter(brand=brand, name=name, **scope).first()
    if policy is None or not actor.sees_brand(brand.pk):
        raise NotFound
    record(actor, "clock_policy.removed", policy, at=now, **scope)
    policy.delete()


def check_policy(policy: ClockPolicy) -> None:
    """Whether a policy makes sense, saved or not. Raises Invalid with the fields that do not."""
    is_business = policy.calendar == ClockPolicy.Calendar.BUSINESS
    wrong = {
        "name": policy.name not in ClockPolicy.Name.values,
        "channel": policy.channel not in CHANNELS,
        "category": bool(policy.category) and not understanding.is_category(policy.category),
        "tier": policy.tier not in TIERS,
        "urgency_from": not 0 <= policy.urgency_from <= HIGHEST_URGENCY,
        "minutes": not 0 < policy.minutes <= MOST_MINUTES,
        "calendar": policy.calendar not in ClockPolicy.Calendar.values,
        "closes_at": is_business and policy.opens_at >= policy.closes_at,
    }
    faults = {name: "choice" for name, is_wrong in wrong.items() if is_wrong}
    if faults:
        raise Invalid(_("Check the clock: its name, whom it is for, minutes and hours."), **faults)
