"""Who may do what is set by an administrator, inside the brands that the administrator sees."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.people import actions
from wenguo.people.models import Brand, Team, User
from wenguo.people.queries import actor_of, people_on_shift


def test_an_invited_colleague_can_sign_in_and_sees_only_their_brand(
    admin: Actor, hotel: Brand, shop: Brand, care_team: Team, now: datetime
) -> None:
    user = actions.invite(
        actor=admin,
        username="zhou",
        name="周予安",
        email="",
        password="a-long-one-7",
        role="specialist",
        brands=[hotel],
        teams=[care_team],
        now=now,
    )
    assert Client().login(username="zhou", password="a-long-one-7")
    assert actor_of(user).brand_ids == frozenset({hotel.pk})
    assert list(user.teams.all()) == [care_team]


def test_a_weak_password_is_refused_and_makes_nobody(admin: Actor, hotel: Brand, now: datetime) -> None:
    with pytest.raises(Invalid):
        actions.invite(
            actor=admin, username="z", name="", email="", password="1234567890", role="agent", brands=[hotel],
            teams=[], now=now,
        )  # fmt: skip
    assert not User.objects.filter(username="z").exists()


def test_nobody_changes_their_own_role(admin: Actor, admin_user: User, hotel: Brand, now: datetime) -> None:
    with pytest.raises(Invalid):
        actions.edit_person(
            actor=admin, user=admin_user, role="agent", brands=[hotel], teams=[], capacity=30, scope="brand",
            is_active=True, now=now,
        )  # fmt: skip
    admin_user.refresh_from_db()
    assert admin_user.role == "administrator"


def test_an_agent_manages_nobody(li: Actor, wang_user: User, hotel: Brand, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        actions.edit_person(
            actor=li, user=wang_user, role="agent", brands=[hotel], teams=[], capacity=1, scope="brand",
            is_active=False, now=now,
        )  # fmt: skip
    wang_user.refresh_from_db()
    assert (wang_user.role, wang_user.is_active) == ("lead", True)


def test_who_is_away_gets_no_new_cases(li: Actor, li_user: User, care_team: Team, now: datetime) -> None:
    assert people_on_shift(care_team.pk, now=now) == [li_user]
    actions.set_presence(actor=li, presence="away", now=now)
    assert people_on_shift(care_team.pk, now=now) == []


def test_the_brand_switch_narrows_what_is_seen(
    wang_user: User, hotel: Brand, shop: Brand, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(wang_user)
    client.get("/me/brand/hotel")
    assert [brand["slug"] for brand in client.get("/api/v1/brands").json()] == ["hotel"]
    client.get("/me/brand/all")
    assert [brand["slug"] for brand in client.get("/api/v1/brands").json()] == ["hotel", "shop"]


def test_a_switch_to_a_strange_brand_changes_nothing(
    li_user: User, shop: Brand, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(li_user)
    client.get("/me/brand/shop")
    assert [brand["slug"] for brand in client.get("/api/v1/brands").json()] == ["hotel"]


def test_the_language_is_remembered(li_user: User, signed_in: Callable[[User], Client]) -> None:
    signed_in(li_user).post("/i18n/setlang/", {"language": "en", "next": "/"})
    li_user.refresh_from_db()
    assert li_user.language == "en"
