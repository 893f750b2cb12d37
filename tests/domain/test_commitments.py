"""Which words of ours are dated commitments, and when they fall due."""

from datetime import date, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from wenguo.kernel.calendars import WorkingDays
from wenguo.respond.domain.commitments import Found, find_promises

SHANGHAI = ZoneInfo("Asia/Shanghai")
TIME_WORDS = [
    "3",
    "个",
    "工作日",
    "内",
    "明天",
    "周",
    "五",
    "前",
    "点",
    ":",
    "我们",
    "退款",
    ",",
    "。",
    "by",
    " Friday",
    "pm",
]
#: A Wednesday in an ordinary week.
WEDNESDAY = datetime(2026, 11, 25, 10, 0, tzinfo=SHANGHAI)


def promises(text: str, *, now: datetime = WEDNESDAY) -> list[Found]:
    lang = "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in text) else "en"
    return find_promises(text, lang=lang, now=now)


def dues(text: str, *, now: datetime = WEDNESDAY) -> list[str | None]:
    return [
        found.due_at.strftime("%m-%d %H:%M") if found.due_at else None for found in promises(text, now=now)
    ]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("我们周五前给您退款。", "11-27 23:59"),
        ("明天下午5点前回电给您。", "11-26 17:00"),
        ("后天晚上8点前我给您打电话。", "11-27 20:00"),
        ("下班前给您答复。", "11-25 18:00"),
        ("明天下班之前一定回复您。", "11-26 18:00"),
        ("明天上午告诉您结果。", "11-26 12:00"),
        ("今晚给您回复。", "11-25 23:59"),
        ("明天给您答复。", "11-26 23:59"),
        ("本周内完成维修。", "11-27 18:00"),
        ("下周一上午送到您家。", "11-30 12:00"),
        ("机器需轧账核对,48小时内有结果。", "11-27 10:00"),
        ("下周三之前,仓库会把新的杯子发出。", "12-02 23:59"),
        ("7天内给您处理结果。", "12-02 23:59"),
        ("三五天内给您处理结果。", "11-30 23:59"),
        ("两周内补发给您。", "12-09 23:59"),
        ("我们将在3个工作日内原路退款。", "11-30 18:00"),
        ("预计3-5个工作日到账。", "12-02 18:00"),
        ("二十四小时内联系您。", "11-26 10:00"),
        ("一个半小时内到场检修。", "11-25 11:30"),
        ("半小时内给您回电。", "11-25 10:30"),
        ("我们将于11月28日下午三点上门检修。", "11-28 15:00"),
        ("1月5日前给您换新。", "01-05 23:59"),
        ("28号上午10:30店长登门道歉。", "11-28 10:30"),
        ("月底前完成整改。", "11-30 23:59"),
        ("明天９：００—１２：００师傅上门安装。", "11-26 12:00"),
        ("We will refund you by Friday.", "11-27 23:59"),
        ("$64 was refunded this morning and should show within 3 working days.", "11-30 18:00"),
        ("He is back with you by 2pm today and you won't be charged.", "11-25 14:00"),
        ("I'll call you tomorrow before 5 p.m. without fail.", "11-26 17:00"),
        ("By noon tomorrow, our manager will call you.", "11-26 12:00"),
        ("You will have our answer by the end of the day.", "11-25 18:00"),
        ("I'll get back to you by end of day Friday.", "11-27 18:00"),
        ("I will ring you this afternoon.", "11-25 18:00"),
        ("I will email you first thing tomorrow.", "11-26 12:00"),
        ("You'll hear from us next Wednesday.", "12-02 23:59"),
        ("We'll have it fixed this week.", "11-27 18:00"),
        ("We will reply within 24 hours.", "11-26 10:00"),
        ("We'll credit it within three working days.", "11-30 18:00"),
        ("We will send the new one within a week.", "12-02 23:59"),
        ("A technician will visit you on Saturday, 28 November between 9am and 12pm.", "11-28 12:00"),
        ("The replacement will arrive no later than December 2nd.", "12-02 23:59"),
    ],
)
def test_a_commitment_falls_due_when_its_words_say(text: str, due: str) -> None:
    assert dues(text) == [due]


