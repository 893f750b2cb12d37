"""What understanding does with news from listening."""

from wenguo.kernel.clock import now
from wenguo.listen.events import FeedbackImported, FeedbackReceived
from wenguo.understand import actions
from wenguo.understand.events import OpinionAsked
from wenguo.understand.jobs import form_opinion


def analyse(news: FeedbackReceived) -> None:
    """Read the new feedback."""
    actions.analyse(news.feedback_id, now=now())


def analyse_batch(news: FeedbackImported) -> None:
    """Read a batch of an import."""
    actions.analyse_batch(news.feedback_ids, opens_cases=news.opens_cases, now=now())


def ask_the_model(news: OpinionAsked) -> None:
    """Put the question, one at a time: an endpoint that hangs must not hold up what others wait for."""
    form_opinion.later(opinion_id=news.opinion_id)
