"""Birthdays and anniversaries: noted with consent, one by one or from a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from wenguo.base.errors import Invalid
from wenguo.customers.domain.identities import normalise_email, normalise_phone
from wenguo.customers.models import Customer, Identity, KeyDate
from wenguo.customers.queries.key_dates import yearly
from wenguo.governance.actions import record

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from wenguo.base.actor import Actor
    from wenguo.people.models import Brand

MOST_ROWS = 5000
MOST_CHARACTERS = 2_000_000
EARLIEST = date(1900, 1, 1)
COLUMNS = ("customer", "kind", "date", "consent")
YES = frozenset({"1", "yes", "y", "true", "是", "同意", "有"})
KINDS: Mapping[str, str] = {
    **{code: code for code in KeyDate.Kind.values},
    "生日": "birthday",
    "入会": "joined",
    "注册": "joined",
    "首次购买": "first_purchase",
    "首购": "first_purchase",
}


@dataclass(slots=True)
class DatesRead:
    """What came of a table: days kept, and (line, why) of each row that was not."""

    kept: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def set_key_date(
    *, actor: Actor, customer: Customer, kind: str, day: date | None, has_consent: bool, now: datetime
) -> KeyDate | None:
    """Note a day of a customer, or forget it (no day). Raises Invalid without consent or for an impossible day."""
    actor.require("customers.edit", customer)
    if kind not in KeyDate.Kind.values:
        raise Invalid(_("There is no such kind of day."), kind="choice")
    if day is None:
        gone, _rows = KeyDate.objects.filter(customer=customer, kind=kind).delete()
        if gone:
            record(actor, "customer.key_date_forgotten", customer, at=now, kind=kind)
        return None
    if not has_consent:
        raise Invalid(_("A day is kept only with the customer's consent."), consent="missing")
    if not EARLIEST <= day <= localtime(now).date():
        raise Invalid(_("Choose a day that has been."), day="range")
    row, _is_new = KeyDate.objects.update_or_create(
        customer=customer,
        kind=kind,
        defaults={
            "day": day,
            "yearly": yearly(day),
            "consented_at": now,
            "noted_by_name": actor.name[:150],
        },
    )
    record(actor, "customer.key_date_noted", customer, at=now, kind=kind)
    return row


def import_key_dates(*, actor: Actor, brand: Brand, text: str, now: datetime) -> DatesRead:
    """Days from a table with the columns customer (number, e-mail or phone), kind, date (2019-05-20), consent (yes).

    A bad row is reported with its line and stops nothing; the same table again changes nothing. Raises Invalid for what
    is no such table or too large.
    """
    actor.require("customers.edit", brand)
    if len(text) > MOST_CHARACTERS:
        raise Invalid(_("A table has at most 5,000 rows."), table="too_large")
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff").replace("\x00", "")))
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    if not set(COLUMNS) <= set(names):
        raise Invalid(_("The first line names the columns: customer, kind, date, consent."), table="columns")
    reader.fieldnames = names
    read = DatesRead()
    for line, row in enumerate(reader, start=2):
        if line > MOST_ROWS + 1:
            read.refused.append((line, str(_("A table has at most 5,000 rows."))))
            break
        why = _take(actor, brand, row, now)
        if why:
            read.refused.append((line, str(why)))
        else:
            read.kept += 1
    return read


def _take(actor: Actor, brand: Brand, row: Mapping[str, str | None], now: datetime) -> str | Promise:
    values = {name: (row.get(name) or "").strip() for name in COLUMNS}
    customer = _known(brand, values["customer"])
    if customer is None:
        return _("No such customer of this brand.")
    try:
        day = date.fromisoformat(values["date"].replace("/", "-"))
    except ValueError:
        return _("Write the day as 2019-05-20.")
    kind, has_consent = KINDS.get(values["kind"].lower(), ""), values["consent"].lower() in YES
    try:
        set_key_date(actor=actor, customer=customer, kind=kind, day=day, has_consent=has_consent, now=now)
    except Invalid as refusal:
        return str(refusal)
    return ""


def _known(brand: Brand, said: str) -> Customer | None:
    wanted = Q(kind=Identity.Kind.EXTERNAL, value=said)
    if address := normalise_email(said):
        wanted |= Q(kind=Identity.Kind.EMAIL, value=address)
    if phone := normalise_phone(said):
        wanted |= Q(kind=Identity.Kind.PHONE, value=phone)
    row = Identity.objects.filter(wanted, brand=brand).select_related("customer__merged_into").first()
    return (row.customer.merged_into or row.customer) if row else None
