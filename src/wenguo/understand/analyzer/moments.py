"""Dates and time words, resolved against the moment of the feedback."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

_NUMBERS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "半": 0,
}
_DAYS = {
    "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "今天": 0, "今日": 0, "今早": 0,
    "今晚": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
    "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "tomorrow": 1,
}  # fmt: skip
_WEEKDAYS = "一二三四五六日"
_FULL = re.compile(
    r"(?<!\d)(20\d{2})(?:年|[-/.])(0?[1-9]|1[0-2])(?:月|[-/.])(3[01]|[12]\d|0?[1-9])(?:日|号)?(?!\d)"
)
_MONTH_DAY = re.compile(r"(?<![\d年.])(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])[日号]")
_DAY = re.compile("|".join(sorted(_DAYS, key=len, reverse=True)), re.I)
_AGO = re.compile(
    r"(\d{1,3}|[一二两三四五六七八九十])个?(天|日|周|星期|礼拜|小时|月)(以?前|之前|后|以后|之后|内)"
)
_WEEKDAY = re.compile(r"(上|这|本|下)?个?(?:周|星期|礼拜)([一二三四五六日天])")
_CLOCK = re.compile(
    r"(?:(凌晨|早上|上午|中午|下午|晚上|傍晚)\s?)(\d{1,2})(?:[:：](\d{2})|点(半)?(?:(\d{1,2})分)?)"
    r"|(?<!\d)(\d{1,2})[:：]([0-5]\d)(?!\d)"
)
_LATE = frozenset({"下午", "晚上", "傍晚"})
Found = tuple[int, int, str]


def find_moments(text: str, said_at: datetime | None) -> Iterator[Found]:
    """Start, end and ISO form of each moment; relative words need ``said_at`` and are else given as written."""
    day = said_at.date() if said_at else None
    yield from _absolute(text, day)
    for match in _DAY.finditer(text):
        yield (*match.span(), _shifted(day, _DAYS[match.group().lower()], match.group()))
    for match in _AGO.finditer(text):
        yield (*match.span(), _ago(match, said_at))
    for match in _WEEKDAY.finditer(text):
        yield (*match.span(), _weekday(match, day))
    for match in _CLOCK.finditer(text):
        value = _clock(match)
        if value is not None:
            yield (*match.span(), value)


def _absolute(text: str, day: date | None) -> Iterator[Found]:
    for match in _FULL.finditer(text):
        value = _day(int(match[1]), int(match[2]), int(match[3]))
        if value is not None:
            yield (*match.span(), value.isoformat())
    for match in _MONTH_DAY.finditer(text):
        value = _day(day.year, int(match[1]), int(match[2])) if day else None
        if value is not None and day is not None and value > day + timedelta(days=180):
            value = _day(day.year - 1, value.month, value.day)
        yield (*match.span(), value.isoformat() if value else match.group())


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _shifted(day: date | None, days: int, written: str) -> str:
    return (day + timedelta(days=days)).isoformat() if day else written


def _ago(match: re.Match[str], said_at: datetime | None) -> str:
    if said_at is None:
        return match.group()
    amount = int(match[1]) if match[1].isdigit() else _NUMBERS[match[1]]
    hours = {"小时": 1, "天": 24, "日": 24, "月": 24 * 30}.get(match[2], 24 * 7) * amount
    moment = said_at - timedelta(hours=hours) if "前" in match[3] else said_at + timedelta(hours=hours)
    return moment.isoformat(timespec="minutes") if match[2] == "小时" else moment.date().isoformat()


def _weekday(match: re.Match[str], day: date | None) -> str:
    if day is None:
        return match.group()
    wanted = _WEEKDAYS.index(match[2].replace("天", "日"))
    weeks = {"上": -1, "下": 1}.get(match[1] or "", 0)
    return (day + timedelta(days=wanted - day.weekday() + 7 * weeks)).isoformat()


def _clock(match: re.Match[str]) -> str | None:
    hour = int(match[2] or match[6])
    minute = 30 if match[4] else int(match[3] or match[5] or match[7] or 0)
    if match[1] in _LATE and hour < 12:
        hour += 12
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
