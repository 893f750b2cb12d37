"""Who may give how much: limits by role and kind, sums that cannot be dodged by splitting, chains of approval."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final, Literal

from wenguo.respond.domain.amends import ZERO

Obstacle = Literal["amount", "case", "customer", "split", "budget"]
# Within this time several small gifts to one customer count as one.
SPLIT_WINDOW: Final = timedelta(days=7)
DEFAULT_DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class Limit:
    """What a role may give: ``amount`` for one case, ``total`` to one customer within ``days``."""

    role: str
    kind: str
    currency: str
    amount: Decimal
    total: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class Step:
    """One pair of eyes in the chain, with the time it has."""

    role: str
    hours: int


@dataclass(frozen=True, slots=True)
class Given:
    """What counts beside the new amount: for the case, to the customer within the limit's days, and in the last week.

    ``budget_left`` is None where the brand has set no budget.
    """

    case: Decimal = ZERO
    customer: Decimal = ZERO
    lately: Decimal = ZERO
    budget_left: Decimal | None = None


_DEFAULTS: Mapping[str, tuple[int, int]] = {
    "agent": (300, 600),
    "specialist": (1000, 2000),
    "lead": (3000, 6000),
    # Whoever runs the house stands in for its leads.
    "administrator": (3000, 6000),
    "executive": (50000, 100000),
}
DEFAULT_LIMITS: Final = tuple(
    Limit(role, "", "CNY", Decimal(amount), Decimal(total), DEFAULT_DAYS)
    for role, (amount, total) in _DEFAULTS.items()
)
DEFAULT_CHAIN: Final = (Step("lead", 4), Step("executive", 24))


def limit_for(*, role: str, kind: str, currency: str, limits: Iterable[Limit] = ()) -> Limit:
    """The limit of a role for a kind: a brand's own before the built-in one, one for the kind before one for all.

    A role without any limit may give nothing that costs money.
    """
    rows = [*limits, *DEFAULT_LIMITS]
    fitting = [row for row in rows if (row.role, row.currency) == (role, currency) and row.kind in ("", kind)]
    nothing = Limit(role, "", currency, ZERO, ZERO, DEFAULT_DAYS)
    # Of equals the first wins, and a brand's own stand first.
    return max(fitting, key=lambda row: row.kind != "", default=nothing)


def obstacles(amount: Decimal, *, limit: Limit, given: Given) -> tuple[Obstacle, ...]:
    """Why this amount is beyond the limit; empty when it is within. Nothing that costs nothing is ever beyond it.

    Earlier amounts for the same case count with the new one, and so do those of the last week to the same customer:
    three times a third is the whole.
    """
    if amount <= 0:
        return ()
    found: list[Obstacle] = []
    if amount > limit.amount:
        found.append("amount")
    elif amount + given.case > limit.amount:
        found.append("case")
    elif amount + given.case + given.lately > limit.amount:
        found.append("split")
    if amount + given.customer > limit.total:
        found.append("customer")
    if given.budget_left is not None and amount > given.budget_left:
        found.append("budget")
    return tuple(found)


def above(role: str, chain: Sequence[Step]) -> Sequence[Step]:
    """The steps that somebody of this role may turn to: those after their own, all where they are not in the chain."""
    places = [place for place, step in enumerate(chain) if step.role == role]
    return chain[places[-1] + 1 :] if places else chain


def reaches(role: str, wanted: str, *, chain: Sequence[Step]) -> bool:
    """Whether a role may decide a step meant for another: its own, or one that lies below it in the chain."""
    roles = [step.role for step in chain]
    if role == wanted:
        return True
    return role in roles and wanted in roles and roles.index(role) > roles.index(wanted)
