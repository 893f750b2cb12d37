"""A summary is one line that says when it goes on."""

from wenguo.understand.analyzer.words import best_line


def test_a_word_in_letters_is_kept_whole():
    text = "The bed sheets in room 7036 were badly stained and nobody came for forty minutes"
    assert (
        best_line(text, [(0, len(text))], weights=[1.0])
        == "The bed sheets in room 7036 were badly stained and nobody…"
    )


def test_han_is_cut_anywhere_and_says_so():
    text = "床单上有一大块污渍" * 9
    line = best_line(text, [(0, len(text))], weights=[1.0])
    assert len(line) == 60
    assert line == text[:59] + "…"


def test_what_fits_is_left_alone():
    assert best_line("退款  还没到账。", [(0, 9)], weights=[1.0]) == "退款 还没到账。"
