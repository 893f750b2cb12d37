"""Many deadlines come due in the same minute, and one of two workers is killed: each alarm is raised, and once."""

import json
import subprocess
import sys

from tests.architecture.house import ROOT


def test_a_killed_worker_loses_no_alarm_and_doubles_none() -> None:
    command = [sys.executable, "-m", "bench.clocks", "--open", "500", "--due", "2000"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    measured = json.loads(done.stdout.splitlines()[-1])
    assert measured["killed_one_worker"]
    assert (measured["raised_once"], measured["raised_twice"]) == (2000, 0)
    assert measured["raised_in_due_order"]
