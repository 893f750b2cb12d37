"""外人 works for the other brand, with every permission there is: of the hotel they see nothing, by no road."""

import json
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.stories.api_table import OPERATIONS
from tests.stories.page_table import GIVEN, PAGES
from tests.stories.test_api_roles import FOR_PEOPLE, operations
from tests.stories.test_url_roles import lines
from tests.stories.world import SECRET, World, hear
from wenguo.base.live_stream import Screen, Switchboard
from wenguo.governance.models import AuditEntry
from wenguo.kernel.clock import now
from wenguo.people.actions import issue_token
from wenguo.people.models import Membership, Team
from wenguo.people.queries import actor_of, actor_of_token
from wenguo.respond import actions as respond, queries
from wenguo.respond.models import Case, ExpertAsk, Message

# An administrator of any brand sees failed jobs: they are the machinery's and hold ids only. So are the models, which
# read for all brands and show figures only, and the categories they know.
MACHINERY = {
    "/settings/jobs/{job}/retry",
    "/jobs/{job}/retry",
    "/settings/understanding/models/{model}",
    "/settings/understanding/rereadings/{rereading}/stop",
    "/models/{model}",
    "/models/{model}/live",
    "/rereadings/{rereading}",
    "/settings/categories/{category}",
    "/categories/own/{category}",
}
HTML = {"accept": "text/html"}


@pytest.fixture
def outsider(world: World) -> Client:
    """外人 in a browser."""
    client = Client()
    client.force_login(world.staff["outsider"])
    return client


@pytest.fixture
def program(world: World) -> dict[str, str]:
    """The headers of a program of the other brand."""
    boss = actor_of(world.staff["outsider"])
    secret = issue_token(actor=boss, name="程序", role="administrator", brand=world.shop, now=now())
    return {"authorization": f"Bearer {secret}"}


def of_the_hotel() -> Iterator[str]:
    """Pages that show one thing of the hotel; an agent's own page is a thing too."""
    for _name, address, get, _post, _stranger in lines(PAGES):
        if "{" in address and get != "." and address not in MACHINERY | {"/me/brand/{slug}"}:
            yield address


@pytest.mark.parametrize("address", list(of_the_hotel()))
def test_a_page_of_the_hotel_does_not_exist_for_them(address: str, world: World, outsider: Client) -> None:
    response = outsider.get(address.format(**world.values()), headers=HTML)
    assert response.status_code == 404
    assert SECRET not in response.content.decode()


def test_lists_boards_numbers_and_files_are_without_the_hotel(world: World, outsider: Client) -> None:
    seen = []
    for _name, address, get, _post, _stranger in lines(PAGES):
        if "{" in address or get == "." or address in {"/live/", "/ui/"}:
            continue
        for asked in (
            address,
            f"{address}?q={SECRET}&brand=hotel&view=all&team=hotel-care&place={world.place.pk}",
        ):
            response = outsider.get(asked, headers=HTML)
            body = b"".join(response) if response.streaming else response.content
            # The search box repeats what was typed into it.
            text = re.sub(r'value="[^"]*"|\?[^"]*"|<title>.*?</title>', "", body.decode())
            if (
                response.status_code not in {200, 302}
                or (SECRET in text and "?q=" not in asked)
                or "张女士" in text
            ):
                seen.append(asked)
    assert seen == []


def test_the_same_pages_show_the_hotel_to_its_own_people(world: World) -> None:
    """So that the test above would fail if the word were never shown at all."""
    client = Client()
    client.force_login(world.staff["administrator"])
    addresses = [
        "/cases?view=all",
        "/customers",
        "/feedback",
        "/improvements",
        "/measure/sentences",
        "/search?q=血渍",
    ]
    addresses += ["/feedback/export.csv", "/measure/sentences.csv", "/settings/imports", "/settings/outgoing"]
    addresses += ["/settings/tokens", "/today"]
    for address in addresses:
        response = client.get(address)
        assert SECRET in (b"".join(response) if response.streaming else response.content).decode(), address


def test_no_deed_on_a_page_of_the_hotel_does_anything(world: World, outsider: Client) -> None:
    before = (
        AuditEntry.objects.count(),
        Message.objects.count(),
        sorted(Case.objects.values_list("status", flat=True)),
    )
    values = world.values()
    done = {}
    for _name, address, _get, post, _stranger in lines(PAGES):
        if post == "." or "{" not in address or address in MACHINERY:
            continue
        given = {name: value.format(**values) for name, value in GIVEN.get(address, {}).items()}
        status = outsider.post(address.format(**values), given, headers=HTML).status_code
        if status != 404:
            done[address] = status
    given = {"to": str(world.staff["agent"].pk), "numbers": world.rows["number"]}
    outsider.post(reverse("queue-assign"), given)
    assert done == {}
    assert (
        AuditEntry.objects.count(),
        Message.objects.count(),
        sorted(Case.objects.values_list("status", flat=True)),
    ) == before


def test_the_api_knows_nothing_of_the_hotel(world: World, program: dict[str, str]) -> None:
    values, client, seen = world.values(), Client(), {}
    for method, path, letters, _body in operations():
        if method != "GET" or letters == "open" or f"GET {path}" in FOR_PEOPLE:
            continue
        response = client.get(f"/api/v1{path.format(**values)}", headers=program)
        is_one = ("{" in path and path not in MACHINERY) or "brand=hotel" in path
        body = json.dumps(response.json(), ensure_ascii=False) if response.content else ""
        if (
            response.status_code != (404 if is_one else 200)
            or SECRET in body
            or "张女士" in body
            or "hotel" in body
        ):
            seen[path] = response.status_code
    assert seen == {}


