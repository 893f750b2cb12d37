"""What a person may do can be done on a page and by a program: every action behind a door has both faces."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.house import HOUSE

# Deeds with one face only, and why.
ONE_FACE = {
    "listen.cut_out": "a part of splitting a case, which has both",
    "respond.see_notices": "opening the case on a page is reading; a program that looks marks nothing as read",
    "measure.note_export": "a program reads the numbers as JSON; only a file that leaves the house is noted",
    "respond.note_export": "the same",
    "understand.note_export": "the same",
    "respond.make_promise": "on a page a promise is made by sending the words, or by phone in one line",
}


def actions_with_an_actor() -> Iterator[str]:
    """``room.action`` for every function that a room's door opens and that asks who acts."""
    for door in sorted(HOUSE.glob("*/actions/__init__.py")):
        room = door.parent.parent.name
        functions = {
            (path.stem, node.name): node
            for path in door.parent.glob("*.py")
            for node in ast.parse(path.read_text("utf-8")).body
            if isinstance(node, ast.FunctionDef)
        }
        for node in ast.parse(door.read_text("utf-8")).body:
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    function = functions.get(((node.module or "").rsplit(".", 1)[-1], alias.name))
                    if function and "actor" in {one.arg for one in function.args.kwonlyargs}:
                        yield f"{room}.{alias.name}"


def face(name: str) -> str:
    """The whole source of one kind of face."""
    paths = [*HOUSE.glob(f"*/{name}/**/*.py"), *HOUSE.glob(f"*/{name}.py")]
    return "\n".join(path.read_text("utf-8") for path in sorted(paths))


def is_called(action: str, source: str) -> bool:
    """Whether a face names the action: through its module, or imported by name."""
    name = re.escape(action.partition(".")[2])
    return re.search(rf"\w\.{name}\b|\bimport\b.*\b{name}\b|^    {name},$", source, re.MULTILINE) is not None


@pytest.mark.parametrize("name", ["pages", "rest"])
def test_every_deed_has_a_face(name: str) -> None:
    source = face(name)
    missing = [action for action in actions_with_an_actor() if not is_called(action, source)]
    assert [action for action in missing if action not in ONE_FACE] == []


def test_the_exceptions_are_deeds_that_exist() -> None:
    assert ONE_FACE.keys() <= set(actions_with_an_actor())


@pytest.mark.parametrize(
    ("source", "called"),
    [
        ("actions.close(case)", True),
        ("from wenguo.respond.actions import close, reopen", True),
        ("from wenguo.respond.actions import (\n    close,\n)", True),
        ("def close(request): ...", False),
        ("actions.close_crisis(case)", False),
    ],
)
def test_a_call_is_recognised(source: str, called: bool) -> None:
    assert is_called("respond.close", source) is called
