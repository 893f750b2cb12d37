"""One table says who may call which operation; it is complete, and the API does what it says."""

import re
from collections.abc import Callable, Iterator
from string import Template
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.stories.api_table import LONG, OPERATIONS
from tests.stories.test_url_roles import expected
from tests.stories.world import World
from wenguo.kernel.clock import now
from wenguo.people.actions import issue_token
from wenguo.people.domain.permissions import ROLES
from wenguo.site.rest import api

Call = Callable[..., HttpResponseBase]
# A token is nobody: it has no presence, no language, no cases and no views of its own.
FOR_PEOPLE = {
    "GET /me/notices",
    "PUT /me/notices",
    "POST /notices/seen",
    "PUT /cases/{number}/watch",
    "DELETE /cases/{number}/watch",
    "PUT /me/presence",
    "POST /me/pause",
    "PUT /me/language",
    "POST /cases/next",
    "POST /duty/notes",
    "POST /cases/{number}/escalation/acknowledgement",
    "PUT /cases/{number}/presence",
    "PUT /cases/{appealed}/appeal/decision",
    "POST /views",
    "DELETE /views/{view}",
}


# Whoever owns the case may, and a lead; a token owns none.
FOR_OWNERS = {"POST /cases/{number}/panel/conclusion"}


def operations() -> Iterator[tuple[str, str, str, str]]:
    """Method, path, letters and body of every line."""
    for line in OPERATIONS.strip().splitlines():
        method, path, letters, body = [*line.split(maxsplit=3), ""][:4]
        yield method, path, letters, LONG[f"{method} {path}"] if body == "LONG" else body


@pytest.fixture
def call(world: World) -> Call:
    """Call one operation; what it did is undone."""
    values = world.values()

    def one(client: Client, method: str, path: str, body: str, **headers: str) -> HttpResponseBase:
        given: dict[str, Any] = {
            "content_type": "application/json",
            "data": Template(body).substitute(values),
        }
        if body.startswith(("text=", "brand=")):
            name, value = body.split("=")
            file = SimpleUploadedFile("a.csv", "内容\n好\n".encode())
            given = {"data": {name: value, "attachments" if name == "text" else "file": file}}
        with transaction.atomic():
            send = getattr(client, method.lower())
            response: HttpResponseBase = send(
                f"/api/v1{path.format(**values)}", **({} if method == "GET" else given), headers=headers
            )
            transaction.set_rollback(True)
        return response

    return one


def outcome(response: HttpResponseBase) -> str:
    """In the words of the table: a refusal by a rule of the trade (409, 422) is not one of permission."""
    status = response.status_code
    return "allowed" if status < 300 or status in {409, 422} else str(status)


@pytest.mark.parametrize("role", ROLES)
def test_a_person_may_do_by_api_what_the_table_says(role: str, world: World, call: Call) -> None:
    client = Client()
    client.force_login(world.staff[role])
    wrong = {}
    for method, path, letters, body in operations():
        got, told = outcome(call(client, method, path, body)), expected(letters.replace("open", "all"), role)
        if got != told:
            wrong[f"{method} {path}"] = f"{got}, the table says {told}"
    assert wrong == {}


@pytest.mark.parametrize("role", ["agent", "auditor", "administrator"])
def test_a_token_may_do_what_its_role_may(role: str, world: World, call: Call) -> None:
    admin = world.actor("administrator")
    secret = issue_token(actor=admin, name=role, role=role, brand=world.hotel, now=now())
    wrong = {}
    for method, path, letters, body in operations():
        if f"{method} {path}" in FOR_PEOPLE | (FOR_OWNERS if role == "agent" else set()):
            continue
        got = outcome(call(Client(), method, path, body, authorization=f"Bearer {secret}"))
        if got != (told := expected(letters.replace("open", "all"), role)):
            wrong[f"{method} {path}"] = f"{got}, the table says {told}"
    assert wrong == {}


def test_a_token_has_nothing_of_its_own(world: World, call: Call) -> None:
    secret = issue_token(
        actor=world.actor("administrator"), name="t", role="administrator", brand=world.hotel, now=now()
    )
    for method, path, _letters, body in operations():
        if f"{method} {path}" in FOR_PEOPLE:
            assert call(Client(), method, path, body, authorization=f"Bearer {secret}").status_code in {
                403,
                404,
            }


@pytest.mark.parametrize(
    "header", [{}, {"authorization": "Bearer wg_no_such"}, {"authorization": "Basic YTpi"}]
)
def test_a_stranger_may_do_nothing(header: dict[str, str], world: World, call: Call) -> None:
    wrong = {}
    for method, path, letters, body in operations():
        got, told = (
            outcome(call(Client(), method, path, body, **header)),
            "allowed" if letters == "open" else "401",
        )
        if got != told:
            wrong[f"{method} {path}"] = got
    assert wrong == {}


def test_a_session_without_the_sign_that_the_page_was_ours_may_do_nothing(world: World, call: Call) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.staff["administrator"])
    done = [
        f"{method} {path}"
        for method, path, letters, body in operations()
        if method != "GET" and letters != "open" and call(client, method, path, body).status_code != 403
    ]
    assert done == []


def test_every_operation_stands_in_the_table() -> None:
    told = {(method, re.sub(r"\{\w+\}", "{}", path.split("?")[0])) for method, path, *_rest in operations()}
    assert told == {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path.removeprefix("/api/v1")))
        for path, methods in api.get_openapi_schema(path_prefix="/api/v1")["paths"].items()
        for method in methods
    }
