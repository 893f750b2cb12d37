"""The only roads to customers."""

from collections import defaultdict
from collections.abc import Iterable
from hmac import compare_digest

from django.db.models import QuerySet

from wenguo.base.actor import Actor
from wenguo.base.errors import NotFound
from wenguo.base.search import matching
from wenguo.customers.models import Customer, Identity, TimelineNote

MAX_ID = 2**63 - 1


def visible_customers(actor: Actor) -> QuerySet[Customer]:
    """Customers of the actor's brands, those merged into another left out. Nothing without the permission."""
    customers = Customer.objects.filter(merged_into__isnull=True).select_related("brand")
    if not actor.can("customers.read"):
        return customers.none()
    return customers if actor.brand_ids is None else customers.filter(brand_id__in=actor.brand_ids)


def get_customer(actor: Actor, customer_id: int) -> Customer:
    """One customer; a merged one leads to the one it became. Raises NotFound, also for those of another
    brand.
    """
    if not actor.can("customers.read") or not 0 < customer_id <= MAX_ID:
        raise NotFound
    customer = Customer.objects.select_related("brand", "merged_into__brand").filter(pk=customer_id).first()
    if customer is None or not actor.sees_brand(customer.brand_id):
        raise NotFound
    return customer.merged_into or customer


def search_customers(actor: Actor, text: str) -> QuerySet[Customer]:
    """Customers found by part of a name, e-mail, customer number, or four digits of a phone; none for an
    empty search.
    """
    return visible_customers(actor).filter(matching(text))


def identities_of(customer: Customer) -> list[Identity]:
    """By what the customer is recognised, in order of entry."""
    return list(Identity.objects.filter(customer=customer).order_by("id"))


def identities_by_customer(customer_ids: Iterable[int]) -> dict[int, list[Identity]]:
    """Identities of many customers in one query."""
    found: dict[int, list[Identity]] = defaultdict(list)
    for row in Identity.objects.filter(customer_id__in=list(customer_ids)).order_by("id"):
        found[row.customer_id].append(row)
    return dict(found)


def get_absorbed(actor: Actor, kept_id: int, absorbed_id: int) -> Customer:
    """A customer that was merged into another one; raises NotFound."""
    kept = get_customer(actor, kept_id)
    absorbed = absorbed_by(kept).filter(pk=min(absorbed_id, MAX_ID)).first()
    if absorbed is None:
        raise NotFound
    return absorbed


def absorbed_by(customer: Customer) -> QuerySet[Customer]:
    """The records that were merged into this customer."""
    return Customer.objects.filter(merged_into=customer).select_related("brand").order_by("id")


def contact_of(customer: Customer | None, kind: str) -> str:
    """The newest e-mail address (``email``) or phone (``phone``) to reach the customer by; empty if there
    is none.
    """
    if customer is None:
        return ""
    owner = customer.merged_into_id or customer.pk
    rows = Identity.objects.filter(customer_id=owner, kind=kind).order_by("-id")
    identity = rows.first()
    if identity is None:
        return ""
    return identity.value if kind == Identity.Kind.EMAIL else identity.shown


def has_phone(customer: Customer | None) -> bool:
    """Whether a phone number of the customer is known."""
    return customer is not None and _phones(customer).exists()


def is_phone_tail(customer: Customer | None, digits: str) -> bool:
    """Whether one of the customer's phone numbers ends in these digits; takes as long whether it does or not."""
    if customer is None or not digits:
        return False
    fits = False
    for value in _phones(customer).values_list("value", flat=True):
        fits |= compare_digest(value[-len(digits) :].encode(), digits.encode())
    return fits


def _phones(customer: Customer) -> QuerySet[Identity]:
    return Identity.objects.filter(
        customer_id=customer.merged_into_id or customer.pk, kind=Identity.Kind.PHONE
    )


def family_ids(customer: Customer) -> list[int]:
    """The customer and everybody merged into it: what they said stays with the name under which they said
    it.
    """
    return [customer.pk, *Customer.objects.filter(merged_into=customer).values_list("id", flat=True)]


def timeline_of(customer: Customer, *, limit: int = 100) -> list[TimelineNote]:
    """The newest lines of the customer's story."""
    rows = TimelineNote.objects.filter(customer_id__in=family_ids(customer))
    return list(rows.order_by("-at", "-id")[:limit])


def tier_name(tier: str) -> str:
    """A tier in the reader's language; the code itself for one that is not known."""
    return str(dict(Customer.Tier.choices).get(tier, tier))


def is_tier(tier: str) -> bool:
    """Whether there is such a tier."""
    return tier in Customer.Tier.values


def tier_choices() -> list[tuple[str, str]]:
    """Every tier with its name in the reader's language, the highest first."""
    return [(code, str(label)) for code, label in Customer.Tier.choices]
