"""Care: what is due, what is suggested, how a brand goes about it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from wenguo.base.actor import SYSTEM
from wenguo.base.errors import NotFound
from wenguo.listen import queries as listen
from wenguo.respond.domain.care import (
    A_MONTH,
    ClosedCase,
    MonthRule,
    WayRule,
    asks_in_a_month,
    is_spent,
    quiet_over,
    way_for,
)
from wenguo.respond.models import (
    CareSettings,
    CareTask,
    Case,
    Compensation,
    ContactPlan,
    FollowUpWay,
    IncidentCase,
)
from wenguo.respond.queries.cases import visible_cases
from wenguo.respond.queries.tracking import case_of_link, feedback_of_link

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.people.models import Brand

State, Kind = CareTask.State, CareTask.Kind
TO_DO = (State.OPEN, State.ASKED)
MOMENTS = (Kind.BIRTHDAY, Kind.JOINED, Kind.FIRST_PURCHASE)
# Whoever comes back later than this came back for another reason.
CAME_BACK_WITHIN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class CareCounts:
    """What waits: calls for today or earlier, later calls, questions under way, suggestions by sort."""

    calls: int
    later: int
    asked: int
    moments: int
    win_back: int


@dataclass(frozen=True, slots=True)
class CareFigures:
    """What came of it in a period; each ``n`` is what its count is out of."""

    ended: int
    reached: int
    scored: int
    average: float | None
    satisfied: int
    reopened: int
    won: int
    came_back: int
    content: int


def care_settings_of(brand_id: int) -> CareSettings:
    """A brand's own settings, or those as shipped (not stored)."""
    return CareSettings.objects.filter(brand_id=brand_id).first() or CareSettings(brand_id=brand_id)


def follow_up_ways(brand: Brand) -> list[FollowUpWay]:
    """How a brand asks after a resolve, the general rule first."""
    return list(FollowUpWay.objects.filter(brand=brand).order_by("tier", "urgency_from"))


def contact_plans(brand: Brand) -> list[ContactPlan]:
    """How often each tier of a brand hears from us."""
    return list(ContactPlan.objects.filter(brand=brand).order_by("id"))


def visible_care(actor: Actor) -> QuerySet[CareTask]:
    """Care tasks of the actor's brands; those about a case only where the case may be seen."""
    rows = CareTask.objects.select_related("brand", "customer", "case", "owner")
    if not actor.can("respond.reply"):
        return rows.none()
    if actor.brand_ids is not None:
        rows = rows.filter(brand_id__in=sorted(actor.brand_ids))
    if actor.team_ids is None:
        return rows
    return rows.filter(
        Q(case__isnull=True)
        | Q(owner_id=actor.user_id, owner__isnull=False)
        | Q(case__in=visible_cases(actor).order_by().values("id"))
    )


def get_care(actor: Actor, task_id: int) -> CareTask:
    """One care task; raises NotFound, also for another brand's."""
    row = visible_care(actor).filter(pk=task_id).first()
    if row is None:
        raise NotFound
    return row


def care_calls(actor: Actor) -> QuerySet[CareTask]:
    """Calls to make, the first due first."""
    rows = visible_care(actor).filter(state=State.OPEN, way="call")
    return rows.order_by("due_at", "id")


def care_suggestions(actor: Actor, *kinds: str) -> QuerySet[CareTask]:
    """What the house suggests and nobody has decided on, the nearest first."""
    rows = visible_care(actor).filter(state=State.SUGGESTED)
    return (rows.filter(kind__in=kinds) if kinds else rows).order_by("due_at", "id")


def care_of_case(actor: Actor, case: Case) -> list[CareTask]:
    """Everything about one case, the newest first."""
    return list(visible_care(actor).filter(case=case).order_by("-id"))


def care_counts(actor: Actor, *, now: datetime) -> CareCounts:
    """The numbers on top of the page, in one query."""
    today = end_of_day(now)
    calls = Q(state=State.OPEN, way="call")
    suggested = Q(state=State.SUGGESTED)
    counts = (
        visible_care(actor)
        .order_by()
        .aggregate(
            calls=Count("id", filter=calls & Q(due_at__lte=today)),
            later=Count("id", filter=calls & Q(due_at__gt=today)),
            asked=Count("id", filter=Q(state=State.ASKED)),
            moments=Count("id", filter=suggested & Q(kind__in=MOMENTS)),
            win_back=Count("id", filter=suggested & Q(kind=Kind.WIN_BACK)),
        )
    )
    return CareCounts(**counts)


