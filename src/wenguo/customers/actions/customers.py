"""Customers are found again by what they give us, or made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Invalid
from wenguo.customers.domain.identities import (
    CustomerFacts,
    Known,
    clean,
    identities_of,
    normalise_email,
    normalise_phone,
    search_texts,
)
from wenguo.customers.models import Customer, Identity, TimelineNote
from wenguo.governance.actions import record
from wenguo.kernel import grams

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.people.models import Brand

MAX_NAME = 120
# Somebody else may insert the same identity between our look and our insert; the second look then finds it.
TRIES = 3


def find_or_create(
    *,
    brand: Brand,
    now: datetime,
    name: str = "",
    email: str = "",
    phone: str = "",
    external_id: str = "",
    language: str = "",
    may_contact: bool = False,
    is_trusted: bool = True,
) -> Customer | None:
    """The customer behind these facts, made if new; None when nothing at all was given. Call it in a
    transaction.

    A customer is recognised by customer number, then phone, then e-mail. What is unusable as an address is
    left out. ``may_contact`` true gives consent, false leaves it as it was (``edit_customer`` takes it
    back). Facts that nobody vouches for (a public form: ``is_trusted`` false) never add an address to a
    customer who exists: somebody who merely knows a phone number would otherwise receive that customer's
    mail. They make a new customer with a hint that the two may be one person.
    """
    facts = CustomerFacts(clean(name, MAX_NAME), email, phone, external_id, language, may_contact)
    known = identities_of(facts)
    if not known:
        return _create(brand, facts, [], now=now) if facts.name else None
    for attempt in range(TRIES):
        try:
            return _find_or_create(brand, facts, known, now=now, is_trusted=is_trusted)
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _find_or_create(
    brand: Brand, facts: CustomerFacts, known: Sequence[Known], *, now: datetime, is_trusted: bool
) -> Customer:
    stored = _stored(brand, known)
    owned = {(row.kind, row.value): row for row in stored}
    unknown = [one for one in known if (one.kind, one.value) not in owned]
    # ``known`` is ordered by strength: the first stored one decides who this is.
    match = next(
        (owned[one.kind, one.value].customer for one in known if (one.kind, one.value) in owned), None
    )
    if match is None:
        return _create(brand, facts, unknown, now=now)
    if unknown and not is_trusted:
        customer = _create(brand, facts, unknown, now=now)
        _hint(customer, match, [row for row in stored if row.customer_id == match.pk], now=now)
        return customer
    _complete(match, facts, unknown, is_trusted=is_trusted)
    return match


def _stored(brand: Brand, known: Sequence[Known]) -> list[Identity]:
    wanted = Q()
    for one in known:
        wanted |= Q(kind=one.kind, value=one.value)
    return list(Identity.objects.filter(wanted, brand=brand).select_related("customer"))


def _create(brand: Brand, facts: CustomerFacts, known: list[Known], *, now: datetime) -> Customer:
    with transaction.atomic():
        customer = Customer.objects.create(
            brand=brand,
            name=facts.name,
            language=facts.language or "zh-hans",
            may_contact=facts.may_contact,
            created_at=now,
            search=grams.vector(*search_texts(facts.name, known)),
        )
        _add(customer, known)
    return customer


def _add(customer: Customer, known: list[Known]) -> None:
    # Sorted, so that two transactions that insert the same identities wait for each other in the same order.
    Identity.objects.bulk_create(
        Identity(
            brand_id=customer.brand_id, customer=customer, kind=one.kind, value=one.value, shown=one.shown
        )
        for one in sorted(known)
    )


def _complete(customer: Customer, facts: CustomerFacts, unknown: list[Known], *, is_trusted: bool) -> None:
    """Add what we did not know yet. Nothing that is known is overwritten."""
    changed: list[str] = []
    if is_trusted and facts.name and not customer.name:
        customer.name = facts.name
        changed.append("name")
    if facts.may_contact and not customer.may_contact:
        customer.may_contact = True
        changed.append("may_contact")
    if not changed and not unknown:
        return
    with transaction.atomic():
        if unknown:
            _add(customer, unknown)
        if unknown or "name" in changed:
            refresh_search(customer)
            changed.append("search")
        customer.save(update_fields=changed)


def refresh_search(customer: Customer) -> None:
    """Bring the search entry in line with name and identities; the caller saves."""
    rows = Identity.objects.filter(customer=customer)
    known = [Known(row.kind, row.value, row.shown) for row in rows]
    customer.search = grams.vector(*search_texts(customer.name, known))


def _hint(customer: Customer, other: Customer, shared: list[Identity], *, now: datetime) -> None:
    TimelineNote.objects.create(
        customer=customer,
        at=now,
        kind="same_person_perhaps",
        ref=str(other.pk),
        data={"customer_id": other.pk, "gave": [{"kind": row.kind, "shown": row.shown} for row in shared]},
    )


def check_facts(facts: CustomerFacts) -> None:
    """Raise Invalid for an e-mail address or phone number that nobody could be reached by: better asked
    now than lost.
    """
    if facts.email.strip() and not normalise_email(facts.email):
        raise Invalid(_("This is not a complete e-mail address."), email="unusable")
    if facts.phone.strip() and not normalise_phone(facts.phone):
        raise Invalid(_("This is not a complete phone number."), phone="unusable")


@transaction.atomic
def edit_customer(*, actor: Actor, customer: Customer, now: datetime, **changes: str | bool) -> Customer:
    """Set a customer's name, tier, language, consent, do-not-contact or remarks.

    Whoever does not want to be contacted agrees to nothing any more. Raises Invalid for an unknown field or value.
    """
    actor.require("customers.edit", customer)
    if changes.get("do_not_contact"):
        changes["may_contact"] = False
    row = Customer.objects.select_for_update().get(pk=customer.pk)
    before: dict[str, str | bool] = {}
    for field, given in changes.items():
        value = _checked(field, given)
        if getattr(row, field) != value:
            before[field] = getattr(row, field)
            setattr(row, field, value)
    if before:
        refresh_search(row)
        row.save(update_fields=[*before, "search"])
        record(actor, "customer.edited", row, at=now, fields=sorted(before))
    return row


def _checked(field: str, value: str | bool) -> str | bool:
    if field in {"may_contact", "do_not_contact"}:
        return bool(value)
    if field == "tier" and value in Customer.Tier.values:
        return value
    if field == "language" and value in {"zh-hans", "en"}:
        return value
    if field == "name":
        return clean(str(value), MAX_NAME)
    if field == "remarks":
        return str(value).replace("\x00", "")[:5000]
    raise Invalid(_("This value does not fit."), **{field: str(value)[:80]})
