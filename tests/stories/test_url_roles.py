"""One table says who gets which page; it is complete, and the pages do what it says."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.stories.page_table import GIVEN, PAGES, PUBLIC
from tests.stories.world import World
from wenguo.people.domain.permissions import ROLES

LETTERS = dict(zip("aslxnemu", ROLES, strict=True))
METHODS = ("GET", "POST")
Ask = Callable[[Client, str, str], HttpResponseBase]


def lines(table: str) -> list[list[str]]:
    """The rows of a table, its heading left out."""
    return [line.split() for line in table.strip().splitlines() if not line.startswith("#")]


def expected(cell: str, role: str) -> str:
    """What a cell of the table promises to a role."""
    if cell == ".":
        return "405"
    letter = next(letter for letter, name in LETTERS.items() if name == role)
    mark = letter if cell == "all" else cell["aslxnemu".index(letter)]
    return {"-": "403", "0": "404", letter: "allowed"}[mark]


def outcome(response: HttpResponseBase) -> str:
    """The same in the words of the table."""
    status = response.status_code
    if status == 302 and response.headers["Location"].startswith("/accounts/login/"):
        return "door"
    return "allowed" if status in {200, 302, 422} else str(status)


@pytest.fixture
def ask(world: World) -> Ask:
    """Ask like a browser; what a POST did is undone."""

    def one(client: Client, method: str, address: str) -> HttpResponseBase:
        values = world.values()
        given = {name: value.format(**values) for name, value in GIVEN.get(address, {}).items()}
        with transaction.atomic():
            send: Any = client.get if method == "GET" else client.post
            response: HttpResponseBase = send(
                address.format(**values), given if method == "POST" else {}, headers={"accept": "text/html"}
            )
            transaction.set_rollback(True)
        return response

    return one


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_the_pages_of_its_letter_and_no_others(role: str, world: World, ask: Ask) -> None:
    client = Client()
    client.force_login(world.staff[role])
    wrong = {}
    for _name, address, *cells, _stranger in lines(PAGES):
        for method, cell in zip(METHODS, cells, strict=True):
            got = outcome(ask(client, method, address))
            if got != expected(cell, role):
                wrong[f"{method} {address}"] = f"{got}, the table says {expected(cell, role)}"
    assert wrong == {}


def test_a_stranger_is_asked_to_sign_in(world: World, ask: Ask) -> None:
    wrong = {}
    for _name, address, get, post, stranger in lines(PAGES):
        got = {method: outcome(ask(Client(), method, address)) for method in METHODS}
        if get != "." and got["GET"] != stranger:
            wrong[f"GET {address}"] = f"{got['GET']}, the table says {stranger}"
        if post != "." and got["POST"] not in {"403", "404"}:
            wrong[f"POST {address}"] = got["POST"]
    assert wrong == {}


def test_pages_for_everybody_answer_strangers(ask: Ask) -> None:
    got = [
        [name, address, *(str(ask(Client(), method, address).status_code) for method in METHODS)]
        for name, address, *_cells in lines(PUBLIC)
    ]
    assert got == lines(PUBLIC)


@pytest.mark.parametrize(
    "address", ["/f/no-such", "/q/no-such", "/y/no-such", "/b/no-such/brand.css", "/t/no-such"]
)
def test_what_customers_do_not_find_is_not_found_and_no_door(db: None, address: str) -> None:
    assert Client().get(address, headers={"accept": "text/html"}).status_code == 404


def test_after_signing_in_the_stranger_is_where_they_wanted_to_be(world: World) -> None:
    address = f"/cases/{world.rows['number']}"
    response = Client().get(f"{address}?tab=notes", headers={"accept": "text/html"})
    assert response.headers["Location"] == f"/accounts/login/?next={address}%3Ftab%3Dnotes"


def test_programs_without_a_session_are_refused_and_not_redirected(db: None) -> None:
    assert Client().get("/cases").status_code == 403
    assert Client().get("/cases", headers={"accept": "text/html", "hx-request": "true"}).status_code == 403


def test_every_page_stands_in_the_table() -> None:
    told = {name for table in (PAGES, PUBLIC) for name, *_cells in lines(table)}
    assert told == {name for name in all_names(get_resolver()) if not is_operation(name)}


def test_every_address_of_the_table_leads_to_the_page_of_its_name() -> None:
    words = dict.fromkeys(("number", "slug", "code", "link", "file", "letter"), "a")
    values: dict[str, Any] = defaultdict(lambda: 1, words)
    wrong = []
    for name, address, *_cells in [*lines(PAGES), *lines(PUBLIC)]:
        match = get_resolver().resolve(address.format_map(values))
        if (match.view_name if match.url_name else match.route) != name:
            wrong.append(f"{address} is {match.view_name}, the table says {name}")
    assert wrong == []


def is_operation(name: str) -> bool:
    """Operations of the API have a table of their own, test_api_roles."""
    return name.startswith("api:") and name not in {"api:openapi-json", "api:openapi-view", "api:api-root"}


def all_names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """The name of every address, its route where it has none."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}" if entry.name else str(entry.pattern)
        else:
            yield from all_names(entry, f"{entry.namespace}:" if entry.namespace else namespace)
