"""A month in an address: 2026-11."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema


def read_month(value: object) -> date:
    """The first day of the month that the text names; ValueError otherwise."""
    if isinstance(value, date):
        return value.replace(day=1)
    year, _dash, month = str(value).partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and len(month) == 2):
        raise ValueError("a month such as 2026-11")
    first = date(int(year), int(month), 1)
    if not 2000 <= first.year <= 2200:
        raise ValueError("a year between 2000 and 2200")
    return first


Month = Annotated[
    date,
    BeforeValidator(read_month),
    WithJsonSchema({"type": "string", "pattern": r"^2[01][0-9]{2}-(0[1-9]|1[0-2])$"}),
]
