"""What responding does with news from below."""

from wenguo.understand.events import FeedbackBatchUnderstood, FeedbackUnderstood, LabelCorrected


def respond_to(news: FeedbackUnderstood) -> None:
    """Open a case where the kind of feedback and the brand ask for one."""
    raise LookupError("not wired yet")


def respond_to_batch(news: FeedbackBatchUnderstood) -> None:
    """The same for an imported batch, where the import asked for cases."""
    raise LookupError("not wired yet")


def follow_correction(news: LabelCorrected) -> None:
    """Bring the case's labels and team in line with a corrected label."""
    raise LookupError("not wired yet")
