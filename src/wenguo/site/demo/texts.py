"""What the people of the story world say: several hundred texts written for it, none of a real person."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that can be said about one brand."""

    feedback: list[dict[str, Any]]
    spike: list[dict[str, Any]]
    replies: list[dict[str, Any]]
    threads: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    ratings: list[dict[str, Any]]


def texts_of(brand: str) -> Texts:
    """The texts of one brand, in the order in which they were written."""
    rows = list(_rows(brand))
    said = [row for row in rows if "kind" in row and "polarity" in row]
    replies = [row for row in rows if "stage" in row]
    talk = [row for row in rows if "polarity" not in row and "stage" not in row]
    return Texts(
        feedback=[row for row in said if "spike" not in row],
        spike=[row for row in said if "spike" in row],
        replies=replies,
        threads=[row for row in talk if "mood" in row],
        notes=[row for row in talk if row.get("kind") == "note"],
        ratings=[row for row in talk if row.get("kind") == "rating"],
    )


def _rows(brand: str) -> Iterator[dict[str, Any]]:
    folder = files("wenguo.site.demo") / "texts"
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.name.startswith(f"{brand}_") and path.name.endswith(".jsonl"):
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.strip():
                    yield json.loads(line)


def reply_for(texts: Texts, feedback: dict[str, Any], *, stage: str, turn: int) -> str:
    """A reply that fits the main category, the kind and the language; ``turn`` varies which one."""
    language = feedback["lang"]
    category = (feedback.get("categories") or ["other"])[0]
    fitting = [row for row in texts.replies if row["lang"] == language and row["stage"] == stage]
    exact = [row for row in fitting if _suits(row, feedback, category)]
    best = max((_closeness(row) for row in exact), default=None)
    candidates = [row for row in exact if _closeness(row) == best] or fitting
    return str(candidates[turn % len(candidates)]["text"]) if candidates else ""


def _closeness(row: dict[str, Any]) -> tuple[bool, bool, int]:
    # A reply written for the common cause or for the harm says more than one written for the category.
    return "spike" in row, "for_risk" in row, len(row.get("for_category", ""))


def _suits(row: dict[str, Any], feedback: dict[str, Any], category: str) -> bool:
    wanted = row.get("for_category", "")
    if wanted and not (category == wanted or category.startswith(wanted + ".")):
        return False
    if row.get("for_kind", feedback["kind"]) != feedback["kind"]:
        return False
    if row.get("for_risk") and row["for_risk"] not in feedback.get("risks", []):
        return False
    return row.get("spike") in (None, feedback.get("spike"))
