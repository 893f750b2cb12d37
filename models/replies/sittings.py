"""Labelled replies in the short form of ``sittings/*.txt``, one file for each imagined writer.

A pair is three parts: ``? complaint``, the reply over one or more lines, and ``= quality`` with the flags ``s`` (names
a fact of this customer) and ``a`` (all issues answered). In the reply, capitals in braces name what the words before
them are: {R} regret, {X} explanation, {O} our fault, {P} no repetition, {A} amends, {F} forgiveness asked, {E} empathy,
{B} blame. Brackets hold spans: [n:negative wording] [j:jargon] [o:over-promise] [p:personal data], and
[d 11-26 18:00|a promise] with its due time ("-" for an open one). A line ``@ moment`` changes the time of writing.
``~ text`` is a lone text without a complaint, only to be learned from; its quality is None.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).with_name("sittings")
KINDS = {
    "R": "regret",
    "X": "explanation",
    "O": "responsibility",
    "P": "repentance",
    "A": "repair",
    "F": "forgiveness",
    "E": "empathy",
    "B": "blame",
}
SPANS = {"n": "negative_wording", "j": "jargon", "o": "over_promise", "p": "pii"}
NOW = "2026-11-25T10:00:00+08:00"
_MARK = re.compile(r" ?\{(?P<kinds>[RXOPAFEB]+)\}|\[(?:(?P<span>[njop]):|d (?P<due>[^|\]]+)\|)|(?P<end>\])")
_HAN = re.compile(r"[\u4e00-\u9fff]")
Row = dict[str, Any]


def read_sittings() -> list[Row]:
    """Every pair of every sitting in the form of pairs.jsonl, with ``tags``: (place in the reply, kind)."""
    return [row for path in sorted(HERE.glob("*.txt")) for row in read_sitting(path)]


def read_sitting(path: Path) -> Iterator[Row]:
    """The pairs of one sitting. Raises ValueError for one that cannot be read."""
    now, complaint, number = NOW, "", 0
    lines: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@ "):
            now = line[2:].strip()
        elif line.startswith("? "):
            complaint, lines = line[2:].strip(), []
        elif line.startswith("~ "):
            number += 1
            yield _row((path.stem, number), "", line[2:], flags="", now=now)
        elif line.startswith("= "):
            number += 1
            yield _row((path.stem, number), complaint, "\n".join(lines), flags=line[2:], now=now)
        elif line.strip() and not line.startswith("# "):
            lines.append(line)


def _row(place: tuple[str, int], complaint: str, marked: str, *, flags: str, now: str) -> Row:
    sitting, number = place
    name = f"{sitting}-{number:03}"
    reply, tags, spans, promises = _unmarked(marked, name, now)
    kinds = {kind for _, kind in tags}
    quality, *said = flags.split() or [""]
    gold = {
        "apology": {
            part: part in kinds
            for part in ("regret", "explanation", "responsibility", "repentance", "repair", "forgiveness")
        },
        "empathy": "empathy" in kinds,
        "specific": "s" in said,
        **spans,
        "promises": promises,
        "blame": "blame" in kinds,
        "all_issues_answered": "a" in said,
        "quality": int(quality) if quality else None,
    }
    lang = "zh" if _HAN.search(complaint or reply) else "en"
    return {
        "id": name,
        "split": sitting,
        "lang": lang,
        "complaint": complaint,
        "reply": reply,
        "now": now,
        "gold": gold,
        "tags": tags,
    }


def _unmarked(marked: str, name: str, now: str) -> tuple[str, list[tuple[int, str]], Row, list[Row]]:
    """The reply without its marks, and what they say."""
    said = ""
    tags: list[tuple[int, str]] = []
    open_at: list[tuple[int, str | None, str | None]] = []
    spans: Row = {check: [] for check in SPANS.values()}
    promises: list[Row] = []
    place = 0
    for match in _MARK.finditer(marked):
        said += marked[place : match.start()]
        place = match.end()
        if match["kinds"]:
            tags += [(len(said), KINDS[kind]) for kind in match["kinds"]]
        elif match["end"]:
            if not open_at:
                raise ValueError(f"{name}: a bracket too many")
            start, span, due = open_at.pop()
            if span:
                spans[SPANS[span]].append(said[start:])
            else:
                promises.append({"text": said[start:], "due": _moment(due or "-", now)})
        else:
            open_at.append((len(said), match["span"], match["due"]))
    if open_at:
        raise ValueError(f"{name}: a bracket is open")
    return said + marked[place:], tags, spans, promises


def _moment(written: str, now: str) -> str | None:
    if written.strip() == "-":
        return None
    moment = datetime.fromisoformat(now)
    day, clock = written.split()
    month, date = day.split("-")
    hour, minute = clock.split(":")
    year = moment.year + (int(month) < moment.month)
    return moment.replace(
        year=year, month=int(month), day=int(date), hour=int(hour), minute=int(minute), second=0
    ).isoformat()
