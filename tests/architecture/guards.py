"""What imports cannot show: each guard looks at one file and yields its faults, one sentence each."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.house import Source

LONGEST_FILE, LONGEST_TEST, LONGEST_FUNCTION, MOST_POSITIONAL = 400, 500, 40, 2
JUNK_DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "misc",
    "common",
    "lib",
    "tools",
    "services",
    "managers",
}
# Given by Python or Django, or first everywhere by custom: they cannot be mistaken for another.
GIVEN = {"self", "cls", "request", "actor"}
DOCUMENTED = {"actions", "queries", "domain", "models", "events"}
_TYPE_IGNORE = re.compile(r"#\s*type:\s*" + "ignore")


def too_long(source: Source) -> Iterator[str]:
    """Files beyond 400 lines (tests 500) and functions beyond 40, docstring not counted."""
    limit = LONGEST_FILE if source.words else LONGEST_TEST
    lines = source.text.count("\n")
    if lines > limit:
        yield f"{source.name}: {lines} lines, at most {limit}"
    for function in source.functions():
        length = _length(function)
        if length > LONGEST_FUNCTION:
            yield f"{source.name}:{function.lineno} {function.name}: {length} lines, at most {LONGEST_FUNCTION}"


def many_positional(source: Source) -> Iterator[str]:
    """Public functions with more than two arguments by position: at the call nobody can read which is which.

    A private helper's calls stand beside it; tests take fixtures.
    """
    for function in source.functions():
        if function.name.startswith("_") or not source.words:
            continue
        taken = [arg.arg for arg in [*function.args.posonlyargs, *function.args.args] if arg.arg not in GIVEN]
        if len(taken) > MOST_POSITIONAL:
            told = ", ".join(taken)
            yield f"{source.name}:{function.lineno} {function.name}({told}): more than two arguments are keyword-only"


def hidden_causes(source: Source) -> Iterator[str]:
    """Signals, and deeds hidden in ``save`` or ``delete``: a change whose cause cannot be found by reading."""
    for node in ast.walk(source.tree):
        modules = _imported(node)
        if any(
            module.split(".")[-1] == "signals" or module.startswith("django.dispatch") for module in modules
        ):
            yield f"{source.name}: signals ({', '.join(modules)})"
    if "models" in {word.removesuffix(".py") for word in source.words}:
        for owner in source.classes():
            for part in owner.body:
                if isinstance(part, ast.FunctionDef) and part.name in {"save", "delete", "clean"}:
                    yield f"{source.name}:{part.lineno} {owner.name}.{part.name}: write an action instead"


def imports_inside(source: Source) -> Iterator[str]:
    """Imports inside functions: almost always a knot between modules, made invisible."""
    for function in source.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"{source.name}:{node.lineno} {function.name}: import inside a function"


def junk_drawers(source: Source) -> Iterator[str]:
    """Modules named for nothing: everything ends up in them."""
    for word in source.words:
        if word.removesuffix(".py") in JUNK_DRAWERS:
            yield f"{source.name}: {word} says nothing about what lies in it"


def silenced_types(source: Source) -> Iterator[str]:
    """Type errors that were silenced instead of solved."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if _TYPE_IGNORE.search(line):
            yield f"{source.name}:{number}: type error silenced"


def undocumented(source: Source) -> Iterator[str]:
    """Public doors without a sentence on what they mean to the business."""
    if len(source.words) < 2 or source.words[1].removesuffix(".py") not in DOCUMENTED:
        return
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None:
            yield f"{source.name}:{node.lineno} {node.name}: no docstring"


def reads_the_clock(source: Source) -> Iterator[str]:
    """Rules, actions and queries that look at the clock instead of being told the time."""
    if len(source.words) < 2 or source.words[1].removesuffix(".py") not in {"domain", "actions", "queries"}:
        return
    for node in ast.walk(source.tree):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in {"now", "utcnow", "today"}:
            yield f"{source.name}:{called.lineno}: the time is passed in"
        if isinstance(node, ast.ImportFrom) and node.module == "wenguo.kernel.clock":
            yield f"{source.name}:{node.lineno}: the time is passed in"


GUARDS = (
    too_long,
    many_positional,
    hidden_causes,
    imports_inside,
    junk_drawers,
    silenced_types,
    undocumented,
    reads_the_clock,
)


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names] + [node.module or ""]
    return []
