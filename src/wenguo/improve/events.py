"""What improving tells the rooms above."""

from dataclasses import dataclass

from wenguo.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ImprovementDone(Event):
    """An improvement is finished: the customers behind it are to be told."""

    improvement_id: int
