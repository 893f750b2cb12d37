"""What understanding does later or regularly."""

from wenguo.base.actor import SYSTEM
from wenguo.base.errors import Refused
from wenguo.base.jobs import job
from wenguo.kernel.clock import now
from wenguo.understand import actions, queries


@job(queue="bulk")
def find_alike(feedback_ids: list[int]) -> None:
    """See which of a batch were said before."""
    actions.find_alike(feedback_ids)


@job(queue="bulk", every="50 2 * * *")
def find_missing_alike() -> None:
    """Every night: enter what an older release, or a lost job, has left out."""
    actions.find_missing_alike()


@job(queue="bulk")
def learn_version(version_id: int) -> None:
    """Learn and judge a new version of the models."""
    try:
        actions.finish_learning(version_id, now=now())
    except Exception:
        # The place is freed for the next try; the fault itself is shown among the failed jobs.
        actions.give_up_learning(version_id)
        raise


@job(queue="bulk", every="20 2 * * *")
def learn_nightly() -> None:
    """Every night: learn from what people decided during the day, where that is wished."""
    if not queries.rule().learns_nightly:
        return
    try:
        version = actions.start_learning(actor=SYSTEM, now=now())
    except Refused:
        return  # nothing new, or a person was quicker
    learn_version.run(version.pk)


@job(queue="bulk")
def reread(rereading_id: int) -> None:
    """One batch of history after the other, each a job of its own, so that others get their turn."""
    if actions.reread_batch(rereading_id, now=now()):
        reread.later(rereading_id=rereading_id)


@job(queue="bulk", every="*/5 * * * *")
def resume_rereadings() -> None:
    """Rereadings that stopped half-way go on."""
    for rereading_id in actions.stalled_rereadings(now=now()):
        reread.later(rereading_id=rereading_id)


@job(queue="language-model", lock="language-model")
def form_opinion(*, opinion_id: int) -> None:
    """Ask the language model what a colleague wants to know."""
    actions.form_opinion(opinion_id, now=now())
