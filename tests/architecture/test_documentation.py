"""What a person can set, call or start is written down, in both languages."""

import dataclasses
import re

import pytest

from tests.architecture.house import ROOT, sources
from wenguo.people.domain.permissions import PERMISSIONS, ROLES
from wenguo.site.cli import COMMANDS
from wenguo.site.wiring import REACTIONS

# Between our own processes, or inside Django's settings; nobody sets them.
INTERNAL = {"WENGUO_EMBEDDED", "WENGUO_NAVIGATION"}
SETTING = re.compile(r"\b(?:WENGUO_[A-Z_]+[A-Z]|DATABASE_URL|DJANGO_SETTINGS_MODULE)\b")
# Relative targets of links and pictures; addresses of other sites and sections of the same page are not looked at.
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def settings_read() -> set[str]:
    """Names of environment variables that the house knows."""
    return {name for source in sources("src") for name in SETTING.findall(source.text)} - INTERNAL


@pytest.mark.parametrize("page", ["docs/how-to/operate.md", "docs/how-to/operate.zh.md"])
def test_every_setting_is_documented_and_no_other(page):
    assert set(SETTING.findall((ROOT / page).read_text("utf-8"))) == settings_read()


@pytest.mark.parametrize("page", ["docs/reference/command-line.md", "docs/reference/command-line.zh.md"])
def test_every_command_is_documented_and_no_other(page):
    told = re.findall(r"^## `wenguo ([\w-]+)", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(name for name, entry in COMMANDS.items() if entry.told)


def test_every_make_target_has_a_sentence():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert [
        name for name in phony[1].split() if not re.search(rf"^{name}:.*## \w", makefile, re.MULTILINE)
    ] == []


def test_no_page_in_english_lacks_its_chinese_twin():
    """For the pages that people who run or use Wenguo need; explanation and decisions are for developers."""
    pages = [path for folder in ("how-to", "reference") for path in (ROOT / "docs" / folder).glob("*.md")]
    english = {path.name.removesuffix(".md") for path in pages if not path.name.endswith(".zh.md")}
    chinese = {path.name.removesuffix(".zh.md") for path in pages if path.name.endswith(".zh.md")}
    assert english == chinese


def table_rows(page: str) -> list[list[str]]:
    """Cells of every row that begins with a name, without the marks of code."""
    lines = (ROOT / page).read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]


@pytest.mark.parametrize("page", ["docs/reference/events.md", "docs/reference/events.zh.md"])
def test_every_event_is_documented_with_what_it_carries_and_who_hears_it(page):
    told = {name: (carried, heard) for name, _means, carried, heard in table_rows(page)}
    assert told == {
        f"`{event.name()}`": (
            ", ".join(f"`{field.name}`" for field in dataclasses.fields(event)),
            ", ".join(f"`{heard.__module__.split('.')[1]}.{heard.__name__}`" for heard in reactions),
        )
        for event, reactions in REACTIONS.items()
    }


@pytest.mark.parametrize("page", ["docs/reference/permissions.md", "docs/reference/permissions.zh.md"])
def test_every_permission_is_documented_with_the_roles_that_have_it(page):
    told = {name: [cell == "✓" for cell in cells] for name, _words, *cells in table_rows(page)}
    assert told == {
        f"`{permission}`": [permission in permissions for permissions in ROLES.values()]
        for permission in PERMISSIONS
    }
    heading = next(line for line in (ROOT / page).read_text("utf-8").splitlines() if line.startswith("| "))
    assert [cell.strip() for cell in heading.strip("|").split("|")][2:] == list(ROLES)


def test_every_link_between_pages_leads_somewhere():
    pages = (ROOT / "docs").rglob("*.md")
    broken = [
        f"{page.relative_to(ROOT)} → {target}"
        for page in pages
        for target in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
