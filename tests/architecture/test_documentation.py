"""What a person can set, call or start is written down, in both languages."""

import re

import pytest

from tests.architecture.house import ROOT, sources
from wenguo.site.cli import COMMANDS

# Between our own processes, or inside Django's settings; nobody sets them.
INTERNAL = {"WENGUO_EMBEDDED", "WENGUO_NAVIGATION"}
SETTING = re.compile(r"\b(?:WENGUO_[A-Z_]+[A-Z]|DATABASE_URL|DJANGO_SETTINGS_MODULE)\b")


def settings_read() -> set[str]:
    """Names of environment variables that the house knows."""
    return {name for source in sources("src") for name in SETTING.findall(source.text)} - INTERNAL


@pytest.mark.parametrize("page", ["docs/how-to/operate.md", "docs/how-to/operate.zh.md"])
def test_every_setting_is_documented_and_no_other(page):
    assert set(SETTING.findall((ROOT / page).read_text("utf-8"))) == settings_read()


@pytest.mark.parametrize("page", ["docs/reference/command-line.md", "docs/reference/command-line.zh.md"])
def test_every_command_is_documented_and_no_other(page):
    told = re.findall(r"^## `wenguo (\w+)", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(name for name, entry in COMMANDS.items() if entry.told)


def test_every_make_target_has_a_sentence():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert [name for name in phony[1].split() if not re.search(rf"^{name}:.*## \w", makefile, re.MULTILINE)] == []


def test_no_page_in_english_lacks_its_chinese_twin():
    """For the pages that people who run or use Wenguo need; explanation and decisions are for developers."""
    pages = [path for folder in ("how-to", "reference") for path in (ROOT / "docs" / folder).glob("*.md")]
    english = {path.name.removesuffix(".md") for path in pages if not path.name.endswith(".zh.md")}
    chinese = {path.name.removesuffix(".zh.md") for path in pages if path.name.endswith(".zh.md")}
    assert english == chinese
