"""From a row of somebody's table to the facts of a feedback."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from hashlib import sha256

FIELDS = (
    "text",
    "rating",
    "occurred_at",
    "external_id",
    "order_number",
    "place",
    "customer_name",
    "customer_email",
    "customer_phone",
)
MOST_CHARACTERS = 20_000
# Names that a column may have, so that the mapping is usually right before anybody touches it.
GUESSES: dict[str, tuple[str, ...]] = {
    "text": (
        "text",
        "content",
        "review",
        "comment",
        "body",
        "内容",
        "评论",
        "评价",
        "正文",
        "反馈",
        "投诉内容",
    ),
    "rating": ("rating", "score", "stars", "评分", "星级", "打分"),
    "occurred_at": ("occurred_at", "created_at", "date", "time", "日期", "时间", "评论时间", "创建时间"),
    "external_id": ("external_id", "id", "review_id", "ticket", "编号", "序号", "单号"),
    "order_number": ("order_number", "order", "order_id", "订单号", "订单编号"),
    "place": ("place", "store", "shop", "门店", "店铺", "地点"),
    "customer_name": ("customer_name", "name", "user", "nickname", "姓名", "昵称", "客户", "用户"),
    "customer_email": ("customer_email", "email", "mail", "邮箱", "电子邮件"),
    "customer_phone": ("customer_phone", "phone", "mobile", "电话", "手机", "手机号"),
}
MOMENTS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
)
MORE_MOMENTS = ("%Y年%m月%d日", "%Y年%m月%d日 %H:%M", "%Y.%m.%d", "%m/%d/%Y")


class BadRow(Exception):
    """This row cannot become a feedback; ``code`` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class MappedRow:
    """The facts of one row, checked."""

    text: str
    rating: int | None
    occurred_at: datetime | None
    external_id: str
    order_number: str
    place: str
    customer_name: str
    customer_email: str
    customer_phone: str


def guess_mapping(columns: list[str]) -> dict[str, str]:
    """Field → column, by the usual names of both languages."""
    by_name = {column.strip().lower(): column for column in columns}
    mapping: dict[str, str] = {}
    for field, names in GUESSES.items():
        for name in names:
            if name in by_name and by_name[name] not in mapping.values():
                mapping[field] = by_name[name]
                break
    return mapping


def map_row(values: Mapping[str, str], mapping: Mapping[str, str], *, zone: tzinfo) -> MappedRow:
    """Raises BadRow with ``no_text``, ``too_long``, ``rating`` or ``moment``.

    Without a number of its own a row is known by its content, so that the same file read twice adds nothing.
    """
    found = {field: values.get(mapping.get(field, ""), "").strip() for field in FIELDS}
    if not found["text"]:
        raise BadRow("no_text")
    if len(found["text"]) > MOST_CHARACTERS:
        raise BadRow("too_long")
    return MappedRow(
        text=found["text"],
        rating=_rating(found["rating"]),
        occurred_at=_moment(found["occurred_at"], zone),
        external_id=found["external_id"][:128] or _fingerprint(found),
        order_number=found["order_number"][:64],
        place=found["place"],
        customer_name=found["customer_name"][:120],
        customer_email=found["customer_email"][:254],
        customer_phone=found["customer_phone"][:40],
    )


def _fingerprint(found: Mapping[str, str]) -> str:
    content = "\x1f".join(found[field] for field in FIELDS)
    return "row:" + sha256(content.encode()).hexdigest()[:40]


def _rating(value: str) -> int | None:
    if not value:
        return None
    try:
        number = float(value.removesuffix("星").removesuffix("分"))
    except ValueError as error:
        raise BadRow("rating") from error
    if not (0 <= number <= 10):
        raise BadRow("rating")
    return round(number)


def _moment(value: str, zone: tzinfo) -> datetime | None:
    if not value:
        return None
    moment = _parsed(value)
    if moment is None or not (1990 <= moment.year <= 2200):
        raise BadRow("moment")
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _parsed(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    for form in MOMENTS + MORE_MOMENTS:
        try:
            return datetime.strptime(value, form)  # noqa: DTZ007 — the zone is added by the caller
        except ValueError:
            continue
    if value.isdigit() and len(value) in {10, 13}:
        return datetime.fromtimestamp(int(value[:10]), UTC)
    return None
