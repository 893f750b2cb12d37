"""What listening tells the rooms above."""

from dataclasses import dataclass

from wenguo.kernel.events import Event


@dataclass(frozen=True, slots=True)
class FeedbackReceived(Event):
    """A customer said something and it is safely stored."""

    feedback_id: int
    brand_id: int


@dataclass(frozen=True, slots=True)
class FeedbackImported(Event):
    """A batch of an import (at most 500 feedbacks) is safely stored."""

    file_import_id: int
    feedback_ids: tuple[int, ...]
    opens_cases: bool
