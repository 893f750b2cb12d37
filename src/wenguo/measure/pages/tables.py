"""The same figures as plain tables with the same links, for browsers without scripts."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from wenguo.base.wording import number_words

Spec = dict[str, Any]
Table = dict[str, Any]


def as_table(spec: Spec) -> Table:
    """Caption, head and rows of any chart that the dashboard draws; a cell is ``(text, address)``."""
    shape = next(shape for key, shape in SHAPES.items() if key in spec)
    head, rows = shape(spec)
    return {"caption": spec["caption"], "head": head, "rows": rows}


def _series(spec: Spec) -> tuple[list[str], list[Any]]:
    series = spec["series"]
    rows = [
        [(day, ""), *((number_words(one["values"][n]), one["hrefs"][n]) for one in series)]
        for n, day in enumerate(spec["x"])
    ]
    return [_("Day"), *(one["name"] for one in series)], rows


def _heat(spec: Spec) -> tuple[list[str], list[Any]]:
    rows = [
        [
            (name, ""),
            *((number_words(count), spec["hrefs"][r][c]) for c, count in enumerate(spec["cells"][r])),
        ]
        for r, name in enumerate(spec["rows"])
    ]
    return [_("Channel"), *spec["columns"]], rows


def _words(spec: Spec) -> tuple[list[str], list[Any]]:
    return [_("Word"), _("Count")], [
        [(one["text"], one["href"]), (number_words(one["value"]), "")] for one in spec["words"]
    ]


def _rows(spec: Spec) -> tuple[list[str], list[Any]]:
    rows = [[(row["name"], row.get("href", "")), (_value(row), "")] for row in spec["rows"]]
    return ["", _("Value")], rows


def _value(row: Spec) -> str:
    if "few" in row:
        return str(row["few"])
    if "low" in row:
        return (
            f"{number_words(row['value'], 1)} ({number_words(row['low'], 1)}–{number_words(row['high'], 1)})"
        )
    return number_words(row["value"])


SHAPES: dict[str, Callable[[Spec], tuple[list[str], list[Any]]]] = {
    "series": _series,
    "cells": _heat,
    "words": _words,
    "rows": _rows,
}
