"""Reasons are whole words that carry the label; names of one's own are found; many texts are settled like one."""

import pytest
import rjieba

from wenguo.understand import Analyzer
from wenguo.understand.analyzer.rules import decide, decide_many, load_rules

ANALYZER = Analyzer()
TEXTS = [
    "假货不是正品，和专卖店卖的用了效果完全不一样",
    "酒店环境一般，设施不好，服务又差，以后不会再光顾了",
    "快递太慢了，等了十天还没到！！！",
    "服务员态度特别好，非常热情，谢谢你们！",
    "宽带断了两天没人来修，客服电话也打不通",
    "这次买的水果一点不新鲜，有两个发霉坏掉了",
    "the waiter was really rude and ignored us all evening",
]


def told(text: str, head: str) -> list[str]:
    return [text[start:end] for start, end in ANALYZER.analyze(text).evidence.get(head, [])]


@pytest.mark.parametrize("text", TEXTS)
def test_a_reason_begins_and_ends_where_words_do(text: str) -> None:
    borders = [0]
    for word in rjieba.cut(text):
        borders.append(borders[-1] + len(word))
    for head in ("kind", "polarity", "category", "urgency"):
        for start, end in ANALYZER.analyze(text).evidence.get(head, []):
            assert {start, end} <= set(borders)


@pytest.mark.parametrize("text", TEXTS)
def test_a_reason_is_never_a_mark_or_a_filler(text: str) -> None:
    reasons = [words for head in ("kind", "polarity", "category") for words in told(text, head)]
    assert reasons
    assert not {
        word for word in reasons if word in set("的了是我你也都就和，。！") or not word.strip("，。！ ")
    }


@pytest.mark.parametrize(
    ("text", "head", "reason"),
    [
        ("酒店环境一般，设施不好，服务又差，以后不会再光顾了", "polarity", "差"),
        ("快递太慢了，等了十天还没到！！！", "category", "快递"),
        ("假货不是正品，和专卖店卖的用了效果完全不一样", "category", "假货"),
        ("the waiter was really rude and ignored us all evening", "polarity", "rude"),
    ],
)
def test_the_word_that_decides_is_among_the_reasons(text: str, head: str, reason: str) -> None:
    assert any(reason in words for words in told(text, head))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("服务并不差，就是价格偏高", {"服务": "positive", "价格": "negative"}),
        (
            "房间没有异味，床很舒服，隔音太差",
            {"房间": "positive", "异味": "positive", "床": "positive", "隔音": "negative"},
        ),
        ("味道不错，不过分量太少，包装也漏了", {"味道": "positive", "分量": "negative", "包装": "negative"}),
        ("不是说态度不好，只是物流实在太慢", {"态度": "neutral", "物流": "negative"}),
        ("屏幕清晰但是电池不耐用", {"屏幕": "positive", "电池": "negative"}),
        ("The food was great but the service was slow", {"food": "positive", "service": "negative"}),
        ("The room was not bad, the bathroom was dirty", {"room": "positive", "bathroom": "negative"}),
    ],
)
def test_each_part_has_its_own_tone_with_denial_and_contrast(text: str, expected: dict[str, str]) -> None:
    assert {part.term: part.polarity for part in ANALYZER.analyze(text).aspects} == expected


def test_names_of_ones_own_are_found_as_the_installation_writes_them() -> None:
    analyzer = Analyzer(names={"product": ["云朵枕 Pro", "云朵枕"], "place": ["西湖店"]})
    text = "在西湖店买的云朵枕 pro 塌了，云朵枕却没事"
    found = [(one.type, one.text, one.value) for one in analyzer.analyze(text).entities]
    assert found == [
        ("place", "西湖店", "西湖店"),
        ("product", "云朵枕 pro", "云朵枕 Pro"),
        ("product", "云朵枕", "云朵枕"),
    ]
    assert ANALYZER.analyze(text).entities == ()


def test_a_name_in_letters_is_no_part_of_another_word() -> None:
    found = Analyzer(names={"product": ["Air"]}).analyze("The airline lost it, my Air broke").entities
    assert [(one.text, one.start) for one in found] == [("Air", 24)]


def test_many_texts_are_settled_as_each_alone() -> None:
    folded = [example for rule in load_rules() for example in (*rule.good, *rule.bad)]
    assert decide_many(folded, folded) == [decide(text, text) for text in folded]


def test_every_rule_is_passed_over_fast_where_nothing_of_it_stands() -> None:
    assert [rule.label for rule in load_rules() if not rule.needs] == []
