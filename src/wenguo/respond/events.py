"""What responding tells the rooms above."""

from dataclasses import dataclass

from wenguo.kernel.events import Event


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """A feedback became a case."""

    case_id: int


@dataclass(frozen=True, slots=True)
class CalendarChanged(Event):
    """A working day was corrected, or the holidays of a year were published: what reaches that day is counted again."""

    first_day: str
    because: str


@dataclass(frozen=True, slots=True)
class CaseChanged(Event):
    """Something counted about a case changed: replied, resolved, closed, reopened, rated, a clock met or missed."""

    case_id: int
    what: str


@dataclass(frozen=True, slots=True)
class IncidentTold(Event):
    """Everybody behind an incident is to hear the same news."""

    update_id: int


@dataclass(frozen=True, slots=True)
class LessonLearned(Event):
    """The review of a crisis says what is to change."""

    lesson_id: int
