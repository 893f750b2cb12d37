"""The house as the guards see it: its files, parsed once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "wenguo"
# From the ground up; improve and coaching stand side by side.
ORDER = {
    room: floor
    for floor, rooms in enumerate(
        [
            ["base"],
            ["governance"],
            ["people"],
            ["customers"],
            ["listen"],
            ["understand"],
            ["knowledge"],
            ["respond"],
            ["improve", "coaching"],
            ["measure"],
            ["desk"],
            ["site"],
        ]
    )
    for room in rooms
}


@dataclass(frozen=True)
class Source:
    """A Python file of the project."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        """Where it lies, as a reader writes it."""
        return str(self.path.relative_to(ROOT)) if self.path.is_relative_to(ROOT) else str(self.path)

    @property
    def words(self) -> tuple[str, ...]:
        """The path inside the house: ("respond", "actions", "promises.py")."""
        return self.path.relative_to(HOUSE).parts if self.path.is_relative_to(HOUSE) else ()

    @property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, self.name)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def classes(self) -> Iterator[ast.ClassDef]:
        """Every class."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef):
                yield node


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """The Python files under these folders of the project; migrations are generated and not looked at."""
    return tuple(
        Source(path, path.read_text("utf-8"))
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if not {"migrations", "node_modules", "__pycache__"} & set(path.parts)
    )


def planted(words: str, text: str) -> Source:
    """A file that does not exist, as if it lay in the house: how the guards themselves are tested."""
    return Source(HOUSE / words, text)
