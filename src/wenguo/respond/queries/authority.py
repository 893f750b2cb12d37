"""What a brand has set about giving: limits, matrix, chain, deputies, budget, laws to know; and what it has given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet, Sum
from django.utils.timezone import localtime

from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import NotFound
from wenguo.customers import queries as customers
from wenguo.people import queries as people
from wenguo.respond.domain.amends import ZERO, Cell
from wenguo.respond.domain.authority import DEFAULT_CHAIN, SPLIT_WINDOW, Given, Limit, Step, limit_for
from wenguo.respond.models import (
    AuthorityLimit,
    Budget,
    Case,
    ChainStep,
    Compensation,
    Deputy,
    LegalMinimum,
    MatrixCell,
    ReachLimit,
)

if TYPE_CHECKING:
    from wenguo.people.models import Brand, User

State = Compensation.State
# What counts as given: also what waits, so that nobody splits by asking.
COUNTED = (State.ASKING, State.OFFERED, State.ACCEPTED, State.PAID)
COMMITTED = (State.OFFERED, State.ACCEPTED, State.PAID)


@dataclass(frozen=True, slots=True)
class BudgetView:
    """A brand's budget of one month in one currency, to the cent; ``amount`` and ``left`` are None without a budget."""

    currency: str
    amount: Decimal | None
    spent: Decimal
    paid: Decimal
    left: Decimal | None


def limits_of(brand: Brand) -> list[AuthorityLimit]:
    """What the brand has set; elsewhere the built-in limits hold."""
    return list(AuthorityLimit.objects.filter(brand=brand).order_by("role", "kind", "currency"))


def reach_limits_of(brand: Brand) -> list[ReachLimit]:
    """How far ahead roles may promise, as the brand has set it; elsewhere the built-in times hold."""
    return list(ReachLimit.objects.filter(brand=brand).order_by("role"))


def cells_of(brand: Brand) -> list[MatrixCell]:
    """The brand's own cells of the matrix."""
    return list(MatrixCell.objects.filter(brand=brand).order_by("fault", "harm", "tier", "currency"))


def chain_of(brand: Brand) -> tuple[Step, ...]:
    """The brand's chain of approval, or the built-in one: lead, then executive."""
    rows = ChainStep.objects.filter(brand=brand).order_by("place")
    return tuple(Step(row.role, row.hours) for row in rows) or DEFAULT_CHAIN


def chain_steps(brand: Brand) -> list[ChainStep]:
    """The steps that the brand has set itself."""
    return list(ChainStep.objects.filter(brand=brand).order_by("place"))


def limit_of_role(brand: Brand, role: str, *, kind: str, currency: str) -> Limit:
    """What somebody of this role may give."""
    return limit_for(
        role=role, kind=kind, currency=currency, limits=[_limit(row) for row in limits_of(brand)]
    )


def proposed_cells(brand: Brand) -> list[Cell]:
    """The brand's own cells as the matrix reads them."""
    return [
        Cell(row.harm, row.fault, row.tier, row.currency, row.low, row.high, row.share_low, row.share_high)
        for row in cells_of(brand)
    ]


def _limit(row: AuthorityLimit) -> Limit:
    return Limit(row.role, row.kind, row.currency, row.amount, row.total, row.days)


def deputies(actor: Actor) -> QuerySet[Deputy]:
    """Who decides for whom, among the actor's colleagues, newest first."""
    known = people.colleagues(actor).values("id")
    rows = Deputy.objects.filter(user_id__in=known, deputy_id__in=known)
    return rows.select_related("user", "deputy").order_by("-ends_at", "-id")


def get_deputy(actor: Actor, deputy_id: int) -> Deputy:
    """One of them; raises NotFound."""
    row = deputies(actor).filter(pk=min(deputy_id, 2**63 - 1)).first()
    if row is None:
        raise NotFound
    return row


def principals_of(user_id: int | None, *, now: datetime) -> list[User]:
    """For whom somebody may decide at this moment."""
    rows = Deputy.objects.filter(deputy_id=user_id or 0, starts_at__lte=now, ends_at__gt=now)
    return [row.user for row in rows.select_related("user").filter(user__is_active=True).order_by("id")]


