"""Nothing is lost between hands: harm to a key customer reaches the executive by itself, and a shift that ends hands
over with a note.
"""

import re
import sys
from collections.abc import Iterator
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_story import Scene, browser, deed, house
from tests.crash.house import House, until

__all__ = ["browser", "house"]

EMAIL = "diamond@example.com"
HARM = "我母亲在浴室滑倒摔伤，后脑勺流血，人已经送医院急救，你们马上派人过来！"
ORDINARY = "房间的空调不制冷，热得睡不着，请尽快处理。"
DIAMOND = "from wenguo.customers.models import Customer; Customer.objects.update(tier='diamond')"
# Whoever hands over has gone home an hour ago; the lead is there.
GONE_HOME = (
    "from datetime import timedelta; from django.utils import timezone; "
    "from wenguo.people.models import Shift, User; now = timezone.localtime(); "
    "User.objects.filter(username='wang').update(presence='online'); "
    "[Shift.objects.create(user=User.objects.get(username='xiaoli'), weekday=(now - timedelta(hours=3)).weekday(), "
    "starts_at=(now - timedelta(hours=3)).time(), ends_at=(now - timedelta(hours=1)).time())]"
)
# The job runs each minute, on a machine that may be busy.
HANDED_OVER_WITHIN = 150


@pytest.fixture
def scene(browser: Browser, house: House) -> Iterator[Scene]:
    """A desktop, in Chinese."""
    running = Scene(browser, house, "zh", is_phone=False, room=1301)
    yield running
    for context in running.open_contexts:
        context.close()
    sys.stdout.write(house.log.read_text("utf-8"))


def say(scene: Scene, text: str, *, email: str = EMAIL) -> str:
    """A customer writes by the form; gives the number of the case, opened by itself."""
    words = urlencode({"text": text, "name": "孙女士", "email": email}).encode()
    urlopen(scene.address("/f/hotel"), words, timeout=30).close()
    wanted = (
        "SELECT c.number FROM respond_case c JOIN respond_casefeedback l ON l.case_id = c.id "
        f"JOIN listen_feedback f ON f.id = l.feedback_id WHERE f.text = '{text}'"
    )
    assert until(lambda: bool(scene.house.rows(wanted)), seconds=60)
    return str(scene.house.rows(wanted)[0][0])


def test_harm_to_a_key_customer_reaches_the_executive_by_itself_and_the_answer_comes_back(
    scene: Scene,
) -> None:
    say(scene, ORDINARY)
    scene.house.run("manage", "shell", "-v", "0", "-c", DIAMOND)
    executive, agent = scene.colleague("chen"), scene.colleague("xiaoli")
    executive.goto(scene.address("/team"))
    number = say(scene, HARM)

    line = executive.locator(".lifts li", has=executive.locator(f"a[href*='{number}']"))
    expect(line).to_be_visible()
    expect(line).to_contain_text("等陈总接手")
    scene.check(executive, "board")
    line.locator(".btn").click()
    executive.locator("#drawer .deed .btn-primary").click()
    executive.wait_for_url(re.compile(f"/cases/{number}"))
    expect(executive.locator("#case-escalation")).to_contain_text("陈总")
    scene.check(executive, "case-escalated")

    agent.goto(scene.address(f"/cases/{number}"))
    expect(agent.locator("#case-escalation")).to_contain_text("高管")
    deed(executive, "answer-up")
    executive.locator("#drawer .deed [name=text]").fill("我已到医院，医药费全部由我们承担。")
    with executive.expect_navigation():
        executive.locator("#drawer .deed .btn-primary").click()
    # The first line's page was open all the while.
    expect(agent.locator("#thread")).to_contain_text("医药费全部由我们承担")
    expect(agent.locator("#case-escalation")).not_to_contain_text("等陈总接手")
    assert scene.complaints == []


def test_a_shift_ends_and_its_case_is_handed_over_with_a_note(scene: Scene) -> None:
    number = say(scene, "行李寄存丢了一个箱子，今晚要赶飞机，请马上找到。")
    lead = scene.colleague("wang")
    scene.house.run("manage", "shell", "-v", "0", "-c", GONE_HOME)
    handed = (
        "SELECT u.username FROM respond_handover h JOIN respond_case c ON c.id = h.case_id "
        f"JOIN people_user u ON u.id = h.to_user_id WHERE c.number = '{number}'"
    )
    assert until(lambda: scene.house.rows(handed) == [("wang",)], seconds=HANDED_OVER_WITHIN)
    lead.goto(scene.address(f"/cases/{number}"))
    for words in ("由小李交接给王主管", "小李的班次已结束", "事由：", "下一步："):
        expect(lead.locator("#thread")).to_contain_text(words)
    expect(lead.locator("#owner summary")).to_contain_text("王主管")
    scene.check(lead, "case-handed-over")
    assert scene.complaints == []
