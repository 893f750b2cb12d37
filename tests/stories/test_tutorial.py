"""The tutorial is run as it is written: every request is sent, every status and every fact it shows is checked."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.architecture.house import ROOT
from wenguo.base.actor import SYSTEM
from wenguo.kernel.clock import now
from wenguo.people.actions import issue_token
from wenguo.people.models import Brand, User

FENCE = re.compile(r"^```(http|json)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"\{(\w+)\}")
MORE = "…"
LOOP = """
POST /feedback|POST /feedback|GET /feedback/{feedback}|GET /tracking/{link}|GET /cases/{number}
POST /cases/{number}/replies|POST /cases/{number}/resolution
POST /tracking/{link}/rating|POST /tracking/{link}/reopening|GET /cases/{number}
POST /cases/{number}/replies|POST /cases/{number}/resolution|POST /tracking/{link}/rating
POST /cases/{number}/follow-up|POST /cases/{number}/closing
GET /people|POST /improvements|POST /improvements/{improvement}/start|POST /improvements/{improvement}/finish
POST /improvements/{improvement}/finish|GET /improvements/{improvement}|GET /outgoing
GET /metrics|GET /metrics/sentences|GET /search
"""


@dataclass
class Step:
    """One request of the tutorial and what it says about the answer."""

    status: int
    kept: dict[str, str]
    request: str
    facts: list[str] = field(default_factory=list)

    @property
    def first_line(self) -> str:
        """Method and address."""
        return self.request.partition("\n")[0]


def steps() -> list[Step]:
    """Every request, in order."""
    found: list[Step] = []
    for kind, info, text in FENCE.findall((ROOT / "docs" / "tutorial.md").read_text("utf-8")):
        if kind == "json":
            found[-1].facts.append(text)
        else:
            status, *names = info.split()
            found.append(Step(int(status), dict(name.split("=") for name in names), text))
    return found


def filled(text: str, names: Mapping[str, object]) -> str:
    """The text with ``{name}`` replaced; a name that nothing has defined is a fault of the tutorial."""
    return NAME.sub(lambda found: str(names[found[1]]), text)


def send(client: Client, text: str) -> tuple[int, Any]:
    """Status and answer of a request written as on the wire."""
    head, _blank, body = text.partition("\n\n")
    first, *lines = head.strip().splitlines()
    method, path = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    answer = client.generic(method, path, body, headers.pop("Content-Type", ""), headers=headers)
    return answer.status_code, json.loads(answer.content)


def differences(expected: Any, actual: Any, where: str = "$") -> list[str]:
    """What the tutorial says and the answer does not; a list ending with … may go on."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        missing = [f"{where}.{key} is missing" for key in expected if key not in actual]
        pairs = [(expected[key], actual[key], f"{where}.{key}") for key in expected if key in actual]
        return missing + [one for pair in pairs for one in differences(*pair)]
    if isinstance(expected, list) and isinstance(actual, list):
        shown = [item for item in expected if item != MORE]
        goes_on = len(shown) < len(expected)
        if len(actual) < len(shown) or (len(actual) > len(shown) and not goes_on):
            return [f"{where}: {len(actual)} items, the tutorial shows {len(shown)}"]
        pairs = [(item, actual[i], f"{where}[{i}]") for i, item in enumerate(shown)]
        return [one for pair in pairs for one in differences(*pair)]
    return [] if expected == actual else [f"{where}: {actual!r}, the tutorial says {expected!r}"]


def looked_up(answer: Any, path: str) -> object:
    """A value of the answer; of an address its last part."""
    for part in path.split("."):
        answer = answer[int(part)] if part.isdecimal() else answer[part]
    text = str(answer)
    return text.rpartition("/")[2] if text.startswith("http") else answer


@pytest.mark.parametrize(
    ("expected", "actual", "is_true"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"a": 2}, False),
        ({"a": None}, {}, False),
        ([{"a": 1}, MORE], [{"a": 1}, 5], True),
        ([1], [1, 2], False),
        ([1, MORE], [], False),
    ],
)
def test_a_wrong_tutorial_is_noticed(expected: object, actual: object, is_true: bool) -> None:
    assert (differences(expected, actual) == []) is is_true


def test_the_tutorial_walks_the_whole_loop() -> None:
    walked = [step.first_line.partition("?")[0].replace("/api/v1", "") for step in steps()]
    assert walked == re.split(r"[|\n]", LOOP.strip())


def test_the_tutorial_is_true(
    hotel: Brand, li_user: User, shop: Brand, deliver_news: Callable[[], int], client: Client
) -> None:
    token = issue_token(actor=SYSTEM, name="tutorial", role="administrator", brand=hotel, now=now())
    names: dict[str, object] = {"token": token, "due_date": (now() + timedelta(days=30)).date()}
    answers = []
    for step in steps():
        status, answer = send(client, filled(step.request, names))
        assert (status, step.first_line) == (step.status, step.first_line), answer
        names |= {name: looked_up(answer, path) for name, path in step.kept.items()}
        for facts in step.facts:
            assert differences(json.loads(filled(facts, names)), answer) == [], step.first_line
        answers.append((step.first_line, answer))
        deliver_news()
    (letters,) = [answer["items"] for line, answer in answers if line.endswith("/outgoing")]
    told = [letter for letter in letters if "现在换房时差价当场自动退回" in letter["body"]]
    assert [(letter["recipient"], letter["state"]) for letter in told] == [("zhang.min@example.com", "sent")]
    assert len({letter["id"] for letter in letters}) == len(letters) == 6
