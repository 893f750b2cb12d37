"""What responding does with news from below."""

from wenguo.kernel.clock import now
from wenguo.listen.events import FilesRead
from wenguo.respond import actions
from wenguo.respond.events import CalendarChanged, CaseChanged, IncidentTold
from wenguo.respond.jobs import recount_clocks
from wenguo.understand.events import (
    FeedbackBatchUnderstood,
    FeedbackReanalysed,
    FeedbackUnderstood,
    LabelCorrected,
)


def recount(news: CalendarChanged) -> None:
    """Count the deadlines again that reach the corrected day."""
    recount_clocks.later(first_day=news.first_day, because=news.because, after=0)


def respond_to(news: FeedbackUnderstood) -> None:
    """Open a case where the kind of feedback and the brand ask for one; thank, or confirm receipt, otherwise."""
    actions.answer_feedback(news.feedback_id, now=now())


def respond_to_batch(news: FeedbackBatchUnderstood) -> None:
    """The same for an imported batch, where the import asked for cases; nobody gets a letter about the past."""
    if news.opens_cases:
        for feedback_id in news.feedback_ids:
            actions.answer_feedback(feedback_id, now=now(), is_silent=True)


def follow_correction(news: LabelCorrected) -> None:
    """Bring the case's labels and team in line with a corrected label."""
    actions.follow_labels(news.feedback_id, now=now())


def find_by_files(news: FilesRead) -> None:
    """Let the case be found by what stands in the files."""
    actions.find_by_files(news.attachment_ids, feedback_id=news.feedback_id)


def follow_reread(news: FeedbackReanalysed) -> None:
    """Bring open cases in line with their feedback's new reading; nothing is opened for the past."""
    for feedback_id in actions.with_open_case(news.feedback_ids):
        actions.follow_labels(feedback_id, now=now())


def tell_everybody(news: IncidentTold) -> None:
    """Put the news into the conversation of each case of the incident."""
    actions.deliver_update(news.update_id, now=now())


def run_rules(news: CaseChanged) -> None:
    """Try the rules of this moment; what they do themselves is no news."""
    actions.run_rules(news.case_id, moment=news.what, now=now())
