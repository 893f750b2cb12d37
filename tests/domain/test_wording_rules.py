"""Every rule of wording finds its good examples and leaves its bad ones alone."""

import pytest

from wenguo.respond.domain.wording import LANGUAGES, Rule, Text, rules_of

RULES = [(lang, rule) for lang in LANGUAGES for rule in rules_of(lang)]


@pytest.mark.parametrize(
    ("rule", "example"),
    [
        pytest.param(rule, text, id=f"{lang}-{rule.check}-{text}")
        for lang, rule in RULES
        for text in rule.good
    ],
)
def test_a_rule_finds_its_good_examples(rule: Rule, example: str) -> None:
    assert list(rule.find(Text(example)))


@pytest.mark.parametrize(
    ("lang", "check", "example"),
    [
        pytest.param(lang, rule.check, text, id=f"{lang}-{rule.check}-{text}")
        for lang, rule in RULES
        for text in rule.bad
    ],
)
def test_no_rule_of_the_check_finds_its_bad_examples(lang: str, check: str, example: str) -> None:
    found = [
        place.text for rule in rules_of(lang) if rule.check == check for place in rule.find(Text(example))
    ]
    assert found == []
