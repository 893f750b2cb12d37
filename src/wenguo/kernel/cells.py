"""Rows for spreadsheets. What strangers wrote must stay text when somebody opens the file."""

import csv
import io
from collections.abc import Iterable, Iterator

# A cell that begins so is run as a formula by spreadsheets (OWASP: CSV injection).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Without this mark Excel reads UTF-8 as something else.
MARK = "\ufeff"


def safe_cell(value: object) -> str:
    """The value as text; a text that a spreadsheet would run gets an apostrophe in front. Numbers stay
    numbers.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return str(value)
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


def csv_lines(head: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A CSV file line by line, safe to open, with the mark that Excel needs in front."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def taken() -> str:
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    writer.writerow([safe_cell(cell) for cell in head])
    yield MARK + taken()
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        yield taken()