@pytest.mark.parametrize(
    "text",
    [
        "收到您寄回的商品后,3个工作日内退款。",
        "审核通过后5个工作日内到账。",
        "如果审核通过,我们会在3天内退款。",
        "Within 24 hours of receiving your parcel, we will refund the full amount.",
        "Once we receive the parcel, the refund will reach you within 5 business days.",
        "Please send us a photo and we will ship a replacement within 24 hours.",
    ],
)
def test_a_clock_that_starts_with_a_future_event_has_no_date(text: str) -> None:
    assert dues(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "请您在周五前把发票发给我们。",
        "请您填写表格,并在周五前发给我们。",
        "您需要在7天内寄回商品。",
        "如果周五前没有收到退款,请您联系我。",
        "我们的营业时间是9:00-18:00,欢迎致电。",
        "我们已于11月24日寄出新的鞋子。",
        "今天上午我们查看了监控,发现是我们的错。",
        "您之前提到客服承诺3天内退款却没有兑现,对不起。",
        "优惠券有效期至12月31日。",
        "新货上周五才到仓。",
        "其间请走2号梯。",
        "夜里一点还在打钻,谁都睡不好。",
        "我们无法在周五前送货。",
        "您周三入住时的体验很不好,我们深表歉意。",
        "我们会尽快联系您。",
        "Please send us the receipt by Friday.",
        "Our lines are open from 9 am to 6 pm every day.",
        "We received your letter on 20 November and checked the logs yesterday.",
        "The voucher is valid until 31 December.",
        "You should have received a call within 24 hours, and nobody called.",
        "If you have not received it by Friday, please call me.",
        "We cannot deliver by Friday.",
        "We will get back to you as soon as possible.",
    ],
)
def test_duties_of_the_customer_opening_hours_and_the_past_are_no_promises(text: str) -> None:
    assert promises(text) == []


def test_each_commitment_of_a_sentence_stands_in_its_own_words() -> None:
    found = promises("今天18:00前原路退到您的微信零钱,明天10:00店长当面向阿姨道歉。")
    assert [one.text for one in found] == ["今天18:00前原路退到您的微信零钱", "明天10:00店长当面向阿姨道歉"]
    shared = promises("I'll call you tomorrow before 5 pm and refund the fee within 3 working days.")
    assert [one.text for one in shared] == [
        "I'll call you tomorrow before 5 pm",
        "and refund the fee within 3 working days",
    ]


def test_working_days_know_the_days_made_up() -> None:
    friday = datetime(2026, 9, 18, 9, 0, tzinfo=SHANGHAI)
    # Sunday 20 September is worked, Friday 25 is the Mid-Autumn holiday.
    assert dues("1个工作日内给您回复。", now=friday) == ["09-20 18:00"]
    assert dues("7个工作日内给您回复。", now=friday) == ["09-29 18:00"]
    assert dues("本周内给您回复。", now=friday) == ["09-20 18:00"]
    assert dues("7天内给您回复。", now=friday) == ["09-25 23:59"]


def test_a_place_without_chinese_holidays_brings_its_own_days() -> None:
    friday = datetime(2026, 9, 18, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    days = WorkingDays(special={date(2026, 9, 21): False})
    [found] = find_promises("We will reply within 1 working day.", lang="en", now=friday, days=days)
    assert found.due_at == datetime(2026, 9, 22, 18, 0, tzinfo=ZoneInfo("Europe/London"))


@given(st.text(max_size=300), st.sampled_from(["zh", "en"]))
def test_any_text_can_be_read_and_every_finding_stands_in_it(text: str, lang: str) -> None:
    for found in find_promises(text, lang=lang, now=WEDNESDAY):
        assert text[found.start : found.end] == found.text
        assert found.due_at is None or found.due_at > WEDNESDAY


@given(st.lists(st.sampled_from(TIME_WORDS), max_size=60))
def test_any_heap_of_time_words_can_be_read(words: list[str]) -> None:
    text = "".join(words)
    for found in find_promises(text, lang="zh", now=WEDNESDAY):
        assert text[found.start : found.end] == found.text


def test_hostile_repetition_is_read_in_no_time() -> None:
    for piece in (
        "within ",
        "1",
        "明天下午",
        "一二三",
        "by the end of ",
        "个工作日",
        "12:",
        "周一至",
        "monday ",
    ):
        started = process_time()
        find_promises(piece * (20_000 // len(piece)), lang="zh", now=WEDNESDAY)
        assert process_time() - started < 2
