"""What each brand wants to know beyond the usual, and what is known of some open cases."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from wenguo.base.actor import SYSTEM
from wenguo.kernel.conditions import Condition
from wenguo.listen import actions as listen
from wenguo.listen.queries import FieldRule, Item
from wenguo.people.queries import actor_of
from wenguo.respond import actions as respond, queries
from wenguo.respond.queries import QueueFilters
from wenguo.site.demo.company import Company

# Brand, short name, kind, names, and what else belongs to the kind.
FIELDS: tuple[tuple[str, str, str, str, str, Mapping[str, Any]], ...] = (
    (
        "hotel",
        "room_type",
        "choice",
        "房型",
        "Room type",
        {
            "options": [
                {"code": "standard", "zh": "标准间", "en": "Standard"},
                {"code": "deluxe", "zh": "豪华间", "en": "Deluxe"},
                {"code": "suite", "zh": "套房", "en": "Suite"},
            ]
        },
    ),
    ("hotel", "room_number", "text", "房号", "Room number", {}),
    (
        "hotel",
        "nights",
        "number",
        "入住晚数",
        "Nights",
        {"unit": "晚", "minimum": Decimal(1), "maximum": Decimal(90)},
    ),
    ("hotel", "is_still_here", "yes_no", "客人仍在店", "Guest is still in the house", {}),
    ("hotel", "room_changed", "yes_no", "已换房", "Room was changed", {}),
    (
        "shop",
        "carrier",
        "choice",
        "承运快递",
        "Carrier",
        {
            "options": [
                {"code": "sf", "zh": "顺丰", "en": "SF Express"},
                {"code": "zto", "zh": "中通", "en": "ZTO"},
                {"code": "jd", "zh": "京东物流", "en": "JD Logistics"},
            ]
        },
    ),
    ("shop", "paid", "money", "实付金额", "Amount paid", {"currency": "CNY", "minimum": Decimal(0)}),
    ("shop", "recipient_id", "text", "收件人证件号", "Recipient's ID number", {"is_personal": True}),
)
STAYING = (Condition("field.is_still_here", "is", "yes"),)
FORMS = (
    (
        "hotel",
        "case",
        ("room_type", "room_number", "nights", "is_still_here", "room_changed"),
        (FieldRule("room_changed", "show", STAYING),),
    ),
    ("hotel", "customer", ("room_type", "room_number"), ()),
    ("shop", "case", ("carrier", "paid", "recipient_id"), ()),
)
Values = tuple[dict[str, Any], ...]
KNOWN: Values = (
    {
        "room_type": "deluxe",
        "room_number": "1806",
        "nights": "2",
        "is_still_here": True,
        "room_changed": True,
    },
    {"room_type": "standard", "room_number": "0912", "nights": "1", "is_still_here": False},
    {"room_type": "suite", "nights": "3"},
)
SENT: Values = ({"carrier": "sf", "paid": "268.00"}, {"carrier": "zto", "paid": "89.90"}, {"carrier": "jd"})


def know_more(company: Company, *, now: datetime) -> None:
    """Define fields and forms, and fill in the newest open cases."""
    lead = actor_of(company.people["admin"])
    for slug, code, kind, zh, en, more in FIELDS:
        listen.set_own_field(
            actor=lead,
            brand=company.brands[slug],
            code=code,
            kind=kind,
            name={"zh": zh, "en": en},
            now=now,
            **more,
        )
    for slug, place, codes, rules in FORMS:
        respond.set_own_form(
            actor=lead,
            brand=company.brands[slug],
            place=place,
            category="",
            items=[Item(code) for code in codes],
            rules=rules,
            now=now,
        )
    for slug, known in (("hotel", KNOWN), ("shop", SENT)):
        filters = QueueFilters(view="open", brand=slug, order="newest")
        page = queries.queue_page(SYSTEM, filters, cursor=None, size=24, now=now)
        for row, case in enumerate(page.rows):
            respond.set_fields(actor=SYSTEM, case=case, values=known[row % len(known)], now=now)
