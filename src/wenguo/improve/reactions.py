"""What improving does with news."""

from wenguo.improve import actions
from wenguo.improve.events import ImprovementDone
from wenguo.kernel.clock import now


def tell_customers(news: ImprovementDone) -> None:
    """Tell the customers behind the improvement, each once."""
    actions.tell_customers(news.improvement_id, now=now())
