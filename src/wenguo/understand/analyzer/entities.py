"""Things with an identity: phones, addresses of mail, numbers with check digits, amounts, moments."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from wenguo.understand.analyzer.moments import find_moments
from wenguo.understand.analyzer.names import Names
from wenguo.understand.analyzer.reading import Entity

#: Entities are looked for in the first stretch of a text.
SEARCH_LIMIT = 50_000
PERSONAL = frozenset({"phone", "email", "id_card", "bank_card", "plate", "address", "name"})

_DIGITS = str.maketrans("０１２３４５６７８９＋－（）＠．", "0123456789+-()@.")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳使领"
_UNITS = {"万": 10_000, "千": 1_000, "百": 100, "k": 1_000}

_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}(?![\w@])", re.A
)
_ID_CARD = re.compile(
    r"(?<!\d)[1-9]\d{5}[ -]?(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx](?!\d)"
)
_BANK_CARD = re.compile(r"(?<![\dA-Za-z-])[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?:[ -]?\d{1,3})?(?!\d)")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_LANDLINE = re.compile(
    r"(?<!\d)(?:\(0\d{2,3}\)|0\d{2,3}-)\d{7,8}(?:-\d{1,5})?(?!\d)|(?<!\d)[48]00-?\d{3}-?\d{4}(?!\d)"
)
_ABROAD = re.compile(
    r"(?<![\d+])\+(?!86)\d{1,3}[- ]?(?:\d[- ]?){6,11}\d(?!\d)"
    r"|(?<![\d-])\(?[2-9]\d{2}\)?[-. ]\d{3}[-. ]\d{4}(?!\d)"
)
_PLATE = re.compile(
    rf"[{_PROVINCES}][A-HJ-NP-Z][·• ]?"
    r"(?:[A-HJ-NP-Z0-9]{5}|[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF])(?![A-Za-z0-9])"
)
_ORDER = re.compile(
    r"(?:订单号?|单号|运单号?|快递单号?|工单号?|流水号|预订号|确认号"
    r"|order(?: (?:no|number|id))?|booking|tracking(?: (?:no|number))?)"
    r"[.:：#＃ 为是]{0,4}([A-Za-z]{0,6}-?\d[A-Za-z0-9-]{4,31})",
    re.I,
)
_AMOUNT = re.compile(
    r"(?:[¥￥$€£]|RMB|USD|人民币) ?(\d{1,9}(?:,\d{3})*(?:\.\d{1,2})?)(万|千|k)?"
    r"|(\d{1,9}(?:,\d{3})*(?:\.\d{1,2})?) ?(万|千|百)?(?:多|余|来)?(?:元|块|圆|美元|yuan|dollars?|bucks|rmb)(?!\w)?",
    re.I,
)
_ADDRESS = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}(?:省|自治区))?(?:[\u4e00-\u9fff]{2,7}[市州])?(?:[\u4e00-\u9fff]{1,6}[区县])?"
    r"[\u4e00-\u9fff]{1,10}(?:路|街|大道|巷|胡同|弄|道)\d{1,5}号(?:院)?"
    r"(?:[\u4e00-\u9fff]{0,12}\d{0,4}(?:号楼|栋|幢|座|单元|楼|层|室)){0,4}(?:\d{1,5}(?:室|号)?)?"
)


def is_identity_number(digits: str) -> bool:
    """Whether 18 characters are a Chinese identity number: the last one checks the others (GB 11643)."""
    if len(digits) != 18 or not digits[:17].isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == digits[17].upper()


def is_card_number(digits: str) -> bool:
    """Whether the digits can be a payment card: length 15–19 and Luhn's check (ISO/IEC 7812)."""
    if not 15 <= len(digits) <= 19 or len(set(digits)) < 3:
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _bare(text: str) -> str:
    return re.sub(r"[ \-()]", "", text)


def _identity(match: re.Match[str]) -> str | None:
    value = _bare(match.group()).upper()
    return value if is_identity_number(value) else None


def _card(match: re.Match[str]) -> str | None:
    value = _bare(match.group())
    return value if is_card_number(value) else None


def _mobile(match: re.Match[str]) -> str | None:
    return _bare(match.group()).removeprefix("+").removeprefix("86")[-11:]


def _amount(match: re.Match[str]) -> str | None:
    number = float((match.group(1) or match.group(3)).replace(",", ""))
    factor = _UNITS.get((match.group(2) or match.group(4) or "").lower(), 1)
    return f"{number * factor:.2f}"


def _plain(match: re.Match[str]) -> str | None:
    return match.group()


def _squeezed(match: re.Match[str]) -> str | None:
    return _bare(match.group())


#: In this order: the first to claim a stretch keeps it.
_FINDERS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    ("email", _EMAIL, lambda match: match.group().lower()),
    ("order_number", _ORDER, lambda match: match.group(1)),
    ("id_card", _ID_CARD, _identity),
    ("phone", _MOBILE, _mobile),
    ("bank_card", _BANK_CARD, _card),
    ("phone", _LANDLINE, _squeezed),
    ("phone", _ABROAD, _squeezed),
    ("plate", _PLATE, _plain),
    ("address", _ADDRESS, _plain),
    ("amount", _AMOUNT, _amount),
)
_WORTH_LOOKING = re.compile(r"[0-9０-９@]")


def find_entities(
    text: str, said_at: datetime | None = None, *, names: Names | None = None
) -> tuple[Entity, ...]:
    """Everything with an identity in a text, in order of place; moments are resolved against ``said_at``.

    ``names`` are the installation's own products and places.
    """
    plain = text[:SEARCH_LIMIT].translate(_DIGITS)
    found: list[Entity] = []
    if _WORTH_LOOKING.search(plain):
        for kind, pattern, value_of in _FINDERS:
            _claim(found, kind, ((match, value_of(match)) for match in pattern.finditer(plain)))
    for start, end, value in find_moments(plain, said_at):
        if _is_free(found, start, end):
            found.append(Entity("moment", plain[start:end], start, end, value))
    for one in names.find(plain) if names else ():
        if _is_free(found, one.start, one.end):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _claim(found: list[Entity], kind: str, matches: Iterable[tuple[re.Match[str], str | None]]) -> None:
    for match, value in matches:
        group = 1 if kind == "order_number" else 0
        start, end = match.span(group)
        if value is not None and _is_free(found, start, end):
            found.append(Entity(kind, match.group(group), start, end, value))


def _is_free(found: list[Entity], start: int, end: int) -> bool:
    return all(end <= one.start or start >= one.end for one in found)
