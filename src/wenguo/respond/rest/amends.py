"""Compensation by API: advice, offers, approvals, answers, payments, the four steps."""

from typing import Any

from ninja import Header, Router, Status

from wenguo.base.bilingual import in_language
from wenguo.base.http import Request
from wenguo.base.schemas import Words
from wenguo.kernel.clock import now
from wenguo.people.queries import get_brand
from wenguo.respond import actions, queries
from wenguo.respond.actions import Offer
from wenguo.respond.models import Approval, Compensation, OfferStep
from wenguo.respond.queries import Advice
from wenguo.respond.rest.amends_schemas import (
    AdviceOut,
    Amount,
    AnswerIn,
    CompensationOut,
    DecisionIn,
    OfferIn,
    OfferStepIn,
    OfferStepOut,
    ParityOut,
    PaymentIn,
    WaitingApprovalOut,
    WithdrawalIn,
)
from wenguo.respond.rest.months import Month
from wenguo.respond.rest.shown import request_key, uploads_of

router = Router(tags=["compensation"])


@router.get("/cases/{number}/compensation-advice", response=AdviceOut)
def advise(
    request: Request,
    *,
    number: Words,
    harm: Words = "",
    fault: Words = "",
    price: Amount | None = None,
    kind: Words = "refund",
    currency: Words = "CNY",
) -> dict[str, Any]:
    """The proposed range, like cases, history, law, budget, and what the caller may give. Nothing is awarded by it."""
    case = queries.get_case(request.actor, number)
    known = queries.advice(
        request.actor, case, harm=harm, fault=fault, price=price, kind=kind, currency=currency, now=now()
    )
    return advice_out(known)


@router.get("/cases/{number}/compensations", response=list[CompensationOut])
def list_compensations(request: Request, number: Words) -> list[dict[str, Any]]:
    """What was given in a case, newest first."""
    case = queries.get_case(request.actor, number)
    return [compensation_out(row, number=case.number) for row in queries.compensations_of(case)]


@router.post("/cases/{number}/compensations", response={201: CompensationOut})
def offer(
    request: Request, *, number: Words, body: OfferIn, idempotency_key: Header[str | None] = None
) -> Status[dict[str, Any]]:
    """Offer what the caller may give. Beyond that it is refused, unless ``ask`` asks those above."""
    case = queries.get_case(request.actor, number)
    act = actions.ask_approval if body.ask else actions.offer_compensation
    row = act(
        actor=request.actor,
        case=case,
        offer=Offer(**body.dict(exclude={"ask"})),
        request_key=request_key(request, idempotency_key),
        now=now(),
    )
    return Status(201, shown(request, row))


@router.post("/compensations/{int:compensation_id}/withdrawal", response=CompensationOut)
def withdraw(request: Request, compensation_id: int, body: WithdrawalIn) -> dict[str, Any]:
    """Take back what is not answered yet."""
    row = queries.get_compensation(request.actor, compensation_id)
    actions.withdraw_compensation(actor=request.actor, compensation=row, reason=body.reason, now=now())
    return shown(request, row)


@router.post("/compensations/{int:compensation_id}/answer", response=CompensationOut)
def answer_for_customer(request: Request, compensation_id: int, body: AnswerIn) -> dict[str, Any]:
    """Write down what the customer answered by telephone or in person."""
    row = queries.get_compensation(request.actor, compensation_id)
    actions.answer_for_customer(
        actor=request.actor, compensation=row, accepts=body.accepts, words=body.words, now=now()
    )
    return shown(request, row)


@router.post("/compensations/{int:compensation_id}/payment", response=CompensationOut)
def record_payment(request: Request, compensation_id: int, body: PaymentIn) -> dict[str, Any]:
    """Show that it was given: reference and files."""
    row = queries.get_compensation(request.actor, compensation_id)
    actions.record_payment(
        actor=request.actor,
        compensation=row,
        reference=body.reference,
        proofs=uploads_of(body.attachments),
        now=now(),
    )
    return shown(request, row)


@router.get("/cases/{number}/offer-steps", response=list[OfferStepOut])
def list_offer_steps(request: Request, number: Words) -> list[OfferStep]:
    """How an offer was talked over."""
    return queries.offer_steps_of(queries.get_case(request.actor, number))


