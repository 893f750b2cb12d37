"""Every component in a real browser: nothing refused by the security policy, no serious fault found by axe."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

from wenguo.people.models import User

AXE = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
PHONE, DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1440, height=900)
FIND_FAULTS = """() => axe.run({resultTypes: ["violations"]}).then(found => found.violations
    .filter(fault => ['serious', 'critical'].includes(fault.impact))
    .map(fault => fault.id + ': ' + fault.nodes.map(node => node.target.join(' ')).join(', ')))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as installed on the system (or as CHROMIUM says)."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop of its own in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGS
        )
        yield chromium
        chromium.close()


def open_gallery(
    browser: Browser, server: LiveServer, *, language: str, theme: Literal["light", "dark"], phone: bool
) -> tuple[Page, list[str]]:
    """Sign in and open /ui/; with it comes the list that every complaint of the browser ends in."""
    context = browser.new_context(viewport=PHONE if phone else DESKTOP, color_scheme=theme)
    context.route("**/live/", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{server.url}/accounts/login/?lang={language}")
    page.fill("[name=login]", "gallery")
    page.fill("[name=password]", "long-enough-words")
    page.click(".account-card .btn-primary")
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{server.url}/ui/")
    page.wait_for_selector("[data-chart=line] svg")
    return page, complaints


@pytest.fixture
def colleague(transactional_db: None) -> User:
    """Somebody who may look."""
    return User.objects.create_user("gallery", password="long-enough-words", name="周予安", role="agent")


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize(("language", "theme"), [("zh-hans", "light"), ("zh-hans", "dark"), ("en", "light")])
def test_the_gallery_has_no_serious_fault(
    browser: Browser,
    live_server: LiveServer,
    colleague: User,
    language: str,
    theme: Literal["light", "dark"],
    phone: bool,
) -> None:
    page, complaints = open_gallery(browser, live_server, language=language, theme=theme, phone=phone)
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(FIND_FAULTS) == []
    assert [line for line in complaints if "/live/" not in line and "ERR_FAILED" not in line] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.context.close()


def test_one_hand_on_the_keyboard_is_enough(
    browser: Browser, live_server: LiveServer, colleague: User
) -> None:
    page, _complaints = open_gallery(browser, live_server, language="en", theme="light", phone=False)
    page.evaluate("document.activeElement.blur()")
    current = (
        "[...document.querySelectorAll('[data-row]')].findIndex(row => row.hasAttribute('aria-current'))"
    )
    page.keyboard.press("j")
    assert page.evaluate(current) == 2
    page.keyboard.press("k")
    page.keyboard.press("x")
    page.wait_for_selector(".bulk b:has-text('1')")
    assert page.evaluate(current) == 1
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.context.close()


def test_a_label_lights_its_words_and_a_chart_turns_into_a_table(
    browser: Browser, live_server: LiveServer, colleague: User
) -> None:
    page, _complaints = open_gallery(browser, live_server, language="en", theme="light", phone=False)
    page.locator("[data-for=hygiene]").hover()
    assert page.locator("mark.lit").first.inner_text() == "a bloodstain"
    panel = page.locator(".panel", has=page.locator("[data-chart=pareto]"))
    assert not panel.locator("table").is_visible()
    panel.locator("[data-as-table]").click()
    assert panel.locator("tbody tr").first.inner_text().split() == ["Late", "delivery", "168", "44.7%"]
    page.context.close()
