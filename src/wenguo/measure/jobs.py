"""What measuring does regularly."""

from wenguo.base.jobs import job
from wenguo.kernel.clock import now
from wenguo.measure import actions


@job(queue="bulk", every="40 3 * * *")
def refresh_recent_facts() -> None:
    """Every night: the facts of the last days once more, as a net below the news."""
    actions.refresh_recent(now=now())
