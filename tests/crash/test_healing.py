"""Whatever part is killed comes back, and whoever is stopped leaves nobody behind."""

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.crash.house import PARTS, House, processes_in, until


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with House() as running:
        yield running


@pytest.mark.parametrize("part", PARTS)
def test_a_killed_part_comes_back(house, part):
    assert until(lambda: bool(house.pids(part)), seconds=20)
    before = house.pids(part)
    assert house.kill(part)
    assert until(lambda: bool(set(house.pids(part)) - set(before)), seconds=30), house.log.read_text()
    house.await_ready()


def test_a_second_start_says_that_it_is_running(house):
    command = [sys.executable, "-m", "wenguo", "up"]
    environment = {**house.environment, "LANG": "en_GB.UTF-8", "LC_ALL": "en_GB.UTF-8"}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        f"Wenguo is already running at http://127.0.0.1:{house.port} (process {house.process.pid}).\n"
    )


def test_the_doctor_finds_it_well(house):
    # The worker killed above was heard of only a moment ago; it counts until it has been silent for a while.
    # Two: a standing worker keeps a place of its own for bulk work.
    assert until(lambda: "✓ Workers alive: 2\n" in house.run("doctor"), seconds=60)


def test_a_story_that_is_killed_while_it_is_told_begins_again_and_is_told_once(house):
    command = [sys.executable, "-m", "wenguo", "demo", "--feedback", "60"]
    telling = subprocess.Popen(command, env=house.environment, stdout=subprocess.DEVNULL)
    heard = "SELECT count(*) FROM listen_feedback"
    assert until(lambda: house.rows(heard)[0][0] >= 5, seconds=60)
    telling.kill()
    telling.wait()
    # Both brands are told by processes of their own, which end with whom they told it to.
    assert until(lambda: not any(" tell " in one for one in processes_in(house.data)), seconds=20)
    assert house.rows(heard)[0][0] < 54
    house.run("demo", "--feedback", "60")
    assert 54 <= house.rows(heard)[0][0] <= 66
    assert house.rows("SELECT count(*) FROM people_brand") == [(2,)]


def test_ctrl_c_leaves_nobody_behind_and_it_starts_again(house):
    house.stop()
    assert house.process.returncode == 0
    assert processes_in(house.data) == []
    house.start()


def test_a_killed_supervisor_takes_its_tree_along_and_starts_again(house):
    house.process.send_signal(signal.SIGKILL)
    house.process.wait()
    assert until(lambda: processes_in(house.data) == [], seconds=20), processes_in(house.data)
    house.start()
    assert house.ask("GET", "/healthz")[0] == 200
