"""A rude draft is turned good by quick fixes, by keyboard alone: open, write, mend, insert, send."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import test_story as story
from tests.crash.house import House

browser, house = story.browser, story.house
RUDE = "这是您自己弄脏的，按规定我们不予退款。请您放一百个心。"


@pytest.fixture
def scene(browser: Browser, house: House) -> Iterator[story.Scene]:
    running = story.Scene(browser, house, "zh", is_phone=False, room=1301)
    yield running
    for context in running.open_contexts:
        context.close()


def test_a_rude_draft_is_turned_good_by_keyboard_alone(scene: story.Scene) -> None:
    agent = scene.colleague("xiaoli")
    agent.goto(scene.address("/cases?view=mine"))
    story.file_complaint(scene)
    number = story.arrives(scene, agent)
    open_by_keyboard(agent, number)

    agent.keyboard.press("n")
    expect(agent.locator("#reply-text")).to_be_focused()
    agent.keyboard.type(RUDE)
    notes = agent.locator("#reply-checks")
    expect(notes.locator("[data-fix]")).to_have_count(3)
    expect(notes).to_contain_text("归咎客人")
    scene.check(agent, "rude")

    mend(agent)
    expect(notes.locator("[data-fix]")).to_have_count(0)
    expect(agent.locator("#reply-text")).not_to_have_value(re.compile("按规定|不予退款|一百个心"))

    # The rest is written over with a draft that knows the case: slash, its short name, Enter.
    agent.keyboard.press("Control+a")
    agent.keyboard.type("/first")
    expect(agent.locator("#reply-texts [data-put]").first).to_be_visible()
    agent.keyboard.press("Enter")
    expect(agent.locator("#reply-text")).to_have_value(
        re.compile(f"^张女士{scene.room}.*我正在核实经过", re.S)
    )
    expect(notes.locator(".check-note.warn")).to_have_count(0)
    scene.check(agent, "mended")

    agent.keyboard.press("Control+Enter")
    expect(agent.locator("#thread")).to_contain_text("我正在核实经过")
    resolve_by_keyboard(scene, agent)
    assert scene.complaints == []


def resolve_by_keyboard(scene: story.Scene, agent: Page) -> None:
    """n takes the next step; Tab and Space choose, words are typed, Enter on the button ends it. No mouse anywhere."""
    agent.keyboard.press("Escape")
    agent.evaluate("document.activeElement.blur()")
    expect(agent.locator("#case-head .next-step[data-drawer]")).to_be_visible()
    agent.keyboard.press("n")
    form = agent.locator("#drawer .deed")
    expect(form).to_be_visible()
    for name in ("outcome", "cause"):
        tab_to(agent, f"#drawer [name={name}]")
        agent.keyboard.press("Space")
    tab_to(agent, "#drawer [name=text]")
    agent.keyboard.type("房费已原路退回，客房主管向您道歉。")
    scene.check(agent, "resolve-by-keyboard")
    tab_to(agent, "#drawer .btn-primary")
    with agent.expect_navigation():
        agent.keyboard.press("Enter")
    expect(agent.locator("#thread")).to_contain_text("房费已原路退回")


def tab_to(agent: Page, wanted: str) -> None:
    """Tab until the focus is there."""
    for _step in range(25):
        if agent.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        agent.keyboard.press("Tab")
    raise AssertionError(wanted)


def open_by_keyboard(agent: Page, number: str) -> None:
    """j walks down the queue to the case, Enter opens it."""
    for _step in range(30):
        agent.keyboard.press("j")
        if agent.locator(f"#row-{number}[aria-current]").count():
            break
    agent.keyboard.press("Enter")
    agent.wait_for_selector("#thread .letter")


def mend(agent: Page) -> None:
    """Ctrl and full stop takes the next better wording until none is offered."""
    fixes = agent.locator("#reply-checks [data-fix]")
    for _turn in range(8):
        left = fixes.count()
        if not left:
            return
        with agent.expect_response(re.compile("/checks$")):
            agent.keyboard.press("Control+.")
        expect(fixes).not_to_have_count(left)
