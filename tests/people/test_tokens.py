"""A token acts with one role in one brand, and its secret is kept nowhere."""

from datetime import datetime

import pytest
from django.test import Client

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.people import actions, queries
from wenguo.people.models import ApiToken, Brand


def test_a_token_opens_its_brand_with_its_role(admin: Actor, hotel: Brand, now: datetime) -> None:
    secret = actions.issue_token(actor=admin, name="till", role="agent", brand=hotel, now=now)
    found = queries.actor_of_token(secret)
    assert found is not None
    actor, _token = found
    assert (actor.kind, actor.name, actor.brand_ids) == ("token", "till", frozenset({hotel.pk}))
    assert actor.can("respond.reply")
    assert not actor.can("people.manage")


def test_the_secret_is_not_stored(admin: Actor, hotel: Brand, now: datetime) -> None:
    secret = actions.issue_token(actor=admin, name="till", role="agent", brand=hotel, now=now)
    row = ApiToken.objects.values().get()
    assert secret not in str(row)


def test_a_revoked_token_opens_nothing(admin: Actor, hotel: Brand, now: datetime) -> None:
    secret = actions.issue_token(actor=admin, name="till", role="agent", brand=hotel, now=now)
    actions.revoke_token(actor=admin, token=ApiToken.objects.get(), now=now)
    assert queries.actor_of_token(secret) is None


def test_nobody_makes_a_token_wider_than_themselves(
    admin: Actor, li: Actor, hotel: Brand, now: datetime
) -> None:
    with pytest.raises(Invalid):
        actions.issue_token(actor=admin, name="all", role="agent", brand=None, now=now)
    with pytest.raises(NotAllowed):
        actions.issue_token(actor=li, name="mine", role="administrator", brand=hotel, now=now)
    assert ApiToken.objects.count() == 0


def test_the_api_answers_a_wrong_token_in_its_one_shape(db: None) -> None:
    answer = Client().get("/api/v1/brands", headers={"Authorization": "Bearer wg_no"})
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "not_signed_in"


def test_the_api_shows_a_token_only_its_own_brand(
    admin: Actor, hotel: Brand, shop: Brand, now: datetime
) -> None:
    secret = actions.issue_token(actor=admin, name="till", role="agent", brand=hotel, now=now)
    answer = Client().get("/api/v1/brands", headers={"Authorization": f"Bearer {secret}"})
    assert [brand["slug"] for brand in answer.json()] == ["hotel"]
