"""When somebody works, when not, and who is called at night."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound, Refused
from wenguo.base.live import announce
from wenguo.governance.actions import record
from wenguo.people.models import Brand, DutyNote, DutyTurn, Leave, Shift, User

if TYPE_CHECKING:
    from wenguo.people.domain.shifts import WeeklyShift

MOST_SHIFTS = 42
LONGEST_TURN = timedelta(days=31)
MOST_WEEKS = 26
MAX_NOTE = 2000


class DutyTaken(Refused):
    """One tier is one person at a time, so that everybody knows whom to call."""

    code = "duty_taken"
    message = _("Somebody has this tier at that time already.")


@transaction.atomic
def set_shifts(*, actor: Actor, user: User, shifts: Sequence[WeeklyShift], now: datetime) -> None:
    """Replace the weekly shifts; none at all means always on shift. Several a day are possible. Raises Invalid."""
    actor.require("people.rota")
    if len(shifts) > MOST_SHIFTS or any(
        day not in range(7) or not isinstance(start, time) for day, start, _end in shifts
    ):
        raise Invalid(_("A week has seven days and at most 42 shifts."), shifts="range")
    Shift.objects.filter(user=user).delete()
    Shift.objects.bulk_create(
        Shift(user=user, weekday=day, starts_at=start, ends_at=end) for day, start, end in sorted(set(shifts))
    )
    record(actor, "person.shifts", user, at=now, count=len(shifts))
    _tell(user)


@transaction.atomic
def set_leave(
    *, actor: Actor, user: User, kind: str, starts_at: datetime, ends_at: datetime, now: datetime
) -> Leave:
    """Somebody will not be there; new cases go to others and what cannot wait is handed over. Raises Invalid."""
    actor.require("people.rota")
    if kind not in Leave.Kind.values:
        raise Invalid(_("There is no such kind of leave."), kind="choice")
    if ends_at <= starts_at:
        raise Invalid(_("Leave ends after it begins."), ends_at="order")
    leave = Leave.objects.create(user=user, kind=kind, starts_at=starts_at, ends_at=ends_at)
    record(actor, "person.leave", user, at=now, kind=kind, ends_at=ends_at.isoformat())
    _tell(user)
    return leave


@transaction.atomic
def end_leave(*, actor: Actor, user: User, leave_id: int, now: datetime) -> None:
    """Strike a leave out. Raises NotFound."""
    actor.require("people.rota")
    leave = Leave.objects.filter(pk=leave_id, user=user).first()
    if leave is None:
        raise NotFound
    record(actor, "person.leave_ended", user, at=now)
    leave.delete()
    _tell(user)


@transaction.atomic
def plan_duty(
    *,
    actor: Actor,
    brand: Brand,
    tier: int,
    user: User,
    starts_at: datetime,
    ends_at: datetime,
    weeks: int = 1,
    now: datetime,
) -> list[DutyTurn]:
    """Put somebody on call, perhaps for the same hours of several weeks. Raises Invalid, DutyTaken (nothing is planned
    then).
    """
    actor.require("people.rota", DutyTurn(brand=brand))
    if tier not in (1, 2, 3) or not 1 <= weeks <= MOST_WEEKS:
        raise Invalid(_("There are three tiers, planned at most 26 weeks ahead."), tier="range")
    if not starts_at < ends_at <= starts_at + LONGEST_TURN:
        raise Invalid(_("A turn ends after it begins, within a month."), ends_at="order")
    if not user.brands.filter(pk=brand.pk).exists() or not user.is_active:
        raise Invalid(_("Choose a colleague of this brand."), user="choice")
    # One planner at a time, so that two cannot fill the same gap.
    Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
    turns = []
    for week in range(weeks):
        start, end = starts_at + timedelta(weeks=week), ends_at + timedelta(weeks=week)
        if DutyTurn.objects.filter(brand=brand, tier=tier, starts_at__lt=end, ends_at__gt=start).exists():
            raise DutyTaken
        turns.append(DutyTurn.objects.create(brand=brand, tier=tier, user=user, starts_at=start, ends_at=end))
    record(actor, "duty.planned", turns[0], at=now, tier=tier, user=user.pk, weeks=weeks)
    announce("person", user.pk, brand_id=brand.pk)
    return turns


@transaction.atomic
def cancel_duty(*, actor: Actor, brand: Brand, turn_id: int, now: datetime) -> None:
    """Take a turn out of the rota. Raises NotFound."""
    actor.require("people.rota", DutyTurn(brand=brand))
    turn = DutyTurn.objects.filter(pk=turn_id, brand=brand).first()
    if turn is None:
        raise NotFound
    record(actor, "duty.cancelled", turn, at=now, tier=turn.tier, user=turn.user_id)
    turn.delete()
    announce("person", turn.user_id, brand_id=brand.pk)


@transaction.atomic
def leave_duty_note(*, actor: Actor, brand: Brand, text: str, now: datetime) -> DutyNote:
    """Tell whoever comes on duty next what to watch. Raises Invalid, NotAllowed."""
    actor.require("people.read", DutyNote(brand=brand))
    if actor.user_id is None:
        raise NotAllowed
    text = text.replace("\x00", "").strip()
    if not 0 < len(text) <= MAX_NOTE:
        raise Invalid(_("Write a few words, at most 2,000 characters."), text="length")
    note = DutyNote.objects.create(
        brand=brand, author_id=actor.user_id, author_name=actor.name[:150], text=text, created_at=now
    )
    record(actor, "duty.note", note, at=now)
    announce("person", actor.user_id, brand_id=brand.pk)
    return note


def _tell(user: User) -> None:
    for brand_id in user.brands.values_list("id", flat=True):
        announce("person", user.pk, brand_id=brand_id)
