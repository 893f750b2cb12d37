"""What understanding does with news from listening."""

from wenguo.kernel.clock import now
from wenguo.listen.events import FeedbackImported, FeedbackReceived, FilesRead
from wenguo.understand import actions
from wenguo.understand.events import OpinionAsked
from wenguo.understand.jobs import find_alike, form_opinion


def analyse(news: FeedbackReceived) -> None:
    """Read the new feedback, and see whether it was said before."""
    actions.analyse(news.feedback_id, now=now())
    actions.find_alike([news.feedback_id])


def analyse_batch(news: FeedbackImported) -> None:
    """Read a batch of an import; what was said before is looked for afterwards, behind what people wait for."""
    actions.analyse_batch(news.feedback_ids, opens_cases=news.opens_cases, now=now())
    find_alike.later(feedback_ids=list(news.feedback_ids))


def ask_the_model(news: OpinionAsked) -> None:
    """Put the question, one at a time: an endpoint that hangs must not hold up what others wait for."""
    form_opinion.later(opinion_id=news.opinion_id)


def follow_files(news: FilesRead) -> None:
    """What stands in the files of a feedback is part of what was said."""
    if news.feedback_id:
        actions.follow_files(news.feedback_id, now=now())