def was_deputy(user_id: int | None, *, now: datetime) -> bool:
    """Whether somebody's time as a deputy is over, or has not begun."""
    rows = Deputy.objects.filter(deputy_id=user_id or 0)
    return rows.filter(Q(ends_at__lte=now) | Q(starts_at__gt=now)).exists()


def holders_of(brand: Brand, role: str, *, now: datetime, besides: Sequence[int | None] = ()) -> list[int]:
    """Who could decide a step of this role: active people of the brand, and those who stand in for them."""
    rows = people.colleagues(SYSTEM).filter(brands=brand, role=role)
    ids = set(rows.values_list("id", flat=True))
    standing_in = Deputy.objects.filter(user_id__in=ids, starts_at__lte=now, ends_at__gt=now)
    ids |= set(standing_in.filter(deputy__is_active=True).values_list("deputy_id", flat=True))
    return sorted(ids - set(besides))


def given_before(case: Case, *, currency: str, days: int, now: datetime, besides: int | None = None) -> Given:
    """What counts beside a new amount in this case."""
    rows = Compensation.objects.filter(brand_id=case.brand_id, currency=currency, state__in=COUNTED)
    if besides is not None:
        rows = rows.exclude(pk=besides)
    in_case = _sum(rows.filter(case=case))
    theirs = rows.none()
    if case.customer is not None:
        family = customers.family_ids(case.customer.merged_into or case.customer)
        theirs = rows.filter(Q(customer_id__in=family) | Q(case=case))
    lately = theirs.filter(made_at__gt=now - SPLIT_WINDOW).exclude(case=case)
    return Given(
        case=in_case,
        customer=_sum(theirs.filter(made_at__gt=now - timedelta(days=days))) if case.customer else in_case,
        lately=_sum(lately),
        budget_left=budget_of(case.brand, currency=currency, now=now, besides=besides).left,
    )


def budget_of(brand: Brand, *, currency: str, now: datetime, besides: int | None = None) -> BudgetView:
    """The month's budget: set, committed (offered, accepted or paid) and left."""
    month = month_of(now)
    rows = Compensation.objects.filter(
        brand=brand,
        currency=currency,
        state__in=COMMITTED,
        offered_at__gte=localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0),
        offered_at__lte=now,
    )
    if besides is not None:
        rows = rows.exclude(pk=besides)
    latest = Budget.objects.filter(brand=brand, currency=currency, starts_date__lte=month)
    amount = latest.order_by("-starts_date").values_list("amount", flat=True).first()
    spent = _sum(rows)
    left = None if amount is None else amount - spent
    return BudgetView(currency, amount, spent, _sum(rows.filter(state=State.PAID)), left)


def budgets(actor: Actor) -> list[Budget]:
    """Every budget set for the actor's brands, newest month first."""
    rows = Budget.objects.filter(brand__in=people.visible_brands(actor)).select_related("brand")
    return list(rows.order_by("brand_id", "currency", "-starts_date"))


def month_of(moment: datetime) -> date:
    """The first day of the month, in the installation's zone."""
    return localtime(moment).date().replace(day=1)


def legal_minimums(*, category: str = "", now: datetime, all_of_them: bool = False) -> list[LegalMinimum]:
    """What laws grant, in force today: those that may matter for a category, or all for the settings."""
    rows = list(LegalMinimum.objects.order_by("id"))
    if all_of_them:
        return rows
    today = localtime(now).date()
    return [
        row
        for row in rows
        if row.is_shown
        and (row.starts_date is None or row.starts_date <= today)
        and (row.ends_date is None or row.ends_date >= today)
        and any(category == code or category.startswith(f"{code}.") for code in row.categories or [category])
    ]


def _sum(rows: QuerySet[Compensation]) -> Decimal:
    total: Decimal | None = rows.aggregate(total=Sum("amount"))["total"]
    return ZERO if total is None else total
