"""Times named in Chinese: 周五前, 明天下午5点前, 3个工作日内, 本周内, 月底前."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from wenguo.respond.domain.commitments.dues import CLOSE, LAST, Desk, When, clock_of, end_of_part

_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMBER = r"(?:\d{1,4}(?:\.5)?|[一二两三四五六七八九十]{1,3}|半)"
_UNITS = {
    "工作日": "working", "工作天": "working", "自然日": "day", "天": "day", "日": "day", "小时": "hour", "钟头": "hour",
    "分钟": "minute", "周": "week", "星期": "week", "礼拜": "week", "月": "month",
}  # fmt: skip
_STRETCH = re.compile(
    rf"(?P<low>{_NUMBER})(?:\s?(?:[-–—~～至到]|个工作日[-–—~～至到])\s?(?P<high>{_NUMBER}))?\s?(?P<half>个半)?"
    rf"\s?(?:个|整)?\s?(?P<unit>工作日|工作天|自然日|小时|钟头|分钟|星期|礼拜|天|日|周|月)"
    r"(?P<tail>之内|以内|内|之后|以后|后(?!续)|左右)?"
)
# Without 内 a stretch is only a limit when something says so.
_LEADS = re.compile(
    r"(?:最迟|最晚|最多|最长|不超过|预计|大约|大概|约|需要?|一般|通常|控制在)\s?(?:为|在|要)?$"
)
# What is done when a stretch is over: 3个工作日到账.
_FOLLOWS = re.compile(r"(?:到账|退回|送达|完成|反馈|答复|发货|上门|办结|出结果|办好)")
_PARTS = {
    "凌晨": "am", "早上": "am", "早晨": "am", "清晨": "am", "一早": "am", "上午": "am", "早": "am",
    "中午": "noon", "正午": "noon", "下午": "pm", "午后": "pm", "傍晚": "pm",
    "晚上": "night", "晚间": "night", "夜里": "night", "夜间": "night", "晚": "night",
}  # fmt: skip
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_DAYS = {"今": 0, "明": 1, "次": 1, "后": 2, "大后": 3}
_WEEKDAYS = "一二三四五六日"
_DAY = (
    r"(?:(?P<year>20\d\d)(?:年|[-/.]))?(?P<month>1[0-2]|0?[1-9])(?:月|[-/.])(?P<date>3[01]|[12]\d|0?[1-9])(?P<dated>日|号)?"
    r"|(?P<month_next>下个?月)(?P<only_next>3[01]|[12]\d|0?[1-9])[日号]"
    r"|(?<![路街道巷弄\d])(?P<only>3[01]|[12]\d|0?[1-9])号(?![楼院线店厅门机桌柜仓口窗车厢桥库球床房台栋馆梯道航诊箱屋座井桩灶炉]|站台|岗亭|[出入]口|泊位|充电|码头|停车|会议)"
    r"|(?P<rel>大后|后|次|[今明])(?:[天日儿]|(?=[早晚]))"
    r"|(?<![上每])(?<!上个)(?P<week>下下|[本这下])?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    r"|(?P<period>(?:[本这下]个?周末|周末|[本这下](?:周|个?星期|个?礼拜|个?月)(?:[底内末里]|之内|以内)?|月[底末]|年[底末]))"
)
_HOUR = (
    r"(?:(?P<h{n}>\d{{1,2}})(?:[:：](?P<m{n}>[0-5]\d)"
    r"|(?:点|时(?!间|候|段))(?:钟|整)?(?P<half{n}>半|一刻)?(?:(?P<n{n}>[0-5]?\d)分)?)"
    r"|(?P<w{n}>[一二两三四五六七八九十]{{1,2}})点(?:钟|整)?(?P<whalf{n}>半)?)"
)
_POINT = re.compile(
    rf"(?P<day>{_DAY})?(?:\s?(?:或|至|到|[-–—~])\s?(?:下|本)?周(?P<until>[一二三四五六日]))?\s?的?\s?(?P<part>{_PART})?\s?"
    rf"(?:(?:{_HOUR.format(n=1)})(?:\s?[-–—~～至到]\s?(?:{_PART})?\s?(?:{_HOUR.format(n=2)}))?)?"
    r"(?P<close>(?:之内)?(?:下班|收班|打烊|营业结束)(?:之)?前|(?:工作)?结束(?:之)?前)?(?P<tail>之前|以前|前|之内|以内|内|左右|止|为止)?"
)
_LIMITS = frozenset({"前", "之前", "以前", "内", "之内", "以内"})


def number_of(written: str) -> float:
    """48, 二十四, 半; of 三五 (three or five) the larger."""
    if written == "半":
        return 0.5
    if written[0].isdigit():
        return float(written)
    tens, ten, ones = written.partition("十")
    if ten:
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return _DIGITS[written[-1]]


def find_chinese(text: str, desk: Desk) -> Iterator[When]:
    """Every time that something may be due at, stretches first: the 3 of 3个工作日 is no 3日."""
    for match in _STRETCH.finditer(text):
        when = _stretch(match, desk)
        if when is not None:
            yield when
    for match in _POINT.finditer(text):
        if match.end() > match.start():
            when = _point(match, desk)
            if when is not None:
                yield when


def _stretch(match: re.Match[str], desk: Desk) -> When | None:
    tail = match["tail"] or ""
    before = match.string[max(0, match.start() - 6) : match.start()]
    is_led = _LEADS.search(before) is not None or _FOLLOWS.match(match.string, match.end()) is not None
    if match["unit"] in {"日", "月"} and "内" not in tail and "后" not in tail:
        return None
    # A third of the month, a 28th: 月 or 年 stands before it.
    if match["unit"] == "日" and before[-1:] in {"月", "-", "/", "."}:
        return None
    if not (("内" in tail) or ("后" in tail) or is_led):
        return None
    count = number_of(match["high"] or match["low"]) + (0.5 if match["half"] else 0)
    due = desk.after(count, _UNITS[match["unit"]])
    return When(match.start(), match.end(), due, is_stretch=True, is_limit="内" in tail or is_led)


def _point(match: re.Match[str], desk: Desk) -> When | None:
    is_limit = match["tail"] in _LIMITS or bool(match["close"])
    has_clock = bool(match["h1"] or match["w1"])
    # Monday to Friday, nine to five: when somebody is there, not when something is due.
    if match["until"] and has_clock:
        return None
    if not match["day"] and not _stands_alone(match, is_limit=is_limit, has_clock=has_clock):
        return None
    clock = _clock(match)
    if (has_clock and clock is None) or _is_bare_number(match, is_limit=is_limit):
        return None
    if match["period"]:
        due: datetime | None = _period(match["period"], desk, clock)
    else:
        due = _on_day(match, desk, clock)
    if due is None:
        return None
    is_sure = is_limit or (
        bool(match["day"]) and due.date() > desk.today and not (match["weekday"] and not match["week"])
    )
    return When(match.start(), match.end(), due, is_limit=is_limit or "内" in match[0], is_sure=is_sure)


def _stands_alone(match: re.Match[str], *, is_limit: bool, has_clock: bool) -> bool:
    """Whether a time without a day means today: 18:00前, 下午3点, 下班前, but no 早 and no 3点 alone."""
    if match["part"] in {"早", "晚"}:
        return False
    if has_clock:
        return bool(match["part"] or is_limit or match["m1"])
    return bool(match["part"] or match["close"]) and is_limit


def _is_bare_number(match: re.Match[str], *, is_limit: bool) -> bool:
    """11.28 and 3/5 are dates only when something says so."""
    return (
        bool(match["month"])
        and not match["year"]
        and not match["dated"]
        and "月" not in match[0]
        and not is_limit
    )


def _clock(match: re.Match[str]) -> time | None:
    part = _PARTS.get(match["part"] or "", "")
    for place in ("2", "1"):
        digits, word = match["h" + place], match["w" + place]
        if digits or word:
            minute = int(match["m" + place] or match["n" + place] or 0)
            half = match["half" + place] or match["whalf" + place]
            minute = {"半": 30, "一刻": 15}.get(half or "", minute)
            # 17:00 says itself which half of the day it means.
            named = part or ("am" if match["m" + place] else "")
            return clock_of(int(number_of(digits or word)), minute, part=named)
    if match["close"]:
        return CLOSE
    return end_of_part(part) if part else None


def _on_day(match: re.Match[str], desk: Desk, clock: time | None) -> datetime | None:
    day = _day(match, desk)
    if day is None:
        return None
    due = desk.at(day, clock or LAST)
    # 17:00前, written at 18:00, is tomorrow's; 周五 written on Friday night is next week's.
    if due <= desk.now and not match["day"]:
        return desk.at(desk.coming(1), clock or LAST)
    if due <= desk.now and match["weekday"] and not match["week"]:
        return desk.at(desk.weekday(_weekday(match["weekday"]), weeks=1), clock or LAST)
    return due


def _day(match: re.Match[str], desk: Desk) -> date | None:
    if match["month"]:
        return desk.date_of(
            year=int(match["year"]) if match["year"] else None,
            month=int(match["month"]),
            day=int(match["date"]),
        )
    if match["only_next"]:
        return desk.month_day(int(match["only_next"]), months=1)
    if match["only"]:
        return desk.coming_day(int(match["only"]))
    if match["weekday"]:
        weeks = {"下下": 2, "下": 1, "本": 0, "这": 0}.get(match["week"] or "")
        return desk.weekday(_weekday(match["until"] or match["weekday"]), weeks=weeks)
    return desk.coming(_DAYS[match["rel"]] if match["rel"] else 0)


def _weekday(written: str) -> int:
    return _WEEKDAYS.index(written.replace("天", "日"))


def _period(written: str, desk: Desk, clock: time | None) -> datetime:
    ahead = 1 if written.startswith("下") else 0
    if "周末" in written:
        return desk.at(desk.weekday(6, weeks=ahead), clock or LAST)
    if "月" in written:
        return desk.at(desk.month_day(31, months=ahead), clock or LAST)
    if "年" in written:
        return desk.at(date(desk.today.year, 12, 31), clock or LAST)
    return desk.end_of_week(ahead)
