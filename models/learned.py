"""What `wenguo learn` reaches on labelled files, and on a kind of review it never saw: `python -m models.learned`.

Each head learns from four fifths of a public set's development part and is judged on the fifth chosen by its texts.
"""

import argparse
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.data import ROOT, is_held_out, rows
from wenguo.understand.analyzer.judge import Verdict, judge, judge_several
from wenguo.understand.analyzer.learn import Lesson, learn

FIGURES = ROOT / "models" / "figures.json"
_SIDES = {"1": "positive", "0": "negative"}
_REVIEWS = ("chnsenticorp_htl", "waimai_10k", "online_shopping_10_cats")


@dataclass(frozen=True, slots=True)
class Task:
    """A head to learn: which set, which column holds the label, which names the part that is asked about."""

    name: str
    source: str
    label: str
    target: str | None = None


TASKS = (
    Task("product category (10)", "online_shopping_10_cats", "category"),
    Task("emotion (6)", "smp2020_ewect", "emotion"),
    Task("car aspects (10, several)", "bdci2018_car", "aspect"),
    Task("polarity of a named part (3)", "zh_aspect_term_polarity", "polarity", "aspect"),
    Task("bank intents (77, English)", "banking77", "intent"),
)


def examples(task: Task, data: Path) -> list[tuple[str, str, str]]:
    """Text, label and target of every row; labels of one text that stand in several rows are joined."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows(data, task.source):
        found.setdefault((row["text"], row[task.target] if task.target else ""), []).append(row[task.label])
    joins = task.source == "bdci2018_car"
    return [
        (text, "|".join(dict.fromkeys(labels)) if joins else labels[0], target)
        for (text, target), labels in found.items()
    ]


def unseen_domain(left_out: str, data: Path) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Good and bad of two sets of reviews to learn from, and of the third to be judged on."""
    inside, outside = [], []
    for name in _REVIEWS:
        for row in rows(data, name):
            example = (row["text"], _SIDES[row["label"]], "")
            if name == left_out:
                outside.append(example)
            elif not (left_out == "chnsenticorp_htl" and row.get("category") == "酒店"):
                inside.append(example)
    return inside, outside


def measure(
    inside: Iterable[tuple[str, str, str]], outside: Iterable[tuple[str, str, str]], *, targeted: bool
) -> dict[str, Any]:
    """Learn from the one, be judged on the other; seconds and texts a second by the processor's clock."""
    texts, labels, targets = (list(part) for part in zip(*inside, strict=True))
    started = time.process_time()
    head, _ = learn(Lesson(texts, labels, targets if targeted else None))
    seconds = time.process_time() - started
    texts, labels, targets = (list(part) for part in zip(*outside, strict=True))
    started = time.process_time()
    chances = head.chances(texts, targets if targeted else None)
    speed = len(texts) / max(time.process_time() - started, 1e-6)
    said = head.labels_of(chances)
    figures = (
        judge_several(said, labels)
        if head.several
        else judge(Verdict(said, labels, chances.max(axis=1).tolist()))
    )
    figures.pop("per_class")
    return {**figures, "learning_seconds": round(seconds, 1), "texts_per_second": round(speed)}


def measured(data: Path, only: Sequence[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Part of the figures, name and figures of each head and each set left out whose name holds one of ``only``."""
    for task in TASKS:
        if not only or any(part in task.name for part in only):
            every = examples(task, data)
            inside = [one for one in every if not is_held_out(one[0])]
            outside = [one for one in every if is_held_out(one[0])]
            yield "learned", task.name, measure(inside, outside, targeted=task.target is not None)
    for name in _REVIEWS:
        if not only or any(part in name for part in only):
            yield "unseen_domain", name, measure(*unseen_domain(name, data), targeted=False)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the public sets")
    parser.add_argument(
        "--only", nargs="*", default=[], metavar="NAME", help="parts of names, to measure these alone"
    )
    chosen = parser.parse_args()
    for part, name, row in measured(chosen.data, chosen.only):
        print(name, json.dumps(row), flush=True)
        figures = json.loads(FIGURES.read_text(encoding="utf-8"))
        figures.setdefault(part, {})[name] = row
        FIGURES.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
