"""Sums of money as people write them: ¥1,280, 3万元, 三百五十块, two hundred dollars."""

import re
from collections.abc import Iterator
from typing import Final

Claim = tuple[int, int, str]

_SHORT = {"万": 10_000, "千": 1_000, "百": 100, "k": 1_000}
_DIGITS = re.compile(
    r"(?:[¥￥$€£]|RMB|USD|人民币) ?(\d{1,9}(?:,\d{3})*(?:\.\d{1,2})?)(万|千|k)?"
    r"|(\d{1,9}(?:,\d{3})*(?:\.\d{1,2})?) ?(万|千|百)?(?:多|余|来)?"
    r"(?:元|块|圆|[美港欧]元|港币|英镑|yuan|dollars?|euros?|bucks|rmb)",
    re.I,
)

_ONES: Final = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "两": 2,
}
_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_MYRIAD: Final = "万"
_HAN_MONEY = "元|圆|块钱?|[美港欧]元|美金|港币|英镑|人民币"
_FIRST = "一二三四五六七八九两十壹贰叁肆伍陆柒捌玖拾"
# 几十块 and 数百元 name no sum; 第三百块 counts things; 三元 alone is as often a name, so it takes a ten or 块钱.
_HAN = re.compile(
    rf"(?<![几数好第{_FIRST}百千万零〇\d])([{_FIRST}][{''.join(_ONES)}{''.join(_TENS)}{_MYRIAD}]{{0,11}})(?:多|余|来)?"
    rf"(?:{_HAN_MONEY})"
)
_BARE = re.compile(r"(?:元|圆|块)\Z")

# fmt: off
_UP_TO_NINETEEN: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TWENTY_ON: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
_SMALL: Final = {word: value for value, word in enumerate(_UP_TO_NINETEEN)} | {
    word: 10 * value for value, word in enumerate(_TWENTY_ON, 2)
}
_LARGE: Final = {"hundred": 100, "thousand": 1_000}
_WORD = "|".join(sorted([*_SMALL, *_LARGE], key=len, reverse=True))
_ENGLISH = re.compile(
    rf"\b((?:an? )?(?:(?:{_WORD})(?:[ -]and[ -]|[ -])){{1,8}})(?:yuan|dollars?|euros?|bucks|rmb)\b", re.I
)
#: What a text must hold to be worth a look: most hold no sum at all.
WORTH = re.compile(
    rf"\d|[{''.join(_ONES)}{''.join(_TENS)}万多余来](?:{_HAN_MONEY})|yuan|dollar|euro|bucks", re.I
)


def amounts(text: str) -> Iterator[Claim]:
    """Each sum with its place in characters and its value to the cent, such as (3, 7, "350.00")."""
    for match in _DIGITS.finditer(text):
        number = float((match[1] or match[3]).replace(",", ""))
        factor = _SHORT.get((match[2] or match[4] or "").lower(), 1)
        yield (*match.span(), f"{number * factor:.2f}")
    for match in _HAN.finditer(text):
        if not _BARE.search(match.group()) or set(match[1]) & {*_TENS, _MYRIAD}:
            yield (*match.span(), f"{han_number(match[1]):.2f}")
    for match in _ENGLISH.finditer(text):
        yield (*match.span(), f"{_english_number(match[1]):.2f}")


def han_number(words: str) -> int:
    """三百五十 and, as it is spoken, 三百五: 350; 一万零五: 10005."""
    whole = section = ones = 0
    unit = 1
    for sign in words:
        if sign in _ONES:
            ones = _ONES[sign]
            unit = unit if ones else 1
        elif sign == _MYRIAD:
            whole += (section + ones) * 10_000
            section, ones, unit = 0, 0, 10_000
        else:
            unit = _TENS[sign]
            section += (ones or 1) * unit
            ones = 0
    return whole + section + ones * max(unit // 10, 1)


def _english_number(words: str) -> int:
    whole = part = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "hundred":
            part = (part or 1) * 100
        elif word == "thousand":
            whole, part = whole + (part or 1) * 1_000, 0
    return whole + part
