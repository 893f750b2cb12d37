"""One letter tells of two problems: its sentences, which of them are about something else, and what may be cut out."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

Span = tuple[int, int]
# A sentence ends at its mark with the closing quotes after it, at a full stop before a space, or with the line.
_SENTENCE = re.compile(r".+?(?:[。！？!?；;…]+[”’」』）)\"]*|\.(?=\s)|(?=\n)|\Z)", re.DOTALL)
MOST_SPANS = 100


class SplitProblem(ValueError):
    """What was chosen cannot be cut out; ``code`` is empty, range, overlap or everything."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def sentences(text: str) -> list[Span]:
    """Where each sentence stands, without the white space around it; together they hold every other character."""
    found = []
    for match in _SENTENCE.finditer(text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        if start < end:
            found.append((start, end))
    return found


def suggested(
    spans: Sequence[Span], aspects: Iterable[tuple[int, str]], *, main: str
) -> tuple[list[Span], str]:
    """The sentences that are about something else than the main category, and what; nothing if none or all are.

    ``aspects`` are (place in the text, category) of what the text speaks of.
    """
    counts: dict[Span, Counter[str]] = {span: Counter() for span in spans}
    for place, category in aspects:
        for span in spans:
            if span[0] <= place < span[1] and category:
                counts[span][category] += 1
    topics = {span: found.most_common(1)[0][0] for span, found in counts.items() if found}
    others = Counter(topic for topic in topics.values() if topic != main)
    if not others:
        return [], ""
    other = others.most_common(1)[0][0]
    chosen = [span for span in spans if topics.get(span) == other]
    return ([], "") if len(chosen) == len(spans) else (chosen, other)


def checked_spans(spans: Iterable[Sequence[int]], text: str) -> list[Span]:
    """The chosen spans in the order of the text. Raises SplitProblem; something must be left of the text."""
    found = sorted({(int(one[0]), int(one[1])) for one in spans if len(one) == 2})
    if not found:
        raise SplitProblem("empty")
    if len(found) > MOST_SPANS or any(not 0 <= start < end <= len(text) for start, end in found):
        raise SplitProblem("range")
    if any(second[0] < first[1] for first, second in pairwise(found)):
        raise SplitProblem("overlap")
    if not cut(text, found).strip():
        raise SplitProblem("empty")
    kept = "".join(
        text[end:start]
        for (_start, end), (start, _end) in zip(
            [(0, 0), *found], [*found, (len(text), len(text))], strict=True
        )
    )
    if not re.search(r"\w", kept):
        raise SplitProblem("everything")
    return found


def cut(text: str, spans: Sequence[Span]) -> str:
    """The chosen words; what does not stand together in the text begins on a line of its own."""
    parts: list[str] = []
    last = 0
    for start, end in spans:
        gap = text[last:start]
        if parts:
            parts.append(gap if not gap.strip() else "\n")
        parts.append(text[start:end])
        last = end
    return "".join(parts)
