"""A pytest plug-in: without DATABASE_URL the tests run on an embedded PostgreSQL of their own, gone when they end."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from wenguo.site.supervisor import binaries
from wenguo.site.supervisor.accounts import server_account
from wenguo.site.supervisor.cluster import Cluster


@contextlib.contextmanager
def fleeting_cluster() -> Iterator[Cluster]:
    """A running server without durability in a temporary folder."""
    account = server_account()
    # Short, because a socket's path must be; open to the server's account, which is not ours when we are root.
    place = Path(tempfile.mkdtemp(prefix="wenguo-test-", dir="/tmp"))
    try:
        if account:
            os.chown(place, account.uid, account.gid)
        cluster = Cluster(
            home=place / "postgres",
            sockets=place / "socket",
            log=place / "postgres.log",
            programs=binaries.programs(account),
            account=account,
            is_fleeting=True,
        )
        process = cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop(process)
    finally:
        shutil.rmtree(place, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Start the server before Django reads its settings; xdist's workers inherit the address."""
    if "DATABASE_URL" not in os.environ and not early_config.known_args_namespace.help:
        stack = contextlib.ExitStack()
        cluster = stack.enter_context(fleeting_cluster())
        os.environ["DATABASE_URL"] = cluster.url
        early_config.add_cleanup(lambda: _end(stack))
    return (yield)


def _end(stack: contextlib.ExitStack) -> None:
    os.environ.pop("DATABASE_URL", None)
    stack.close()
