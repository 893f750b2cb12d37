"""Things with an identity: phones, addresses of mail, numbers with check digits, amounts, moments."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from wenguo.understand.analyzer.addresses import addresses
from wenguo.understand.analyzer.amounts import WORTH as AMOUNT_SIGNS, Claim, amounts
from wenguo.understand.analyzer.moments import find_moments
from wenguo.understand.analyzer.names import Names
from wenguo.understand.analyzer.numbers import HAN_DIGITS, bank_cards, identity_cards, phones
from wenguo.understand.analyzer.reading import Entity

#: Entities are looked for in the first stretch of a text.
SEARCH_LIMIT = 50_000
PERSONAL = frozenset({"phone", "email", "id_card", "bank_card", "plate", "address", "name"})

_PLAIN = str.maketrans(
    "０１２３４５６７８９＋－（）＠．＃　–—‑‐−·•"
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
    "0123456789+-()@.# -----··ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳使领"

_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}(?![\w@])"
    r"|(?<![\w.+-])[A-Za-z0-9][\w.+-]{1,40} ?@ ?"
    r"(?:qq|163|126|139|189|sina|sohu|gmail|outlook|hotmail|foxmail|icloud|aliyun|yahoo)"
    r" ?\. ?(?:com|cn|net)(?:\.cn)?(?![\w@])",
    re.A,
)
_PLATE = re.compile(
    rf"[{_PROVINCES}]·?[A-HJ-NP-Z][· -]?(?=[A-Z]{{0,4}}\d)"
    r"(?:[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳领])(?![A-Za-z0-9])",
    re.I,
)
_ORDER = re.compile(
    r"(?:订单编?号?|单号|运单号?|快递单号?|工单号?|流水号?|预订号|确认号|取件码|案件号|投诉编号|受理编号"
    r"|order(?: (?:no|number|id))?|booking(?: (?:no|number|reference))?|tracking(?: (?:no|number))?)"
    r"[.:：#＃ 为是]{0,4}([A-Za-z]{0,6}-?\d[A-Za-z0-9-]{4,31})"
    r"|(?<![A-Za-z0-9])((?:SF|YT|JT|JD|JDV|ZTO|STO|YD|DPK|EMS)[A-Z]{0,2}\d{9,15})(?![A-Za-z0-9])",
    re.I,
)


def _orders(text: str) -> Iterator[Claim]:
    for match in _ORDER.finditer(text):
        group = 1 if match.group(1) else 2
        yield (*match.span(group), match.group(group))


def _emails(text: str) -> Iterator[Claim]:
    return ((*match.span(), match.group().lower().replace(" ", "")) for match in _EMAIL.finditer(text))


def _plates(text: str) -> Iterator[Claim]:
    return ((*match.span(), match.group().upper()) for match in _PLATE.finditer(text))


@dataclass(frozen=True, slots=True)
class _Finder:
    """How one kind is found, and what a text must hold to be worth a look: most hold nothing of the kind."""

    kind: str
    find: Callable[[str], Iterator[Claim]]
    worth: re.Pattern[str]


_LONG_NUMBER = re.compile(r"\d[^\u4e00-\u9fff]{0,3}\d[^\u4e00-\u9fff]{0,3}\d[^\u4e00-\u9fff]{0,3}\d")
_PHONE_LIKE = re.compile(rf"{_LONG_NUMBER.pattern}|[{HAN_DIGITS}]{{3}}|[{HAN_DIGITS}] [{HAN_DIGITS}] ")
_TIMELY = re.compile(r"[天日周月点早晚期拜]|前|小时|\d[:-]\d|today|tonight|tomorrow|yesterday|night", re.I)
#: In this order: the first to claim a stretch keeps it.
_FINDERS = (
    _Finder("email", _emails, re.compile("@")),
    _Finder("order_number", _orders, _LONG_NUMBER),
    _Finder("id_card", identity_cards, _LONG_NUMBER),
    _Finder("bank_card", bank_cards, _LONG_NUMBER),
    _Finder("phone", phones, _PHONE_LIKE),
    _Finder("plate", _plates, re.compile(rf"[{_PROVINCES}]·?[A-Za-z].?[A-Za-z0-9]")),
    _Finder(
        "address",
        addresses,
        re.compile(rf"[\d{HAN_DIGITS}十百A-Za-z-](?:号|栋|幢|座|单元|室|弄|巷|组|区|期|队|社)|-\d{{3}}"),
    ),
    _Finder("amount", amounts, AMOUNT_SIGNS),
)


def find_entities(
    text: str, said_at: datetime | None = None, *, names: Names | None = None
) -> tuple[Entity, ...]:
    """Everything with an identity in a text, in order of place; moments are resolved against ``said_at``.

    ``names`` are the installation's own products and places.
    """
    plain = text[:SEARCH_LIMIT].translate(_PLAIN)
    found: list[Entity] = []
    for finder in _FINDERS:
        if finder.worth.search(plain):
            _claim(found, plain, kind=finder.kind, claims=finder.find(plain))
    if _TIMELY.search(plain):
        _claim(found, plain, kind="moment", claims=find_moments(plain, said_at))
    if names is not None:
        found.extend(one for one in names.find(plain) if _is_free(found, one.start, one.end))
    return tuple(sorted(found, key=lambda one: one.start))


def _claim(found: list[Entity], plain: str, *, kind: str, claims: Iterator[Claim]) -> None:
    for start, end, value in claims:
        if _is_free(found, start, end):
            found.append(Entity(kind, plain[start:end], start, end, value))


def _is_free(found: list[Entity], start: int, end: int) -> bool:
    return all(end <= one.start or start >= one.end for one in found)
