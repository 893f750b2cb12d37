"""What measuring does with news from below: bring the fact rows up to date."""

from wenguo.listen.events import FeedbackReceived
from wenguo.respond.events import CaseChanged, CaseOpened
from wenguo.understand.events import FeedbackBatchUnderstood, FeedbackUnderstood, LabelCorrected


def count_feedback(news: FeedbackReceived) -> None:
    """A new feedback counts at once, even before it is understood."""
    raise LookupError("not wired yet")


def count_understood(news: FeedbackUnderstood) -> None:
    """Its labels count."""
    raise LookupError("not wired yet")


def count_batch(news: FeedbackBatchUnderstood) -> None:
    """An imported batch counts."""
    raise LookupError("not wired yet")


def count_corrected(news: LabelCorrected) -> None:
    """A corrected label counts."""
    raise LookupError("not wired yet")


def count_case(news: CaseOpened) -> None:
    """A new case counts."""
    raise LookupError("not wired yet")


def count_case_change(news: CaseChanged) -> None:
    """Replies, solutions, ratings and reopenings count."""
    raise LookupError("not wired yet")
