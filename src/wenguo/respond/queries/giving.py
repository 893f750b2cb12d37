"""What an answer would promise beyond its writer's authority."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from wenguo.base.actor import Actor
from wenguo.respond.domain.authority import obstacles
from wenguo.respond.domain.giving import Sum, currency_of, furthest, given_sums, totals
from wenguo.respond.models import Case, Compensation
from wenguo.respond.queries.authority import COMMITTED, given_before, limit_of_role, reach_limits_of
from wenguo.respond.queries.promises import pledges_in
from wenguo.understand.analyzer.entities import find_entities

# The month's budget is the brand's matter, and said beside the form; what stops a letter is its writer's own limit.
_BUDGET = "budget"
KNOWN_STATES = COMMITTED


@dataclass(frozen=True, slots=True)
class Beyond:
    """An amount above what its writer may give, or a time further ahead than they may promise; one of the two."""

    amount: Decimal | None = None
    currency: str = ""
    limit: Decimal | None = None
    due_at: datetime | None = None
    days: int = 0


def beyond_authority(actor: Actor, case: Case, text: str, *, now: datetime) -> Beyond | None:
    """The first thing in an answer that its writer may not promise on their own; None when there is none.

    Nothing is beyond the house itself, whose letters follow from what people have decided.
    """
    if actor.kind == "system":
        return None
    return _amount_beyond(actor, case, text, now) or _time_beyond(actor, case, text, now)


def sums_in(text: str) -> list[Sum]:
    """The amounts of money in a text."""
    return [
        Sum(one.start, one.end, Decimal(one.value), currency_of(one.text, text[: one.start].rstrip()))
        for one in find_entities(text)
        if one.type == "amount"
    ]


def _amount_beyond(actor: Actor, case: Case, text: str, now: datetime) -> Beyond | None:
    promised = given_sums(text, sums_in(text))
    if not promised:
        return None
    rows = Compensation.objects.filter(case=case, state__in=KNOWN_STATES)
    known = set(rows.values_list("currency", "amount"))
    for currency, amount in totals(promised, known=known).items():
        limit = limit_of_role(case.brand, actor.role, kind="", currency=currency)
        given = given_before(case, currency=currency, days=limit.days, now=now)
        if set(obstacles(amount, limit=limit, given=given)) - {_BUDGET}:
            return Beyond(amount=amount, currency=currency, limit=limit.amount)
    return None


def _time_beyond(actor: Actor, case: Case, text: str, now: datetime) -> Beyond | None:
    own = {row.role: row.days for row in reach_limits_of(case.brand)}
    reach = furthest(actor.role, own)
    if reach is None:
        return None
    language = case.customer.language if case.customer else ""
    late = [one for one in pledges_in(text, language=language, now=now) if one.due_at > now + reach]
    return Beyond(due_at=max(one.due_at for one in late), days=reach.days) if late else None
