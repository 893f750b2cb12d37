"""An improvement is made, grows, begins, or is given up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, Refused
from wenguo.governance.actions import record
from wenguo.improve import queries
from wenguo.improve.models import Improvement, ImprovementCase
from wenguo.respond import queries as respond
from wenguo.understand import queries as understand

if TYPE_CHECKING:
    from wenguo.people.models import Brand, Place, User

State = Improvement.State
# More than this is not a selection any more; the newest are taken.
MOST_CASES = 500
DAYS = 90


class NotOpen(Refused):
    """A finished or dropped improvement is history."""

    code = "not_open"
    message = _("This improvement is already finished or dropped.")


@transaction.atomic
def make_improvement(
    *,
    actor: Actor,
    brand: Brand,
    title: str,
    problem: str,
    owner: User,
    due_date: date,
    target: str,
    now: datetime,
    action: str = "",
    category: str = "",
    place: Place | None = None,
    case_numbers: Iterable[str] = (),
    days: int = DAYS,
    target_per_week: float | None = None,
) -> Improvement:
    """Decide to change something because of a selection of cases, or of all cases of a category of the last ``days``.

    Raises Invalid without cases and category, for a due date in the past, an owner of another brand, an unknown
    category, or case numbers that the actor cannot see in this brand.
    """
    actor.require("improve.edit")
    case_ids = _answered(actor, brand, category=category, numbers=list(case_numbers), days=days, now=now)
    _check(brand=brand, owner=owner, due_date=due_date, category=category, now=now)
    baseline = (
        queries.baseline_per_week(category=category, brand=brand, place=place, now=now) if category else None
    )
    improvement = Improvement.objects.create(
        brand=brand,
        title=title.strip()[:120],
        problem=problem.strip(),
        action=action.strip(),
        category=category,
        place=place,
        owner=owner,
        due_date=due_date,
        target=target.strip()[:200],
        baseline_per_week=baseline,
        target_per_week=target_per_week,
        created_at=now,
    )
    _link(improvement, case_ids)
    record(actor, "improvement.made", improvement, at=now, category=category, cases=len(case_ids))
    return improvement


@transaction.atomic
def add_cases(*, actor: Actor, improvement: Improvement, case_numbers: Iterable[str], now: datetime) -> int:
    """These cases are answered by it too; returns how many were new. Raises NotOpen and Invalid."""
    actor.require("improve.edit", improvement)
    row = locked(improvement)
    ids = _chosen(actor, row.brand, list(case_numbers))
    before = row.links.count()
    _link(row, ids)
    added = row.links.count() - before
    record(actor, "improvement.cases_added", row, at=now, cases=added)
    return added


@transaction.atomic
def start(*, actor: Actor, improvement: Improvement, now: datetime) -> Improvement:
    """The change begins; from here back the time before is counted. Raises NotOpen."""
    actor.require("improve.edit", improvement)
    row = locked(improvement)
    if row.state == State.PLANNED:
        row.state, row.started_at = State.DOING, now
        row.save(update_fields=["state", "started_at"])
        record(actor, "improvement.started", row, at=now)
    return row


@transaction.atomic
def drop(*, actor: Actor, improvement: Improvement, reason: str, now: datetime) -> Improvement:
    """Give it up, with the reason in the record; nobody is told. Raises NotOpen, Invalid without a reason."""
    actor.require("improve.edit", improvement)
    if not reason.strip():
        raise Invalid(_("Say why it is dropped: somebody will ask."), reason="missing")
    row = locked(improvement)
    row.state = State.DROPPED
    row.save(update_fields=["state"])
    record(actor, "improvement.dropped", row, at=now, reason=reason.strip()[:500])
    return row


def locked(improvement: Improvement) -> Improvement:
    """The row as it is now, kept from others until the end of the transaction; raises NotOpen."""
    row = (
        Improvement.objects.select_for_update(of=("self",))
        .select_related("brand", "place")
        .get(pk=improvement.pk)
    )
    if row.state in {State.DONE, State.DROPPED}:
        raise NotOpen
    return row


def _answered(
    actor: Actor, brand: Brand, *, category: str, numbers: list[str], days: int, now: datetime
) -> list[int]:
    if not actor.sees_brand(brand.pk):
        raise Invalid(_("Choose one of your brands."), brand=brand.slug)
    if not numbers and not category:
        raise Invalid(_("Choose cases or a category: an improvement answers somebody."), category="missing")
    if numbers:
        return _chosen(actor, brand, numbers)
    return _of_category(actor, brand, category, days=days, now=now)


def _check(*, brand: Brand, owner: User, due_date: date, category: str, now: datetime) -> None:
    if due_date < localtime(now).date():
        raise Invalid(_("Choose a date that lies ahead."), due_date="past")
    if not owner.is_active or not owner.brands.filter(pk=brand.pk).exists():
        raise Invalid(_("The owner must belong to the brand."), owner="other_brand")
    if category and category not in understand.all_categories():
        raise Invalid(_("There is no such category."), category=category[:60])


def _chosen(actor: Actor, brand: Brand, numbers: list[str]) -> list[int]:
    wanted = {number.strip().upper()[:20] for number in numbers if number.strip()}
    if len(wanted) > MOST_CASES:
        raise Invalid(_("Choose at most 500 cases."), cases=len(wanted))
    rows = respond.visible_cases(actor).filter(number__in=wanted, brand=brand)
    found = dict(rows.values_list("number", "pk"))
    if missing := sorted(wanted - set(found)):
        raise Invalid(_("These cases are not among those of this brand."), cases=missing[:20])
    return sorted(found.values())


def _of_category(actor: Actor, brand: Brand, category: str, *, days: int, now: datetime) -> list[int]:
    rows = respond.cases_by_category(
        actor, category=category, since=now - timedelta(max(1, days)), until=now, brand=brand
    )
    return list(rows.values_list("pk", flat=True)[:MOST_CASES])


def _link(improvement: Improvement, case_ids: Iterable[int]) -> None:
    links = [ImprovementCase(improvement=improvement, case_id=case_id) for case_id in case_ids]
    ImprovementCase.objects.bulk_create(links, ignore_conflicts=True)
