"""The embedded PostgreSQL: committed rows survive every kind of death, and it is never on the network."""

import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tests.site.test_supervisor_processes import is_alive, until
from wenguo.site.supervisor import binaries, processes
from wenguo.site.supervisor.accounts import server_account
from wenguo.site.supervisor.cluster import Cluster
from wenguo.site.supervisor.problems import Problem


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A durable server's files; each test starts it."""
    account = server_account()
    place = Path(tempfile.mkdtemp(prefix="wenguo-cluster-", dir="/tmp"))
    if account:
        os.chown(place, account.uid, account.gid)
    yield Cluster(
        home=place / "postgres",
        sockets=place / "socket",
        log=place / "postgres.log",
        programs=binaries.programs(account),
        account=account,
    )
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def running(cluster: Cluster) -> Iterator[processes.Process]:
    process = cluster.start()
    yield process
    cluster.stop(process)


def ask(cluster: Cluster, statement: str) -> str:
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        row = connection.execute(statement).fetchone()
    return str(row[0]) if row else ""


def write(cluster: Cluster, value: int) -> None:
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (value int)")
        connection.execute("INSERT INTO kept VALUES (%s)", [value])


def test_the_application_is_no_superuser(cluster, running):
    assert ask(
        cluster, "SELECT current_user || ' ' || rolsuper FROM pg_roles WHERE rolname = current_user"
    ) == ("wenguo false")


def test_it_listens_on_a_private_socket_only(cluster, running):
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert cluster.sockets.stat().st_mode & 0o777 == 0o700
    assert cluster.home.stat().st_mode & 0o777 == 0o700


def test_chinese_is_text_and_sorts_by_code_point(cluster, running):
    assert ask(cluster, "SELECT upper('ä退款') || length('退款') || ('a' < '退')") == "Ä退款2true"


@pytest.mark.parametrize("is_reaped", [True, False], ids=["reaped", "still a zombie"])
def test_committed_rows_survive_a_killed_server(cluster, is_reaped):
    process = cluster.start()
    write(cluster, 1)
    before = ask(cluster, "SELECT count(*) FROM kept")
    os.kill(process.pid, signal.SIGKILL)
    if is_reaped:
        process.wait()
    again = cluster.start()
    try:
        assert ask(cluster, "SELECT count(*) FROM kept") == before
    finally:
        cluster.stop(again)
        process.wait()


def test_a_server_left_by_a_killed_supervisor_is_stopped_first(cluster):
    # Not our child as far as the next start knows: as if another supervisor had started it and died.
    orphan = cluster.start()
    write(cluster, 2)
    process = cluster.start()
    try:
        assert orphan.wait(10) == 0
        assert process.pid != orphan.pid
        assert int(ask(cluster, "SELECT count(*) FROM kept WHERE value = 2")) > 0
    finally:
        cluster.stop(process)


def test_a_pid_file_that_names_a_stranger_does_not_stop_the_start(cluster):
    process = cluster.start()
    lines = (cluster.home / "postmaster.pid").read_text().split("\n")
    cluster.stop(process)
    (cluster.home / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]))
    process = cluster.start()
    cluster.stop(process)
    assert process.returncode == 0


def test_stopping_is_fast_though_somebody_is_connected(cluster):
    process = cluster.start()
    with psycopg.connect(cluster.url):
        began = time.monotonic()
        cluster.stop(process)
    assert time.monotonic() - began < 5
    assert process.returncode == 0
    assert not is_alive(process.pid)


def test_the_settings_of_an_administrator_win(cluster):
    local = cluster.home / "local.conf"
    if not cluster.home.exists():
        cluster.stop(cluster.start())
    local.write_text("work_mem = 9MB\n")
    process = cluster.start()
    try:
        assert ask(cluster, "SHOW work_mem") == "9MB"
        assert ask(cluster, "SHOW shared_buffers") == "64MB"
    finally:
        cluster.stop(process)
        local.unlink()


def test_files_of_another_major_are_left_alone(cluster, tmp_path):
    home = tmp_path / "postgres"
    home.mkdir()
    (home / "PG_VERSION").write_text("15\n")
    with pytest.raises(Problem, match=r"belongs to PostgreSQL 15, this release brings PostgreSQL 18"):
        replace(cluster, home=home).start()
    assert sorted(path.name for path in home.iterdir()) == ["PG_VERSION"]


def test_a_making_that_was_killed_is_begun_again(cluster):
    place = Path(tempfile.mkdtemp(prefix="wenguo-half-", dir="/tmp"))
    try:
        if cluster.account:
            os.chown(place, cluster.account.uid, cluster.account.gid)
        half = place / "postgres.new"
        half.mkdir(mode=0o700)
        (half / "PG_VERSION").write_text("18\n")
        fresh = replace(
            cluster, home=place / "postgres", sockets=place / "socket", log=place / "log", is_fleeting=True
        )
        process = fresh.start()
        assert ask(fresh, "SELECT 1") == "1"
        fresh.stop(process)
        assert not half.exists()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def test_the_server_dies_with_its_supervisor(cluster):
    code = (
        "import pickle, sys, time\n"
        "cluster = pickle.loads(sys.stdin.buffer.read())\n"
        "print(cluster.start().pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert supervisor.stdin
    assert supervisor.stdout
    supervisor.stdin.write(pickle.dumps(cluster))
    supervisor.stdin.close()
    server = int(supervisor.stdout.readline())
    supervisor.stdout.close()
    supervisor.kill()
    supervisor.wait()
    assert until(lambda: not is_alive(server))
