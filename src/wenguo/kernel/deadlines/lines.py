"""The sentences that explain a deadline, in the two languages of the house; a line is a key and its facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Language = Literal["zh", "en"]
WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
# key → (Chinese, English)
SAID: Mapping[str, tuple[str, str]] = {
    "received": ("起算：{anchor}，{at}({zone})。", "Starts: {anchor}, {at} ({zone})."),
    "law": ("依据：{instrument}{article}。", "By {instrument}{article}."),
    "moment": (
        "{limit}，从该时刻起连续计算，不分昼夜和节假日。",
        "{limit}, counted from that very moment, day and night, holidays included.",
    ),
    "hours": (
        "{limit}，只计工作日的 {hours}。",
        "{limit}, counted only from {hours} on working days.",
    ),
    "start_day": (
        "开始的当天不计入，自次日起算。",
        "The day it starts is not counted; counting begins the next day.",
    ),
    "working_days": (
        "{limit}：第一个计入的日子是 {first}。",
        "{limit}: the first day that counts is {first}.",
    ),
    "calendar_days": (
        "{limit}，中间的节假日也计入：到 {last} 为止。",
        "{limit}, rest days in between counted as well: until {last}.",
    ),
    "months": (
        "{limit}：到期月的对应日 {last}(没有对应日则为月末)。",
        "{limit}: the corresponding day {last} (the last of the month where there is none).",
    ),
    "rest": ("不计入休息日：{days}。", "Rest days are not counted: {days}."),
    "made_up": ("调休上班日计入：{days}。", "Make-up working days are counted: {days}."),
    "excluded": ("依法不计入的日子：{days}。", "Days that the rule excludes: {days}."),
    "rolled": (
        "最后一天 {raw} 休息{name}，顺延到其后第一个工作日 {due}。",
        "The last day, {raw}, is a day of rest{name}; it moves to the first working day after it, {due}.",
    ),
    "not_rolled": (
        "最后一天 {raw} 休息{name}，但本规则不顺延。",
        "The last day, {raw}, is a day of rest{name}, but this rule does not move it.",
    ),
    "day_end": ("最后一天到 24:00(即 23:59:59)为止。", "The last day ends at 24:00 (shown as 23:59:59)."),
    "closing": ("最后一天到停止营业时 {at} 为止。", "The last day ends at the close of business, {at}."),
    "provisional": (
        "{years} 年的放假安排待国务院公布，按周一至周五暂算；公布后重新计算。",
        "The holidays of {years} are not published yet; Monday to Friday is assumed until they are.",
    ),
    "due": ("到期：{at}。", "Due {at}."),
    "paused": (
        "{since} 至 {until} 暂停计时({reason})。",
        "The clock stood still from {since} to {until} ({reason}).",
    ),
    "paused_still": (
        "自 {since} 起暂停计时({reason}),尚未恢复。",
        "The clock has stood still since {since} ({reason}).",
    ),
    "pause_refused": (
        "{at} 的“{reason}”不停止法定时限：本规则没有这项中止事由。",
        "“{reason}” at {at} does not stop the clock: the rule knows no such reason.",
    ),
    "extended": (
        "已延长至 {limit}：{reason}；批准人 {approver}，{notice} 已告知对方。",
        "Extended to {limit}: {reason}; approved by {approver}, told on {notice}.",
    ),
    "extension_refused": ("延长不成立：{because}。", "The extension does not hold: {because}."),
    "extends": (
        "这是“{step}”延长后的时限：须有理由、{approver}批准，并在原期限前告知对方。",
        "This is “{step}” extended: it takes a reason, approval by {approver}, and a notice sent before that date.",
    ),
    "done": ("{at} 已完成，按时。", "Done {at}, in time."),
    "done_late": ("{at} 完成，已逾期。", "Done {at}, too late."),
    "off": ("此项默认不启用：{reason}", "This row is switched off by default: {reason}"),
    "not_in_force": (
        "本版本自 {since} 起施行，收到时尚未施行。",
        "This version is in force from {since}; it was not when this was received.",
    ),
    "anchor_missing": ("尚未开始：等待“{anchor}”。", "Not started: it waits for “{anchor}”."),
    "no_number": ("规则没有写明天数，由你们自己设定。", "The rule names no number; set your own."),
}
# What a refused extension lacked.
LACKING: Mapping[str, tuple[str, str]] = {
    "reason": ("没有理由", "no reason was given"),
    "approver": ("没有批准人", "nobody approved it"),
    "notice": ("没有在原期限前发出告知", "no notice was sent before the first date"),
    "not_allowed": ("本规则不允许延长", "the rule knows no extension"),
    "too_often": ("已达延长次数上限", "it was extended as often as the rule allows"),
    "too_long": ("超过规则允许的最长时限", "it goes beyond what the rule allows"),
}
UNITS: Mapping[str, tuple[str, str, str]] = {
    "minutes": ("{n} 分钟", "{n} minute", "{n} minutes"),
    "hours": ("{n} 小时", "{n} hour", "{n} hours"),
    "business_hours": ("{n} 个营业小时", "{n} business hour", "{n} business hours"),
    "working_days": ("{n} 个工作日", "{n} working day", "{n} working days"),
    "calendar_days": ("{n} 日", "{n} calendar day", "{n} calendar days"),
    "months": ("{n} 个月", "{n} month", "{n} months"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an explanation. Facts: texts, dates, local moments, (amount, unit) pairs, two-language texts."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def line(key: str, **facts: Any) -> Line:
    """A sentence with its facts."""
    return Line(key, facts)


def words(one: Line, language: Language) -> str:
    """The sentence in this language."""
    chinese, english = SAID[one.key]
    facts = {name: fact_words(fact, language) for name, fact in one.facts.items()}
    return (chinese if language == "zh" else english).format(**facts)


def fact_words(fact: Any, language: Language) -> str:
    """A fact as it is read in this language."""
    match fact:
        case datetime():
            return f"{_day(fact.date(), language)} {fact:%H:%M}"
        case date():
            return _day(fact, language)
        case (int() as amount, str() as unit):
            return limit_words(amount, unit=unit, language=language)
        case list() | tuple():
            return ("、" if language == "zh" else ", ").join(fact_words(part, language) for part in fact)
        case Mapping():
            return str(fact.get(language) or fact.get("zh") or next(iter(fact.values()), ""))
    return str(fact)


def limit_words(amount: int, *, unit: str, language: Language) -> str:
    """An amount of a unit: ``7 working days``."""
    chinese, one, many = UNITS[unit]
    return (chinese if language == "zh" else one if amount == 1 else many).format(n=amount)


def _day(day: date, language: Language) -> str:
    weekday = WEEKDAYS[language][day.weekday()]
    return f"{day:%Y-%m-%d} {weekday}" if language == "zh" else f"{weekday} {day:%Y-%m-%d}"
