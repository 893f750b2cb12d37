"""Compensations, and what somebody should know before giving one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.customers import queries as customers
from wenguo.respond.domain import amends
from wenguo.respond.domain.amends import FAULT_OF_CAUSE, ZERO, Band, Proposal
from wenguo.respond.domain.authority import Given, Limit, reaches
from wenguo.respond.models import Approval, Case, Compensation, LegalMinimum, OfferStep
from wenguo.respond.queries.authority import (
    COMMITTED,
    BudgetView,
    budget_of,
    chain_of,
    given_before,
    legal_minimums,
    limit_of_role,
    principals_of,
    proposed_cells,
)
from wenguo.respond.queries.cases import visible_cases

YEAR = timedelta(days=365)
QUARTER = timedelta(days=90)
OFTEN_A_YEAR, OFTEN_A_QUARTER = 3, 2
FEW_SIMILAR = 500


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the customer was given in the last year. ``is_often`` informs; it never refuses anything."""

    count: int
    total: Decimal
    is_often: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything beside the form in which somebody decides what to give.

    ``scope`` says which cases are like: of the same category, or of its main part where those are too few. ``room``
    is what the actor may still give in this case without asking.
    """

    harm: str
    fault: str
    tier: str
    price: Decimal | None
    currency: str
    proposal: Proposal | None
    band: Band
    scope: str
    earlier: Earlier
    laws: list[LegalMinimum]
    budget: BudgetView
    limit: Limit
    given: Given
    room: Decimal


def visible_compensations(actor: Actor) -> QuerySet[Compensation]:
    """Compensations of the cases that the actor may see."""
    return Compensation.objects.filter(case__in=visible_cases(actor).order_by().values("id"))


def get_compensation(actor: Actor, compensation_id: int) -> Compensation:
    """One of them; raises NotFound."""
    rows = visible_compensations(actor).select_related("case", "brand", "customer", "made_by")
    row = rows.filter(pk=min(compensation_id, 2**63 - 1)).first()
    if row is None:
        raise NotFound
    return row


def compensations_of(case: Case) -> list[Compensation]:
    """What was given in a case, with the approvals, newest first."""
    approvals = Approval.objects.order_by("id")
    rows = Compensation.objects.filter(case=case).prefetch_related(Prefetch("approvals", queryset=approvals))
    return list(rows.prefetch_related("proofs").order_by("-id"))


def offer_steps_of(case: Case) -> list[OfferStep]:
    """How the offer was talked over, in order."""
    return list(OfferStep.objects.filter(case=case).order_by("id"))


def likely_harm(case: Case) -> str:
    """A first guess from the labels, for a person to correct: body and health are grave, anger is moderate."""
    if {"safety", "health"} & set(case.risks):
        return "grave"
    if case.urgency >= 4:
        return "serious"
    return "moderate" if case.intensity <= 2 or case.urgency >= 2 else "trouble"


def advice(
    actor: Actor,
    case: Case,
    *,
    now: datetime,
    harm: str = "",
    fault: str = "",
    price: Decimal | None = None,
    kind: str = "refund",
    currency: str = "CNY",
) -> Advice:
    """The range, its reasons, what like cases got, the customer's history, the law, the budget and one's authority."""
    harm = harm if harm in amends.HARMS else likely_harm(case)
    fault = fault if fault in amends.FAULTS else FAULT_OF_CAUSE.get(case.cause, "ours")
    tier = case.customer.tier if case.customer else "standard"
    limit = limit_of_role(case.brand, actor.role, kind=kind, currency=currency)
    given = given_before(case, currency=currency, days=limit.days, now=now)
    band, scope = like_cases(case, harm=harm, fault=fault, currency=currency, now=now)
    return Advice(
        harm=harm,
        fault=fault,
        tier=tier,
        price=price,
        currency=currency,
        proposal=amends.propose(
            harm=harm,
            fault=fault,
            tier=tier,
            price=price,
            currency=currency,
            cells=proposed_cells(case.brand),
        ),
        band=band,
        scope=scope,
        earlier=earlier_of(case, currency=currency, now=now),
        laws=legal_minimums(category=case.category, now=now),
        budget=budget_of(case.brand, currency=currency, now=now),
        limit=limit,
        given=given,
        room=_room(limit, given),
    )


def _room(limit: Limit, given: Given) -> Decimal:
    bounds = [limit.amount - given.case - given.lately, limit.total - given.customer]
    if given.budget_left is not None:
        bounds.append(given.budget_left)
    return max(ZERO, min(bounds))


def like_cases(case: Case, *, harm: str, fault: str, currency: str, now: datetime) -> tuple[Band, str]:
    """What other cases of the brand got in a year for the same harm and fault: one amount a case, material things only.

    Of the same category, or where those are fewer than five, of its main part.
    """
    main = case.category.split(".")[0]
    band = Band(0)
    for scope, condition in (
        ("category", Q(category=case.category)),
        ("main", Q(category=main) | Q(category__startswith=f"{main}.")),
    ):
        band = amends.band_of(_amounts_like(case, condition, (harm, fault, currency), now))
        if band.median is not None:
            return band, scope
    return band, "main"


def _amounts_like(case: Case, condition: Q, terms: tuple[str, str, str], now: datetime) -> list[Decimal]:
    harm, fault, currency = terms
    rows = Compensation.objects.filter(
        condition,
        brand_id=case.brand_id,
        harm=harm,
        fault=fault,
        currency=currency,
        amount__gt=0,
        state__in=COMMITTED,
        made_at__gt=now - YEAR,
        made_at__lte=now,
    ).exclude(case=case)
    totals: dict[int, Decimal] = {}
    for case_id, amount in rows.order_by("-id").values_list("case_id", "amount")[:FEW_SIMILAR]:
        totals[case_id] = totals.get(case_id, ZERO) + amount
    return list(totals.values())


def earlier_of(case: Case, *, currency: str, now: datetime) -> Earlier:
    """What this customer was given in other cases in the last year."""
    if case.customer is None:
        return Earlier(0, ZERO, is_often=False)
    family = customers.family_ids(case.customer.merged_into or case.customer)
    rows = Compensation.objects.filter(
        customer_id__in=family, state__in=COMMITTED, amount__gt=0, made_at__gt=now - YEAR, made_at__lte=now
    ).exclude(case=case)
    found = list(rows.values_list("made_at", "amount", "currency"))
    recent = sum(1 for made_at, _amount, _currency in found if made_at > now - QUARTER)
    return Earlier(
        count=len(found),
        total=sum((amount for _at, amount, given_in in found if given_in == currency), ZERO),
        is_often=len(found) >= OFTEN_A_YEAR or recent >= OFTEN_A_QUARTER,
    )


def approval_rows() -> QuerySet[Approval]:
    """Approvals with all that a page shows."""
    related = ("compensation__case__customer", "compensation__case__brand", "compensation__brand", "for_whom")
    return Approval.objects.select_related(*related, "compensation__case__team", "compensation__made_by")


def visible_approvals(actor: Actor) -> QuerySet[Approval]:
    """Approvals about cases that the actor may see."""
    return approval_rows().filter(compensation__case__in=visible_cases(actor).order_by().values("id"))


def get_approval(actor: Actor, approval_id: int) -> Approval:
    """One of them; raises NotFound."""
    row = visible_approvals(actor).filter(pk=min(approval_id, 2**63 - 1)).first()
    if row is None:
        raise NotFound
    return row


def approvals_for(actor: Actor, *, now: datetime) -> list[Approval]:
    """What waits for this actor's decision, the most pressing first; never their own requests."""
    roles = {user.role for user in principals_of(actor.user_id, now=now)}
    if actor.can("respond.approve"):
        roles.add(actor.role)
    if not roles:
        return []
    rows = visible_approvals(actor).filter(decision=Approval.Decision.WAITING).order_by("due_at", "id")
    mine = rows.exclude(compensation__case__recusals__user_id=actor.user_id or 0)
    if actor.user_id:
        mine = mine.exclude(compensation__made_by_id=actor.user_id)
    return [row for row in mine[:200] if _may_reach(row, roles)]


def _may_reach(approval: Approval, roles: set[str]) -> bool:
    chain = chain_of(approval.compensation.brand)
    return any(reaches(role, approval.role, chain=chain) for role in roles)
