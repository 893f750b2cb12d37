"""Amends in a real browser: an offer beyond authority is approved on a phone; a promise is broken in the open."""

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.test_story import Scene, arrives, browser, file_complaint, house
from tests.crash.house import House, until

__all__ = ["browser", "house"]

PROMISE = "张女士您好，床单的事我正在核实，明天下午5点前给您回电。"
SORRY = "没有按时给您回电，是我的疏忽，对不起。调查结果现在告诉您：床单确实没有更换，责任在我们。"
OVERDUE = """
    UPDATE respond_promise SET made_at = now() - interval '3 hours', warn_at = now() - interval '2 hours',
        due_at = now() - interval '1 minute' WHERE state = 'open' RETURNING id
"""


@pytest.fixture(params=["zh", "en"])
def scenes(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[tuple[Scene, Scene]]:
    """The same story at a desk and on a telephone."""
    room = {"zh": 1301, "en": 1302}[request.param] + (10 if "promise" in request.node.name else 0)
    both = tuple(Scene(browser, house, request.param, is_phone, room=room) for is_phone in (False, True))
    yield both[0], both[1]
    for context in (context for scene in both for context in scene.open_contexts):
        context.close()
    sys.stdout.write(house.log.read_text("utf-8"))


def begun(desk: Scene, phone: Scene) -> tuple[Page, Page, str]:
    """小李 has the case open at her desk; the customer looks at their page on a telephone."""
    agent = desk.colleague("xiaoli")
    agent.goto(desk.address("/cases?view=mine"))
    customer = file_complaint(phone)
    number = arrives(desk, agent)
    agent.goto(desk.address(f"/cases/{number}"))
    return agent, customer, number


def test_beyond_ones_authority_the_lead_approves_on_a_phone_and_proof_closes_it(
    scenes: tuple[Scene, Scene],
) -> None:
    desk, phone = scenes
    agent, customer, _number = begun(desk, phone)
    ask_for_more(desk, agent)
    approve(phone)
    accept(phone, customer)
    prove(desk, agent)
    customer.reload()
    expect(customer.locator(".k-offer form")).to_have_count(0)
    expect(customer.locator(".k-offer")).to_contain_text("948")
    phone.check(customer, "offer-given")
    # The refusal is an answer of its own, and the browser notes its status.
    assert [one for one in desk.complaints + phone.complaints if " 422 " not in one] == []


def ask_for_more(desk: Scene, agent: Page) -> None:
    """小李 offers 948, which she may not; one click asks for approval with the case attached."""
    agent.click("#case-amends .btn-quiet")
    form = agent.locator("#drawer .deed")
    form.locator("[name=price]").fill("1376")
    form.locator("[name=amount]").fill("948")
    form.locator("[name=amount]").blur()
    expect(form.locator("#amends-advice .range .at")).to_be_visible()
    form.locator("[name=text]").fill("退还第一晚房费")
    form.locator("[name=reason]").fill("老人同行，换房等了两小时")
    desk.check(agent, "offer")
    form.locator("[type=submit][data-default]").click()
    expect(form.locator(".error-summary")).to_be_visible()
    desk.check(agent, "offer-beyond")
    with agent.expect_navigation():
        form.locator(".ask-now button").click()
    expect(agent.locator("#case-amends .tag.warn")).to_be_visible()
    desk.check(agent, "case-asking")


def approve(phone: Scene) -> None:
    """王主管 finds it on her day and approves it with her thumb."""
    lead = phone.colleague("wang")
    lead.goto(phone.address("/today"))
    phone.check(lead, "day-approval")
    lead.click("#day-approvals [data-open]")
    expect(lead.locator(".ask h1")).to_contain_text("948")
    phone.check(lead, "approval")
    lead.click(".decide [value=yes]")
    lead.wait_for_url("**/approvals")
    phone.check(lead, "approvals")


def accept(phone: Scene, customer: Page) -> None:
    """The customer reads the offer on their page, without signing in, and accepts it."""
    customer.reload()
    expect(customer.locator(".k-offer")).to_contain_text("948")
    phone.check(customer, "offer-made")
    customer.click(".k-offer .is-primary")
    expect(customer.locator(".k-offer form")).to_have_count(0)
    phone.check(customer, "offer-accepted")


def prove(desk: Scene, agent: Page) -> None:
    """小李 records the payment with its reference and a picture of the receipt."""
    agent.reload()
    agent.locator("#case-amends a[href$='/pay']").click()
    form = agent.locator("#drawer .deed")
    receipt: FilePayload = {
        "name": "receipt.png",
        "mimeType": "image/png",
        "buffer": agent.screenshot(type="png"),
    }
    form.locator("[name=reference]").fill("WX20261126001")
    form.locator("[name=proofs]").set_input_files([receipt])
    desk.check(agent, "payment")
    with agent.expect_navigation():
        form.locator(".btn-primary").click()
    expect(agent.locator("#case-amends")).to_contain_text("WX20261126001")
    desk.check(agent, "case-paid")


def test_a_promise_found_in_a_chinese_reply_is_broken_in_the_open_and_apologised_for(
    scenes: tuple[Scene, Scene],
) -> None:
    desk, phone = scenes
    agent, customer, _number = begun(desk, phone)
    agent.fill("#reply-text", PROMISE)
    expect(agent.locator("#pledges [name=promise]")).to_be_checked()
    desk.check(agent, "promise-found")
    agent.press("#reply-text", "Control+Enter")
    expect(agent.locator("#case-promises .tag.brand")).to_be_visible()
    customer.reload()
    expect(customer.locator(".k-promises .is-open")).to_contain_text("回电")
    phone.check(customer, "promise-open")

    assert len(desk.house.rows(OVERDUE)) == 1
    broken = "SELECT state FROM respond_promise WHERE state = 'broken' AND apologised_at IS NULL"
    assert until(lambda: bool(desk.house.rows(broken)), seconds=20)
    customer.reload()
    expect(customer.locator(".k-promises .is-broken")).to_contain_text("回电")
    phone.check(customer, "promise-broken")
    expect(agent.locator("#case-promises .tag.red")).to_be_visible()
    lead = phone.colleague("wang")
    lead.goto(phone.address("/notifications"))
    expect(lead.locator(".drawer ol")).to_contain_text("回电")

    agent.locator("#case-promises a[href$='/apologise']").click()
    form = agent.locator("#drawer .deed")
    form.locator("[name=letter]").fill(SORRY)
    desk.check(agent, "promise-apology")
    with agent.expect_navigation():
        form.locator(".btn-primary").click()
    customer.reload()
    expect(customer.locator(".k-line")).to_contain_text("是我的疏忽")
    expect(customer.locator(".k-promises .is-broken")).to_be_visible()
    phone.check(customer, "promise-apologised")
    assert desk.complaints + phone.complaints == []
