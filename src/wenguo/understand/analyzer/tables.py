"""Rows of a file, one by one: CSV, XLSX, JSONL or Parquet, plain or .gz, UTF-8 or GB18030."""

import csv
import gzip
import importlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import python_calamine

_PROBE = 1 << 16
_BATCH = 4096
_LONGEST_FIELD = 1 << 27
Row = dict[str, str]


class UnreadableFile(Exception):
    """The file cannot be read as a table; the message says why and, where known, on which line."""


def read_rows(source: Path) -> Iterator[Row]:
    """Every row as text by column name. Raises UnreadableFile with a sentence a person can act on."""
    name = source.name.lower().removesuffix(".gz")
    if not source.is_file():
        raise UnreadableFile(f"There is no file {source}.")
    if name.endswith((".xlsx", ".xls", ".ods")):
        return _sheet(source)
    if name.endswith((".jsonl", ".ndjson", ".json")):
        return _json_lines(source)
    if name.endswith((".csv", ".tsv", ".txt")):
        return _csv(source, "\t" if name.endswith(".tsv") else None)
    if name.endswith((".parquet", ".pq")):
        return _parquet(source)
    raise UnreadableFile(f"{source.name}: use a CSV, XLSX, JSONL or Parquet file, plain or .gz.")


def _open(source: Path) -> TextIO:
    opened = gzip.open if source.name.lower().endswith(".gz") else open
    try:
        with opened(source, "rb") as probe:
            head = probe.read(_PROBE)
        return opened(source, "rt", encoding=_encoding(head), errors="replace", newline="")
    except (OSError, EOFError) as error:
        raise UnreadableFile(f"{source.name} cannot be opened: {error}.") from error


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        # The probe may end inside a character.
        head[: len(head) - 4 if len(head) == _PROBE else len(head)].decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8-sig" if len(head) == _PROBE and error.start > len(head) - 8 else "gb18030"
    return "utf-8-sig"


def _csv(source: Path, delimiter: str | None) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_FIELD)
    with _open(source) as stream:
        first = stream.readline()
        stream.seek(0)
        mark = delimiter or max(",;\t", key=first.count)
        reader = csv.DictReader((line.replace("\0", " ") for line in stream), delimiter=mark)
        try:
            for row in reader:
                yield {key: value or "" for key, value in row.items() if isinstance(key, str)}
        except (csv.Error, EOFError, OSError) as error:
            raise UnreadableFile(f"{source.name}, line {reader.line_num}: {error}.") from error


def _json_lines(source: Path) -> Iterator[Row]:
    with _open(source) as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                raise UnreadableFile(f"{source.name}, line {number} is not JSON.") from error
            if not isinstance(row, dict):
                raise UnreadableFile(f"{source.name}, line {number} is not an object.")
            yield {str(key): _plain(value) for key, value in row.items()}


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "|".join(str(part) for part in value)
    return "" if value is None else str(value)


def _parquet(source: Path) -> Iterator[Row]:
    try:
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise UnreadableFile(
            f"{source.name}: Parquet needs one more package: pip install 'wenguo[parquet]'."
        ) from error
    try:
        is_packed = source.name.lower().endswith(".gz")
        opened = io.BytesIO(gzip.decompress(source.read_bytes())) if is_packed else source
        for batch in parquet.ParquetFile(opened).iter_batches(batch_size=_BATCH):
            for row in batch.to_pylist():
                yield {str(key): _plain(value) for key, value in row.items()}
    except (OSError, EOFError, ValueError) as error:
        raise UnreadableFile(f"{source.name} is not a readable Parquet file: {error}.") from error


def _sheet(source: Path) -> Iterator[Row]:
    try:
        packed = (
            gzip.decompress(source.read_bytes())
            if source.name.lower().endswith(".gz")
            else source.read_bytes()
        )
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(packed))
        rows = iter(book.get_sheet_by_index(0).iter_rows())
    except (python_calamine.CalamineError, OSError, EOFError, IndexError) as error:
        raise UnreadableFile(f"{source.name} is not a readable workbook: {error}.") from error
    names = [str(name).strip() for name in next(rows, [])]
    for cells in rows:
        yield dict(zip(names, (_plain(cell) for cell in cells), strict=False))