def test_no_deed_of_the_api_reaches_the_hotel(world: World, program: dict[str, str]) -> None:
    before = (AuditEntry.objects.count(), Message.objects.count())
    values, done = world.values(), {}
    for method, path, letters, body in operations():
        is_one = "{" in path or "hotel" in path or '"hotel"' in body
        if (
            method == "GET"
            or letters == "open"
            or not is_one
            or path in MACHINERY
            or body.startswith("text=")
        ):
            continue
        given = re.sub(r"\$(\w+)", lambda found: str(values[found[1]]), body)
        data = {"brand": "hotel"} if body.startswith("brand=") else given
        send = getattr(Client(), method.lower())
        status = send(
            f"/api/v1{path.format(**values)}", data, content_type="application/json", headers=program
        )
        if status.status_code not in {403, 404}:
            done[f"{method} {path}"] = status.status_code
    assert done == {}
    assert (AuditEntry.objects.count(), Message.objects.count()) == before
    assert "hotel" in OPERATIONS


@pytest.mark.parametrize("query", ["q=血渍", "q=KP20261120007", "q=8000", "q=WG-20001", "q=床单&kind=cases"])
def test_search_by_api_finds_nothing(query: str, world: World, program: dict[str, str]) -> None:
    found = Client().get(f"/api/v1/search?{query}", headers=program).json()
    assert (found["counts"], found["items"]) == ({"feedback": 0, "cases": 0, "customers": 0}, [])


def test_the_figures_count_nothing(world: World, program: dict[str, str]) -> None:
    assert Client().get("/api/v1/metrics?brand=hotel", headers=program).json()["total"] == 0
    assert Client().get("/api/v1/metrics/sentences", headers=program).json() == {
        "items": [],
        "next": None,
        "total": 0,
        "distinct": 0,
    }


def test_a_file_opens_only_by_the_link_it_belongs_to(world: World) -> None:
    """The letter of 张女士's case, asked for by the link of somebody else."""
    other = hear(world.hotel, "空调太吵", name="赵先生", email="zhao@example.test", at=now())
    shopper = hear(world.shop, "包裹破了", name="外客", email="wai@example.test", at=now())
    letter = world.rows["letter"]
    assert Client().get(f"/t/{world.rows['link']}/letters/{letter}").status_code == 200
    for link in (other.link, shopper.link, "no-such-link"):
        assert Client().get(f"/t/{link}/letters/{letter}").status_code == 404
    assert Client().get(f"/t/{other.link}/letters/{world.rows['file']}").status_code == 404


def test_nothing_internal_stands_on_the_tracking_page(world: World) -> None:
    page = Client().get(f"/t/{world.rows['link']}").content.decode()
    assert "请当面致歉" not in page
    assert "非常抱歉" in page
    told = Client().get(f"/api/v1/tracking/{world.rows['link']}").content.decode()
    assert "请当面致歉" not in json.dumps(json.loads(told), ensure_ascii=False)


def test_the_event_stream_tells_them_nothing(world: World) -> None:
    board = Switchboard()
    theirs, ours = Screen(actor_of(world.staff["outsider"])), Screen(world.actor("agent"))
    board.screens |= {theirs, ours}
    board.hand_out(json.dumps({"topic": "case", "id": 7, "brand": world.hotel.pk}))
    assert (theirs.waiting.qsize(), ours.waiting.qsize()) == (0, 1)
    board.hand_out(json.dumps({"topic": "case", "id": 8, "brand": world.shop.pk}))
    assert (theirs.waiting.get_nowait()["id"], ours.waiting.qsize()) == (8, 1)


def test_a_view_belongs_to_whoever_made_it(world: World, outsider: Client) -> None:
    assert outsider.get("/api/v1/views").json() == []
    assert outsider.delete(f"/api/v1/views/{world.values()['view']}").status_code == 404
    lead = Client()
    lead.force_login(world.staff["lead"])
    assert [view["name"] for view in lead.get("/api/v1/views").json()] == [f"{SECRET}的单子"]


def test_a_narrowed_view_holds_the_cases_of_its_teams_and_ones_own(world: World) -> None:
    other = Team.objects.create(brand=world.hotel, key="hotel-food", name={"zh": "餐饮组", "en": "Food"})
    cook, number = world.staff["specialist"], world.rows["number"]
    Membership.objects.filter(user=cook).delete()
    # Whoever is asked as an expert sees the case as long as they are asked.
    ExpertAsk.objects.filter(expert=cook).delete()
    Membership.objects.create(team=other, user=cook)
    client = Client()
    client.force_login(cook)
    assert client.get(f"/api/v1/cases/{number}").status_code == 200
    cook.scope = "team"
    cook.save(update_fields=["scope"])
    assert client.get(f"/api/v1/cases/{number}").status_code == 404
    assert client.get(f"/cases/{number}").status_code == 404
    assert client.get("/api/v1/cases?view=all").json()["items"] == []
    assert client.get("/api/v1/search?q=床单&kind=cases").json()["counts"]["cases"] == 0
    respond.assign(actor=world.actor("lead"), case=world.rows["case"], assignee=cook, now=now())
    assert [row["number"] for row in client.get("/api/v1/cases?view=mine").json()["items"]] == [number]
    assert queries.visible_cases(actor_of(cook)).count() == 1


def test_a_token_of_a_brand_sees_that_brand_only(world: World, program: dict[str, str]) -> None:
    found = actor_of_token(program["authorization"].removeprefix("Bearer "))
    assert found is not None
    assert found[0].brand_ids == frozenset({world.shop.pk})
