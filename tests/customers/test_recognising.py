"""A customer is found again by what they give us, and nobody can take over somebody else's record."""

from datetime import datetime

import pytest

from wenguo.base.actor import Actor
from wenguo.base.errors import NotAllowed, NotFound
from wenguo.customers import actions, queries
from wenguo.customers.domain.identities import normalise_email, normalise_phone, tails
from wenguo.customers.models import Customer, Identity, TimelineNote
from wenguo.people.models import Brand


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("138 1234 5678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("(0571) 8888-6666", "057188886666"),
        ("+86 571 8888 6666", "57188886666"),
        ("+44 20 7946 0958", "442079460958"),
        ("ask reception 12345", ""),
        ("1234", ""),
        ("", ""),
        ("9" * 40, ""),
    ],
)
def test_a_phone_number_is_compared_by_its_digits(written: str, digits: str) -> None:
    assert normalise_phone(written) == digits


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" Zhang@Example.COM ", "zhang@example.com"),
        ("ｚｈａｎｇ@ｑｑ．ｃｏｍ", "zhang@qq.com"),
        ("zhang@localhost", ""),
        ("a@b.c, d@e.f", ""),
        ("<a@b.cn>", ""),
        ("a@b.cn\nBcc: x@y.z", ""),
        ("a" * 300 + "@b.cn", ""),
    ],
)
def test_an_address_is_compared_without_case_and_width(written: str, address: str) -> None:
    assert normalise_email(written) == address


def test_tails_of_a_phone_begin_at_four_digits() -> None:
    assert list(tails("13812345678")) == [
        "5678",
        "45678",
        "345678",
        "2345678",
        "12345678",
        "812345678",
        "3812345678",
    ]


def test_nothing_given_makes_nobody(hotel: Brand, now: datetime) -> None:
    assert actions.find_or_create(brand=hotel, now=now, phone="n/a", email="none") is None
    assert Customer.objects.count() == 0


def test_the_same_phone_written_differently_is_the_same_customer(hotel: Brand, now: datetime) -> None:
    first = actions.find_or_create(brand=hotel, now=now, name="张女士", phone="138 1234 5678")
    second = actions.find_or_create(brand=hotel, now=now, phone="+8613812345678", email="Zhang@qq.com")
    assert first is not None
    assert first == second
    assert set(Identity.objects.values_list("kind", "value")) == {
        ("phone", "13812345678"),
        ("email", "zhang@qq.com"),
    }


def test_the_same_phone_at_two_brands_is_two_customers(hotel: Brand, shop: Brand, now: datetime) -> None:
    first = actions.find_or_create(brand=hotel, now=now, phone="13812345678")
    second = actions.find_or_create(brand=shop, now=now, phone="13812345678")
    assert first != second


def test_consent_is_given_but_never_taken_back_by_silence(hotel: Brand, now: datetime) -> None:
    actions.find_or_create(brand=hotel, now=now, phone="13812345678", may_contact=True)
    customer = actions.find_or_create(brand=hotel, now=now, phone="13812345678", may_contact=False)
    assert customer is not None
    customer.refresh_from_db()
    assert customer.may_contact is True


def test_an_unverified_form_cannot_add_its_address_to_somebody_elses_record(
    hotel: Brand, now: datetime
) -> None:
    victim = actions.find_or_create(brand=hotel, now=now, name="张女士", phone="13812345678")
    stranger = actions.find_or_create(
        brand=hotel, now=now, phone="13812345678", email="evil@example.com", is_trusted=False
    )
    assert victim is not None
    assert stranger is not None
    assert stranger != victim
    assert queries.contact_of(victim, "email") == ""
    assert queries.contact_of(stranger, "email") == "evil@example.com"
    hint = TimelineNote.objects.get(customer=stranger)
    assert hint.data == {"customer_id": victim.pk, "gave": [{"kind": "phone", "shown": "13812345678"}]}


