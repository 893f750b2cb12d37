"""How and when we ask again, who gets a call in a month, and when a day comes round."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from wenguo.respond.domain.care import (
    ClosedCase,
    MonthRule,
    WayRule,
    ask_at,
    asks_in_a_month,
    is_spent,
    level_above,
    next_occasion,
    quiet_over,
    way_for,
)
from wenguo.respond.domain.care_words import lost_words, occasion_reason, prepared
from wenguo.respond.domain.praise import named_in, public_name, public_words

ZONE = ZoneInfo("Asia/Shanghai")
NINE, TWENTY_ONE = time(9), time(21)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def test_the_most_exact_row_says_how_we_ask() -> None:
    rules = [
        WayRule("call", urgency_from=3),
        WayRule("message"),
        WayRule("call", tier="diamond"),
        WayRule("none", tier="standard", urgency_from=2),
    ]
    assert way_for(rules, tier="gold", urgency=2) == "message"
    assert way_for(rules, tier="gold", urgency=4) == "call"
    assert way_for(rules, tier="diamond", urgency=1) == "call"
    assert way_for(rules, tier="standard", urgency=3) == "none"
    assert way_for([], tier="diamond", urgency=4) == "message"


def test_the_question_leaves_six_hours_before_three_days_are_over() -> None:
    asked = ask_at(local(17, 18), local(20, 18), quiet_from=TWENTY_ONE, quiet_until=NINE)
    assert asked == local(20, 12)


@pytest.mark.parametrize(("started", "due"), [(local(17, 6), local(20, 6)), (local(17, 12), local(20, 12))])
def test_a_question_of_the_night_leaves_the_evening_before(started: datetime, due: datetime) -> None:
    assert ask_at(started, due, quiet_from=TWENTY_ONE, quiet_until=NINE) == local(19, 20)


def test_a_short_clock_in_the_night_waits_for_the_morning() -> None:
    asked = ask_at(local(17, 22), local(18, 0), quiet_from=TWENTY_ONE, quiet_until=NINE)
    assert asked == local(18, 9)


def test_quiet_hours_end_in_the_morning_or_never_began() -> None:
    assert quiet_over(local(17, 23), quiet_from=TWENTY_ONE, quiet_until=NINE) == local(18, 9)
    assert quiet_over(local(17, 3), quiet_from=TWENTY_ONE, quiet_until=NINE) == local(17, 9)
    assert quiet_over(local(17, 12), quiet_from=TWENTY_ONE, quiet_until=NINE) == local(17, 12)
    assert quiet_over(local(17, 23), quiet_from=None, quiet_until=None) == local(17, 23)


def test_who_is_not_content_goes_above_whoever_had_it() -> None:
    assert [level_above(highest) for highest in (1, 2, 3, 4)] == [2, 3, 4, 4]


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (ClosedCase(4, "standard", was_compensated=False, was_crisis=False), "urgency"),
        (ClosedCase(2, "diamond", was_compensated=False, was_crisis=False), "tier"),
        (ClosedCase(2, "standard", was_compensated=True, was_crisis=False), "compensation"),
        (ClosedCase(4, "diamond", was_compensated=True, was_crisis=True), "crisis"),
        (ClosedCase(3, "gold", was_compensated=False, was_crisis=False), ""),
    ],
)
def test_a_grave_case_gets_a_call_in_a_month(case: ClosedCase, why: str) -> None:
    rule = MonthRule(urgency=4, tiers=["diamond"], after_compensation=True, after_crisis=True)
    assert asks_in_a_month(rule, case) == why


def test_a_rule_that_is_switched_off_asks_nobody() -> None:
    off = MonthRule(urgency=0, tiers=[], after_compensation=False, after_crisis=False)
    grave = ClosedCase(4, "diamond", was_compensated=True, was_crisis=True)
    assert asks_in_a_month(off, grave) == ""


def test_a_day_comes_round_each_year() -> None:
    assert next_occasion(date(1988, 11, 19), today=date(2026, 11, 17)) == date(2026, 11, 19)
    assert next_occasion(date(1988, 11, 21), today=date(2026, 11, 17)) is None
    assert next_occasion(date(1988, 1, 1), today=date(2026, 12, 30)) == date(2027, 1, 1)
    assert next_occasion(date(1992, 2, 29), today=date(2026, 2, 27)) == date(2026, 2, 28)
    assert next_occasion(date(2026, 11, 17), today=date(2026, 11, 17)) is None


def test_a_month_holds_only_so_many_contacts() -> None:
    now = local(17, 12)
    assert is_spent([now - timedelta(days=3)], most=1, now=now)
    assert not is_spent([now - timedelta(days=31)], most=1, now=now)
    assert is_spent([], most=0, now=now)


def test_words_are_prepared_in_the_customers_language() -> None:
    subject, body = prepared("birthday", lang="zh", name="王女士", brand="木棉酒店")
    assert (subject, "王女士" in body, "木棉酒店" in body) == ("祝您生日快乐", True, True)
    assert prepared("month", lang="zh", name="王女士", brand="木棉酒店") == ("", "")
    assert occasion_reason("joined", day=date(2020, 5, 20), on=date(2026, 5, 20))["en"] == (
        "6 years with us on 2026-05-20"
    )


def test_a_customers_braces_are_words_like_any_others() -> None:
    why, _step = lost_words("angry", what="{fact} {name}")
    assert why["en"] == "The last words were still angry: “{fact} {name}”"


def test_praise_names_a_colleague_by_the_whole_name() -> None:
    people = [(1, "小李"), (2, "李"), (3, "Ann"), (4, "王主管")]
    assert named_in("前台小李太贴心了，Annie 也很好", people) == [1]
    assert named_in("Ann was wonderful", people) == [3]


@pytest.mark.parametrize(
    ("name", "choice", "lang", "shown"),
    [
        ("王小美", "short", "zh", "王**"),
        ("王小美", "ms", "zh", "王女士"),
        ("欧阳明", "mr", "zh", "欧阳先生"),
        ("张女士", "short", "zh", "张女士"),
        ("Mary Lin", "short", "en", "L."),
        ("Mary Lin", "ms", "en", "Ms Lin"),
        ("王小美", "hidden", "zh", ""),
        ("", "short", "zh", ""),
    ],
)
def test_a_name_is_shortened_and_a_title_never_guessed(name: str, choice: str, lang: str, shown: str) -> None:
    assert public_name(name, choice, lang=lang) == shown


def test_public_words_name_nobody() -> None:
    text = "小李帮我找回了手机13800138000，王小美谢谢你们"
    words = public_words(text, personal=[("phone", 9, 20)], names=["小李"], customer="王小美")
    assert words == "我们的同事帮我找回了手机***，***谢谢你们"
