"""A brand's table of moves is asked by every deed, set by its administrator, and never loosens what must hold."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client

from tests.respond.conftest import Open
from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound, Refused
from wenguo.people.models import Brand, User
from wenguo.people.queries import actor_of
from wenguo.respond import actions, queries
from wenguo.respond.actions import MoveNotAllowed, PromiseOpen
from wenguo.respond.domain import moves
from wenguo.respond.models import Case, MoveChange
from wenguo.respond.queries import Change

SOLUTION: dict[str, Any] = {"outcome": "solved", "cause": "product", "text": "已换房并退首晚房费"}
AGENTS = frozenset({"agent", "lead", "system"})


def set_close(actor: Actor, brand: Brand, now: datetime, *origins: str, **more: Any) -> None:
    change = Change(origins, more.get("roles", AGENTS), more.get("requires", frozenset()))
    actions.set_moves(actor=actor, brand=brand, changes={"close": change}, now=now)


def test_where_the_brand_wants_it_a_case_is_followed_up_before_it_is_closed(
    hotel: Brand, open_one: Open, li: Actor, wang: Actor, now: datetime
) -> None:
    set_close(wang, hotel, now, "learn", requires=frozenset({"lesson"}))
    case = actions.resolve(actor=li, case=open_one(), **SOLUTION, tell_customer=False, now=now)
    with pytest.raises(MoveNotAllowed) as refusal:
        actions.close(actor=li, case=case, lesson="先核对", now=now)
    assert "复盘" in str(refusal.value.message)
    case.refresh_from_db()
    assert case.status == "resolved"
    actions.follow_up(actor=li, case=case, text="满意", satisfied=True, now=now)
    with pytest.raises(Invalid) as empty:
        actions.close(actor=li, case=case, lesson=" ", now=now)
    assert empty.value.fields == {"lesson": "empty"}
    assert actions.close(actor=li, case=case, lesson="先核对再答复", now=now).status == "closed"


def test_a_role_without_the_move_is_refused_and_another_makes_it(
    hotel: Brand, open_one: Open, li: Actor, wang: Actor, now: datetime
) -> None:
    set_close(wang, hotel, now, "follow_up", "learn", roles=frozenset({"lead", "system"}))
    case = actions.resolve(actor=li, case=open_one(), **SOLUTION, tell_customer=False, now=now)
    with pytest.raises(MoveNotAllowed):
        actions.close(actor=li, case=case, lesson="", now=now)
    assert actions.close(actor=wang, case=case, lesson="", now=now).status == "closed"


def test_no_table_closes_over_an_open_promise(
    hotel: Brand, open_one: Open, li: Actor, wang: Actor, now: datetime
) -> None:
    set_close(wang, hotel, now, "follow_up", "learn")
    case = open_one()
    due_at = now + timedelta(days=1)
    actions.make_promise(actor=li, case=case, text="明天回电", due_at=due_at, now=now)
    case = actions.resolve(actor=li, case=case, **SOLUTION, tell_customer=False, now=now)
    with pytest.raises(PromiseOpen):
        actions.close(actor=li, case=case, lesson="", now=now)


def test_a_table_that_cannot_be_lived_by_changes_nothing_and_says_why(
    hotel: Brand, wang: Actor, now: datetime
) -> None:
    with pytest.raises(Invalid) as refusal:
        set_close(wang, hotel, now, "receive")
    assert refusal.value.fields == {"close": "too_early"}
    assert MoveChange.objects.count() == 0
    assert queries.moves_of(hotel.pk) == moves.shipped()


def test_what_equals_the_shipped_table_is_not_kept(hotel: Brand, wang: Actor, now: datetime) -> None:
    shipped = moves.shipped()["close"]
    set_close(wang, hotel, now, *shipped.origins, roles=shipped.roles)
    assert MoveChange.objects.count() == 0


def test_only_who_may_set_the_brand_up_sets_its_moves(
    hotel: Brand, li: Actor, outsider_user: User, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        set_close(li, hotel, now, "learn")
    outsider_user.role = "administrator"
    outsider_user.save()
    with pytest.raises((NotAllowed, NotFound)):
        set_close(actor_of(outsider_user), hotel, now, "learn")
    assert MoveChange.objects.count() == 0


def test_a_walk_of_deeds_stays_within_the_table(
    hotel: Brand, open_one: Open, li: Actor, wang: Actor, now: datetime
) -> None:
    set_close(wang, hotel, now, "learn")
    table, rng, case = queries.moves_of(hotel.pk), Random(7), open_one()
    deeds: dict[str, Any] = {
        "resolve": lambda: actions.resolve(actor=li, case=case, **SOLUTION, tell_customer=False, now=now),
        "follow_up": lambda: actions.follow_up(actor=li, case=case, text="", satisfied=True, now=now),
        "close": lambda: actions.close(actor=li, case=case, lesson="", now=now),
        "reopen": lambda: actions.reopen(actor=SYSTEM, case=case, reason="又坏了", now=now),
    }
    seen = set()
    for _step in range(60):
        name = rng.choice(list(deeds))
        before = queries.stage_of(case)
        try:
            deeds[name]()
        except Refused:
            case.refresh_from_db()
            assert queries.stage_of(case) == before
            continue
        case = Case.objects.get(pk=case.pk)
        stage = queries.stage_of(case)
        assert stage == before or (before in table[name].origins and stage == table[name].to)
        seen.add(stage)
    assert seen >= {"resolve", "follow_up", "learn", "closed"}


def test_the_page_shows_the_matrix_keeps_it_and_goes_back(
    hotel: Brand, wang_user: User, client: Client
) -> None:
    client.force_login(wang_user)
    assert "close-from-follow_up" in client.get("/settings/moves").content.decode()
    ticked = {
        f"{move.name}-{part}-{code}": "on"
        for move in moves.shipped().values()
        if not move.is_automatic
        for part, codes in (("from", move.origins), ("role", move.roles), ("asks", move.requires))
        for code in codes
    }
    ticked.pop("close-from-follow_up")
    data = {"brand": hotel.slug, **ticked}
    assert client.post("/settings/moves", data).status_code == 302
    assert queries.moves_of(hotel.pk)["close"].origins == ("learn",)
    ticked.pop("close-from-learn")
    assert client.post("/settings/moves", {"brand": hotel.slug, **ticked}).status_code == 422
    assert queries.moves_of(hotel.pk)["close"].origins == ("learn",)
    assert client.post("/settings/moves", {"brand": hotel.slug, "shipped": "1"}).status_code == 302
    assert queries.moves_of(hotel.pk) == moves.shipped()
