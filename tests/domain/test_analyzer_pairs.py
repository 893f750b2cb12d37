"""Stems and pairs of words: what a learned head reads beside runs of characters."""

from hypothesis import given, strategies as st

from wenguo.understand.analyzer.grams import HASH_SIZE
from wenguo.understand.analyzer.pairs import pairs_of
from wenguo.understand.analyzer.text import folding_table, read_batch


def _seen(*texts: str) -> list[set[int]]:
    grams = pairs_of(read_batch(texts, folding_table()))
    return [set(grams.hashes[grams.texts == place].tolist()) for place in range(len(texts))]


def test_the_order_of_words_and_hollow_words_between_them_do_not_matter() -> None:
    plain, turned = _seen("card declined", "declined was my card")
    assert plain < turned
    assert len(plain) == 3  # two stems and their pair


def test_endings_do_not_matter_but_short_words_are_left_whole() -> None:
    several, one = _seen("Payments pending", "payment pend")
    assert several == one
    bus, bu = _seen("bus", "bu")
    assert bus.isdisjoint(bu)


def test_another_word_makes_another_pair() -> None:
    card, cash = _seen("card payment", "cash payment")
    assert len(card & cash) == 1  # the stem they share


def test_pairs_do_not_reach_from_one_text_into_the_next() -> None:
    together = _seen("card", "payment")
    assert [len(found) for found in together] == [1, 1]


def test_words_far_apart_are_no_pair() -> None:
    filled = " ".join(f"{letter}{letter}{letter}" for letter in "bcdfghjklmnpqrstvwxz")
    near, far, stems = _seen("card payment", f"card {filled} payment", "card")
    assert (near - stems) - far  # the pair
    assert near & far


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_texts_have_places_within_their_batch(texts: list[str]) -> None:
    batch = read_batch(texts, folding_table())
    grams = pairs_of(batch)
    assert ((grams.hashes >= 0) & (grams.hashes < HASH_SIZE)).all()
    assert ((grams.starts >= 0) & (grams.starts + grams.sizes <= len(batch.codes))).all()
    assert (batch.texts[grams.starts] == grams.texts).all()
