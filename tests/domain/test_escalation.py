"""When a case goes up by itself, how far, and what lies ahead of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from wenguo.respond.domain.escalation import (
    TRIGGERS,
    Situation,
    ack_minutes,
    asks_upwards,
    levels_of,
    next_of,
    path_of,
    triggers_of,
)

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "name", "level", "lane"),
    [
        ({"risks": ["safety"]}, "safety", 3, "safety"),
        ({"risks": ["health"], "tier": "diamond"}, "vip_safety", 4, "safety"),
        ({"risks": ["regulator"]}, "legal", 3, "legal"),
        ({"risks": ["media"]}, "reputation", 3, "reputation"),
        ({"reach": 100_000}, "reputation", 3, "reputation"),
        ({"reach": 1_000_000}, "wide", 4, "reputation"),
        ({"urgency": 4}, "severity", 2, ""),
        ({"urgency": 3, "tier": "gold"}, "vip", 2, ""),
        ({"repeats": 2}, "repeats", 2, ""),
        ({"reopened": 2}, "reopened", 3, ""),
        ({"first_mood": 3, "last_mood": 1}, "worse", 2, ""),
        ({"demands": ["escalation"]}, "asked", 2, ""),
        ({"said": "叫你们经理来"}, "asked", 2, ""),
        ({"over": {"solution"}}, "late_solution", 2, ""),
        ({"over": {"first_reply"}, "urgency": 3}, "late_reply", 2, ""),
        ({"level": 2, "over": {"level_2"}}, "late_level", 3, ""),
        ({"level": 3, "over": {"level_3"}}, "late_level", 4, ""),
    ],
)
def test_each_trigger_lifts_to_its_level(facts: dict[str, Any], name: str, level: int, lane: str) -> None:
    first = triggers_of(Situation(**facts))[0]
    assert (first.name, first.level, first.lane) == (name, level, lane)
    assert first.because["zh"]
    assert first.because["en"]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"urgency": 3},
        {"tier": "diamond"},
        {"repeats": 1},
        {"first_mood": 2, "last_mood": 2},
        {"first_mood": 0, "last_mood": 1},
        {"over": {"first_reply"}},
        {"level": 3, "risks": ["safety"]},
        {"level": 4, "over": {"level_4", "solution"}, "risks": ["media"], "tier": "diamond"},
    ],
)
def test_what_does_not_call_for_more_stays_where_it_is(facts: dict[str, Any]) -> None:
    assert triggers_of(Situation(**facts)) == []


def test_the_highest_comes_first_and_a_fast_lane_before_the_others() -> None:
    names = [one.name for one in triggers_of(Situation(risks=["legal"], reopened=2, urgency=4))]
    assert names == ["legal", "reopened", "severity"]


def test_a_brand_moves_a_trigger_or_switches_it_off() -> None:
    levels = levels_of({"severity": 4, "legal": 0, "luck": 3, "vip": 7})
    assert levels == {**TRIGGERS, "severity": 4, "legal": 0}
    found = triggers_of(Situation(urgency=4, risks=["legal"]), levels=levels)
    assert [(one.name, one.level) for one in found] == [("severity", 4)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我要找你们领导", True),
        ("再不处理就投诉到 12315", True),
        ("I want to speak to your manager", True),
        ("领导力课程不错", False),
        ("The room was well managed", False),
        ("毛巾不够", False),
    ],
)
def test_whoever_asks_for_a_superior_is_heard(text: str, expected: bool) -> None:
    assert asks_upwards(text) is expected


def test_people_are_called_in_order_each_once_and_never_whom_it_is_about() -> None:
    assert next_of([5, 6, 7], tried=[], barred=[]) == 5
    assert next_of([5, 6, 7], tried=[5], barred=[6]) == 7
    assert next_of([5, 6], tried=[5], barred=[6]) is None
    assert (ack_minutes("safety"), ack_minutes("")) == (5, 15)


def test_the_path_ahead_is_told_the_nearest_first() -> None:
    due = {"first_reply": NOON + timedelta(minutes=15), "solution": NOON + timedelta(hours=24)}
    calm = path_of(1, due=due, ack_due_at=None, urgency=2, levels=TRIGGERS)
    assert [(step.what, step.level) for step in calm] == [("solution", 2)]
    urgent = path_of(1, due=due, ack_due_at=None, urgency=3, levels=TRIGGERS)
    assert [step.what for step in urgent] == ["reply", "solution"]
    up = {**due, "level_3": NOON + timedelta(hours=1)}
    waiting = path_of(3, due=up, ack_due_at=NOON + timedelta(minutes=5), urgency=4, levels=TRIGGERS)
    assert [(step.what, step.level) for step in waiting] == [("ack", 3), ("level", 4)]
