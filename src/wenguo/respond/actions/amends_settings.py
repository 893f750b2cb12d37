"""What a brand sets about giving: the matrix, limits, the chain of approval, deputies, budgets, laws to know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotFound
from wenguo.governance.actions import record
from wenguo.people import queries as people
from wenguo.respond.domain.amends import CURRENCIES, FAULTS, HARMS, KINDS, MOST, cents
from wenguo.respond.models import (
    AuthorityLimit,
    Budget,
    ChainStep,
    Deputy,
    LegalMinimum,
    MatrixCell,
    ReachLimit,
)
from wenguo.respond.queries.authority import deputies

if TYPE_CHECKING:
    from wenguo.people.models import Brand, User

MOST_SHARE = 1000
MOST_DAYS = 3650
MOST_HOURS = 24 * 31
MOST_STEPS = 6
TIERS = ("", "standard", "silver", "gold", "diamond")


@transaction.atomic
def set_matrix_cell(
    *,
    actor: Actor,
    brand: Brand,
    harm: str,
    fault: str,
    low: Decimal,
    high: Decimal,
    now: datetime,
    tier: str = "",
    currency: str = "CNY",
    share_low: int = 0,
    share_high: int = 0,
) -> MatrixCell:
    """What is proposed for a harm, a cause and a tier from now on. Raises Invalid."""
    _may_set(actor, brand)
    faults = _choices(
        harm=(harm, HARMS), fault=(fault, FAULTS), tier=(tier, TIERS), currency=(currency, CURRENCIES)
    )
    faults |= _amounts(low=low, high=high)
    if not faults and low > high:
        faults["high"] = "order"
    if not 0 <= share_low <= share_high <= MOST_SHARE:
        faults["share_high"] = "order"
    _refuse(faults)
    values = {"low": cents(low), "high": cents(high), "share_low": share_low, "share_high": share_high}
    keys: dict[str, Any] = {"harm": harm, "fault": fault, "tier": tier, "currency": currency}
    row, _is_new = MatrixCell.objects.update_or_create(brand=brand, **keys, defaults=values)
    record(
        actor, "matrix_cell.set", row, at=now, **keys, **{name: str(value) for name, value in values.items()}
    )
    return row


@transaction.atomic
def set_authority_limit(
    *,
    actor: Actor,
    brand: Brand,
    role: str,
    amount: Decimal,
    total: Decimal,
    now: datetime,
    kind: str = "",
    days: int = 90,
    currency: str = "CNY",
) -> AuthorityLimit:
    """What a role may give from now on without asking. Raises Invalid."""
    _may_set(actor, brand)
    roles = people.roles_that_may("respond.compensate") + people.roles_that_may("respond.approve")
    faults = _choices(role=(role, roles), kind=(kind, ("", *KINDS)), currency=(currency, CURRENCIES))
    faults |= _amounts(amount=amount, total=total)
    if not 0 < days <= MOST_DAYS:
        faults["days"] = "range"
    _refuse(faults)
    keys: dict[str, Any] = {"role": role, "kind": kind, "currency": currency}
    values = {"amount": cents(amount), "total": cents(total), "days": days}
    row, _is_new = AuthorityLimit.objects.update_or_create(brand=brand, **keys, defaults=values)
    record(
        actor,
        "authority_limit.set",
        row,
        at=now,
        **keys,
        **{name: str(value) for name, value in values.items()},
    )
    return row


@transaction.atomic
def set_reach_limit(*, actor: Actor, brand: Brand, role: str, days: int | None, now: datetime) -> ReachLimit:
    """How many days ahead a role may promise from now on without asking; None: no end. Raises Invalid."""
    _may_set(actor, brand)
    faults = _choices(role=(role, people.roles_that_may("respond.reply")))
    if days is not None and not 0 < days <= MOST_DAYS:
        faults["days"] = "range"
    _refuse(faults)
    row, _is_new = ReachLimit.objects.update_or_create(brand=brand, role=role, defaults={"days": days})
    record(actor, "reach_limit.set", row, at=now, role=role, days=days)
    return row


@transaction.atomic
def set_chain(
    *, actor: Actor, brand: Brand, steps: Sequence[tuple[str, int]], now: datetime
) -> list[ChainStep]:
    """The roles that decide one after the other, each within hours; none: the built-in chain. Raises Invalid."""
    _may_set(actor, brand)
    roles = [role for role, _hours in steps]
    faults = {}
    if len(roles) > MOST_STEPS or len(set(roles)) != len(roles):
        faults["role"] = "repeated"
    if not set(roles) <= set(people.roles_that_may("respond.approve")):
        faults["role"] = "choice"
    if any(not 0 < hours <= MOST_HOURS for _role, hours in steps):
        faults["hours"] = "range"
    _refuse(faults)
    ChainStep.objects.filter(brand=brand).delete()
    rows = ChainStep.objects.bulk_create(
        ChainStep(brand=brand, place=place, role=role, hours=hours)
        for place, (role, hours) in enumerate(steps, 1)
    )
    record(actor, "approval_chain.set", brand, at=now, steps=[list(step) for step in steps])
    return rows


@transaction.atomic
def set_deputy(
    *, actor: Actor, user: User, deputy: User, starts_at: datetime, ends_at: datetime, now: datetime
) -> Deputy:
    """Somebody decides for somebody else in this time: set by whoever may set authority, or by the one who goes away.

    Raises Invalid.
    """
    if actor.user_id != user.pk or not actor.can("respond.approve"):
        actor.require("respond.authority")
    known = set(people.colleagues(actor).values_list("id", flat=True))
    if not {user.pk, deputy.pk} <= known:
        raise NotFound
    faults = {}
    if user.pk == deputy.pk:
        faults["deputy"] = "same"
    if not starts_at < ends_at or ends_at <= now:
        faults["ends_at"] = "order"
    _refuse(faults)
    row = Deputy.objects.create(user=user, deputy=deputy, starts_at=starts_at, ends_at=ends_at)
    record(actor, "deputy.set", row, at=now, user=user.pk, deputy=deputy.pk, until=ends_at.isoformat())
    return row


@transaction.atomic
def end_deputy(*, actor: Actor, deputy: Deputy, now: datetime) -> Deputy:
    """From now on they decide for themselves again. Doing it twice changes nothing. Raises NotFound."""
    if actor.user_id != deputy.user_id or not actor.can("respond.approve"):
        actor.require("respond.authority")
    row = deputies(actor).select_for_update(of=("self",)).filter(pk=deputy.pk).first()
    if row is None:
        raise NotFound
    if row.starts_at >= now:
        record(actor, "deputy.dropped", row, at=now)
        row.delete()
        return deputy
    if row.ends_at > now:
        row.ends_at = now
        row.save(update_fields=["ends_at"])
        record(actor, "deputy.ended", row, at=now)
    return row


@transaction.atomic
def set_budget(
    *, actor: Actor, brand: Brand, month: date, amount: Decimal, now: datetime, currency: str = "CNY"
) -> Budget:
    """What may be given a month, from this month on until another is set. Raises Invalid."""
    _may_set(actor, brand)
    _refuse(_choices(currency=(currency, CURRENCIES)) | _amounts(amount=amount))
    row, _is_new = Budget.objects.update_or_create(
        brand=brand, currency=currency, starts_date=month.replace(day=1), defaults={"amount": cents(amount)}
    )
    record(actor, "budget.set", row, at=now, month=row.starts_date.isoformat(), amount=str(row.amount))
    return row


@transaction.atomic
def set_legal_minimum(
    *,
    actor: Actor,
    source: str,
    version: str,
    name: dict[str, str],
    text: dict[str, str],
    now: datetime,
    categories: Sequence[str] = (),
    starts_date: date | None = None,
    ends_date: date | None = None,
    is_shown: bool = True,
) -> LegalMinimum:
    """What a law grants, as information beside the form; the source is its key. Raises Invalid."""
    actor.require("respond.authority")
    faults = {}
    if not 0 < len(source.strip()) <= 120:
        faults["source"] = "length"
    if not 0 < len(version.strip()) <= 60:
        faults["version"] = "length"
    for field, value in (("name", name), ("text", text)):
        if set(value) - {"zh", "en"} or not any(value.values()):
            faults[field] = "language"
    if starts_date and ends_date and starts_date > ends_date:
        faults["ends_date"] = "order"
    _refuse(faults)
    values: dict[str, Any] = {"version": version.strip(), "name": name, "text": text, "is_shown": is_shown}
    values |= {"categories": list(categories), "starts_date": starts_date, "ends_date": ends_date}
    row, _is_new = LegalMinimum.objects.update_or_create(source=source.strip(), defaults=values)
    record(actor, "legal_minimum.set", row, at=now, source=row.source, version=row.version)
    return row


SETTABLE: dict[str, type[MatrixCell | AuthorityLimit | ReachLimit | Budget]] = {
    "cell": MatrixCell,
    "limit": AuthorityLimit,
    "reach": ReachLimit,
    "budget": Budget,
}


@transaction.atomic
def unset_amends_rule(*, actor: Actor, part: str, rule_id: int, now: datetime) -> None:
    """Back to what is built in: a cell, a limit, a reach or a budget of the brand goes. Raises NotFound."""
    actor.require("respond.authority")
    table = SETTABLE.get(part)
    row = None if table is None else table._default_manager.filter(pk=min(rule_id, 2**63 - 1)).first()
    if row is None or not actor.sees_brand(row.brand_id):
        raise NotFound
    record(actor, f"{part}.unset", row, at=now)
    row.delete()


def _may_set(actor: Actor, brand: Brand) -> None:
    actor.require("respond.authority")
    if not actor.sees_brand(brand.pk):
        raise NotFound


def _choices(**given: tuple[str, Sequence[str]]) -> dict[str, str]:
    return {name: "choice" for name, (value, choices) in given.items() if value not in choices}


def _amounts(**given: Decimal) -> dict[str, str]:
    return {
        name: "amount"
        for name, value in given.items()
        if not value.is_finite() or not 0 <= value <= MOST or value != cents(value)
    }


def _refuse(faults: dict[str, str]) -> None:
    if faults:
        raise Invalid(
            _("Check the values: amounts from 0 with at most two decimals, ends after starts."),
            **faults,
        )
