"""Counts by code of our own corpus, written between the marks of its README: ``python -m models.corpus_table``."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from models.data import CORPUS
from wenguo.understand.analyzer.labels import ANY_OF, ONE_OF

README = CORPUS / "README.md"
BEGIN, END = "<!-- counts: begin -->", "<!-- counts: end -->"


def corpus_rows() -> list[dict[str, Any]]:
    """Every text of the corpus with its labels, in the order of the files."""
    return [
        json.loads(line)
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def table(rows: Sequence[dict[str, Any]]) -> str:
    """How many texts carry each code, one table a label; ``main`` counts the first category alone."""
    parts = [_overview(rows)]
    for head, codes in ONE_OF.items():
        if head != "category":
            parts.append(_counted(head, codes, Counter(_code(row[head]) for row in rows)))
    for head, codes in ANY_OF.items():
        parts.append(_counted(head, codes, Counter(code for row in rows for code in row[head])))
    main = Counter(str(row["categories"][0]) for row in rows)
    parts.append(_counted("main category", ANY_OF["categories"], main))
    return "\n\n".join(parts)


def _overview(rows: Sequence[dict[str, Any]]) -> str:
    held_out = sum(row["split"] == "heldout" for row in rows)
    chinese = sum(row["lang"] == "zh" for row in rows)
    lengths = sorted(len(str(row["text"])) for row in rows)
    return (
        f"{len(rows)} texts, {chinese} of them Chinese ({chinese / len(rows):.0%}), {held_out} held out; "
        f"the shortest has {lengths[0]} characters, the middle one {lengths[len(lengths) // 2]}, "
        f"the longest {lengths[-1]}."
    )


def _counted(head: str, codes: Iterable[str], found: Counter[str]) -> str:
    lines = [f"| {head} | texts |", "|---|---:|", *(f"| `{code}` | {found[code]} |" for code in codes)]
    return "\n".join(lines)


def _code(value: object) -> str:
    return "none" if value is None else str(value)


def main() -> None:
    """Renew the tables of the README."""
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    README.write_text(f"{before}{BEGIN}\n{table(corpus_rows())}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
