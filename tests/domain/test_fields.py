"""Own fields: what may stand in them, and which a form asks for, given the other answers."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from wenguo.kernel.conditions import Condition
from wenguo.listen.domain.fields import (
    KINDS,
    FieldProblem,
    FieldRule,
    FieldType,
    Item,
    Layout,
    asked,
    layout_faults,
    missing,
    read_value,
    type_faults,
)

ROOM = FieldType("room", "choice", ("single", "double", "suite"))
NIGHTS = FieldType("nights", "number", minimum=Decimal(1), maximum=Decimal(90))
PAID = FieldType("paid", "money", currency="CNY", minimum=Decimal(0))


@pytest.mark.parametrize(
    ("field", "given", "stored"),
    [
        (FieldType("a", "text"), "  三楼 \n 东侧 ", "三楼 东侧"),
        (FieldType("a", "long_text"), "一\r\n二", "一\n二"),
        (NIGHTS, "３", "3"),
        (NIGHTS, "2.50", "2.50"),
        (NIGHTS, 2, "2"),
        (PAID, "388.5", {"amount": "388.50", "currency": "CNY"}),
        (PAID, {"amount": "10", "currency": "CNY"}, {"amount": "10.00", "currency": "CNY"}),
        (FieldType("a", "date"), "2026-02-28", "2026-02-28"),
        (FieldType("a", "yes_no"), "no", False),
        (FieldType("a", "yes_no"), True, True),
        (ROOM, "suite", "suite"),
        (FieldType("a", "choices", ("x", "y")), ["y", "x", "y"], ["x", "y"]),
        (ROOM, "", None),
        (FieldType("a", "choices", ("x", "y")), [], None),
        (PAID, {"amount": "", "currency": "CNY"}, None),
    ],
)
def test_a_value_is_stored_in_one_way(field: FieldType, given: Any, stored: Any) -> None:
    assert read_value(field, given) == stored


@pytest.mark.parametrize(
    ("field", "given", "code"),
    [
        (FieldType("a", "text"), "x" * 201, "too_long"),
        (FieldType("a", "text"), ["x"], "text"),
        (NIGHTS, "many", "number"),
        (NIGHTS, "1e3", "number"),
        (NIGHTS, "NaN", "number"),
        (NIGHTS, True, "number"),
        (NIGHTS, "0", "too_small"),
        (NIGHTS, "91", "too_large"),
        (NIGHTS, "1.23456", "places"),
        (PAID, "1.005", "places"),
        (PAID, {"amount": "1", "currency": "USD"}, "currency"),
        (FieldType("a", "date"), "2026-02-30", "date"),
        (FieldType("a", "date"), 20260228, "date"),
        (FieldType("a", "yes_no"), "perhaps", "yes_no"),
        (ROOM, "tent", "choice"),
        (FieldType("a", "choices", ("x", "y")), ["z"], "choice"),
        (FieldType("a", "choices", ("x", "y")), "x", "choice"),
    ],
)
def test_what_cannot_stand_there_is_refused_with_its_reason(field: FieldType, given: Any, code: str) -> None:
    with pytest.raises(FieldProblem) as problem:
        read_value(field, given)
    assert problem.value.code == code


hostile = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(kind=st.sampled_from(KINDS), value=hostile)
def test_whatever_comes_is_stored_or_refused_and_what_is_stored_is_read_again(kind: str, value: Any) -> None:
    field = FieldType("a", kind, ("x", "y"), currency="CNY")
    try:
        stored = read_value(field, value)
    except FieldProblem:
        return
    assert read_value(field, stored) == stored


LAYOUT = Layout(
    items=(Item("room"), Item("floor"), Item("lift")),
    rules=(
        FieldRule("floor", "show", (Condition("field.room", "is", "suite|double"),)),
        FieldRule("lift", "show", (Condition("field.floor", "at_least", "3"),)),
        FieldRule("lift", "require", (Condition("category", "is", "safety"),)),
    ),
)


def test_a_field_appears_when_its_condition_holds_and_takes_those_that_hang_on_it_with_it() -> None:
    assert asked(LAYOUT, facts={}, values={}) == [Item("room")]
    values = {"room": "suite", "floor": "4"}
    assert asked(LAYOUT, facts={}, values=values) == [Item("room"), Item("floor"), Item("lift")]
    safety = asked(LAYOUT, facts={"category": "safety.injury"}, values=values)
    assert safety[-1] == Item("lift", is_required=True)
    # The floor stands there still, but nobody asks for it now: the lift does not hang on a hidden answer.
    assert asked(LAYOUT, facts={}, values={"room": "single", "floor": "4"}) == [Item("room")]


def test_no_is_an_answer_to_a_required_question() -> None:
    assert missing([Item("a", is_required=True), Item("b", is_required=True)], {"a": False}) == ["b"]


def test_a_form_that_cannot_be_meant_says_where() -> None:
    kinds = {"room": "choice", "floor": "number"}
    layout = Layout(
        items=(Item("room"), Item("floor"), Item("gone"), Item("floor")),
        rules=(
            FieldRule("room", "show", (Condition("field.floor", "at_least", "3"),)),
            FieldRule("floor", "show", (Condition("field.room", "at_least", "3"),)),
            FieldRule("floor", "hide", (Condition("kind", "is", "complaint"),)),
            FieldRule("floor", "show", (Condition("field.tent", "is", "x"),)),
            FieldRule("tent", "show", (Condition("kind", "is", "x"),)),
            FieldRule("floor", "show", ()),
        ),
    )
    assert layout_faults(layout, kinds) == {
        "item-3": "field",
        "item-4": "twice",
        "rule-1": "later",
        "rule-2": "operator",
        "rule-3": "then",
        "rule-4": "field",
        "rule-5": "field",
        "rule-6": "count",
    }
    assert layout_faults(LAYOUT, {"room": "choice", "floor": "number", "lift": "yes_no"}) == {}


def test_a_definition_that_cannot_be_meant_says_where() -> None:
    wrong = FieldType("Room", "money", (), Decimal(9), Decimal(1), "yuan")
    faults = type_faults(wrong, options=(), has_names=False, has_option_names=True)
    assert faults == {"code": "code", "name": "empty", "currency": "currency", "maximum": "range"}
    twice = type_faults(ROOM, options=("a", "a"), has_names=True, has_option_names=True)
    assert twice == {"options": "code"}
    assert type_faults(ROOM, options=(), has_names=True, has_option_names=True) == {"options": "count"}
