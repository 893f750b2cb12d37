"""What understanding tells the rooms above."""

from dataclasses import dataclass
from typing import ClassVar

from wenguo.kernel.events import Event


@dataclass(frozen=True, slots=True)
class FeedbackUnderstood(Event):
    """A feedback has a first analysis."""

    feedback_id: int
    analysis_id: int


@dataclass(frozen=True, slots=True)
class FeedbackBatchUnderstood(Event):
    """A batch of imported feedbacks has analyses."""

    IS_BULK: ClassVar[bool] = True

    feedback_ids: tuple[int, ...]
    opens_cases: bool


@dataclass(frozen=True, slots=True)
class LabelCorrected(Event):
    """A person set a label right."""

    feedback_id: int
    label: str


@dataclass(frozen=True, slots=True)
class OpinionAsked(Event):
    """Somebody asked the language model about a feedback."""

    opinion_id: int


@dataclass(frozen=True, slots=True)
class FeedbackReanalysed(Event):
    """A batch of history was read again by new models; these were read differently."""

    IS_BULK: ClassVar[bool] = True

    feedback_ids: tuple[int, ...]
