"""Lets a command use the rooms: finds the database, starts it for the length of the command if need be, loads Django."""

import functools
import os
from collections.abc import Callable
from typing import ParamSpec

import click
import django

from wenguo.site.supervisor.cluster import Cluster
from wenguo.site.supervisor.surroundings import Surroundings

P = ParamSpec("P")


def with_django(command: Callable[P, None]) -> Callable[P, None]:
    """Run the command with the database reachable and Django set up.

    The database is the one of DATABASE_URL, else that of the running ``wenguo up`` on the same data folder, else the
    embedded server, started now and stopped afterwards.
    """

    @functools.wraps(command)
    def run(*args: P.args, **values: P.kwargs) -> None:
        try:
            around = Surroundings.read()
        except ValueError as reason:
            raise click.UsageError(str(reason)) from reason
        if around.database_url:
            _set_up(around, around.database_url)
            command(*args, **values)
            return
        around.folder.prepare()
        cluster = Cluster.of(around.folder)
        if around.folder.is_held():
            _set_up(around, cluster.url)
            command(*args, **values)
            return
        with around.folder.held(address="wenguo (a command)"):
            process = cluster.start()
            try:
                _set_up(around, cluster.url)
                command(*args, **values)
            finally:
                cluster.stop(process)

    return run


def _set_up(around: Surroundings, database_url: str) -> None:
    os.environ.update(around.for_children(database_url))
    django.setup()
