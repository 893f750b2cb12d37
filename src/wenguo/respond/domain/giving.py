"""What an answer promises to give, in money: amounts in sentences that commit us, not those that tell what was paid."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final

# How far ahead somebody may commit the house on their own where a brand sets nothing else; a role that is not named
# may as far as the frontline.
REACH: Final[Mapping[str, timedelta | None]] = {
    "agent": timedelta(days=30),
    "specialist": timedelta(days=60),
    "lead": timedelta(days=180),
    "executive": None,
}
_GIVING = re.compile(
    r"退[还回款给您费你补]|全额退|返[还现]|赔[偿付您给你]|补[偿给贴您差]|赠送|送[您给]|给[您你]|抵扣|代金券|优惠券|红包|减免|免收"
    r"|refund|compensat|reimburs|credit|pay you|give you|giv(?:e|ing) back|voucher|coupon|gift card|discount|waive",
    re.I,
)
_DENIED = re.compile(
    r"不能|无法|不会|不予|不可以|没法|未能|不支持|cannot|can't|can not|unable|won't|will not|not able|do not|don't",
    re.I,
)
# What was given is past: it is in the books or it is untrue. What they asked for is their word, not ours.
_PAST = re.compile(
    r"已经?(?:为您|给您)?(?:退|赔|返|补|到账|支付|打|发放)|already|has been|have been|was refunded", re.I
)
_ASKED = re.compile(r"[您你](?:要求|希望|提出|申请|反映|说)|you (?:asked|requested|wanted)", re.I)
_PAID = re.compile(
    r"[您你](?:支付|付|花|买)|付了|花了|原价|售价|实付|订单金额|金额为|you (?:paid|spent|bought)|the price|cost you",
    re.I,
)
# In this order: "港" stands before the dollar that it may be written with.
_CURRENCIES: Final = (
    ("HKD", ("港",)),
    ("USD", ("$", "美元", "美金", "usd", "dollar", "bucks")),
    ("EUR", ("€", "欧元", "euro")),
    ("GBP", ("£", "英镑")),
)
_SENTENCE = re.compile(r"[^。！？!?\n；;]+")
_CLAUSE = re.compile(r"[^，,、：:]+")


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in a text, with its place in characters."""

    start: int
    end: int
    amount: Decimal
    currency: str


def currency_of(words: str, before: str = "") -> str:
    """The currency that an amount is written in; yuan where it says none that is known."""
    lowered = words.lower()
    if before.lower().endswith("hk"):
        return "HKD"
    said = (code for code, signs in _CURRENCIES if any(sign in lowered for sign in signs))
    return next(said, "CNY")


def given_sums(text: str, sums: Iterable[Sum]) -> list[Sum]:
    """Those of the amounts that the text promises to give."""
    known = list(sums)
    found: list[Sum] = []
    for sentence in _SENTENCE.finditer(text):
        inside = [one for one in known if sentence.start() <= one.start < sentence.end()]
        if inside and _GIVING.search(sentence.group()):
            found += [one for one in inside if _is_given(text, sentence.span(), one)]
    return found


def _is_given(text: str, sentence: tuple[int, int], one: Sum) -> bool:
    clause = next(
        (
            match.group()
            for match in _CLAUSE.finditer(text, *sentence)
            if match.start() <= one.start < match.end()
        ),
        text[slice(*sentence)],
    )
    if any(pattern.search(clause) for pattern in (_DENIED, _PAST, _ASKED)):
        return False
    return bool(_GIVING.search(clause)) or not _PAID.search(clause)


def totals(sums: Collection[Sum], *, known: Collection[tuple[str, Decimal]] = ()) -> dict[str, Decimal]:
    """What the text gives in all, by currency. The same amount said twice counts once, a total of the others not again.

    ``known`` are amounts that were offered already, within somebody's authority: saying them again gives nothing new.
    """
    by_currency: dict[str, list[Decimal]] = defaultdict(list)
    for one in sums:
        if one.amount > 0 and (one.currency, one.amount) not in known:
            by_currency[one.currency].append(one.amount)
    return {currency: _total(sorted(set(amounts))) for currency, amounts in by_currency.items()}


def _total(amounts: list[Decimal]) -> Decimal:
    whole = sum(amounts, Decimal(0))
    # “200 and 100, together 300”: the largest is the sum of the rest.
    return amounts[-1] if len(amounts) > 2 and amounts[-1] * 2 == whole else whole


def furthest(role: str, own: Mapping[str, int | None] = MappingProxyType({})) -> timedelta | None:
    """How far ahead a role may promise without asking; None where there is no end.

    ``own`` are the days that a brand has set by role, None for no end.
    """
    if role in own:
        days = own[role]
        return None if days is None else timedelta(days=days)
    return REACH.get(role, REACH["agent"])
