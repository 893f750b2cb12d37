"""The piece of work that any process or machine can do: some rows to lines of JSON."""

import json

from wenguo.understand.analyzer.facade import Analyzer

Chunk = list[tuple[str, str]]
_LINE = json.JSONEncoder(ensure_ascii=False).encode


def analyze_chunk(chunk: Chunk) -> bytes:
    """Rows as (id, text) to one JSON object a line."""
    readings = Analyzer().analyze_many([text for _, text in chunk])
    lines = [
        _LINE({"id": row_id, **reading.as_dict()})
        for (row_id, _), reading in zip(chunk, readings, strict=True)
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")
