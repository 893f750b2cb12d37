"""Many rows are stored by one COPY: as exact as row by row, all or nothing."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.json import Jsonb

from wenguo.base.bulk import copy_rows, take_ids
from wenguo.customers.models import Customer
from wenguo.people.models import Brand, Team

COLUMNS = (
    "id",
    "brand_id",
    "name",
    "tier",
    "language",
    "may_contact",
    "do_not_contact",
    "remarks",
    "created_at",
)

TEAM_COLUMNS = ("id", "brand_id", "key", "name", "categories", "is_by_hand", "handover")


def values(pk: int, brand: Brand, name: str, now: datetime) -> tuple[object, ...]:
    return pk, brand.pk, name, "standard", "zh-hans", False, False, "第一行\n第二行\t\\N", now


def test_rows_arrive_as_they_were_given(hotel: Brand, now: datetime) -> None:
    ids = take_ids(Customer, 2)

    copy_rows(Customer, columns=COLUMNS, rows=[values(pk, hotel, f"客户{pk}", now) for pk in ids])

    stored = list(Customer.objects.filter(pk__in=ids).order_by("pk"))
    assert [(row.pk, row.name, row.remarks, row.created_at) for row in stored] == [
        (pk, f"客户{pk}", "第一行\n第二行\t\\N", now) for pk in ids
    ]


def test_a_row_may_still_ask_the_database_while_it_is_made(hotel: Brand, now: datetime) -> None:
    (pk,) = take_ids(Customer, 1)
    made = (values(pk, Brand.objects.get(pk=hotel.pk), "客户", now) for pk in [pk])

    copy_rows(Customer, columns=COLUMNS, rows=made)

    assert Customer.objects.filter(pk=pk).count() == 1


ODD = ["漏水", 'a "quote"', "back\\slash", "{1,2}", "NULL", "", "tab\tand\nline", "逗,号"]


@pytest.mark.parametrize("texts", [ODD, [], ["只有一个"]])
def test_lists_arrive_as_they_were_given(hotel: Brand, texts: list[str]) -> None:
    (pk,) = take_ids(Team, 1)
    row = (pk, hotel.pk, "bulk", Jsonb({"zh": "组"}), texts, False, "due")

    copy_rows(Team, columns=TEAM_COLUMNS, rows=[row])

    assert Team.objects.get(pk=pk).categories == texts


def test_an_existing_key_refuses_all_of_them(hotel: Brand, now: datetime) -> None:
    first, second = take_ids(Customer, 2)
    copy_rows(Customer, columns=COLUMNS, rows=[values(second, hotel, "先来", now)])

    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows(Customer, columns=COLUMNS, rows=[values(pk, hotel, "后到", now) for pk in (first, second)])

    assert list(Customer.objects.filter(pk__in=[first, second]).values_list("name", flat=True)) == ["先来"]


@pytest.mark.django_db
def test_reserved_ids_ascend_and_are_given_once() -> None:
    first, second = take_ids(Customer, 3), take_ids(Customer, 3)

    assert first == sorted(first)
    assert not set(first) & set(second)
    assert take_ids(Customer, 0) == []
