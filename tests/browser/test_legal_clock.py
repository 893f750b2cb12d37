"""A legal clock beside our own: switched on, started by a complaint, an extension refused and one granted."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import test_story as story
from tests.browser.test_gallery import ARGS
from tests.browser.test_story import Scene
from tests.crash.house import House, until

SAID = {
    "zh": "你们的保险理赔拖了两个月，{room}号保单一直不给答复，太让人生气了，请退钱。",
    "en": "My insurance claim {room} has not been answered for two months. I am angry and want my money back.",
}
TOLD = {
    "zh": "{room}号保单案情复杂，处理期限需要延长，特此告知。",
    "en": "Claim {room} is complex; we need more time and tell you so.",
}
REFUSED = {"zh": "没有在原期限前发出告知", "en": "no notice was sent before the first date"}
EXTENDED = {"zh": "已延长至 30 日", "en": "Extended to 30 calendar days"}


@pytest.fixture(scope="module")
def running() -> Iterator[House]:
    """A company that has just begun, with 小李 alone at work."""
    with House() as one:
        one.run("manage", "shell", "-v", "0", "-c", story.ALONE)
        yield one


@pytest.mark.parametrize(
    ("language", "is_phone", "room"), [("zh", False, 2201), ("en", True, 2202), ("zh", True, 2203)]
)
def test_a_legal_clock_stands_beside_our_own_and_moves_only_with_a_notice(
    running: House, language: str, is_phone: bool, room: int
) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        scene = Scene(chromium, running, language, is_phone, room)
        try:
            lead = scene.colleague("wang")
            switch_on(scene, lead)
            number = complain(scene)
            both_clocks(scene, lead, number)
            refused_then_granted(scene, lead, number)
            # The browser logs the refusal that the story is about; anything else is a fault.
            assert [one for one in scene.complaints if "422" not in one] == []
        finally:
            chromium.close()


def switch_on(scene: Scene, lead: Page) -> None:
    """The lead switches the pack on, and looks at what else is set."""
    lead.goto(scene.address("/settings/deadlines"))
    # The house is one for all runs: the first has switched it on already.
    if not lead.locator("input[name=pack][value='cn.bank-insurance']").count():
        lead.select_option("select[name=pack]", "cn.bank-insurance")
        lead.click("main .btn-primary")
    expect(lead.locator("main table")).to_contain_text("cn.bank-insurance")
    scene.check(lead, "packs")
    for page in ("clocks", "calendars", "clocks/try"):
        lead.goto(scene.address(f"/settings/{page}"))
        scene.check(lead, page.replace("/", "-"))


def complain(scene: Scene) -> str:
    """A customer complains; the case is there. Gives its number."""
    page = scene.somebody()
    page.goto(scene.address("/f/hotel"))
    page.fill("[name=text]", SAID[scene.language].format(room=scene.room))
    page.fill("[name=email]", scene.email)
    page.click(".f-send .is-primary")
    page.wait_for_url(re.compile("/t/"))
    wanted = (
        "SELECT c.number FROM respond_case c JOIN respond_casefeedback l ON l.case_id = c.id "
        f"JOIN listen_feedback f ON f.id = l.feedback_id WHERE f.text LIKE '%{scene.room}%'"
    )
    assert until(lambda: bool(scene.house.rows(wanted)), seconds=60)
    return str(scene.house.rows(wanted)[0][0])


def both_clocks(scene: Scene, lead: Page, number: str) -> None:
    """The case shows the legal clock under our own, with the lines that explain it."""
    lead.goto(scene.address(f"/cases/{number}"))
    if scene.is_phone:
        lead.click("[data-show=info]")
    law = lead.locator("#case-clocks .clock-why", has_text=re.compile("银行保险|Banking"))
    expect(law).to_be_visible()
    expect(lead.locator("#case-clocks .clock")).to_have_count(4)
    law.locator("summary").click()
    expect(law.locator("li").first).to_be_visible()
    scene.check(lead, "case-law-clock")


def refused_then_granted(scene: Scene, lead: Page, number: str) -> None:
    """Without a message it is refused in words; after one was sent it is granted and explained."""
    lead.goto(scene.address(f"/cases/{number}/law"))
    extend = lead.locator(".law-deed", has=lead.locator("[value=extend]"))
    extend.locator("summary").click()
    extend.locator("[name=reason]").fill("需要专家鉴定")
    extend.locator("[type=submit]").click()
    expect(lead.locator(".law-deed[open]")).to_contain_text(REFUSED[scene.language])
    scene.check(lead, "law-refused")
    lead.goto(scene.address(f"/cases/{number}"))
    lead.fill("#reply-text", TOLD[scene.language].format(room=scene.room))
    lead.click("#p-reply [data-default]")
    expect(lead.locator("#thread")).to_contain_text(TOLD[scene.language].format(room=scene.room))
    mine = f"recipient = '{scene.email}' AND key LIKE 'message-%'"
    sent = f"SELECT 1 FROM listen_outgoing WHERE state = 'sent' AND {mine}"
    assert until(lambda: bool(scene.house.rows(sent)), seconds=20)
    lead.goto(scene.address(f"/cases/{number}/law"))
    extend.locator("summary").click()
    extend.locator("[name=reason]").fill("需要专家鉴定")
    extend.locator("[name=notice]").select_option(index=1)
    with lead.expect_navigation():
        extend.locator("[type=submit]").click()
    lead.goto(scene.address(f"/cases/{number}/law"))
    expect(lead.locator(".law-row")).to_contain_text(EXTENDED[scene.language])
    scene.check(lead, "law-extended")
