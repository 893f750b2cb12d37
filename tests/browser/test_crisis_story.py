"""A crisis in a real browser: declared, forty replies with one statement, closed with a review."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import test_story as story
from tests.crash.house import House, until

browser, house = story.browser, story.house
MANY = 40
STATEMENT = (
    "11月26日起，结账系统重复扣款。我们已经停用这条通道，重复的款项三天内原路退回，您不用申请。"
    "客房部王主管负责，每天上午十点在您的页面更新进展。对不起。"
)
# Forty guests say the same on the telephone; the worker reads them as it reads everybody.
CALLS = f"""
from wenguo.base.actor import SYSTEM
from wenguo.customers.actions import CustomerFacts
from wenguo.kernel.clock import now
from wenguo.listen.actions import receive
from wenguo.people.models import Brand
brand = Brand.objects.get(slug="hotel")
for n in range({MANY}):
    receive(actor=SYSTEM, brand=brand, channel="phone", now=now(), language="zh-hans",
            text=f"{{n}}号房退房时系统重复扣了两次款，押金也没有退，很生气，请马上退款。",
            customer=CustomerFacts(name=f"客人{{n}}", email=f"caller{{n}}@example.com"))
"""
CASES = "SELECT number FROM respond_case ORDER BY id"
TOLD = f"""
    SELECT count(*) FROM respond_message WHERE direction = 'out' AND body = '{STATEMENT}'
"""
MAILED = "SELECT count(DISTINCT recipient), count(*) FROM listen_outgoing WHERE key LIKE 'message-%'"


@pytest.fixture
def scene(browser: Browser, house: House) -> Iterator[story.Scene]:
    running = story.Scene(browser, house, "zh", is_phone=False, room=1401)
    yield running
    for context in running.open_contexts:
        context.close()


def test_a_crisis_is_declared_answered_with_one_voice_and_closed_with_a_review(scene: story.Scene) -> None:
    scene.house.run("manage", "shell", "-v", "0", "-c", CALLS)
    assert until(lambda: len(scene.house.rows(CASES)) == MANY, seconds=180)
    lead = scene.colleague("wang")
    declare(scene, lead)
    one_statement(scene, lead)
    tell_everybody(scene, lead)
    settle_and_close(scene, lead)
    # The refusal to close too early is an answer of its own, and the browser notes its status.
    assert [one for one in scene.complaints if " 422 " not in one] == []


def declare(scene: story.Scene, lead: Page) -> None:
    """王主管 gathers the cases in an incident and declares it a crisis: the playbook of the golden day opens."""
    numbers = [row[0] for row in scene.house.rows(CASES)]
    lead.goto(scene.address("/incidents/new?" + "&".join(f"case={number}" for number in numbers)))
    expect(lead.locator(".pick-case")).to_have_count(MANY)
    lead.select_option("[name=brand]", "hotel")
    lead.fill("[name=title]", "结账系统重复扣款")
    scene.check(lead, "incident-new")
    lead.click("main .btn-primary")
    lead.wait_for_url(re.compile(r"/incidents/\d+$"))
    scene.check(lead, "incident")
    lead.click(".crisis-declare summary")
    lead.fill(".crisis-declare [name=reason]", "四十位客人被重复扣款，一小时内")
    lead.click(".crisis-declare button")
    lead.wait_for_url(re.compile("/crisis$"))
    expect(lead.locator(".crisis-steps li")).to_have_count(12)
    scene.check(lead, "crisis")


def one_statement(scene: story.Scene, lead: Page) -> None:
    """Who leads is named, a decision is logged, and one statement is approved."""
    lead.locator(".crisis-role").get_by_role("button").click()
    lead.fill(".crisis-log [name=text]", "停用扣款通道，先退款后查因")
    lead.click(".crisis-log [value=decision]")
    expect(lead.locator(".timeline-list").first).to_contain_text("先退款后查因")
    lead.goto(lead.url.removesuffix("/crisis"))
    lead.locator(".imp-side .menu summary").first.click()
    lead.fill(".imp-side [name=text]", STATEMENT)
    lead.locator(".imp-side .menu-form button").first.click()
    expect(lead.locator(".imp-side .quote")).to_contain_text("重复的款项三天内")


def tell_everybody(scene: story.Scene, lead: Page) -> None:
    """Forty customers hear the same words, each once; the counter of the room says so."""
    expect(lead.locator("#update-text")).to_have_value(STATEMENT)
    lead.locator("form:has(#update-text) .btn-primary").click()
    assert until(lambda: scene.house.rows(TOLD) == [(MANY,)], seconds=120), scene.house.rows(TOLD)
    lead.goto(lead.url.split("?")[0].rstrip("/") + "/crisis")
    expect(lead.locator("#crisis-figures")).to_contain_text(f"{MANY} / {MANY}")
    assert until(lambda: scene.house.rows(MAILED)[0][0] >= MANY, seconds=30), scene.house.rows(MAILED)
    people, letters = scene.house.rows(MAILED)[0]
    assert people == letters == MANY


def settle_and_close(scene: story.Scene, lead: Page) -> None:
    """It cannot close while a step is open; then it closes with a review whose lesson becomes an improvement."""
    close(lead)
    expect(lead.locator(".crisis-steps")).to_be_visible()
    assert scene.house.rows("SELECT count(*) FROM respond_crisis WHERE closed_at IS NOT NULL") == [(0,)]
    for left in range(12, 0, -1):
        steps = lead.locator(".crisis-steps li:not(.is-done)")
        expect(steps).to_have_count(left)
        steps.first.locator("form > button").first.click()
    expect(lead.locator(".crisis-steps li.is-done")).to_have_count(12)
    close(lead)
    expect(lead.locator(".lede .tag.good")).to_be_visible()
    scene.check(lead, "crisis-closed")
    drafts = "SELECT count(*) FROM improve_improvement WHERE title LIKE '%扣款前比对%'"
    assert until(lambda: scene.house.rows(drafts) == [(1,)], seconds=30), scene.house.rows(drafts)


def close(lead: Page) -> None:
    """The review, with one lesson."""
    form = lead.locator("form[action$='/crisis/close']")
    form.locator("[name=happened]").fill("网关超时后重试，没有比对流水号")
    form.locator("[name=lessons_text]").fill("扣款前比对流水号")
    form.locator("button").last.click()
    lead.wait_for_load_state()
