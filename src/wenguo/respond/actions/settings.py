"""What people set: their own views of the queue, the brand's clocks, special days."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.governance.actions import record
from wenguo.respond.models import BusinessDay, ClockPolicy, SavedView
from wenguo.respond.queries import QueueFilters

if TYPE_CHECKING:
    from wenguo.people.models import Brand

MOST_VIEWS = 50
MOST_MINUTES = 366 * 24 * 60
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
    calendar: str = "always",
    opens_at: time = time(9),
    closes_at: time = time(18),
) -> ClockPolicy:
    """How long a brand takes for something, in general or on one channel. Clocks that run already keep their terms.

    Raises Invalid with the field that makes no sense.
    """
    actor.require("respond.settings", brand)
    if not actor.sees_brand(brand.pk):
        raise NotFound
    _check_policy(
        name=name, channel=channel, minutes=minutes, calendar=calendar, opens_at=opens_at, closes_at=closes_at
    )
    policy, _is_new = ClockPolicy.objects.update_or_create(
        brand=brand,
        name=name,
        channel=channel,
        defaults={"minutes": minutes, "calendar": calendar, "opens_at": opens_at, "closes_at": closes_at},
    )
    record(actor, "clock_policy.set", policy, at=now, minutes=minutes, calendar=calendar, channel=channel)
    return policy


@transaction.atomic
def remove_clock_policy(*, actor: Actor, brand: Brand, name: str, channel: str = "", now: datetime) -> None:
    """Back to the more general policy, or to the built-in limit. Raises NotFound."""
    actor.require("respond.settings", brand)
    policy = ClockPolicy.objects.filter(brand=brand, name=name, channel=channel).first()
    if policy is None or not actor.sees_brand(brand.pk):
        raise NotFound
    record(actor, "clock_policy.removed", policy, at=now, channel=channel)
    policy.delete()


@transaction.atomic
def set_business_day(*, actor: Actor, day: date, is_working: bool, name: str, now: datetime) -> BusinessDay:
    """A day that breaks the weekly rule, for the whole installation: a holiday, or a day made up for one."""
    actor.require("respond.settings")
    row, _is_new = BusinessDay.objects.update_or_create(
        day=day, defaults={"is_working": is_working, "name": name.strip()[:60], "is_provisional": False}
    )
    record(actor, "business_day.set", row, at=now, day=day.isoformat(), is_working=is_working)
    return row


def _check_policy(
    *, name: str, channel: str, minutes: int, calendar: str, opens_at: time, closes_at: time
) -> None:
    faults = {}
    if name not in ClockPolicy.Name.values:
        faults["name"] = "choice"
    if channel not in CHANNELS:
        faults["channel"] = "choice"
    if not 0 < minutes <= MOST_MINUTES:
        faults["minutes"] = "range"
    if calendar not in ClockPolicy.Calendar.values:
        faults["calendar"] = "choice"
    if calendar == ClockPolicy.Calendar.BUSINESS and opens_at >= closes_at:
        faults["closes_at"] = "order"
    if faults:
        raise Invalid(_("Check the clock: its name, channel, minutes and hours."), **faults)
