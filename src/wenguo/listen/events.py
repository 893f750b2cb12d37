"""What listening tells the rooms above."""

from dataclasses import dataclass
from typing import ClassVar

from wenguo.kernel.events import Event


@dataclass(frozen=True, slots=True)
class FeedbackReceived(Event):
    """A customer said something and it is safely stored."""

    feedback_id: int
    brand_id: int


@dataclass(frozen=True, slots=True)
class FilesKept(Event):
    """Files that came with a feedback or a message are safely stored."""

    attachment_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FilesRead(Event):
    """The words in files are known. They came with a feedback, or, where ``feedback_id`` is 0, with a message."""

    attachment_ids: tuple[int, ...]
    feedback_id: int


@dataclass(frozen=True, slots=True)
class FeedbackImported(Event):
    """A batch of an import (at most 500 feedbacks) is safely stored."""

    IS_BULK: ClassVar[bool] = True

    file_import_id: int
    feedback_ids: tuple[int, ...]
    opens_cases: bool


@dataclass(frozen=True, slots=True)
class OutgoingQueued(Event):
    """A message waits to leave the house."""

    outgoing_id: int


@dataclass(frozen=True, slots=True)
class ImportStarted(Event):
    """A file is mapped and ready to be read in."""

    IS_BULK: ClassVar[bool] = True

    file_import_id: int
