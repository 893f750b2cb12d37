"""The conversation as an exchange of letters: first and last open, the middle folded to a line each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wenguo.respond.pages.rows import channel_icon, channel_name
from wenguo.understand import queries as understanding

if TYPE_CHECKING:
    from wenguo.base.actor import Actor
    from wenguo.listen.models import Attachment
    from wenguo.respond.queries import StoryItem
    from wenguo.understand.models import Analysis

# Labels whose words are worth underlining beside the letter; kind and tone are those of the whole text.
TOLD = ("category", "demands", "risks")
NEUTRAL = 3


@dataclass(frozen=True, slots=True)
class Tag:
    """A label in the margin, beside the words that caused it; ``key`` lights them."""

    key: str
    words: str
    icon: str = ""
    mood: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with its evidence (places counted from its own start) and what the margin says about it."""

    text: str
    spans: list[list[Any]]
    tags: list[Tag]


@dataclass(frozen=True, slots=True)
class Letter:
    """One piece of the story, ready to be shown."""

    item: StoryItem
    key: str
    is_open: bool
    is_own: bool
    channel_icon: str
    channel_name: str
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def pictures(self) -> list[Attachment]:
        """What can be shown as it is."""
        return [file for file in self.item.attachments if file.content_type.startswith("image/")]

    @property
    def papers(self) -> list[Attachment]:
        """What has to be opened."""
        return [file for file in self.item.attachments if not file.content_type.startswith("image/")]


def letters_of(story: list[StoryItem], analyses: Mapping[int, Analysis], *, actor: Actor) -> list[Letter]:
    """The story with the first letter and the last letter open; notes and what lies between are folded."""
    written = [place for place, item in enumerate(story) if item.kind in ("feedback", "message")]
    opened = {*written[:1], *written[-1:]}
    return [
        _letter(item, key=f"{item.kind}-{place}", is_open=place in opened, analyses=analyses, actor=actor)
        for place, item in enumerate(story)
    ]


def _letter(
    item: StoryItem, *, key: str, is_open: bool, analyses: Mapping[int, Analysis], actor: Actor
) -> Letter:
    analysis = analyses.get(item.feedback.pk) if item.feedback else None
    author = item.message.author_id if item.message else None
    # What is written later "on the web" is written on the tracking page, by either side.
    channel = "page" if item.kind == "message" and item.channel == "web" else item.channel
    return Letter(
        item=item,
        key=key,
        is_open=is_open,
        is_own=author is not None and author == actor.user_id,
        channel_icon=channel_icon(channel),
        channel_name=channel_name(channel),
        paragraphs=paragraphs_of(item.text, item.evidence, analysis=analysis),
    )


def paragraphs_of(text: str, evidence: Iterable[list[Any]], *, analysis: Analysis | None) -> list[Paragraph]:
    """The text line by line; empty lines are left out, evidence is cut at the ends of a line."""
    told = [
        _toned(span) for span in evidence if str(span[3]).split(".")[0] in TOLD and 0 <= span[0] < span[1]
    ]
    paragraphs = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if line.strip():
            spans = [
                [max(span[0], start) - start, min(span[1], end) - start, span[2], span[3]]
                for span in told
                if span[0] < end and span[1] > start
            ]
            paragraphs.append(Paragraph(line.rstrip("\r\n"), spans, _tags(spans, analysis)))
        start = end
    return paragraphs


def _toned(span: list[Any]) -> list[Any]:
    # A wish or a warning is no mood: its words are underlined in the neutral one.
    return span if str(span[3]) == "category" else [span[0], span[1], NEUTRAL, span[3]]


def _tags(spans: list[list[Any]], analysis: Analysis | None) -> list[Tag]:
    if analysis is None:
        return []
    tags = [tag for key in dict.fromkeys(str(span[3]) for span in spans) if (tag := _tag(key, analysis))]
    return list({tag.words: tag for tag in tags}.values())


def _tag(key: str, analysis: Analysis) -> Tag | None:
    label, _dot, code = key.partition(".")
    if label == "category":
        return Tag(key, understanding.name_of("category", analysis.category), mood=analysis.intensity)
    present = analysis.demands if label == "demands" else analysis.risks
    codes = [known for known in present if known != "none" and code in ("", known)]
    if not codes:
        return None
    words = " · ".join(understanding.name_of(label, known) for known in codes)
    return Tag(key, words, understanding.icon_of(label, codes[0]))
