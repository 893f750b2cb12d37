"""The words in a file that somebody sent: PDF, Word, plain text, and pictures where the extra ``[ocr]`` is installed.

A hostile file can make any reader loop, crash or eat memory. So this module runs as a program of its own
(``python -m wenguo.listen.domain.file_text``), bounded in memory and time, and whoever asks lives on:

    standard input    a JSON list of ``[path, content type]``
    standard output   one JSON object a line and a file, in order: ``{"reader", "text"}``; a file that could not
                      be read has ``"text": null``

The readers are loaded by name when they are needed: whoever only asks ``can_read`` pays for none of them.
"""

import importlib.util
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from wenguo.listen.domain.files import DOCX, IMAGES, MAX_UNFOLDED

# What is kept of one file: about eight pages.
MAX_CHARACTERS = 20_000
MAX_PAGES = 50
# Reading a scanned page takes seconds.
MAX_SCANNED_PAGES = 5
# Below this a page of a PDF is a picture of words.
FEW_CHARACTERS = 20
MAX_MEMORY = 3 * 1024**3
MAX_SECONDS = 120
# Lines that the picture reader itself doubts are noise more often than words.
LEAST_SCORE = 0.5
SCAN_SCALE = 2.0
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_SPACE = re.compile(r"[^\S\n]+")
_GAP = re.compile(r"\n\s*\n+")


class Unreadable(Exception):
    """The file holds no words that this reader can get at."""


def can_read_pictures() -> bool:
    """Whether the extra ``[ocr]`` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def can_read(content_type: str) -> bool:
    """Whether a file of this type can be read by this installation."""
    return content_type in READERS or (content_type in IMAGES and can_read_pictures())


def text_of(content: bytes, content_type: str) -> tuple[str, str]:
    """The name of the reader and the words, tidied and cut to MAX_CHARACTERS; empty words when there are none.

    Raises Unreadable for types nobody reads; whatever a reader raises for a damaged file comes through.
    """
    if content_type in IMAGES and can_read_pictures():
        reader, text = "ocr", "\n".join(_lines_of_picture(content))
    elif content_type in READERS:
        reader, read = READERS[content_type]
        text = read(content)
    else:
        raise Unreadable(content_type)
    return reader, tidied(text)


def tidied(text: str) -> str:
    """Without control and invisible characters, without runs of space and empty lines."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _GAP.sub("\n\n", _SPACE.sub(" ", text)).strip()[:MAX_CHARACTERS].rstrip()


def _text_of_plain(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


def _text_of_letter(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        # What a part says of its own size is a claim; unfolding tells.
        if (
            sum(len(parts.read(part)) for part in parts.infolist() if part.filename.endswith(".xml"))
            > MAX_UNFOLDED
        ):
            raise Unreadable("size")
    letter = import_module("docx").Document(io.BytesIO(content))
    return "\n".join(_paragraphs(letter))


def _paragraphs(letter: Any) -> Iterator[str]:
    for block in letter.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                # A merged cell stands in the row once for each column it spans.
                yield "\t".join(dict.fromkeys(cell.text.strip() for cell in row.cells))
        else:
            yield block.text


def _text_of_pdf(content: bytes) -> str:
    pages: list[str] = []
    scanned = 0
    with import_module("pypdfium2").PdfDocument(content) as document:
        for number in range(min(len(document), MAX_PAGES)):
            page = document[number]
            text = page.get_textpage().get_text_bounded()
            if len(text.strip()) < FEW_CHARACTERS and scanned < MAX_SCANNED_PAGES and can_read_pictures():
                scanned += 1
                seen = "\n".join(_lines_of_picture(page.render(scale=SCAN_SCALE).to_numpy()))
                text = max(text, seen, key=len)
            pages.append(text)
            if sum(map(len, pages)) > MAX_CHARACTERS:
                break
    return "\n\n".join(pages)


def _lines_of_picture(picture: Any) -> list[str]:
    """Lines from top to bottom, those of one height from left to right."""
    found = _picture_reader()(picture)
    if found.txts is None or found.boxes is None or found.scores is None:
        return []
    lines = [
        (float(box[:, 1].mean()), float(box[:, 0].min()), float(box[:, 1].max() - box[:, 1].min()), text)
        for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        if score >= LEAST_SCORE
    ]
    lines.sort()
    rows: list[list[tuple[float, float, float, str]]] = []
    for line in lines:
        if rows and line[0] - rows[-1][0][0] < rows[-1][0][2] / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [" ".join(text for *_at, text in sorted(row, key=lambda line: line[1])) for row in rows]


@lru_cache(maxsize=1)
def _picture_reader() -> Any:
    # One thread: the web server and the worker share the machine.
    return import_module("rapidocr").RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


READERS: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "text/plain": ("text", _text_of_plain),
    DOCX: ("docx", _text_of_letter),
    "application/pdf": ("pdf", _text_of_pdf),
}


def main() -> None:
    """Read the files named on standard input; one line each, at once, so that a crash keeps what was read."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    wanted = json.load(sys.stdin)
    # Libraries chatter on standard output; the answer goes to the stream that was there before.
    answer, sys.stdout = sys.stdout, sys.stderr
    for path, content_type in wanted:
        try:
            reader, text = text_of(Path(path).read_bytes(), content_type)
            line: dict[str, str | None] = {"reader": reader, "text": text}
        except Exception as problem:  # whatever a reader raises for a damaged file means: unreadable
            line = {"reader": type(problem).__name__, "text": None}
        print(json.dumps(line), file=answer, flush=True)


if __name__ == "__main__":
    main()
