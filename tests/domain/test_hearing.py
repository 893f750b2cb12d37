"""What no rule of wording knows is heard by weights, stands in the text and can be set right."""

from datetime import UTC, datetime

import pytest

from models.replies.examples import read_answers
from wenguo.respond.domain.wording import Checked, check_reply
from wenguo.respond.domain.wording.hearing import CLAUSES, SENTENCES, WEIGHTS, table_of
from wenguo.respond.domain.wording.marks import marks_of
from wenguo.site.commands.check_replies import entities_of

MEGABYTE = 1 << 20


def read(reply: str, *, lang: str = "zh", complaint: str = "") -> Checked:
    now = datetime(2026, 11, 25, 2, tzinfo=UTC)
    return check_reply(reply, complaint=complaint, lang=lang, now=now, find=entities_of)


def test_the_weights_are_small_and_cover_both_languages() -> None:
    assert WEIGHTS.stat().st_size < 1.5 * MEGABYTE
    for lang in ("zh", "en"):
        assert table_of(lang, "sentence").weights.shape[1] == len(SENTENCES)
        assert table_of(lang, "clause").weights.shape[1] == len(CLAUSES)


@pytest.mark.parametrize(
    ("reply", "lang"),
    [("车没有毛病,是驾驶习惯有问题。", "zh"), ("Your son was running, and that is why he fell.", "en")],
)
def test_blame_in_words_that_no_rule_knows_has_its_place(reply: str, lang: str) -> None:
    checked = read(reply, lang=lang)
    assert checked.blame
    assert checked.words("blame")


def test_a_refusal_in_other_words_has_its_place_and_a_rewrite() -> None:
    found = [place for place in read("没小票一律不认。").places if place.check == "negative_wording"]
    assert found
    assert all(place.rewrite for place in found)


def test_numbers_amounts_and_forms_of_address_are_read_alike() -> None:
    assert marks_of("退您200元", "zh") == marks_of("退你35.5元", "zh")
    assert marks_of("You’ll get $20 back", "en") == marks_of("You'll get £7.50 back", "en")


def test_every_labelled_answer_fits_its_marks() -> None:
    for answer in read_answers():
        if "tags" in answer.row:
            for head in SENTENCES:
                assert answer.has(head) == any(answer.sentence_labels(head)), answer.row["id"]
