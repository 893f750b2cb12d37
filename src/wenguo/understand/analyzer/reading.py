"""What understanding says about one text."""

from dataclasses import dataclass, field, fields
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Aspect:
    """A part the writer speaks of, where it stands, and how it is judged there."""

    term: str
    start: int
    end: int
    category: str
    polarity: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Something with an identity: a phone, an amount, an order number, a moment. ``value`` is its plain form."""

    type: str
    text: str
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Every label of one text with confidence (0–1, calibrated) and the characters that caused it.

    ``evidence`` spans are half-open character offsets into the text as it was given. ``sentiment`` runs from −1 to 1
    and its sign is the two-way reading. ``alternatives`` lists the three likeliest codes of kind and category.
    """

    language: str
    kind: str
    polarity: str
    sentiment: float
    intensity: int
    emotions: tuple[str, ...]
    urgency: int
    categories: tuple[str, ...]
    demands: tuple[str, ...]
    risks: tuple[str, ...]
    need: str | None
    style: str | None
    aspects: tuple[Aspect, ...]
    entities: tuple[Entity, ...]
    keywords: tuple[str, ...]
    summary: str
    confidence: dict[str, float]
    evidence: dict[str, list[Span]]
    alternatives: dict[str, list[tuple[str, float]]]
    model_version: str
    notes: tuple[str, ...] = field(default=())

    @property
    def category(self) -> str:
        """The main category: what the writer stresses."""
        return self.categories[0]

    def as_dict(self) -> dict[str, Any]:
        """The reading as plain JSON values, in the published schema."""
        # Field by field: dataclasses.asdict copies every value deeply and takes half as long as the reading itself.
        plain = {name: getattr(self, name) for name in _FIELDS}
        for name in ("emotions", "categories", "demands", "risks", "keywords", "notes"):
            plain[name] = list(plain[name])
        plain["aspects"] = [_plain(one, _ASPECT) for one in self.aspects]
        plain["entities"] = [_plain(one, _ENTITY) for one in self.entities]
        plain["confidence"] = dict(self.confidence)
        plain["evidence"] = {name: [list(span) for span in spans] for name, spans in self.evidence.items()}
        plain["alternatives"] = {
            name: [list(pair) for pair in pairs] for name, pairs in self.alternatives.items()
        }
        return plain


_FIELDS, _ASPECT, _ENTITY = ([one.name for one in fields(kind)] for kind in (Reading, Aspect, Entity))


def _plain(part: Aspect | Entity, names: list[str]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}
