"""What improving does with news."""

from wenguo.improve import actions
from wenguo.improve.events import ImprovementDone
from wenguo.kernel.clock import now
from wenguo.respond.events import LessonLearned


def tell_customers(news: ImprovementDone) -> None:
    """Tell the customers behind the improvement, each once."""
    actions.tell_customers(news.improvement_id, now=now())


def draft_improvement(news: LessonLearned) -> None:
    """Plan an improvement for what a crisis taught."""
    actions.draft_from_lesson(news.lesson_id, now=now())
