"""``wenguo check-replies``: the checks of the composer over a file; no database, no Django."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from wenguo.respond.domain.wording import check_reply
from wenguo.understand.analyzer.entities import find_entities

# A moment without a zone is one in China, and its answer has no zone either.
HOME = ZoneInfo("Asia/Shanghai")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class UnreadableLine(Exception):
    """A line is not what it should be; says why."""


@click.command("check-replies")
@click.argument("file", type=_FILE)
@click.option(
    "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write, JSONL."
)
def check_replies(file: Path, *, output: Path) -> None:
    """Check the replies of FILE (JSONL with id, lang, complaint, reply, now), one JSON object a line.

    Lines that cannot be read are named and left out; the exit code is then 1.
    """
    done, bad = 0, 0
    with file.open("rb") as lines, output.open("w", encoding="utf-8") as stream:
        for number, line in _told(lines):
            try:
                stream.write(json.dumps(answer_line(line), ensure_ascii=False) + "\n")
                done += 1
            except UnreadableLine as problem:
                bad += 1
                click.echo(f"Line {number}: {problem}", err=True)
    click.echo(f"{done} checked, {bad} left out, in {output}.")
    if bad:
        raise SystemExit(1)


def _told(lines: Any) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, 1):
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield number, line


def answer_line(line: bytes) -> dict[str, Any]:
    """The answer to one line of the file. Raises UnreadableLine."""
    row = _row(line)
    reply, complaint = _text(row, "reply"), _text(row, "complaint")
    lang = "zh" if _text(row, "lang").lower().startswith("zh") else "en"
    now = _moment(row)
    is_plain = now.tzinfo is None
    moment = now.replace(tzinfo=HOME) if is_plain else now
    checked = check_reply(reply, complaint=complaint, lang=lang, now=moment, find=entities_of)
    answer = checked.as_row(row.get("id"))
    if is_plain:
        for promise in answer["promises"]:
            promise["due"] = promise["due"] and promise["due"][: len("2026-11-25T18:00:00")]
    return answer


def entities_of(text: str) -> list[tuple[str, int, int]]:
    """Phones, addresses, full numbers: what the Analyzer finds in a text."""
    return [(entity.type, entity.start, entity.end) for entity in find_entities(text)]


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as problem:
        raise UnreadableLine("not a line of JSON in UTF-8.") from problem
    if not isinstance(row, dict):
        raise UnreadableLine("not a JSON object.")
    if "id" not in row:
        raise UnreadableLine("there is no id.")
    return row


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise UnreadableLine(f"{name} must be a text.")
    return value


def _moment(row: dict[str, Any]) -> datetime:
    try:
        return datetime.fromisoformat(_text(row, "now"))
    except ValueError as problem:
        raise UnreadableLine("now must be a moment such as 2026-11-25T10:00:00+08:00.") from problem
