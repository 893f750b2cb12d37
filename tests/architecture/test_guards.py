"""The norms hold for every file of the house, and each guard catches a planted violation."""

import pytest

from tests.architecture import guards
from tests.architecture.house import HOUSE, planted, sources

# name of the guard → (where, a file that breaks the norm)
PLANTED = {
    "too_long": ("respond/actions/cases.py", "def long():\n" + "    a = 1\n" * 41),
    "many_positional": ("respond/actions/cases.py", "def assign(case, user, team): ..."),
    "hidden_causes": ("respond/models/cases.py", "class Case:\n    def save(self): ..."),
    "imports_inside": ("respond/actions/cases.py", "def act():\n    from wenguo.listen import actions"),
    "junk_drawers": ("respond/utils.py", ""),
    "silenced_types": ("respond/jobs.py", "a = 1  # type: " + "ignore[misc]"),
    "undocumented": ("respond/actions/cases.py", "def assign(): ..."),
    "reads_the_clock": ("respond/domain/clocks.py", "at = datetime.now(UTC)"),
}


@pytest.mark.parametrize("guard", guards.GUARDS, ids=lambda guard: guard.__name__)
def test_the_house_keeps_the_norm(guard):
    assert "\n".join(fault for source in sources("src", "tests", "tools") for fault in guard(source)) == ""


@pytest.mark.parametrize("guard", guards.GUARDS, ids=lambda guard: guard.__name__)
def test_the_guard_catches_a_planted_violation(guard):
    assert len(list(guard(planted(*PLANTED[guard.__name__])))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "from django.db.models.signals import post_save",
        "from django.dispatch import receiver",
        "import django.core.signals",
        "from django.db.models import signals",
    ],
)
def test_every_way_to_a_signal_is_caught(text):
    assert list(guards.hidden_causes(planted("respond/reactions.py", text))) != []


def test_a_file_of_401_lines_is_too_long_and_one_of_400_is_not():
    assert list(guards.too_long(planted("respond/jobs.py", "a = 1\n" * 400))) == []
    assert list(guards.too_long(planted("respond/jobs.py", "a = 1\n" * 401))) == [
        "src/wenguo/respond/jobs.py: 401 lines, at most 400"
    ]


def test_templates_have_at_most_200_lines():
    lengths = {path: path.read_text("utf-8").count("\n") for path in HOUSE.rglob("templates/**/*.html")}
    assert {str(path.relative_to(HOUSE)): lines for path, lines in lengths.items() if lines > 200} == {}
