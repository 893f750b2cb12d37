"""Numbers that belong to a person: phones, identity cards and payment cards, however they are written."""

import re
from collections.abc import Iterator

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
HAN_DIGITS = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两"
_SPOKEN = str.maketrans(HAN_DIGITS, "0012345678911234567892")
#: Words before a number that say what it is; a typing error then does not hide it.
_ID_CUE = re.compile(
    r"身份证(?:号码?)?[^\d]{0,6}$|证件号码?[^\d]{0,4}$|\bid (?:card|number)[^\d]{0,6}$", re.I
)
_CARD_CUE = re.compile(
    r"(?:银行卡|储蓄卡|信用卡|借记卡|卡号|账号|帐号|card(?: number| no)?)[^\d]{0,6}$", re.I
)
_NOT_PHONE = re.compile(
    r"(?:订单|单号|运单|编号|流水|序列|型号|批次|批号|条码|条形码|货号|发票|工单|案件号|券码|取件码|会员号|卡号"
    r"|order|tracking|serial|invoice|sku|ref)[^\d,。;!?，；！？]{0,6}$",
    re.I,
)
_CUE_ROOM = 14

#: Marks that people, keyboards and those who hide numbers from filters put between the digits.
_SEP = r"[ .\-_·\u200b\ufe0f\u20e3]{0,2}"
_MOBILE = re.compile(
    rf"(?<![\d.])(?:\(?\+?(?:00)?86\)?{_SEP})?1[ \-\u200b\ufe0f\u20e3]{{0,2}}[3-9](?:{_SEP}\d){{9}}(?![\d])(?!\.\d)"
)
_SPOKEN_DIGIT = rf"[\d{HAN_DIGITS}]"
_SPOKEN_MOBILE = re.compile(
    rf"(?<!{_SPOKEN_DIGIT})[1一幺壹][ ,、，\-]?(?:{_SPOKEN_DIGIT}[ ,、，\-]?){{9}}{_SPOKEN_DIGIT}"
    rf"(?![\d{HAN_DIGITS}年月日元块个])"
)
_LANDLINE = re.compile(
    r"(?<![\d.])(?:\(0(?:10|2\d|[3-9]\d{2})\)|0(?:10|2\d|[3-9]\d{2}))[ \-]{0,2}[2-9]\d{2,3}[ \-]?\d{4}"
    r"(?:(?:转|-|#)\d{1,5})?(?!\d)"
    r"|(?<!\d)[48]00[ \-]?(?:\d{3}[ \-]?\d{4}|\d{4}[ \-]?\d{3})(?!\d)"
)
_LOCAL = re.compile(
    r"(?:电话|座机|固话|致电|拨打|传真|tel|phone)[:： 是为]{0,3}([2-9]\d{2,3}[ \-]?\d{4})(?!\d)(?!-\d)", re.I
)
_ABROAD = re.compile(
    r"(?<![\d+])\+(?!86)\d{1,3}[- ]?(?:\(\d{1,4}\)[- ]?)?(?:\d[- ]?){6,11}\d(?!\d)"
    r"|(?<![\d-])\(?[2-9]\d{2}\)?[-. ]\d{3}[-. ]\d{4}(?!\d)"
)
_ID_CARD = re.compile(
    r"(?<!\d)[1-9]\d{5}[ \-]?(?:19|20)\d{2}[ \-]?(?:0[1-9]|1[0-2])[ \-]?(?:0[1-9]|[12]\d|3[01])[ \-]?\d{3}"
    r"[ \-]?[\dXx](?![\dA-Za-z])"
)
_OLD_ID = re.compile(r"(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")
_BANK_CARD = re.compile(r"(?<![\dA-Za-z\-])[3-6](?:[ \-]?\d){14,18}(?!\d)(?!-\d)")
Found = tuple[int, int, str]


def is_identity_number(digits: str) -> bool:
    """Whether 18 characters are a Chinese identity number: the last one checks the others (GB 11643)."""
    if len(digits) != 18 or not digits[:17].isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == digits[17].upper()


def is_card_number(digits: str) -> bool:
    """Whether the digits can be a payment card: length 15–19 and Luhn's check (ISO/IEC 7812)."""
    if not 15 <= len(digits) <= 19 or len(set(digits)) < 2:
        return False
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def bare(text: str) -> str:
    """Without the marks that only make a number easier to read."""
    return re.sub(r"[ \-().,、，#转_·\u200b\ufe0f\u20e3]", "", text)


def identity_cards(text: str) -> Iterator[Found]:
    """Eighteen characters whose last one is right, or that are said to be one; fifteen only when said to be one."""
    for match in _ID_CARD.finditer(text):
        value = bare(match.group()).upper()
        if is_identity_number(value) or _follows(_ID_CUE, text, match.start()):
            yield (*match.span(), value)
    for match in _OLD_ID.finditer(text):
        if _follows(_ID_CUE, text, match.start()):
            yield (*match.span(), match.group())


def bank_cards(text: str) -> Iterator[Found]:
    """Numbers that pass Luhn's check, or that are said to be a card's."""
    for match in _BANK_CARD.finditer(text):
        value = bare(match.group())
        said = len(value) >= 16 and _follows(_CARD_CUE, text, match.start())
        if said or (is_card_number(value) and not _follows(_NOT_PHONE, text, match.start())):
            yield (*match.span(), value)


def phones(text: str) -> Iterator[Found]:
    """Mobile phones and landlines, in digits or in words, never a number said to be an order's."""
    for match in _MOBILE.finditer(text):
        if not _follows(_NOT_PHONE, text, match.start()):
            yield (*match.span(), bare(match.group()).lstrip("+")[-11:])
    yield from _spoken(text)
    yield from _landlines(text)


def _spoken(text: str) -> Iterator[Found]:
    for match in _SPOKEN_MOBILE.finditer(text):
        value = bare(match.group()).translate(_SPOKEN)
        if not bare(match.group()).isascii() and value[1] >= "3":
            yield (*match.span(), value)


def _landlines(text: str) -> Iterator[Found]:
    for pattern in (_LANDLINE, _ABROAD):
        for match in pattern.finditer(text):
            if not _follows(_NOT_PHONE, text, match.start()):
                yield (*match.span(), bare(match.group()))
    for match in _LOCAL.finditer(text):
        yield (*match.span(1), bare(match.group(1)))


def _follows(cue: re.Pattern[str], text: str, start: int) -> bool:
    return cue.search(text[max(0, start - _CUE_ROOM) : start]) is not None
