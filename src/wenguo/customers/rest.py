"""Customers by API."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from ninja import Field, Query, Router, Schema, Status

from wenguo.base.http import Request
from wenguo.base.paging import page_of
from wenguo.base.schemas import PageSize, Words
from wenguo.customers import actions, queries
from wenguo.customers.models import Customer, KeyDate
from wenguo.kernel.clock import now
from wenguo.people import queries as people

router = Router(tags=["customers"])


class IdentityOut(Schema):
    """By what the customer is recognised."""

    kind: str
    value: str
    shown: str


class CustomerOut(Schema):
    """A customer of one brand."""

    id: int
    brand: str
    name: str
    tier: str
    language: str
    may_contact: bool
    do_not_contact: bool
    remarks: str
    created_at: datetime
    identities: list[IdentityOut]


class CustomerPageOut(Schema):
    """One page; ``next`` is the cursor of the next."""

    items: list[CustomerOut]
    next: str | None


class CustomerFilters(Schema):
    """All optional and all must hold."""

    q: Words = Field(
        default="", max_length=200, description="Name, e-mail, customer number, four digits of a phone"
    )
    brand: Words = ""


class CustomerChangesIn(Schema):
    """What is to change; what is missing stays."""

    name: Words | None = Field(default=None, max_length=120)
    tier: Words | None = Field(default=None, description="diamond gold silver standard")
    language: Words | None = Field(default=None, description="zh-hans or en")
    may_contact: bool | None = None
    do_not_contact: bool | None = None
    remarks: Words | None = Field(default=None, max_length=5000)


class KeyDateIn(Schema):
    """A day worth a word each year; ``day`` null forgets it, ``consent`` says that the customer agreed."""

    day: date | None
    consent: bool = False


class KeyDateOut(Schema):
    """``kind`` is birthday, joined or first_purchase."""

    kind: str
    day: date
    consented_at: datetime


class KeyDatesIn(Schema):
    """A table as text with the columns customer (number, e-mail or phone), kind, date, consent."""

    brand: Words
    table: Words = Field(max_length=2_000_000)


class RefusedRowOut(Schema):
    """The line of a row that was not kept, and why."""

    line: int
    reason: str


class DatesReadOut(Schema):
    """What came of the table."""

    kept: int
    refused: list[RefusedRowOut]


class MergeIn(Schema):
    """The other record of the same person, which is absorbed."""

    customer_id: int = Field(ge=1, lt=2**63)


@router.get("/customers", response=CustomerPageOut)
def list_customers(
    request: Request,
    *,
    filters: Query[CustomerFilters],
    cursor: str | None = None,
    limit: PageSize = 50,
) -> dict[str, Any]:
    """Customers, newest first."""
    request.actor.require("customers.read")
    rows = (
        queries.search_customers(request.actor, filters.q)
        if filters.q.strip()
        else queries.visible_customers(request.actor)
    )
    if filters.brand:
        rows = rows.filter(brand__slug=filters.brand)
    page = page_of(rows, order=["-id"], cursor=cursor, size=limit)
    return {"items": _told(page.rows), "next": page.next_cursor}


@router.get("/customers/{int:customer_id}", response=CustomerOut)
def get_customer(request: Request, customer_id: int) -> dict[str, Any]:
    """One customer; a merged one leads to the one it became."""
    (told,) = _told([queries.get_customer(request.actor, customer_id)])
    return told


@router.patch("/customers/{int:customer_id}", response=CustomerOut)
def edit_customer(request: Request, customer_id: int, body: CustomerChangesIn) -> dict[str, Any]:
    """Change name, tier, language, consent or remarks."""
    customer = queries.get_customer(request.actor, customer_id)
    changes = {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}
    (told,) = _told([actions.edit_customer(actor=request.actor, customer=customer, now=now(), **changes)])
    return told


@router.get("/customers/{int:customer_id}/dates", response=list[KeyDateOut])
def list_key_dates(request: Request, customer_id: int) -> list[KeyDate]:
    """Days worth a word each year."""
    return queries.key_dates_of(queries.get_customer(request.actor, customer_id))


@router.put("/customers/{int:customer_id}/dates/{kind}", response=list[KeyDateOut])
def set_key_date(request: Request, customer_id: int, kind: Words, *, body: KeyDateIn) -> list[KeyDate]:
    """Note a day, or forget it; gives all of them."""
    customer = queries.get_customer(request.actor, customer_id)
    actions.set_key_date(
        actor=request.actor,
        customer=customer,
        kind=kind,
        day=body.day,
        has_consent=body.consent,
        now=now(),
    )
    return queries.key_dates_of(customer)


@router.post("/customers/dates", response=DatesReadOut)
def import_key_dates(request: Request, body: KeyDatesIn) -> dict[str, Any]:
    """Read days from a table; bad rows are reported with their line and stop nothing."""
    request.actor.require("customers.edit")
    brand = people.get_brand(request.actor, body.brand)
    read = actions.import_key_dates(actor=request.actor, brand=brand, text=body.table, now=now())
    refused = [{"line": line, "reason": reason} for line, reason in read.refused]
    return {"kept": read.kept, "refused": refused}


@router.post("/customers/{int:customer_id}/merges", response={201: CustomerOut})
def merge_customers(request: Request, customer_id: int, body: MergeIn) -> Status[dict[str, Any]]:
    """Two records are one person: the named one is absorbed by this one."""
    kept = queries.get_customer(request.actor, customer_id)
    absorbed = queries.get_customer(request.actor, body.customer_id)
    (told,) = _told([actions.merge(actor=request.actor, kept=kept, absorbed=absorbed, now=now())])
    return Status(201, told)


@router.delete("/customers/{int:customer_id}/merges/{int:absorbed_id}", response=CustomerOut)
def unmerge_customers(request: Request, customer_id: int, absorbed_id: int) -> dict[str, Any]:
    """Take a merge back: the absorbed record stands on its own again."""
    absorbed = queries.get_absorbed(request.actor, customer_id, absorbed_id)
    (told,) = _told([actions.unmerge(actor=request.actor, absorbed=absorbed, now=now())])
    return told


def _told(rows: Sequence[Customer]) -> list[dict[str, Any]]:
    identities = queries.identities_by_customer(row.pk for row in rows)
    names = ("id", "name", "tier", "language", "may_contact", "do_not_contact", "remarks", "created_at")
    return [
        {
            **{name: getattr(row, name) for name in names},
            "brand": row.brand.slug,
            "identities": [
                {"kind": one.kind, "value": one.value, "shown": one.shown}
                for one in identities.get(row.pk, [])
            ],
        }
        for row in rows
    ]