def care_figures(actor: Actor, *, now: datetime, days: int = 90) -> CareFigures:
    """What follow-ups and win-backs of the last ``days`` brought."""
    ended = visible_care(actor).filter(state=State.DONE, done_at__gt=now - timedelta(days=days))
    asked = ended.filter(kind__in=[Kind.FOLLOW_UP, Kind.MONTH])
    won = ended.filter(kind=Kind.WIN_BACK)
    scores = [score for score in asked.values_list("score", flat=True) if score is not None]
    outcomes = dict(asked.order_by().values_list("outcome").annotate(n=Count("id")))
    total = sum(outcomes.values())
    return CareFigures(
        ended=total,
        reached=total - outcomes.get(CareTask.Outcome.NOT_REACHED, 0),
        scored=len(scores),
        average=round(sum(scores) / len(scores), 2) if scores else None,
        satisfied=sum(1 for score in scores if score >= 4),
        reopened=outcomes.get(CareTask.Outcome.UNSATISFIED, 0),
        won=won.count(),
        came_back=came_back(won).count(),
        content=won.filter(outcome=CareTask.Outcome.SATISFIED).count(),
    )


def came_back(rows: QuerySet[CareTask]) -> QuerySet[CareTask]:
    """Those whose customer said something to us within 90 days after the contact."""
    return rows.filter(
        Exists(
            listen.visible_feedback(SYSTEM).filter(
                customer_id=OuterRef("customer_id"),
                received_at__gt=OuterRef("done_at"),
                received_at__lte=OuterRef("done_at") + CAME_BACK_WITHIN,
            )
        )
    )


def end_of_day(now: datetime) -> datetime:
    """The last moment of today where the house stands."""
    return localtime(now).replace(hour=23, minute=59, second=59, microsecond=0)


def after_quiet(settings: CareSettings, moment: datetime) -> datetime:
    """The moment itself, or the end of the brand's quiet hours."""
    return quiet_over(localtime(moment), quiet_from=settings.quiet_from, quiet_until=settings.quiet_until)


def chosen_way(case: Case) -> str:
    """How the customer of a case is asked after it: message, call or none."""
    rules = [
        WayRule(way, tier, urgency)
        for way, tier, urgency in FollowUpWay.objects.filter(brand_id=case.brand_id).values_list(
            "way", "tier", "urgency_from"
        )
    ]
    return way_for(rules, tier=case.customer.tier if case.customer else "", urgency=case.urgency)


def why_in_a_month(settings: CareSettings, case: Case) -> str:
    """Why a closed case gets a call in a month; empty when it gets none."""
    given = (Compensation.State.ACCEPTED, Compensation.State.PAID)
    facts = ClosedCase(
        urgency=case.urgency,
        tier=case.customer.tier if case.customer else "",
        was_compensated=Compensation.objects.filter(case=case, state__in=given).exists(),
        was_crisis=IncidentCase.objects.filter(case=case, incident__crisis__isnull=False).exists(),
    )
    rule = MonthRule(
        settings.month_urgency,
        settings.month_tiers,
        settings.month_after_compensation,
        settings.month_after_crisis,
    )
    return asks_in_a_month(rule, facts)


def has_had_enough(customer_id: int, *, most: int, now: datetime) -> bool:
    """Whether a customer was contacted as often within thirty days as the plan of the tier allows."""
    rows = CareTask.objects.filter(customer_id=customer_id, made_at__gt=now - A_MONTH)
    contacts = rows.exclude(state__in=[State.SUGGESTED, State.DISMISSED, State.LAPSED])
    return is_spent(list(contacts.values_list("made_at", flat=True)), most=most, now=now)


def is_asked(link: str) -> bool:
    """Whether the customer behind a tracking link has a question of ours to answer."""
    try:
        case = case_of_link(feedback_of_link(link))
    except NotFound:
        return False
    rows = CareTask.objects.filter(case=case, kind=Kind.FOLLOW_UP, state__in=TO_DO)
    return case is not None and rows.exists()
