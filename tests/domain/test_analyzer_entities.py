"""Phones, cards, amounts, addresses and moments: found with their plain value, or left alone."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from wenguo.understand.analyzer.entities import find_entities
from wenguo.understand.analyzer.numbers import is_card_number, is_identity_number

SAID_AT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)  # a Tuesday


def found(text: str) -> list[tuple[str, str]]:
    return [(one.type, one.value) for one in find_entities(text, SAID_AT)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打13812345678联系我", [("phone", "13812345678")]),
        ("电话 +86 138-1234-5678", [("phone", "13812345678")]),
        ("手机１３８１２３４５６７８", [("phone", "13812345678")]),
        ("座机010-62345678转", [("phone", "01062345678")]),
        ("mail me: Bob.Li@Example.com!", [("email", "bob.li@example.com")]),
        ("身份证11010519491231002X", [("id_card", "11010519491231002X")]),
        ("卡号 6222 0212 3456 7890 128", [("bank_card", "6222021234567890128")]),
        ("车牌粤B12345", [("plate", "粤B12345")]),
        ("京AD12345乱停", [("plate", "京AD12345")]),
        ("扣了我1,299.50元", [("amount", "1299.50")]),
        ("赔了3万元", [("amount", "30000.00")]),
        ("It cost $49.99", [("amount", "49.99")]),
        ("订单号：JD20261124001", [("order_number", "JD20261124001")]),
        ("order number 448120", [("order_number", "448120")]),
        ("11月3日入住", [("moment", "2026-11-03")]),
        ("12月31日买的", [("moment", "2026-12-31")]),
        ("2026年2月30日", []),
        ("前天", [("moment", "2026-11-22")]),
        ("三天前", [("moment", "2026-11-21")]),
        ("两小时前", [("moment", "2026-11-24T08:30+00:00")]),
        ("上周五", [("moment", "2026-11-20")]),
        ("下午3点半", [("moment", "15:30")]),
        ("一分钱一分货", []),
        ("编号12345678901", []),
    ],
)
def test_what_has_an_identity_is_found_with_its_plain_value(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected


def test_an_address_is_found_as_a_whole() -> None:
    text = "送到北京市朝阳区建国路88号3号楼501室，谢谢"
    address = next(one for one in find_entities(text) if one.type == "address")
    assert address.text.endswith("建国路88号3号楼501室")
    assert text[address.start : address.end] == address.text


@pytest.mark.parametrize("wrong", ["110105194912310021", "11010519491231002", "ABC"])
def test_an_identity_number_must_pass_its_check_digit(wrong: str) -> None:
    assert not is_identity_number(wrong)
    assert is_identity_number("11010519491231002X")


def test_a_card_number_must_pass_luhns_check() -> None:
    assert is_card_number("6222021234567890128")
    assert not is_card_number("6222021234567890127")
    assert not is_card_number("0000000000000000")


def test_without_a_moment_of_reference_relative_days_stay_as_written() -> None:
    assert [one.value for one in find_entities("昨天到的")] == ["昨天"]


def test_no_two_entities_share_a_character() -> None:
    entities = find_entities("订单号13812345678，电话13812345678，金额13812345678元 2026-11-24 12:30")
    for before, after in pairwise(entities):
        assert before.end <= after.start
