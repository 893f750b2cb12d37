"""Rows of a table in a file: CSV, XLSX or JSON lines, plain or gzipped, in UTF-8 or GB18030. Bad rows stop nothing."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from python_calamine import CalamineError, CalamineWorkbook

SAMPLE_BYTES = 1 << 20
MAX_FIELD_CHARACTERS = 1_000_000
FORMATS = (".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".ndjson")
csv.field_size_limit(MAX_FIELD_CHARACTERS)


class UnreadableTable(Exception):
    """The file as a whole cannot be read; ``code`` says why (``format``, ``empty``, ``damaged``)."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its 1-based line in the file: its values by column name, or the reason why it cannot be read."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def format_of(name: str) -> str:
    """The file's format by its name without ``.gz``; raises UnreadableTable for a format we do not know."""
    plain = name.lower().removesuffix(".gz")
    for suffix in FORMATS:
        if plain.endswith(suffix):
            return suffix
    raise UnreadableTable("format")


def columns_of(path: Path, name: str = "") -> list[str]:
    """The column names, in order of first appearance (for JSON lines: those of the first hundred rows)."""
    found: dict[str, None] = {}
    for count, row in enumerate(rows_of(path, name)):
        found.update(dict.fromkeys(row.values))
        if count >= 100:
            break
    if not found:
        raise UnreadableTable("empty")
    return list(found)


def rows_of(path: Path, name: str = "") -> Iterator[Row]:
    """Every row in order. ``name`` gives the format when the stored path has no ending.

    Raises UnreadableTable when the file as a whole cannot be read.
    """
    kind = format_of(name or path.name)
    try:
        if kind == ".xlsx":
            yield from _sheet_rows(path)
        elif kind in {".jsonl", ".ndjson"}:
            yield from _json_rows(path)
        else:
            yield from _csv_rows(path)
    except (gzip.BadGzipFile, EOFError, zipfile.BadZipFile, CalamineError, OSError) as error:
        raise UnreadableTable("damaged") from error


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        if packed:
            with gzip.open(raw) as unpacked:
                yield cast("BinaryIO", unpacked)
        else:
            yield raw


def encoding_of(path: Path) -> str:
    """``utf-8-sig`` if the first megabyte decodes as UTF-8, else ``gb18030``."""
    with _opened(path) as file:
        sample = file.read(SAMPLE_BYTES)
    for cut in range(4):  # the sample may end within a character
        try:
            sample[: len(sample) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return "utf-8-sig"
    return "gb18030"


def _csv_rows(path: Path) -> Iterator[Row]:
    encoding = encoding_of(path)
    with (
        _opened(path) as file,
        io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as text,
    ):
        header_line = text.readline()
        if not header_line.strip():
            raise UnreadableTable("empty")
        delimiter = max(",;\t", key=header_line.count)
        header = [name.strip() for name in next(csv.reader([header_line], delimiter=delimiter))]
        reader = csv.reader(text, delimiter=delimiter)
        yield from _read_csv(reader, header)


def _read_csv(reader: Any, header: list[str]) -> Iterator[Row]:
    line = 2
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(line, problem="damaged_row")
            line = reader.line_num + 2
            continue
        if cells:
            yield _checked(line, dict(zip(header, cells, strict=False)), extra=len(cells) > len(header))
        line = reader.line_num + 2


def _checked(line: int, values: dict[str, str], *, extra: bool = False) -> Row:
    if extra:
        return Row(line, values, "too_many_columns")
    if any("\ufffd" in value for value in values.values()):
        return Row(line, values, "encoding")
    return Row(line, {key: value.replace("\x00", "") for key, value in values.items()})


def _json_rows(path: Path) -> Iterator[Row]:
    encoding = encoding_of(path)
    with _opened(path) as file, io.TextIOWrapper(file, encoding=encoding, errors="replace") as text:
        for line, raw in enumerate(text, start=1):
            if not raw.strip():
                continue
            try:
                values = json.loads(raw)
            except (json.JSONDecodeError, RecursionError):
                yield Row(line, problem="damaged_row")
                continue
            if not isinstance(values, dict):
                yield Row(line, problem="not_an_object")
                continue
            yield _checked(line, {str(key): _as_text(value) for key, value in values.items()})


def _sheet_rows(path: Path) -> Iterator[Row]:
    with _opened(path) as file:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(file.read()))
    rows = workbook.get_sheet_by_index(0).iter_rows()
    header = [str(cell).strip() for cell in next(rows, [])]
    if not any(header):
        raise UnreadableTable("empty")
    for line, cells in enumerate(rows, start=2):
        if any(cell not in ("", None) for cell in cells):
            yield _checked(
                line, {name: _as_text(cell) for name, cell in zip(header, cells, strict=False) if name}
            )


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