@router.post("/cases/{number}/offer-steps", response={201: OfferStepOut})
def record_offer_step(request: Request, number: Words, body: OfferStepIn) -> Status[OfferStep]:
    """Write down one of the four steps."""
    case = queries.get_case(request.actor, number)
    return Status(201, actions.record_offer_step(actor=request.actor, case=case, now=now(), **body.dict()))


@router.get("/approvals", response=list[WaitingApprovalOut])
def list_approvals(request: Request) -> list[dict[str, Any]]:
    """Requests that the caller may decide, the most pressing first."""
    request.actor.require("respond.read")
    return [
        {**approval_out(row), "compensation": compensation_out(row.compensation)}
        for row in queries.approvals_for(request.actor, now=now())
    ]


@router.post("/approvals/{int:approval_id}/decision", response=CompensationOut)
def decide(request: Request, approval_id: int, body: DecisionIn) -> dict[str, Any]:
    """Approve or refuse a colleague's request; never one's own."""
    row = queries.get_approval(request.actor, approval_id)
    actions.decide(actor=request.actor, approval=row, grants=body.grants, reason=body.reason, now=now())
    return shown(request, row.compensation)


@router.get("/compensation-parity", response=ParityOut)
def parity(request: Request, *, brand: Words, month: Month, currency: Words = "CNY") -> dict[str, Any]:
    """Who got something in a month, by tier, place, channel and form of address; ``month`` is such as 2026-11."""
    report = queries.parity(request.actor, get_brand(request.actor, brand), month=month, currency=currency)
    rows = [
        {
            "dimension": row.dimension,
            "group": row.group,
            "cases": row.cases,
            "compensated": row.compensated,
            "share": row.share,
            "median": row.band.median,
            "total": row.total,
            "is_apart": row.is_apart,
        }
        for row in report.rows
    ]
    names = ("month", "currency", "cases", "compensated", "total")
    return {**{name: getattr(report, name) for name in names}, "rows": rows}


def advice_out(known: Advice) -> dict[str, Any]:
    """Advice as plain values."""
    band, shown_range = known.band, known.proposal
    return {
        "harm": known.harm,
        "fault": known.fault,
        "tier": known.tier,
        "currency": known.currency,
        "low": shown_range.low if shown_range else None,
        "high": shown_range.high if shown_range else None,
        "reasons": [queries.reason_words(reason) for reason in shown_range.reasons] if shown_range else [],
        "like_cases": band.n,
        "quartiles": None if band.median is None else [band.q1, band.median, band.q3],
        "scope": known.scope,
        "earlier_count": known.earlier.count,
        "earlier_total": known.earlier.total,
        "is_often": known.earlier.is_often,
        "laws": [
            {
                "source": law.source,
                "version": law.version,
                "name": in_language(law.name),
                "text": in_language(law.text),
            }
            for law in known.laws
        ],
        "budget": known.budget.amount,
        "budget_left": known.budget.left,
        "limit": known.limit.amount,
        "room": known.room,
    }


def approval_out(row: Approval) -> dict[str, Any]:
    """One pair of eyes."""
    names = ("id", "role", "asked_at", "due_at", "decision", "decided_at", "decider_name", "reason")
    return {name: getattr(row, name) for name in names}


_SAME = (
    "id",
    "kind",
    "text",
    "amount",
    "currency",
    "harm",
    "fault",
    "price",
    "state",
    "reason",
    "obstacles",
    "maker_name",
    "made_at",
    "offered_at",
    "answered_at",
    "answer",
    "paid_at",
    "payment_reference",
)


def compensation_out(row: Compensation, *, number: str = "") -> dict[str, Any]:
    """A compensation with its approvals."""
    approvals = sorted(row.approvals.all(), key=lambda approval: approval.pk)
    return {
        **{name: getattr(row, name) for name in _SAME},
        "case": number or row.case.number,
        "approvals": [approval_out(approval) for approval in approvals],
    }


def shown(request: Request, row: Compensation) -> dict[str, Any]:
    """The compensation as it is now."""
    return compensation_out(queries.get_compensation(request.actor, row.pk))
