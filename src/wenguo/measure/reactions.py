"""What measuring does with news from below: bring the fact rows up to date."""

from wenguo.listen.events import FeedbackReceived
from wenguo.measure import actions
from wenguo.respond.events import CaseChanged, CaseOpened
from wenguo.understand.events import (
    FeedbackBatchUnderstood,
    FeedbackReanalysed,
    FeedbackUnderstood,
    LabelCorrected,
)


def count_feedback(news: FeedbackReceived) -> None:
    """A new feedback counts at once, even before it is understood."""
    actions.refresh_facts([news.feedback_id])


def count_understood(news: FeedbackUnderstood) -> None:
    """Its labels count."""
    actions.refresh_facts([news.feedback_id])


def count_batch(news: FeedbackBatchUnderstood) -> None:
    """An imported batch counts."""
    actions.refresh_facts(news.feedback_ids)


def count_corrected(news: LabelCorrected) -> None:
    """A corrected label counts."""
    actions.refresh_facts([news.feedback_id])


def count_reread(news: FeedbackReanalysed) -> None:
    """History that was read differently counts so."""
    actions.refresh_facts(news.feedback_ids)


def count_case(news: CaseOpened) -> None:
    """A new case counts."""
    actions.refresh_case(news.case_id)


def count_case_change(news: CaseChanged) -> None:
    """Replies, solutions, ratings and reopenings count."""
    actions.refresh_case(news.case_id)
