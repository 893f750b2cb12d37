"""Feedback as rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wenguo.listen.queries import channel_icon, channel_name
from wenguo.understand import queries

if TYPE_CHECKING:
    from wenguo.listen.models import Feedback
    from wenguo.understand.models import Analysis
    from wenguo.understand.queries import Chip

MOST_CHIPS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One feedback of a list: at most three chips, what is more behind +n."""

    feedback: Feedback
    analysis: Analysis | None
    channel_icon: str
    channel_name: str
    evidence: list[list[Any]]
    chips: list[Chip]
    more: list[str]
    is_harm: bool

    @property
    def mood(self) -> int:
        """1–5, 3 while nothing is understood."""
        return self.analysis.intensity if self.analysis else 3


def rows_of(feedbacks: Sequence[Feedback]) -> list[Row]:
    """The rows, with their analyses in one query."""
    analyses = queries.analyses_of(feedback.pk for feedback in feedbacks)
    return [row_of(feedback, analyses.get(feedback.pk)) for feedback in feedbacks]


def row_of(feedback: Feedback, analysis: Analysis | None) -> Row:
    """One row from what is at hand."""
    chips = _chips(analysis) if analysis else []
    return Row(
        feedback=feedback,
        analysis=analysis,
        channel_icon=channel_icon(feedback.channel),
        channel_name=channel_name(feedback.channel),
        evidence=queries.evidence_of(analysis),
        chips=chips[:MOST_CHIPS],
        more=[chip.label for chip in chips[MOST_CHIPS:]],
        is_harm=any(chip.form == "harm" for chip in chips),
    )


def _chips(analysis: Analysis) -> list[Chip]:
    risks = queries.chips_of(analysis, "risks")
    harm = [chip for chip in risks if chip.form == "harm"]
    others = [chip for chip in risks if chip.form != "harm"]
    return [*harm, queries.category_chip(analysis), *queries.chips_of(analysis, "demands"), *others]
