"""Every piece of news is a fact in the past tense, carries plain values, and stands in the wiring."""

import dataclasses
import importlib
import re
import typing
from datetime import datetime

import pytest

from tests.architecture.house import HOUSE
from wenguo.kernel.events import Event
from wenguo.site.wiring import REACTIONS

IRREGULAR = {
    "Made", "Told", "Sent", "Done", "Begun", "Given", "Taken", "Found", "Lost", "Kept", "Understood", "Written",
    "Spent", "Met", "Left", "Won", "Put", "Chosen", "Paid", "Shown", "Broken", "Set", "Held", "Withdrawn", "Cut",
    "Read",
}  # fmt: skip
PLAIN = {int, str, bool, float, datetime, type(None), tuple[int, ...], tuple[str, ...]}


def is_past(name: str) -> bool:
    """Whether the last word of a name is a verb in the past tense."""
    last = re.findall(r"[A-Z][a-z]*", name)[-1]
    return last.endswith("ed") or last in IRREGULAR


def all_news() -> list[type[Event]]:
    for path in [*HOUSE.glob("*/events.py"), *HOUSE.glob("*/events/*.py")]:
        importlib.import_module("wenguo." + ".".join(path.relative_to(HOUSE).with_suffix("").parts))
    return sorted(
        (event for event in Event.__subclasses__() if event.__module__.startswith("wenguo.")),
        key=lambda e: e.name(),
    )


def test_news_is_in_the_past_tense():
    assert [event.name() for event in all_news() if not is_past(event.__name__)] == []


@pytest.mark.parametrize(
    ("name", "past"), [("PromiseMade", True), ("FeedbackReceived", True), ("SendMail", False)]
)
def test_the_tense_is_recognised(name, past):
    assert is_past(name) is past


def test_every_piece_of_news_stands_in_the_wiring():
    assert {event.name() for event in all_news()} == {event.name() for event in REACTIONS}


def test_every_piece_of_news_reaches_somebody():
    assert [event.name() for event, reactions in REACTIONS.items() if not reactions] == []


def test_news_carries_plain_values_only():
    faults = []
    for event in all_news():
        hints = typing.get_type_hints(event)
        for field in dataclasses.fields(event):
            kinds = (
                set(typing.get_args(hints[field.name]))
                if _is_union(hints[field.name])
                else {hints[field.name]}
            )
            if not kinds <= PLAIN:
                faults.append(f"{event.name()}.{field.name}: {hints[field.name]}")
    assert faults == []


def test_a_reaction_stands_in_the_reactions_of_a_room_above():
    order = ["listen", "understand", "knowledge", "respond", "improve", "coaching", "measure"]
    faults = []
    for event, reactions in REACTIONS.items():
        for reaction in reactions:
            _house, room, word = reaction.__module__.split(".")[:3]
            if word != "reactions" or order.index(room) < order.index(event.__module__.split(".")[1]):
                faults.append(f"{event.name()} → {reaction.__module__}.{reaction.__name__}")
    assert faults == []


def _is_union(hint: object) -> bool:
    return hint.__class__.__name__ in {"UnionType", "_UnionGenericAlias"}
