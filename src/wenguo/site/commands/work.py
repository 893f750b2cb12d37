"""``wenguo work``: the process that does what was deferred."""

import asyncio
import contextlib
import logging
import os
import signal

import click
from procrastinate import App
from procrastinate.app import WorkerOptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from wenguo.base.news import BULK_QUEUE
from wenguo.kernel.clock import now
from wenguo.site.commands.house import with_database
from wenguo.understand.actions import warm_up

logger = logging.getLogger("wenguo.work")

HEARTBEAT_SECONDS = 5.0
# A worker that has not been heard of for so long is dead, and its jobs are taken over.
DEAD_AFTER_SECONDS = 20.0
# How long jobs may take to end when the worker is told to stop, and when it ends whatever they do.
GRACE_SECONDS = 7.0
LAST_SECONDS = 10.0


@click.command()
@click.option(
    "--concurrency", type=click.IntRange(1, 64), default=3, show_default=True, help="Jobs at the same time."
)
@click.option(
    "--queue", "queues", multiple=True, help="Only this queue; may be repeated. All queues by default."
)
@click.option("--until-idle", is_flag=True, help="End when nothing is waiting instead of waiting for more.")
@click.option(
    "--alone", is_flag=True, help="No other worker runs: jobs marked as running are taken over at once."
)
@with_database
def work(concurrency: int, queues: tuple[str, ...], *, until_idle: bool, alone: bool) -> None:
    """Run jobs until told to stop. Start more of these, on as many machines as you like, to do more at once."""
    warm_up(now=now())
    try:
        asyncio.run(run_jobs(concurrency=concurrency, queues=queues, waits=not until_idle, is_alone=alone))
    except ConnectorException as reason:
        # Without a database there is nothing to do; whoever supervises this process starts it again.
        told = str(reason.__cause__ or reason).strip().split("\n", 1)[0]
        raise click.ClickException(f"the database went away: {told}") from reason


async def run_jobs(
    *, concurrency: int, queues: tuple[str, ...], waits: bool, is_alone: bool, handles_signals: bool = True
) -> None:
    """Be a worker until stopped or, unless ``waits``, until nothing is left to do."""
    # An app of its own for fetching jobs; what a job defers still goes through Django, in the job's own transaction.
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    worker_app = app.with_connector(connector.get_worker_connector())
    options: WorkerOptions = {
        "concurrency": concurrency,
        "wait": waits,
        "delete_jobs": "successful",
        "update_heartbeat_interval": HEARTBEAT_SECONDS,
        "stalled_worker_timeout": DEAD_AFTER_SECONDS,
        "shutdown_graceful_timeout": GRACE_SECONDS,
        "install_signal_handlers": handles_signals,
    }
    if queues:
        # Procrastinate hands this to PostgreSQL as an array, for which a tuple will not do.
        options["queues"] = list(queues)
    async with worker_app.open_async():
        await _take_over(worker_app, dead_after_seconds=0 if is_alone else DEAD_AFTER_SECONDS)
        rescue = asyncio.create_task(_keep_taking_over(worker_app))
        try:
            await _until_stopped(worker_app, _shares(options))
        finally:
            rescue.cancel()


def _shares(options: WorkerOptions) -> list[WorkerOptions]:
    """A standing worker for everything is two in one process: bulk work has one place of its own.

    So a large import never holds all places while a customer waits, and does not compete with itself for the
    interpreter. Whoever asks for certain queues, or to end when nothing is left, gets one plain worker.
    """
    if "queues" in options or not options["wait"] or options["concurrency"] == 1:
        return [options]
    quick = sorted({task.queue for task in app.tasks.values()} - {BULK_QUEUE})
    return [
        {**options, "queues": quick, "concurrency": options["concurrency"] - 1},
        {**options, "queues": [BULK_QUEUE], "concurrency": 1},
    ]


async def _until_stopped(worker_app: App, shares: list[WorkerOptions]) -> None:
    if len(shares) == 1:
        await worker_app.run_worker_async(**shares[0])
        return
    workers = []
    for share in shares:
        share["install_signal_handlers"] = False
        workers.append(asyncio.create_task(worker_app.run_worker_async(**share)))

    # An event, not a deed: a worker that is cancelled again while it waits for its jobs leaves them behind.
    told_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told_to_stop.set)
    told = asyncio.create_task(told_to_stop.wait())
    try:
        await asyncio.wait([told, *workers], return_when=asyncio.FIRST_COMPLETED)
    finally:
        # A cancelled worker lets its jobs end first. Where the database is gone they never would: then the process
        # ends all the same, and whatever it held is taken over.
        loop.call_later(LAST_SECONDS, os._exit, 1)
        for task in (told, *workers):
            task.cancel()
        ended = await asyncio.gather(*workers, return_exceptions=True)
    for reason in ended:
        if isinstance(reason, Exception):
            raise reason


async def _keep_taking_over(worker_app: App) -> None:
    while True:
        await asyncio.sleep(HEARTBEAT_SECONDS)
        try:
            await _take_over(worker_app, dead_after_seconds=DEAD_AFTER_SECONDS)
        except ConnectorException as reason:
            logger.warning("Looking for the jobs of dead workers failed, next try soon: %s", reason)


async def _take_over(worker_app: App, *, dead_after_seconds: float) -> None:
    manager = worker_app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=dead_after_seconds):
        # Another worker may have taken it over in the meantime; then there is nothing to do.
        with contextlib.suppress(ConnectorException):
            await manager.retry_job(job)
            logger.info("Job %s (%s) of a dead worker runs again.", job.id, job.task_name)
