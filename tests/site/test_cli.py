"""The command line explains itself, and says in one sentence why it cannot start."""

import errno
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from wenguo.site import cli
from wenguo.site.supervisor import problems
from wenguo.site.supervisor.data_folder import DataFolder
from wenguo.site.supervisor.problems import Problem
from wenguo.site.supervisor.surroundings import Surroundings

PLAIN = {"LC_ALL": "en_GB.UTF-8", "PATH": os.environ["PATH"]}


def wenguo(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "wenguo", *arguments]
    return subprocess.run(command, env={**PLAIN, **environment}, check=False, capture_output=True, text=True)


@pytest.fixture
def shown() -> list[str]:
    return [name for name, entry in cli.COMMANDS.items() if entry.told]


def test_help_names_every_command(shown):
    told = CliRunner().invoke(cli.wenguo, ["--help"])
    assert told.exit_code == 0
    assert [name for name in shown if f"  {name} " not in told.output] == []


@pytest.mark.parametrize("name", [name for name, entry in cli.COMMANDS.items() if not entry.needs_house])
def test_commands_without_the_house_load_no_django_for_their_help(name):
    code = (
        "import sys\nfrom wenguo.site import cli\n"
        f"command = cli.wenguo.get_command(None, {name!r})\n"
        "assert command.help\n"
        "print('django.db.models' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=PLAIN, check=True, capture_output=True, text=True)
    assert done.stdout == ("True\n" if name == "doctor" else "False\n")


def test_an_unknown_command_is_wrong_usage():
    done = wenguo("fly")
    assert done.returncode == 2
    assert "No such command 'fly'" in done.stderr


def test_a_wrong_number_in_the_environment_is_wrong_usage():
    done = wenguo("up", WENGUO_PORT="eighty")
    assert done.returncode == 2
    assert "WENGUO_PORT must be a whole number between 1 and 65535, not 'eighty'." in done.stderr


def test_a_taken_port_is_told(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = wenguo("up", WENGUO_PORT=str(port), WENGUO_DATA=str(tmp_path))
    assert (done.returncode, done.stderr) == (1, f"{problems.port_taken(port).en}\n")


def test_a_data_folder_that_is_a_file_is_told(tmp_path):
    place = tmp_path / "var"
    place.write_text("")
    done = wenguo("up", WENGUO_DATA=str(place))
    assert (done.returncode, done.stderr) == (1, f"{problems.no_folder(place).en}\n")


def test_a_folder_in_use_is_told_and_left_alone(tmp_path):
    folder = DataFolder(tmp_path)
    folder.prepare()
    with folder.held(address="http://127.0.0.1:8000"):
        assert DataFolder(tmp_path).is_held()
        done = wenguo("up", WENGUO_DATA=str(tmp_path))
    sentence = problems.already_running("http://127.0.0.1:8000", os.getpid()).en
    assert (done.returncode, done.stderr) == (1, f"{sentence}\n")
    assert not folder.is_held()


def test_a_full_disk_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=41_000_000))
    with pytest.raises(Problem, match=r"^The disk is full: 41 MB are left at "):
        DataFolder(tmp_path).prepare()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full: 0 MB are left at "),
        (errno.EROFS, "cannot be read and written"),
        (errno.EACCES, "cannot be read and written"),
    ],
)
def test_what_the_system_refuses_is_told(tmp_path, monkeypatch, number, sentence):
    def refuse(*_args: object, **_values: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("wenguo.site.supervisor.data_folder.tempfile.TemporaryFile", refuse)
    with pytest.raises(Problem, match=sentence):
        DataFolder(tmp_path).prepare()


def test_a_folder_of_somebody_else_is_told(tmp_path, monkeypatch):
    def refuse(*_args: object, **_values: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Problem, match="cannot be read and written"):
        DataFolder(tmp_path / "var").prepare()


@pytest.mark.parametrize(("language", "begins"), [("zh_CN.UTF-8", "端口 8000"), ("en_US.UTF-8", "Port 8000")])
def test_the_sentence_is_in_the_language_of_the_terminal(monkeypatch, language, begins):
    monkeypatch.setenv("LC_ALL", language)
    assert str(problems.port_taken(8000)).startswith(begins)
    assert "\n" not in str(problems.port_taken(8000))


def test_the_socket_path_never_exceeds_what_a_socket_can_have(tmp_path):
    deep = tmp_path / ("深" * 40) / "var"
    path = DataFolder(deep).sockets(None) / ".s.PGSQL.5432"
    assert len(os.fsencode(path)) <= 107
    assert path.parent != deep / "socket"
    assert DataFolder(tmp_path / "other" / ("深" * 40)).sockets(None) != path.parent


def test_children_inherit_the_data_folder_and_the_database(monkeypatch, tmp_path):
    monkeypatch.setenv("WENGUO_DATA", str(tmp_path))
    monkeypatch.setenv("WENGUO_PORT", "8123")
    monkeypatch.delenv("WENGUO_URL", raising=False)
    given = Surroundings.read().for_children("postgresql://x@/y")
    assert given["DATABASE_URL"] == "postgresql://x@/y"
    assert given["WENGUO_DATA"] == str(tmp_path)
    assert given["WENGUO_URL"] == "http://127.0.0.1:8123"
