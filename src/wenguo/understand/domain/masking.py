"""Personal data stay in the house: they are replaced before a text leaves, and put back when the answer comes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: What an entity must be to be personal; order numbers and amounts are what the case is about and may leave.
PERSONAL = frozenset({"phone", "email", "id_card", "bank_card", "plate", "address", "name"})
SHORTEST_NAME = 2

Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal data, and what each mark in it stands for, such as ``phone-1``."""

    text: str
    marks: Mapping[str, str] = field(default_factory=dict)

    def restore(self, answer: str) -> str:
        """The answer with the originals in place of the marks, in whatever brackets a model put them."""
        if not self.marks:
            return answer
        names = "|".join(re.escape(mark) for mark in self.marks)
        pattern = re.compile(rf"[⟦\[【〔]?\s*\b({names})\b\s*[⟧\]】〕]?", re.IGNORECASE)
        return pattern.sub(lambda match: self.marks[match.group(1).lower()], answer)


def mask(text: str, *, spans: Iterable[Span], names: Iterable[str] = ()) -> Masked:
    """Put a mark such as ⟦phone-1⟧ in place of each personal span; equal values get the same mark.

    ``spans`` are ``(type, start, end)`` in characters of ``text``; ``names`` are people known to be meant, wherever
    they are written.
    """
    found = sorted({*_personal(spans), *_named(text, names)}, key=lambda span: (span[1], -span[2]))
    marks: dict[str, str] = {}
    known: dict[tuple[str, str], str] = {}
    parts, place = [], 0
    for kind, start, end in found:
        if start < place:
            continue
        value = text[start:end]
        mark = known.get((kind, value))
        if mark is None:
            mark = f"{kind.replace('_', '-')}-{1 + sum(known_kind == kind for known_kind, _value in known)}"
            known[kind, value] = mark
            marks[mark] = value
        parts += [text[place:start], f"⟦{mark}⟧"]
        place = end
    return Masked("".join([*parts, text[place:]]), marks)


def _personal(spans: Iterable[Span]) -> Iterable[Span]:
    return (span for span in spans if span[0] in PERSONAL)


def _named(text: str, names: Iterable[str]) -> Iterable[Span]:
    for name in {name.strip() for name in names}:
        if len(name) >= SHORTEST_NAME:
            yield from (("name", match.start(), match.end()) for match in re.finditer(re.escape(name), text))
