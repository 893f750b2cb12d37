"""Our own labelled corpus keeps to the taxonomy, repeats no text, and its README counts what is there."""

from collections import Counter

from models.corpus_table import README, corpus_rows, table
from models.data import is_held_out
from wenguo.understand.analyzer.labels import (
    ANY_OF,
    CATEGORIES,
    DEMANDS,
    EMOTIONS,
    INTENSITIES,
    KINDS,
    MOST_CATEGORIES,
    MOST_EMOTIONS,
    NEEDS,
    POLARITIES,
    RISKS,
    STYLES,
    URGENCIES,
)

ROWS = corpus_rows()
SIDES = {1: "negative", 2: "negative", 4: "positive", 5: "positive"}


def test_every_label_is_a_code_of_the_taxonomy() -> None:
    for row in ROWS:
        assert row["kind"] in KINDS, row
        assert row["polarity"] in POLARITIES, row
        assert row["intensity"] in INTENSITIES, row
        assert row["urgency"] in URGENCIES, row
        assert row["need"] is None or row["need"] in NEEDS[:-1], row
        assert row["style"] is None or row["style"] in STYLES[:-1], row
        assert 1 <= len(row["categories"]) <= MOST_CATEGORIES, row
        assert len(row["emotions"]) <= MOST_EMOTIONS, row
        for head, codes in (("categories", CATEGORIES), ("emotions", EMOTIONS), ("risks", RISKS)):
            assert set(row[head]) <= set(codes), row
            assert len(set(row[head])) == len(row[head]), row
        assert row["demands"], row
        assert set(row["demands"]) <= set(DEMANDS), row
        assert "none" not in row["demands"] or row["demands"] == ["none"], row


def test_polarity_follows_intensity() -> None:
    for row in ROWS:
        expected = {SIDES[row["intensity"]]} if row["intensity"] in SIDES else {"neutral", "mixed"}
        assert row["polarity"] in expected, row


def test_no_text_and_no_number_stands_twice() -> None:
    texts = Counter("".join(row["text"].split()) for row in ROWS)
    numbers = Counter(row["id"] for row in ROWS)

    assert [text for text, count in texts.items() if count > 1] == []
    assert [number for number, count in numbers.items() if count > 1] == []


def test_the_corpus_is_large_chinese_first_and_every_code_is_well_covered() -> None:
    assert len(ROWS) >= 3_000
    assert sum(row["lang"] == "zh" for row in ROWS) >= 0.75 * len(ROWS)
    for head in ("categories", "demands", "risks"):
        found = Counter(code for row in ROWS for code in row[head])
        assert {code: found[code] for code in ANY_OF[head] if found[code] < 40} == {}


def test_about_a_fifth_is_held_out_by_the_hash_of_its_text() -> None:
    wrong = [row["id"] for row in ROWS if (row["split"] == "heldout") is not is_held_out(row["text"])]
    share = sum(row["split"] == "heldout" for row in ROWS) / len(ROWS)

    assert wrong == []
    assert 0.18 <= share <= 0.22


def test_the_readme_counts_what_is_there() -> None:
    assert table(ROWS) in README.read_text(encoding="utf-8"), "run python -m models.corpus_table"
