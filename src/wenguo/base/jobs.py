"""Work that runs later or regularly, on Procrastinate, deferred in the caller's transaction.

A job takes ids and plain values, is short to repeat, and may run twice: whatever it does must bear that.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

# About four hours in all; after that the job waits in the administrators' list of failed jobs.
PATIENT = RetryStrategy(max_attempts=8, exponential_wait=5)


class Job:
    """A function that the worker runs. Call ``later`` or ``at`` to defer it, ``run`` to do it now."""

    def __init__(
        self, function: Callable[..., None], *, queue: str, every: str | None, lock: str | None
    ) -> None:
        room = function.__module__.split(".")[1]
        self.name = f"{room}.{function.__name__}"
        self.run = function
        self.queue = queue
        if every is None:
            self.task = app.task(name=self.name, queue=queue, retry=PATIENT, lock=lock)(function)
        else:
            # Periodic jobs hold a queueing lock: after downtime one run catches up, not a hundred.
            def tick(timestamp: int) -> None:
                function()

            self.task = app.task(name=self.name, queue=queue, queueing_lock=self.name)(tick)
            app.periodic(cron=every)(self.task)

    def later(self, **values: Any) -> None:
        """Run as soon as a worker is free, if the caller's transaction commits."""
        self.task.defer(**values)

    def later_each(self, batch: Iterable[dict[str, Any]]) -> None:
        """Defer many runs in one statement."""
        rows = list(batch)
        if rows:
            self.task.batch_defer(*rows)

    def at(self, moment: datetime, *, once: str | None = None, **values: Any) -> None:
        """Run not before ``moment``. With ``once``, a run already waiting under that key makes this a no-op."""
        deferrer = self.task.configure(schedule_at=moment, queueing_lock=once)
        if once is None:
            deferrer.defer(**values)
            return
        try:
            with transaction.atomic():
                deferrer.defer(**values)
        except AlreadyEnqueued:
            return


def job(
    *, queue: str = "default", every: str | None = None, lock: str | None = None
) -> Callable[[Callable[..., None]], Job]:
    """Declare a job in a room's ``jobs.py``. ``every`` is a cron line (five fields, or six with seconds last).

    Jobs with the same ``lock`` run one after the other, on however many workers.
    """

    def declare(function: Callable[..., None]) -> Job:
        return Job(function, queue=queue, every=every, lock=lock)

    return declare
