"""The only roads to improvements, and what was counted around them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import NotFound
from wenguo.improve.domain.proof import BASELINE, LOOK_BACK, Proof, Rate, prove
from wenguo.improve.models import Improvement, ImprovementCase, Notice
from wenguo.respond import queries as respond

if TYPE_CHECKING:
    from wenguo.people.models import Brand, Place
    from wenguo.respond.models import Case

MAX_ID = 2**63 - 1
State = Improvement.State


def visible_improvements(actor: Actor) -> QuerySet[Improvement]:
    """Improvements of the actor's brands with owner and counts. Nothing without the permission."""
    rows = Improvement.objects.select_related("brand", "owner", "place").annotate(
        cases=Count("links", distinct=True), told=Count("notices", distinct=True)
    )
    if not actor.can("improve.read"):
        return rows.none()
    return rows if actor.brand_ids is None else rows.filter(brand_id__in=actor.brand_ids)


def get_improvement(actor: Actor, improvement_id: int) -> Improvement:
    """One improvement; raises NotFound, also for that of another brand."""
    row = (
        visible_improvements(actor).filter(pk=improvement_id).first()
        if 0 < improvement_id <= MAX_ID
        else None
    )
    if row is None:
        raise NotFound
    return row


def linked_cases(actor: Actor, improvement: Improvement) -> QuerySet[Case]:
    """The cases behind an improvement that the actor may see, newest first."""
    ids = ImprovementCase.objects.filter(improvement=improvement).values("case_id")
    return respond.visible_cases(actor).filter(pk__in=ids).order_by("-id")


def improvements_of_case(actor: Actor, case: Case) -> list[Improvement]:
    """What is being changed because of a case."""
    return list(visible_improvements(actor).filter(links__case=case).order_by("-id"))


def notices_of(improvement: Improvement) -> QuerySet[Notice]:
    """Which customers were told, newest first."""
    return Notice.objects.filter(improvement=improvement).select_related("customer", "case").order_by("-id")


def cases_counted(
    *, category: str, brand: Brand, place: Place | None, since: datetime, until: datetime
) -> QuerySet[Case]:
    """The cases of a category in a period, by everybody's cases: a proof must not depend on who looks."""
    rows = respond.cases_by_category(SYSTEM, category=category, since=since, until=until, brand=brand)
    return rows.filter(place=place) if place is not None else rows


def baseline_per_week(*, category: str, brand: Brand, place: Place | None, now: datetime) -> float:
    """Cases a week over the last four weeks."""
    since = now - BASELINE
    count = cases_counted(category=category, brand=brand, place=place, since=since, until=now).count()
    return Rate(count, BASELINE).per_week


def proof_of(improvement: Improvement, *, now: datetime) -> Proof | None:
    """Cases a week before the change began and since it was done; None where nothing can be counted yet."""
    if not improvement.category or improvement.done_at is None:
        return None
    began = improvement.started_at or improvement.created_at
    return prove(
        _rate(improvement, since=began - LOOK_BACK, until=began),
        _rate(improvement, since=improvement.done_at, until=max(now, improvement.done_at)),
    )


def _rate(improvement: Improvement, *, since: datetime, until: datetime) -> Rate:
    rows = cases_counted(
        category=improvement.category,
        brand=improvement.brand,
        place=improvement.place,
        since=since,
        until=until,
    )
    return Rate(rows.count() if until > since else 0, max(until - since, timedelta(0)))


def candidates(actor: Actor, *, now: datetime, limit: int = 8) -> list[tuple[str, int, int]]:
    """What to change next: (category, cases of four weeks, cases of the four before), most frequent first."""
    since = now - BASELINE
    rows = (
        respond.visible_cases(actor)
        .filter(opened_at__gte=since - BASELINE, opened_at__lt=now, kind="complaint")
        .select_related(None)
        .order_by()
        .values_list("category")
        .annotate(
            n=Count("pk", filter=Q(opened_at__gte=since)), last=Count("pk", filter=Q(opened_at__lt=since))
        )
        .order_by("-n", "category")[:limit]
    )
    return [(category, n, last) for category, n, last in rows if n]


def published_improvements(brand: Brand) -> list[Improvement]:
    """What the public page of a brand shows, newest first."""
    rows = Improvement.objects.filter(brand=brand, state=State.DONE, published_at__isnull=False)
    return list(
        rows.select_related("brand", "place").annotate(told=Count("notices")).order_by("-published_at", "-id")
    )
