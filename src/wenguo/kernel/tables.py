"""Rows of a table in a file: CSV, XLSX or JSON lines, plain or gzipped, in UTF-8 or GB18030. Bad rows stop nothing."""

import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

SAMPLE_BYTES = 1 << 20
MAX_FIELD_CHARACTERS = 1_000_000
# A few kilobytes can unpack to more than any disk or memory holds: reading ends here.
MAX_UNPACKED_BYTES = 2 << 30
MAX_SHEET_BYTES = 512 << 20
MAX_LINE_CHARACTERS = 4 * MAX_FIELD_CHARACTERS
FORMATS = (".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".ndjson")
csv.field_size_limit(MAX_FIELD_CHARACTERS)


class UnreadableTable(Exception):
    """The file as a whole cannot be read; ``code`` says why (``format``, ``empty``, ``damaged``, ``too_large``)."""

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


class _Bounded(io.RawIOBase):
    """An unpacked stream that refuses to go on for ever."""

    def __init__(self, unpacked: gzip.GzipFile, limit: int) -> None:
        self._unpacked, self._left = unpacked, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._unpacked.readinto(buffer)
        self._left -= count
        if self._left < 0:
            raise UnreadableTable("too_large")
        return count


@contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    with path.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        if packed:
            with gzip.open(raw) as unpacked:
                yield io.BufferedReader(_Bounded(unpacked, MAX_UNPACKED_BYTES), SAMPLE_BYTES)
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


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a text; of one that is absurdly long only the beginning, so that it ends as a damaged row."""
    while line := text.readline(MAX_LINE_CHARACTERS):
        yield line
        while len(line) == MAX_LINE_CHARACTERS and not line.endswith(("\n", "\r")):
            line = text.readline(MAX_LINE_CHARACTERS)


def _csv_rows(path: Path) -> Iterator[Row]:
    encoding = encoding_of(path)
    with (
        _opened(path) as file,
        io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as text,
    ):
        lines = _lines(text)
        header_line = next(lines, "")
        if not header_line.strip():
            raise UnreadableTable("empty")
        delimiter = max(",;\t", key=header_line.count)
        header = [name.strip() for name in next(csv.reader([header_line], delimiter=delimiter))]
        reader = csv.reader(lines, delimiter=delimiter)
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
        for line, raw in enumerate(_lines(text), start=1):
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
        content = io.BytesIO(file.read(MAX_SHEET_BYTES + 1))
    _check_sheet(content)
    workbook = CalamineWorkbook.from_filelike(content)
    rows = workbook.get_sheet_by_index(0).iter_rows()
    header = [str(cell).strip() for cell in next(rows, [])]
    if not any(header):
        raise UnreadableTable("empty")
    for line, cells in enumerate(rows, start=2):
        if any(cell not in ("", None) for cell in cells):
            yield _checked(
                line, {name: _as_text(cell) for name, cell in zip(header, cells, strict=False) if name}
            )


def _check_sheet(content: io.BytesIO) -> None:
    """Raise UnreadableTable for a workbook that unpacks to more than memory should hold."""
    with zipfile.ZipFile(content) as parts:
        if sum(part.file_size for part in parts.infolist()) > MAX_SHEET_BYTES:
            raise UnreadableTable("too_large")
        try:
            # A part that states too small a size betrays itself here by a check sum that does not fit.
            broken = parts.testzip()
        except (RuntimeError, NotImplementedError, zlib.error) as error:
            raise UnreadableTable("damaged") from error
    if broken is not None:
        raise UnreadableTable("damaged")
    content.seek(0)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
