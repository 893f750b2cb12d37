"""The API breaks on nothing that its own description allows, and what it describes changes only on purpose."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import pytest
import requests
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.control import SkipTest
from schemathesis.core.result import Ok

from tests.stories.world import World
from wenguo.kernel.clock import now
from wenguo.people.actions import issue_token
from wenguo.site.rest import api

SNAPSHOT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"
RENEW = "The API has changed. If that is meant: python -m tests.stories.renew_openapi, and tell it in CHANGELOG.md."
DESCRIPTION = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1"), default=str))
EXAMPLES = 2


def operations() -> list[str]:
    """Method and path of everything described."""
    return [
        f"{method.upper()} {path}" for path, methods in DESCRIPTION["paths"].items() for method in methods
    ]


@pytest.fixture
def secret(world: World) -> str:
    """The most powerful token there is."""
    boss = world.actor("administrator")
    return issue_token(actor=boss, name="schemathesis", role="administrator", brand=world.hotel, now=now())


def call(case: Case[Any], secret: str) -> int:
    """Send it through the whole house in this process; the status of the answer."""
    given = case.as_transport_kwargs(base_url="http://testserver")
    known = ("method", "url", "params", "json", "data", "files", "headers", "cookies")
    sent = requests.Request(**{name: given[name] for name in known if name in given}).prepare()
    headers = {name: str(value) for name, value in sent.headers.items() if name.isascii()}
    headers = {name: value for name, value in headers.items() if value.isprintable()}
    headers |= {"Authorization": f"Bearer {secret}"}
    body = sent.body.encode() if isinstance(sent.body, str) else sent.body or b""
    kind = headers.pop("Content-Type", "application/octet-stream")
    client = Client(raise_request_exception=False)
    return int(client.generic(sent.method or "GET", sent.path_url, body, kind, headers=headers).status_code)


class Real(dict[str, Any]):
    """What the placeholders of the described paths stand for: ``task_id`` is the world's task, and so on."""

    #: Where the name of the placeholder is not that of the row.
    NAMED: ClassVar = {"key": "calendar", "code": "category", "user_id": "agent", "token": "file"}

    def __missing__(self, name: str) -> Any:
        known = self["real"]
        row = self.NAMED.get(name, name)
        return known.get(row, known.get(row.removesuffix("_id"), 1))


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fitting", "wrong"])
def test_nothing_that_can_be_sent_breaks_the_api(mode: GenerationMode, world: World, secret: str) -> None:
    real = Real(real=world.values() | {"year": 2027})
    schema = schemathesis.openapi.from_dict(DESCRIPTION)
    schema.config.generation.update(modes=[mode])
    broken: dict[str, str] = {}
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()

        @seed(20261124)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: Case[Any]) -> None:
            if mode == GenerationMode.POSITIVE:
                # Invented numbers lead nowhere; what is sent shall reach the rows.
                case.path_parameters |= {name: real[name] for name in case.path_parameters}
            with transaction.atomic():
                status = call(case, secret)
                transaction.set_rollback(True)
            if status >= 500:
                broken[case.operation.label] = case.as_curl_command()[:400]

        # Where nothing can be wrong there is nothing to send.
        with suppress(SkipTest):
            send()
    assert broken == {}


def test_the_description_is_the_one_that_is_kept() -> None:
    assert json.loads(SNAPSHOT.read_text("utf-8")) == DESCRIPTION, RENEW


def test_every_operation_says_what_it_is_for() -> None:
    silent = [
        f"{method.upper()} {path}"
        for path, methods in DESCRIPTION["paths"].items()
        for method, told in methods.items()
        if not told.get("description")
    ]
    assert silent == []
    assert len(operations()) > 70
