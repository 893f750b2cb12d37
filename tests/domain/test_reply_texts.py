"""How a customer is addressed, which text fits a case, and which advice is given when."""

import pytest

from wenguo.respond.domain.guidance import Advice, Moment, advise, learn_steps, shipped_advice
from wenguo.respond.domain.replies import VARIABLES, best_first, filled, merged, shipped, unknown_variables
from wenguo.respond.domain.salutation import salutation
from wenguo.respond.domain.wording import WORDS, Text
from wenguo.respond.domain.wording.rules import find_places


@pytest.mark.parametrize(
    ("name", "lang", "words"),
    [
        ("林婉清", "zh", "林先生/女士"),
        ("欧阳修", "zh", "欧阳先生/女士"),
        ("张女士", "zh", "张女士"),
        ("阿卜杜拉·买买提", "zh", "阿卜杜拉·买买提"),
        ("", "zh", "尊敬的客户"),
        ("Tom Hall", "en", "Dear Tom Hall"),
        ("Tom Hall", "zh", "Tom Hall"),
        ("", "en", "Dear customer"),
    ],
)
def test_nobodys_gender_is_guessed(name: str, lang: str, words: str) -> None:
    assert salutation(name, lang=lang) == words


def test_the_most_particular_text_stands_first_and_what_does_not_fit_is_left_out() -> None:
    fitting = best_first(merged([]), stage="first", style="aggressive", category="service.attitude")
    assert [words.short for words in fitting][:2] == ["first-angry", "first"]
    assert "solution" not in [words.short for words in fitting]
    late = best_first(merged([]), stage="solution", style="", category="logistics.delay")
    assert late[0].short == "solution-wait"


def test_variables_are_filled_and_what_is_unknown_stays_visible() -> None:
    assert filled("{salutation},{expected}前答复。", {"salutation": "张女士"}) == "张女士,……前答复。"
    assert unknown_variables("{salutation}{price}") == ["price"]


def test_shipped_texts_know_only_variables_that_exist_and_both_languages() -> None:
    for words in shipped():
        assert all(words.body[lang] and words.name[lang] for lang in ("zh", "en"))
        assert [name for text in words.body.values() for name in unknown_variables(text)] == []
    assert len(VARIABLES) == 6


def test_advice_fits_the_moment() -> None:
    furious = Moment(stage="first", mood=1, need="compensation", style="aggressive", demands=("refund",))
    assert [one.short for one in advise(furious, {})] == ["g-breathe", "g-compensation", "g-aggressive"]
    calm = Moment(stage="solution", mood=3)
    assert [one.short for one in advise(calm, {})] == ["g-clear"]


def test_culture_comes_from_the_customers_language() -> None:
    assert "g-high-context" in [one.short for one in advise(Moment(stage="first", culture="zh"), {})]
    assert "g-low-context" in [one.short for one in advise(Moment(stage="first", culture="en"), {})]


def test_a_brand_replaces_or_silences_advice() -> None:
    own = {
        "g-clear": Advice("g-clear", {"zh": "我们的", "en": "Ours"}, {"zh": "先打电话", "en": "Call first"})
    }
    [given] = advise(Moment(stage="solution"), own)
    assert given.body["zh"] == "先打电话"
    silenced = {"g-clear": Advice("g-clear", {"zh": "无", "en": "None"}, {"zh": "", "en": ""})}
    assert advise(Moment(stage="solution"), silenced) == []


def test_every_advice_is_short_and_in_both_languages() -> None:
    for advice in shipped_advice():
        for lang in ("zh", "en"):
            assert 1 <= len(advice.body[lang].splitlines()) <= 5


def test_learn_is_ticked_by_what_has_happened() -> None:
    steps = learn_steps(is_taken=True, is_answered=True, is_resolved=False, is_followed_up=False)
    assert [step.is_done for step in steps] == [True, True, True, False, False]


def test_shipped_texts_pass_the_checks_of_wording_themselves() -> None:
    for words in shipped():
        for lang in ("zh", "en"):
            found = [
                place.text for place in find_places(Text(words.body[lang]), lang) if place.check in WORDS
            ]
            assert found == [], words.short
