"""Lets a command use the rooms: says where the database is, loads Django, and has the database running meanwhile."""

import functools
import os
from collections.abc import Callable
from typing import ParamSpec

import click
import django
from django.db import OperationalError, ProgrammingError

from wenguo.site.supervisor.cluster import Cluster
from wenguo.site.supervisor.surroundings import Surroundings

P = ParamSpec("P")


def enter() -> None:
    """Load Django with this installation's settings; after this the modules of the rooms can be imported."""
    around = _surroundings()
    database_url = around.database_url
    if database_url is None:
        around.folder.prepare()
        database_url = Cluster.of(around.folder).url
        # Remembered, because from here on DATABASE_URL is set either way.
        os.environ["WENGUO_EMBEDDED"] = "1"
    os.environ.update(around.for_children(database_url))
    django.setup()


def with_database(command: Callable[P, None]) -> Callable[P, None]:
    """Have the database running during the command.

    That is the one of DATABASE_URL, else that of the ``wenguo up`` on the same data folder, else the embedded server,
    started now and stopped afterwards.
    """

    @functools.wraps(command)
    def run(*args: P.args, **values: P.kwargs) -> None:
        around = _surroundings()
        if "WENGUO_EMBEDDED" not in os.environ or around.folder.is_held():
            _call(command, *args, **values)
            return
        with around.folder.held(address="wenguo (a command)"):
            cluster = Cluster.of(around.folder)
            process = cluster.start()
            try:
                _call(command, *args, **values)
            finally:
                cluster.stop(process)

    return run


def _call(command: Callable[P, None], *args: P.args, **values: P.kwargs) -> None:
    try:
        command(*args, **values)
    except ProgrammingError as reason:
        if "does not exist" in str(reason):
            told = "the tables of this database are not those of this release; run wenguo migrate"
            raise click.ClickException(told) from reason
        raise
    except OperationalError as reason:
        told = str(reason).strip().split("\n", 1)[0]
        raise click.ClickException(f"the database does not answer: {told}") from reason


def _surroundings() -> Surroundings:
    try:
        return Surroundings.read()
    except ValueError as reason:
        raise click.UsageError(str(reason)) from reason
