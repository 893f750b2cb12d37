"""When – if – then: what makes sense, what holds, and when a rule rests."""

from typing import Any

import pytest

from wenguo.kernel.conditions import OPERATORS, Condition
from wenguo.respond.domain.rules import DEEDS, FIELDS, Deed, faults, matches, may_fire

FACTS: dict[str, Any] = {
    "category": "quality.hygiene",
    "risks": ["media", "legal"],
    "urgency": 3,
    "tier": "gold",
    "text": "我要找 Manager",
    "tags": [],
}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (("category", "is", "quality"), True),
        (("category", "is", "qual"), False),
        (("category", "is_not", "logistics|price"), True),
        (("risks", "has", "safety|media"), True),
        (("risks", "has_not", "media"), False),
        (("tags", "has_not", "急"), True),
        (("urgency", "at_least", "3"), True),
        (("urgency", "at_most", "2"), False),
        (("tier", "is", "gold|diamond"), True),
        (("text", "contains", "manager"), True),
        (("text", "contains_not", "经理|主管"), True),
        (("reach", "at_least", "1"), False),
    ],
)
def test_a_condition_holds_or_not(condition: tuple[str, str, str], *, holds: bool) -> None:
    assert matches([Condition(*condition)], FACTS) is holds


def test_all_conditions_must_hold_and_none_always_does() -> None:
    both = [Condition("tier", "is", "gold"), Condition("urgency", "at_least", "4")]
    assert matches(both, FACTS) is False
    assert matches([], FACTS) is True


@pytest.mark.parametrize(
    ("moment", "conditions", "deeds", "expected"),
    [
        ("opened", [], [("tag", "急")], {}),
        ("someday", [], [("tag", "急")], {"when": "choice"}),
        ("opened", [], [], {"then": "count"}),
        ("opened", [("luck", "is", "1")], [("tag", "急")], {"if-1": "field"}),
        ("opened", [("urgency", "is", "3")], [("tag", "急")], {"if-1": "operator"}),
        ("opened", [("urgency", "at_least", "much")], [("tag", "急")], {"if-1": "number"}),
        ("opened", [("kind", "is", " ")], [("tag", "急")], {"if-1": "value"}),
        ("opened", [], [("delete", "1")], {"then-1": "deed"}),
        ("opened", [], [("priority", "51")], {"then-1": "number"}),
        ("opened", [], [("escalate", "5")], {"then-1": "level"}),
        ("opened", [], [("person", "小李")], {"then-1": "person"}),
    ],
)
def test_what_does_not_exist_is_named(
    moment: str,
    conditions: list[tuple[str, str, str]],
    deeds: list[tuple[str, str]],
    expected: dict[str, str],
) -> None:
    assert (
        faults(
            moment, conditions=[Condition(*one) for one in conditions], deeds=[Deed(*one) for one in deeds]
        )
        == expected
    )


def test_every_kind_of_field_has_operators() -> None:
    assert {OPERATORS[kind] != () for kind in FIELDS.values()} == {True}
    assert set(DEEDS) == {"team", "person", "tag", "untag", "priority", "escalate", "notify"}


def test_a_rule_rests_an_hour_and_all_rules_together_stop_at_ten() -> None:
    assert may_fire(same=0, together=9)
    assert not may_fire(same=1, together=1)
    assert not may_fire(same=0, together=10)
