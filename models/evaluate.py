"""Judge the twin that never saw the held-out fifth, and write figures and cards: ``python -m models.evaluate``."""

import argparse
import json
from pathlib import Path
from typing import Any

from models import cards, wide
from models.data import ROOT, Example, is_held_out, labelled_public_texts, own_texts
from wenguo.understand.analyzer import Analyzer, Reading
from wenguo.understand.analyzer.heads import load_weights
from wenguo.understand.analyzer.judge import Verdict, judge, judge_several
from wenguo.understand.analyzer.labels import ANY_OF, CATEGORIES, ONE_OF

FIGURES = ROOT / "models" / "figures.json"


def polarity_figures(analyzer: Analyzer, data: Path) -> dict[str, Any]:
    """The sign of ``sentiment`` on the held-out fifth of every set with good and bad."""
    examples = [one for one in wide.polarity_examples(data, only_open=False) if is_held_out(one.text)]
    found = {}
    for origin in sorted({one.origin for one in examples}):
        part = [one for one in examples if one.origin == origin]
        readings = analyzer.analyze_many([one.text for one in part])
        said = ["good" if reading.sentiment > 0 else "bad" for reading in readings]
        true = ["good" if one.labels["good"] else "bad" for one in part]
        found[origin] = judge(Verdict(said, true, [reading.confidence["sentiment"] for reading in readings]))
    return found


def taxonomy_figures(examples: list[Example], readings: list[Reading]) -> dict[str, Any]:
    """Every head of the taxonomy on labelled texts."""
    found: dict[str, Any] = {head: _one_of(head, examples, readings) for head in ONE_OF}
    for head in ANY_OF:
        said = [
            "|".join(label for label in getattr(reading, head) if label != "none") for reading in readings
        ]
        true = ["|".join(label for label in one.labels[head] if label != "none") for one in examples]
        found[head] = judge_several(said, true)
    top = [[code for code, _ in reading.alternatives["category"][:2]] for reading in readings]
    hits = [one.labels["categories"][0] in codes for one, codes in zip(examples, top, strict=True)]
    found["category"]["top_2"] = round(sum(hits) / len(hits), 4)
    near = [
        abs(reading.urgency - int(one.labels["urgency"])) <= 1
        for one, reading in zip(examples, readings, strict=True)
    ]
    found["urgency"]["within_one"] = round(sum(near) / len(near), 4)
    return found


def _one_of(head: str, examples: list[Example], readings: list[Reading]) -> dict[str, Any]:
    values = [getattr(reading, head) for reading in readings]
    said = ["none" if value is None else str(value) for value in values]
    true = [_truth(head, one) for one in examples]
    return judge(Verdict(said, true, [reading.confidence[head] for reading in readings]))


def _truth(head: str, example: Example) -> str:
    if head == "category":
        return next(str(code) for code in example.labels["categories"] if code in CATEGORIES)
    value = example.labels[head]
    return "none" if value is None else str(value)


def confusions(head: str, examples: list[Example], readings: list[Reading]) -> list[tuple[str, str, int]]:
    """The commonest mistakes: what is true, what was said, how often."""
    often: dict[tuple[str, str], int] = {}
    for one, reading in zip(examples, readings, strict=True):
        value = getattr(reading, head)
        pair = (_truth(head, one), "none" if value is None else str(value))
        if pair[0] != pair[1]:
            often[pair] = often.get(pair, 0) + 1
    ranked = sorted(often.items(), key=lambda item: (-item[1], item[0]))
    return [(true, said, count) for (true, said), count in ranked[:6]]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the public sets")
    parser.add_argument("--twin", type=Path, required=True, help="weights trained with --hold-out")
    parser.add_argument("--sample", type=Path, help="labelled texts for a check (JSONL, all labels)")
    chosen = parser.parse_args()
    analyzer = Analyzer(chosen.twin)
    held_out = [one for one in own_texts() if is_held_out(one.text)]
    readings = analyzer.analyze_many([one.text for one in held_out])
    real = [one for one in labelled_public_texts(chosen.data, only_open=False) if is_held_out(one.text)]
    kept = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    figures: dict[str, Any] = {
        **{name: kept[name] for name in ("learned", "unseen_domain") if name in kept},
        "shipped_version": load_weights().version,
        "twin_version": load_weights(chosen.twin).version,
        "polarity": polarity_figures(analyzer, chosen.data),
        "own_held_out": taxonomy_figures(held_out, readings),
        "public_held_out": taxonomy_figures(real, analyzer.analyze_many([one.text for one in real])),
        "confusions": {head: confusions(head, held_out, readings) for head in ONE_OF},
    }
    if chosen.sample:
        rows = [json.loads(line) for line in chosen.sample.read_text(encoding="utf-8").splitlines()]
        sample = [Example(row.pop("text"), row, "sample") for row in rows]
        told = analyzer.analyze_many([one.text for one in sample])
        figures["real_sample"] = taxonomy_figures(sample, told)
    FIGURES.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    cards.write(figures, ROOT / "models" / "cards")


if __name__ == "__main__":
    main()
