"""Birthdays and anniversaries are kept with consent only; a bad row of a table stops nothing."""

from datetime import date, datetime
from typing import Any

import pytest

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.customers import actions, queries
from wenguo.customers.models import Customer, KeyDate
from wenguo.people.models import Brand

TABLE = """customer,kind,date,consent
13800138000,生日,1988-05-20,是
wang@example.test,first_purchase,2024/11/11,yes
13800138000,joined,2020-02-29,
13900139000,birthday,1990-01-01,yes
13800138000,birthday,20.5.1988,yes
13800138000,wedding,2010-05-20,yes
13800138000,joined,2999-01-01,yes
"""


@pytest.fixture
def customer(hotel: Brand, now: datetime) -> Customer:
    facts: dict[str, Any] = {"name": "王女士", "phone": "138 0013 8000", "email": "wang@example.test"}
    row = actions.find_or_create(brand=hotel, now=now, **facts)
    assert row is not None
    return row


def test_a_day_needs_consent_and_must_have_been(customer: Customer, wang: Actor, now: datetime) -> None:
    good: dict[str, Any] = {"kind": "birthday", "day": date(1988, 5, 20), "has_consent": True}
    for wrong in ({"has_consent": False}, {"kind": "wedding"}, {"day": date(2999, 1, 1)}):
        with pytest.raises(Invalid):
            actions.set_key_date(actor=wang, customer=customer, now=now, **(good | wrong))
    assert KeyDate.objects.count() == 0
    actions.set_key_date(actor=wang, customer=customer, now=now, **good)
    (row,) = queries.key_dates_of(customer)
    assert (row.day, row.yearly, row.consented_at, row.noted_by_name) == (
        date(1988, 5, 20),
        520,
        now,
        "王主管",
    )
    actions.set_key_date(actor=wang, customer=customer, now=now, **(good | {"day": None}))
    assert KeyDate.objects.count() == 0


def test_a_table_keeps_what_it_can_and_says_what_it_could_not(
    customer: Customer, wang: Actor, hotel: Brand, now: datetime
) -> None:
    for _again in (1, 2):
        read = actions.import_key_dates(actor=wang, brand=hotel, text="\ufeff" + TABLE, now=now)
        assert (read.kept, [line for line, _why in read.refused]) == (2, [4, 5, 6, 7, 8])
    assert sorted(KeyDate.objects.values_list("kind", flat=True)) == ["birthday", "first_purchase"]


def test_what_is_no_such_table_is_refused(wang: Actor, hotel: Brand, now: datetime) -> None:
    for text in ("", "name,day\n王,1988-05-20"):
        with pytest.raises(Invalid):
            actions.import_key_dates(actor=wang, brand=hotel, text=text, now=now)


def test_agents_and_outsiders_note_nothing(
    customer: Customer, li: Actor, outsider: Actor, hotel: Brand, now: datetime
) -> None:
    for actor in (li, outsider):
        with pytest.raises(NotAllowed):
            actions.import_key_dates(actor=actor, brand=hotel, text=TABLE, now=now)
    assert KeyDate.objects.count() == 0


def test_days_near_leave_out_whoever_does_not_want_it(
    customer: Customer, wang: Actor, hotel: Brand, now: datetime
) -> None:
    facts: dict[str, Any] = {"kind": "birthday", "day": date(1992, 2, 29), "has_consent": True}
    actions.set_key_date(actor=wang, customer=customer, now=now, **facts)
    near: dict[str, date] = {"since": date(2026, 2, 26), "until": date(2026, 2, 28)}
    assert queries.key_dates_near([hotel.pk], **near).count() == 0
    actions.edit_customer(actor=wang, customer=customer, may_contact=True, now=now)
    assert queries.key_dates_near([hotel.pk], **near).count() == 1
    actions.edit_customer(actor=wang, customer=customer, do_not_contact=True, now=now)
    customer.refresh_from_db()
    assert (queries.key_dates_near([hotel.pk], **near).count(), customer.may_contact) == (0, False)
