"""Sums of money in figures and in words."""

import pytest
from hypothesis import given, strategies as st

from wenguo.understand.analyzer.amounts import WORTH, amounts, han_number


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("¥1,280", ["1280.00"]),
        ("3万元和200块", ["30000.00", "200.00"]),
        ("扣了我三百五十元", ["350.00"]),
        ("一万零五百块钱没到账", ["10500.00"]),
        ("十二万三千元", ["123000.00"]),
        ("多收了二十多块", ["20.00"]),
        ("一百美元", ["100.00"]),
        ("三块钱", ["3.00"]),
        ("a hundred dollars", ["100.00"]),
        ("two thousand three hundred yuan", ["2300.00"]),
        ("forty-five euros", ["45.00"]),
        ("几百块", []),
        ("好几千元", []),
        ("三元桥店", []),
        ("一块儿去", []),
        ("第二十块砖", []),
        ("one hundred people", []),
    ],
)
def test_sums(text: str, found: list[str]) -> None:
    assert [value for _start, _end, value in amounts(text)] == found
    assert not found or WORTH.search(text)


@given(st.integers(1, 99_999_999))
def test_a_number_written_out_is_read_back(number: int) -> None:
    assert han_number(written(number)) == number


def written(number: int) -> str:
    """As people write it: 10500 is 一万零五百."""
    high, low = divmod(number, 10_000)
    if not high:
        return below_myriad(low)
    gap = "零" if 0 < low < 1000 else ""
    return below_myriad(high) + "万" + gap + (below_myriad(low) if low else "")


def below_myriad(number: int) -> str:
    said, is_gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            said += ("零" if is_gap and said else "") + "零一二三四五六七八九"[digit] + name
        is_gap = not digit
    return said