def test_identities_that_contradict_each_other_follow_the_stronger(hotel: Brand, now: datetime) -> None:
    by_phone = actions.find_or_create(brand=hotel, now=now, phone="13812345678")
    actions.find_or_create(brand=hotel, now=now, email="zhao@qq.com")
    assert actions.find_or_create(brand=hotel, now=now, phone="13812345678", email="zhao@qq.com") == by_phone
    assert Customer.objects.count() == 2


@pytest.mark.parametrize("typed", ["张女", "女士", "5678", "3456", "13812345678", "zhang@qq.com", "K-77"])
def test_a_customer_is_found_by(typed: str, li: Actor, hotel: Brand, now: datetime) -> None:
    customer = actions.find_or_create(
        brand=hotel, now=now, name="张女士", phone="13812345678", email="zhang@qq.com", external_id="K-77"
    )
    assert list(queries.search_customers(li, typed)) == [customer]


@pytest.mark.parametrize("typed", ["", "   ", "678", "李", "'; drop table", "\\", "a & | !"])
def test_nothing_is_found_by(typed: str, li: Actor, hotel: Brand, now: datetime) -> None:
    actions.find_or_create(brand=hotel, now=now, name="张女士", phone="13812345678")
    assert list(queries.search_customers(li, typed)) == []


def test_an_outsider_sees_no_customer_of_another_brand(outsider: Actor, hotel: Brand, now: datetime) -> None:
    customer = actions.find_or_create(brand=hotel, now=now, name="张女士", phone="13812345678")
    assert customer is not None
    assert list(queries.visible_customers(outsider)) == []
    assert list(queries.search_customers(outsider, "张女士")) == []
    with pytest.raises(NotFound):
        queries.get_customer(outsider, customer.pk)


def test_a_merge_moves_the_identities_and_can_be_taken_back(wang: Actor, hotel: Brand, now: datetime) -> None:
    kept = actions.find_or_create(brand=hotel, now=now, name="张女士", phone="13812345678")
    absorbed = actions.find_or_create(brand=hotel, now=now, email="zhang@qq.com")
    assert kept is not None
    assert absorbed is not None
    actions.merge(actor=wang, kept=kept, absorbed=absorbed, now=now)
    assert queries.get_customer(wang, absorbed.pk) == kept
    assert list(queries.search_customers(wang, "zhang@qq.com")) == [kept]
    assert queries.family_ids(kept) == [kept.pk, absorbed.pk]
    with pytest.raises(actions.CannotMerge):
        actions.merge(actor=wang, kept=kept, absorbed=absorbed, now=now)
    actions.unmerge(actor=wang, absorbed=absorbed, now=now)
    assert list(queries.search_customers(wang, "zhang@qq.com")) == [absorbed]
    assert queries.contact_of(kept, "email") == ""


def test_customers_of_two_brands_are_never_merged(
    wang: Actor, hotel: Brand, shop: Brand, now: datetime
) -> None:
    kept = actions.find_or_create(brand=hotel, now=now, phone="13812345678")
    other = actions.find_or_create(brand=shop, now=now, phone="13812345678")
    assert kept is not None
    assert other is not None
    with pytest.raises(actions.CannotMerge):
        actions.merge(actor=wang, kept=kept, absorbed=other, now=now)
    assert Customer.objects.filter(merged_into__isnull=False).count() == 0


def test_an_agent_may_not_edit_a_customer(li: Actor, hotel: Brand, now: datetime) -> None:
    customer = actions.find_or_create(brand=hotel, now=now, name="张女士")
    assert customer is not None
    with pytest.raises(NotAllowed):
        actions.edit_customer(actor=li, customer=customer, now=now, tier="diamond")
    customer.refresh_from_db()
    assert customer.tier == "standard"


def test_a_renamed_customer_is_found_under_the_new_name(wang: Actor, hotel: Brand, now: datetime) -> None:
    customer = actions.find_or_create(brand=hotel, now=now, name="张女士", phone="13812345678")
    assert customer is not None
    actions.edit_customer(actor=wang, customer=customer, now=now, name="欧阳女士", tier="gold")
    assert list(queries.search_customers(wang, "欧阳")) == [customer]
    assert list(queries.search_customers(wang, "张女")) == []
    assert list(queries.search_customers(wang, "5678")) == [customer]
