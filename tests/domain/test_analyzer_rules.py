"""Decisive words: every rule holds on its good examples and leaves its bad ones alone."""

import pytest

from wenguo.understand.analyzer.heads import load_weights
from wenguo.understand.analyzer.labels import DEMANDS, RISKS
from wenguo.understand.analyzer.rules import Rule, decide, load_rules
from wenguo.understand.analyzer.text import BOUNDARY, read_batch

RULES = load_rules()


def folded(text: str) -> str:
    codes = read_batch([text], load_weights().table).codes
    return str(codes[codes != BOUNDARY].tobytes(), "utf-32-le")


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.good])
def test_a_rule_holds_where_it_should(rule: Rule, text: str) -> None:
    assert rule.find(folded(text), text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in rule.bad])
def test_a_rule_leaves_alone_what_only_looks_like_it(rule: Rule, text: str) -> None:
    assert rule.find(folded(text), text) == []


def test_every_rule_has_examples_both_ways_and_a_label_of_the_taxonomy() -> None:
    known = {f"demands:{name}" for name in DEMANDS} | {f"risks:{name}" for name in RISKS} | {"urgency:4"}
    for rule in RULES:
        assert rule.label in known
        assert rule.good
        assert rule.bad
    assert {rule.label for rule in RULES} == known - {"demands:none"}


def test_the_fast_look_passes_over_no_example() -> None:
    for rule in RULES:
        for text in rule.good:
            assert not rule.needs or any(word in folded(text) for word in rule.needs)


def test_a_hotline_number_is_seen_only_as_a_number_of_its_own() -> None:
    assert "risks:regulator" in decide(folded("我要打12315"), "我要打12315")
    assert "risks:regulator" not in decide(folded("订单9123150"), "订单9123150")
