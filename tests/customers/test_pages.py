"""Customers are found, opened, edited and merged by those who may."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from wenguo.customers import actions
from wenguo.customers.models import Customer
from wenguo.people.models import Brand, User

SignIn = Callable[[User], Client]


@pytest.fixture
def zhang(hotel: Brand, now: datetime) -> Customer:
    """张女士, known by phone."""
    customer = actions.find_or_create(brand=hotel, now=now, name="张女士", phone="13812345678")
    assert customer is not None
    return customer


def test_the_list_finds_by_four_digits(zhang: Customer, li_user: User, signed_in: SignIn) -> None:
    client = signed_in(li_user)
    assert "张女士" in client.get("/customers?q=5678").content.decode()
    assert "张女士" not in client.get("/customers?q=9999").content.decode()
    assert "张女士" not in client.get("/customers?tier=gold").content.decode()
    assert client.get("/customers?q=%00&tier=%00").status_code == 200


def test_a_lead_edits_and_an_agent_does_not(
    zhang: Customer, li_user: User, wang_user: User, signed_in: SignIn
) -> None:
    url = f"/customers/{zhang.pk}"
    fields = {"name": "张丽", "tier": "gold", "language": "en", "remarks": "喜欢高楼层"}
    assert signed_in(li_user).post(url, fields).status_code == 403
    assert signed_in(wang_user).post(url, fields).status_code == 302
    zhang.refresh_from_db()
    assert (zhang.name, zhang.tier, zhang.language, zhang.may_contact) == ("张丽", "gold", "en", False)


def test_the_hint_of_one_person_leads_to_a_merge_and_back(
    zhang: Customer, hotel: Brand, now: datetime, wang_user: User, signed_in: SignIn
) -> None:
    other = actions.find_or_create(
        brand=hotel, now=now, phone="13812345678", email="zhang@qq.com", is_trusted=False
    )
    assert other is not None
    client = signed_in(wang_user)
    assert "13812345678" in client.get(f"/customers/{other.pk}").content.decode()
    client.post(f"/customers/{zhang.pk}/merge", {"other": other.pk})
    assert client.get(f"/customers/{other.pk}")["Location"] == f"/customers/{zhang.pk}"
    assert "zhang@qq.com" in client.get(f"/customers/{zhang.pk}").content.decode()
    client.post(f"/customers/{zhang.pk}/unmerge/{other.pk}")
    other.refresh_from_db()
    assert other.merged_into is None


def test_an_outsider_finds_no_customer_of_another_brand(
    zhang: Customer, outsider_user: User, signed_in: SignIn
) -> None:
    client = signed_in(outsider_user)
    assert "张女士" not in client.get("/customers").content.decode()
    assert client.get(f"/customers/{zhang.pk}").status_code == 404
    assert client.post(f"/customers/{zhang.pk}/merge", {"other": "x"}).status_code == 404
