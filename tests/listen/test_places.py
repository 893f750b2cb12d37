"""A place gets a code, the code opens the form, and only those who set up channels may touch it."""

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from PIL import Image

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.governance.models import AuditEntry
from wenguo.people.actions import edit_place, issue_token, make_place
from wenguo.people.models import Brand, Place, User

SignIn = Callable[[User], Client]


def test_a_new_place_has_a_code_that_opens_the_form(wang: Actor, hotel: Brand, now: datetime) -> None:
    place = make_place(actor=wang, brand=hotel, name={"zh": "灵隐店", "en": "Lingyin"}, city="杭州", now=now)
    assert place.slug == "lingyin"
    assert "灵隐店" in Client().get(f"/q/{place.code}").content.decode()
    assert AuditEntry.objects.filter(deed="place.made").count() == 1


def test_a_place_needs_a_name_and_a_short_name_of_its_own(wang: Actor, lobby: Place, now: datetime) -> None:
    for name, slug in (({"zh": " ", "en": ""}, ""), ({"zh": "又一个"}, "xihu")):
        with pytest.raises(Invalid):
            make_place(actor=wang, brand=lobby.brand, name=name, city="", slug=slug, now=now)
    assert Place.objects.count() == 1


def test_an_agent_and_an_outsider_may_not_touch_places(
    li: Actor, outsider: Actor, lobby: Place, now: datetime
) -> None:
    for actor in (li, outsider):
        with pytest.raises(NotAllowed):
            edit_place(actor=actor, place=lobby, name={"zh": "x"}, city="", is_active=False, now=now)
    lobby.refresh_from_db()
    assert (lobby.is_active, lobby.name["zh"]) == (True, "西湖店")


def test_the_page_makes_renames_and_closes(wang_user: User, hotel: Brand, signed_in: SignIn) -> None:
    client = signed_in(wang_user)
    answer = client.post("/settings/places", {"brand": hotel.pk, "name_zh": "灵隐店", "city": "杭州"})
    place = Place.objects.get()
    assert answer["Location"] == f"/settings/places/{place.pk}"
    assert "灵隐店" in client.get("/settings/places").content.decode()
    client.post(f"/settings/places/{place.pk}", {"name_zh": "灵隐寺店", "city": "杭州"})
    place.refresh_from_db()
    assert (place.name["zh"], place.is_active) == ("灵隐寺店", False)


def test_the_code_comes_as_drawing_picture_and_sheet(
    wang_user: User, lobby: Place, signed_in: SignIn
) -> None:
    client = signed_in(wang_user)
    url = f"/settings/places/{lobby.pk}"
    svg = client.get(f"{url}/svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert b"<svg" in svg.content
    with Image.open(io.BytesIO(client.get(f"{url}/png").content)) as image:
        assert image.width == image.height > 300
    sheet = client.get(f"{url}/sheet?download")
    assert "西湖店" in sheet.content.decode()
    assert 'width="210mm"' in sheet.content.decode()
    assert sheet["Content-Disposition"].startswith("attachment")
    assert client.get(f"{url}/gif").status_code == 404


def test_a_hostile_name_cannot_break_out_of_the_sheet(
    wang: Actor, wang_user: User, lobby: Place, signed_in: SignIn, now: datetime
) -> None:
    name = {"zh": "</text><script>alert(1)</script>"}
    edit_place(actor=wang, place=lobby, name=name, city="", is_active=True, now=now)
    assert b"<script" not in signed_in(wang_user).get(f"/settings/places/{lobby.pk}/sheet").content


def test_an_outsider_finds_no_place_of_another_brand(
    outsider_user: User, admin_user: User, lobby: Place, shop: Brand, signed_in: SignIn
) -> None:
    outsider_user.role = "lead"
    outsider_user.save(update_fields=["role"])
    client = signed_in(outsider_user)
    assert "西湖店" not in client.get("/settings/places").content.decode()
    for address in ("", "/svg", "/sheet"):
        assert client.get(f"/settings/places/{lobby.pk}{address}").status_code == 404


def test_a_program_makes_renames_and_closes_places(
    admin: Actor, hotel: Brand, shop: Brand, now: datetime
) -> None:
    secret = issue_token(actor=admin, name="Doors", role="lead", brand=hotel, now=now)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    body = {"brand": "hotel", "name": {"zh": "灵隐店"}}
    made = client.post("/api/v1/places", body, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["form_url"].endswith(f"/q/{made.json()['code']}")
    url = f"/api/v1/places/{made.json()['id']}"
    changed = client.put(
        url, {"name": {"zh": "灵隐寺店"}, "is_active": False}, content_type="application/json"
    )
    assert (changed.json()["name"]["zh"], changed.json()["is_active"]) == ("灵隐寺店", False)
    assert [row["slug"] for row in client.get("/api/v1/places").json()] == [made.json()["slug"]]
    foreign = client.post("/api/v1/places", body | {"brand": "shop"}, content_type="application/json")
    assert foreign.status_code == 404
    other = make_place(actor=admin, brand=shop, name={"zh": "仓库"}, city="", now=now)
    assert client.put(f"/api/v1/places/{other.pk}", body, content_type="application/json").status_code == 404
