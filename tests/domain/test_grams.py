"""Search terms: a phrase query must behave as an exact substring search for Chinese."""

from wenguo.kernel import grams


def test_chinese_becomes_overlapping_pairs_and_a_closing_character() -> None:
    assert grams.terms("我要退款") == [(1, "我要"), (2, "要退"), (3, "退款"), (4, "款")]


def test_words_and_numbers_stay_whole_and_lose_case_and_width() -> None:
    assert grams.terms("Order Ａ88-41") == [(1, "order"), (2, "a88"), (3, "41")]


def test_a_query_asks_for_neighbouring_pairs() -> None:
    assert grams.query("退款慢") == "('退款' <1> '款慢')"


def test_a_query_over_both_scripts_keeps_the_distance() -> None:
    assert grams.query("快递A4") == "('快递' <2> 'a4':*)"


def test_white_space_means_both_must_occur() -> None:
    assert grams.query("退款 refund") == "'退款' & 'refund':*"


def test_signs_alone_ask_for_nothing() -> None:
    assert grams.query("' & | ! :*") == ""


def test_texts_are_kept_apart_so_that_no_phrase_runs_over() -> None:
    assert grams.vector("退", "款") == "'退':1 '款':12"
