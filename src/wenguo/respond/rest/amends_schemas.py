"""What goes in and out about compensation and approval. Amounts are exact decimals, written as text."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Schema

from wenguo.base.schemas import Moment, Words
from wenguo.respond.rest.deeds_schemas import FileIn

Amount = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]


class OfferIn(Schema):
    """What is to be given. Empty ``harm`` and ``fault`` are taken from the case; ``ask`` asks for approval at once."""

    kind: Words
    text: Words
    amount: Amount = Decimal(0)
    currency: Words = "CNY"
    harm: Words = ""
    fault: Words = ""
    price: Amount | None = None
    reason: Words = ""
    ask: bool = False


class ApprovalOut(Schema):
    """One pair of eyes; ``decision`` is waiting, granted, denied, passed_on or dropped."""

    id: int
    role: str
    asked_at: datetime
    due_at: datetime
    decision: str
    decided_at: datetime | None
    decider_name: str
    reason: str


class CompensationOut(Schema):
    """Something given, or to be given. ``obstacles``: amount, case, split, customer, budget."""

    id: int
    case: str
    kind: str
    text: str
    amount: Decimal
    currency: str
    harm: str
    fault: str
    price: Decimal | None
    state: str
    reason: str
    obstacles: list[str]
    maker_name: str
    made_at: datetime
    offered_at: datetime | None
    answered_at: datetime | None
    answer: str
    paid_at: datetime | None
    payment_reference: str
    approvals: list[ApprovalOut]


class LawOut(Schema):
    """What a law grants: information, never an award."""

    source: str
    version: str
    name: str
    text: str


class AdviceOut(Schema):
    """What to know before giving. ``quartiles`` are null below five like cases; ``room`` needs no approval."""

    harm: str
    fault: str
    tier: str
    currency: str
    low: Decimal | None
    high: Decimal | None
    reasons: list[str]
    like_cases: int
    quartiles: list[Decimal] | None
    scope: str
    earlier_count: int
    earlier_total: Decimal
    is_often: bool
    laws: list[LawOut]
    budget: Decimal | None
    budget_left: Decimal | None
    limit: Decimal
    room: Decimal


class WithdrawalIn(Schema):
    """Why it is taken back."""

    reason: Words


class AnswerIn(Schema):
    """Yes or no, and what was said."""

    accepts: bool
    words: Words = ""


class PaymentIn(Schema):
    """The reference and the files that show it."""

    reference: Words
    attachments: list[FileIn] = []


class OfferStepIn(Schema):
    """One of confirm, take_apart, try, exchange."""

    step: Words
    asked: Words = ""
    offered: Words = ""
    agreed: Words = ""


class OfferStepOut(Schema):
    """A step as it was written down."""

    step: str
    asked: str
    offered: str
    agreed: str
    at: datetime
    author_name: str


class WaitingApprovalOut(ApprovalOut):
    """A request that waits for the caller, with what it is about."""

    compensation: CompensationOut


class DecisionIn(Schema):
    """Approve or refuse; a refusal says why."""

    grants: bool
    reason: Words = ""


class CellIn(Schema):
    """A cell of the matrix; an empty tier means every tier. Shares are percent of the price."""

    brand: Words
    harm: Words
    fault: Words
    tier: Words = ""
    currency: Words = "CNY"
    low: Amount
    high: Amount
    share_low: int = Field(0, ge=0, le=1000)
    share_high: int = Field(0, ge=0, le=1000)


class CellOut(Schema):
    """A cell that the brand has set."""

    id: int
    harm: str
    fault: str
    tier: str
    currency: str
    low: Decimal
    high: Decimal
    share_low: int
    share_high: int


class LimitIn(Schema):
    """What a role may give; an empty kind means every kind."""

    brand: Words
    role: Words
    kind: Words = ""
    currency: Words = "CNY"
    amount: Amount
    total: Amount
    days: int = Field(90, ge=1, le=3650)


class LimitOut(Schema):
    """A limit that the brand has set."""

    id: int
    role: str
    kind: str
    currency: str
    amount: Decimal
    total: Decimal
    days: int


class ReachIn(Schema):
    """How many days ahead a role may promise; no days: as far as it likes."""

    brand: Words
    role: Words
    days: int | None = Field(None, ge=1, le=3650)


class ReachOut(Schema):
    """A time that the brand has set."""

    id: int
    role: str
    days: int | None


class StepIn(Schema):
    """A role and the hours it has."""

    role: Words
    hours: int = Field(ge=1, le=744)


class ChainIn(Schema):
    """The chain of approval, in order; empty for the built-in one."""

    brand: Words
    steps: list[StepIn] = Field(max_length=6)


class StepOut(Schema):
    """A step of the chain in force."""

    role: str
    hours: int


class BudgetIn(Schema):
    """What may be given a month, from this month on."""

    brand: Words
    month: date
    amount: Amount
    currency: Words = "CNY"


class BudgetOut(Schema):
    """The month as it stands: ``spent`` is offered, accepted or paid."""

    currency: str
    amount: Decimal | None
    spent: Decimal
    paid: Decimal
    left: Decimal | None


class BudgetRowOut(Schema):
    """A budget from a month on."""

    id: int
    starts_date: date
    currency: str
    amount: Decimal


class AmendsSettingsOut(Schema):
    """What a brand has set; where it has set nothing, the built-in values hold."""

    cells: list[CellOut]
    limits: list[LimitOut]
    reaches: list[ReachOut]
    chain: list[StepOut]
    budgets: list[BudgetRowOut]
    month: BudgetOut


class DeputyIn(Schema):
    """Somebody decides for somebody else."""

    user: int = Field(ge=1, lt=2**63)
    deputy: int = Field(ge=1, lt=2**63)
    starts_at: Moment
    ends_at: Moment


class DeputyOut(Schema):
    """A deputy and the time."""

    id: int
    user_id: int
    deputy_id: int
    starts_at: datetime
    ends_at: datetime


class LawIn(Schema):
    """What a law grants, in one or both languages; the source is its key."""

    source: Words
    version: Words
    name: dict[str, Words]
    text: dict[str, Words]
    categories: list[Words] = Field([], max_length=60)
    starts_date: date | None = None
    ends_date: date | None = None
    is_shown: bool = True


class LawRowOut(Schema):
    """A law as it is kept."""

    source: str
    version: str
    name: dict[str, Any]
    text: dict[str, Any]
    categories: list[str]
    starts_date: date | None
    ends_date: date | None
    is_shown: bool


class ParityRowOut(Schema):
    """One group. Shares are null where there are too few cases."""

    dimension: str
    group: str
    cases: int
    compensated: int
    share: float | None
    median: Decimal | None
    total: Decimal
    is_apart: bool


class ParityOut(Schema):
    """A month's report."""

    month: date
    currency: str
    cases: int
    compensated: int
    total: Decimal
    rows: list[ParityRowOut]
