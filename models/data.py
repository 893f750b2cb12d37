"""Training data: public sets by their licences, our own corpus, and a held-out fifth that no training sees."""

import csv
import gzip
import hashlib
import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wenguo.understand.analyzer.labels import KINDS

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "models" / "corpus"
STORY_TEXTS = ROOT / "src" / "wenguo" / "site" / "demo" / "texts"
csv.field_size_limit(1 << 30)

#: Sets whose licence is open; the others state none. Sets for research only or not for commerce are never opened.
OPEN_LICENCE = frozenset(
    {"asap_sample_300", "banking77", "bitext_support_8k", "goemotions", "zh_restaurant_triplets",
     "zh_aspect_term_polarity", "cfpb_complaints"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """One text with what is known about it."""

    text: str
    labels: dict[str, Any]
    origin: str


def rows(data: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of a public set's development part."""
    with gzip.open(data / name / "dev.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def is_held_out(text: str) -> bool:
    """A fifth of every set, chosen by the text's own beginning so that copies stay on one side."""
    digest = hashlib.md5(
        text.strip()[:32].encode("utf-8", "surrogatepass"), usedforsecurity=False
    ).hexdigest()
    return int(digest, 16) % 5 == 0


def key_of(text: str) -> str:
    """A text's fingerprint: labels for texts we may not copy are kept beside it."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def own_texts(folders: Sequence[Path] = (CORPUS, STORY_TEXTS)) -> list[Example]:
    """Our own labelled texts, in the order of their files."""
    found = []
    for folder in folders:
        for path in sorted(folder.glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.strip():
                    row = json.loads(line)
                    if row.get("kind") not in KINDS or "intensity" not in row:
                        continue  # replies, notes and ratings of the story world carry no labels
                    found.append(Example(row.pop("text"), row, f"{folder.name}/{path.stem}"))
    return found


def labelled_public_texts(data: Path, *, only_open: bool) -> list[Example]:
    """Public texts that we labelled by hand; only labels and fingerprints lie in the project, never the texts."""
    lines = (ROOT / "models" / "labels" / "public.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = {row.pop("key"): row for row in map(json.loads, lines)}
    sets = sorted({str(row["set"]) for row in wanted.values()})
    found = []
    for name in sets:
        if only_open and name not in OPEN_LICENCE:
            continue
        for row in rows(data, name):
            labels = wanted.get(key_of(row["text"]))
            if labels is not None and labels["set"] == name:
                found.append(Example(row["text"], labels, name))
    return found


def phrases() -> list[Example]:
    """Short phrases of ours for each category: a first footing where few whole texts are at hand."""
    stored = tomllib.loads((ROOT / "models" / "phrases.toml").read_text(encoding="utf-8"))
    return [
        Example(phrase.strip(), {"categories": [category]}, "phrases")
        for category, listed in stored.items()
        for phrase in str(listed).split("/")
        if phrase.strip()
    ]
