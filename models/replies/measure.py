"""Measure the checks of wording: ``python -m models.replies.measure [--split heldout] [--show]``.

A span is right when it shares a stretch of at least half the shorter one with a span of the label; a due time is right
when it is the same minute (or both are open). The quality is right within one step.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from models.replies.sittings import read_sittings
from wenguo.respond.domain.wording import APOLOGY, check_reply
from wenguo.site.commands.check_replies import entities_of

PAIRS = Path(__file__).with_name("pairs.jsonl")
SPANS = ("negative_wording", "jargon", "over_promise", "pii")
FLAGS = (*APOLOGY, "empathy", "specific", "blame", "all_issues_answered")
Row = dict[str, Any]


def read_pairs(split: str | None = None) -> list[Row]:
    """The labelled pairs of one half (dev, heldout or fresh), or all."""
    rows = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    return [row for row in rows if split in (None, row["split"])]


def answer_of(row: Row) -> Row:
    """What the checks say about a pair."""
    now = datetime.fromisoformat(row["now"])
    checked = check_reply(
        row["reply"], complaint=row["complaint"], lang=row["lang"], now=now, find=entities_of
    )
    return checked.as_row(row["id"])


def f1(counts: Counter[str]) -> float:
    """The harmonic mean of precision and recall; nothing to find and nothing found is perfect."""
    wrong = counts["fp"] + counts["fn"]
    return 2 * counts["tp"] / (2 * counts["tp"] + wrong) if counts["tp"] + wrong else 1.0


def alike(one: str, other: str) -> bool:
    """Whether two spans share at least half of the shorter."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return 2 * match.size >= min(len(one), len(other))


def paired(
    found: Iterable[Any], wanted: Iterable[Any], text_of: Any
) -> Iterator[tuple[Any | None, Any | None]]:
    """Found and wanted spans side by side, each used once; None where there is no partner."""
    left = list(wanted)
    for one in found:
        partner = next((other for other in left if alike(text_of(one), text_of(other))), None)
        if partner is not None:
            left.remove(partner)
        yield one, partner
    for other in left:
        yield None, other


def count_pairs(pairs: Iterable[tuple[Any | None, Any | None]]) -> Counter[str]:
    """Hits, false finds and misses."""
    return Counter("tp" if one and other else "fp" if one else "fn" for one, other in pairs)


def measure(rows: list[Row], *, show: bool = False) -> Row:
    """All figures over the rows."""
    flags: dict[str, Counter[str]] = {name: Counter() for name in FLAGS}
    spans: dict[str, Counter[str]] = {name: Counter() for name in (*SPANS, "promises")}
    dues: Counter[bool] = Counter()
    near: Counter[bool] = Counter()
    for row in rows:
        said, gold = answer_of(row), row["gold"]
        for name in FLAGS:
            have, want = (
                (said["apology"][name], gold["apology"][name])
                if name in APOLOGY
                else (said[name], gold[name])
            )
            flags[name][("tp" if want else "fp") if have else ("fn" if want else "tn")] += 1
            if show and have != want:
                print(f"{row['id']} {name}: said {have}  {row['reply']}")
        for name in SPANS:
            pairs = list(paired(said[name], gold[name], str))
            spans[name] += count_pairs(pairs)
            if show and any(not (one and other) for one, other in pairs):
                print(f"{row['id']} {name}: said {said[name]} label {gold[name]}  {row['reply']}")
        pairs = list(paired(said["promises"], gold["promises"], lambda one: one["text"]))
        spans["promises"] += count_pairs(pairs)
        dues.update(one["due"] == other["due"] for one, other in pairs if one and other)
        if show and any(not (one and other) or one["due"] != other["due"] for one, other in pairs):
            print(f"{row['id']} promises: said {said['promises']} label {gold['promises']}")
        near[abs(said["quality"] - gold["quality"]) <= 1] += 1
        if show and abs(said["quality"] - gold["quality"]) > 1:
            print(f"{row['id']} quality: said {said['quality']} label {gold['quality']}  {row['reply']}")
    parts = {name: f1(flags[name]) for name in FLAGS}
    return {
        "pairs": len(rows),
        "apology_macro_f1": sum(parts[name] for name in APOLOGY) / len(APOLOGY),
        **{f"{name}_f1": value for name, value in parts.items()},
        **{f"{name}_f1": f1(counts) for name, counts in spans.items()},
        "spans_f1": f1(sum((spans[name] for name in SPANS), Counter())),
        "due_right": dues[True] / max(1, dues.total()),
        "quality_within_one": near[True] / max(1, near.total()),
    }


def main() -> None:
    """Print the figures of one half, for all and for each language."""
    parser = argparse.ArgumentParser(description=__doc__)
    pairs = [row for row in (*read_pairs(), *read_sittings()) if row["complaint"]]
    parser.add_argument("--split", default="heldout", choices=sorted({row["split"] for row in pairs}))
    parser.add_argument("--show", action="store_true", help="print where the checks and the labels differ")
    chosen = parser.parse_args()
    rows = [row for row in pairs if row["split"] == chosen.split]
    figures = {"all": measure(rows, show=chosen.show)}
    for lang in ("zh", "en"):
        figures[lang] = measure([row for row in rows if row["lang"] == lang])
    print(json.dumps({"split": chosen.split, **rounded(figures)}, indent=2))


def rounded(figures: Row) -> Row:
    """Three digits are enough."""
    return {name: {key: round(value, 3) for key, value in part.items()} for name, part in figures.items()}


if __name__ == "__main__":
    main()
