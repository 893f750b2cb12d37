"""An answer is read before it leaves: what the labels mean, sentence by sentence of the contract."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from models.replies.measure import measure, read_pairs
from wenguo.respond.domain.wording import Checked, House, OwnWord, check_reply
from wenguo.site.commands.check_replies import entities_of

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
COMPLAINT = "我昨晚入住1208房,床单上有污渍,找前台换房等了一个小时,要求退房费并道歉。"
GOOD = (
    "王女士您好,昨晚1208房的床单没有换干净,让您站着等了一个小时,您一定又累又气,实在对不起。领班漏检了那一层,责任在我们。"
    "昨晚的房费全额退给您,今天18:00前原路退回。从今天起每间房由两人复查。恳请您原谅。"
)


def read(reply: str, complaint: str = COMPLAINT, *, lang: str = "zh", house: House | None = None) -> Checked:
    return check_reply(
        reply, complaint=complaint, lang=lang, now=NOW, find=entities_of, house=house or House()
    )


def test_a_good_answer_has_everything() -> None:
    checked = read(GOOD)
    row = checked.as_row("a")
    assert row == {
        "id": "a",
        "apology": dict.fromkeys(
            ["regret", "explanation", "responsibility", "repentance", "repair", "forgiveness"], True
        ),
        "empathy": True,
        "specific": True,
        "negative_wording": [],
        "jargon": [],
        "over_promise": [],
        "promises": [{"text": "今天18:00前原路退回", "due": "2026-11-25T18:00:00+08:00"}],
        "pii": [],
        "blame": False,
        "all_issues_answered": True,
        "quality": 5,
    }


def test_sorry_you_feel_that_way_is_no_regret() -> None:
    assert not read("We are sorry you feel that way.", lang="en").apology.regret
    assert not read("很抱歉让您有这样的感受。").apology.regret
    assert read("We are sorry that you waited for an hour.", lang="en").apology.regret


def test_a_cause_that_is_just_told_is_an_explanation() -> None:
    told = "抱歉又让您跑一趟,昨天用的那批排线有毛病。您今天过来,我们免费给您换新。"
    assert read(told, "手机屏幕换完第二天又失灵。").apology.explanation
    told = "Sorry, that's on us: the cancellation landed in our spam folder. We have refunded you."
    assert read(told, "My gym keeps billing me.", lang="en").apology.explanation


def test_the_customers_own_story_told_back_is_no_explanation() -> None:
    assert not read("杯子碎了一个,真是不好意思,新的今天补发。", "杯子碎了一个!").apology.explanation


def test_cold_words_count_where_nothing_warm_stands_beside_them() -> None:
    assert read("过期清零,恢复不了。").words("negative_wording")
    warm = "清零前没有提醒您,实在抱歉,我们今天给您补回积分。"
    assert not read(warm).words("negative_wording")


def test_what_is_said_of_all_times_to_come_is_no_promise() -> None:
    assert not read("今后医生停诊,十分钟内短信告知。").promises
    assert read("十分钟内短信告知您结果。").promises


def test_looking_into_it_is_no_repair() -> None:
    assert not read("We will look into it.", lang="en").apology.repair
    assert not read("我们会尽快核实处理。").apology.repair
    assert read("房费今天退给您。").apology.repair


def test_boilerplate_is_no_empathy() -> None:
    assert not read("给您带来不便,敬请谅解。").empathy
    assert read("让您站着等了一个小时,换作是谁都会生气。").empathy


def test_being_able_or_not_and_force_majeure_are_no_negative_wording() -> None:
    assert read("您问能不能换房,可以的。").words("negative_wording") == []
    assert read("台风属于不可抗力,房费我们照样退给您。").words("negative_wording") == []


def test_a_refusal_gets_a_positive_rewrite_that_stands_in_its_place() -> None:
    reply = "我们不能周末送货。"
    [place] = [place for place in read(reply).places if place.check == "negative_wording"]
    assert place.rewrite == "我们最早可以周一送到"
    assert reply[place.start : place.end] == place.text


def test_other_peoples_data_and_full_numbers_are_personal() -> None:
    checked = read("投诉您的是3栋502的住户王强,电话13812345678。您的卡6222021234567890128已冻结。")
    assert [place.text for place in checked.personal] == [
        "3栋502",
        "王强",
        "13812345678",
        "6222021234567890128",
    ]
    assert checked.personal[-1].rewrite == "****0128"


def test_our_own_number_and_the_customers_are_not() -> None:
    assert read("有事请拨打我的电话13812345678。短信已发到您的手机13987654321。").personal == ()
    assert read("维修师傅的电话是13812345678。").personal == ()
    assert [place.text for place in read("清单发给了陈立,手机13700001111。").personal] == ["13700001111"]


def test_every_listed_issue_wants_an_answer() -> None:
    complaint = "三个问题:一是少找我20块,二是店员骂人,三是不给开发票。"
    assert read("少找的20块已退,店员明天当面道歉,发票已开。", complaint).is_answered
    left = read("少找的20块已退给您。", complaint)
    assert not left.is_answered
    assert left.unanswered == ("店员骂人", "不给开发票")


def test_a_rude_answer_is_worth_one_and_a_put_off_two() -> None:
    assert read("这是您自己弄的,我们不承担任何责任,爱找谁找谁。").quality == 1
    assert read("您的问题已收到,正在核实,请耐心等待。").quality <= 2


def test_a_brand_switches_checks_off_and_adds_words_of_its_own() -> None:
    house = House(frozenset({"officialese"}), (OwnWord("亲", "您"),))
    checked = read("亲,给您带来不便。", house=house)
    assert [(place.check, place.text, place.rewrite) for place in checked.places] == [("own", "亲", "您")]


def test_the_language_of_the_customer_is_expected() -> None:
    assert read("We are sorry.", "床单很脏。").is_other_language
    assert not read("对不起,床单很脏。", "床单很脏。").is_other_language


@pytest.mark.parametrize("reply", ["", " ", "\n", "。。。", "🙂", "1", "\x00", "a" * 30_000, "不能" * 9_000])
def test_any_reply_is_read(reply: str) -> None:
    assert 1 <= read(reply).quality <= 5


@given(st.text(max_size=200), st.text(max_size=100), st.sampled_from(["zh", "en"]))
def test_every_finding_stands_in_the_text(reply: str, complaint: str, lang: str) -> None:
    checked = read(reply, complaint, lang=lang)
    for place in (*checked.places, *checked.personal):
        assert reply[place.start : place.end] == place.text


def test_the_checks_reach_their_floors_on_every_labelled_half() -> None:
    for split in ("dev", "heldout", "fresh"):
        figures = measure(read_pairs(split))
        assert figures["apology_macro_f1"] >= 0.80
        assert figures["promises_f1"] >= 0.85
        assert figures["due_right"] >= 0.85
        assert figures["spans_f1"] >= 0.70
        assert figures["blame_f1"] >= 0.75
        assert figures["quality_within_one"] >= 0.85
