"""What understanding does later."""

from wenguo.base.jobs import job
from wenguo.kernel.clock import now
from wenguo.understand import actions


@job(queue="language-model", lock="language-model")
def form_opinion(*, opinion_id: int) -> None:
    """Ask the language model what a colleague wants to know."""
    actions.form_opinion(opinion_id, now=now())
