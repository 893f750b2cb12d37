"""What understanding does with news from listening."""

from wenguo.listen.events import FeedbackImported, FeedbackReceived


def analyse(news: FeedbackReceived) -> None:
    """Read the new feedback."""
    raise LookupError("not wired yet")


def analyse_batch(news: FeedbackImported) -> None:
    """Read a batch of an import."""
    raise LookupError("not wired yet")
