"""Praise is passed on and shown with consent, until it is taken back; a call finds a customer who is not content."""

import re
from urllib.parse import urlencode
from urllib.request import urlopen

from playwright.sync_api import expect

from tests.browser.scenes import scene
from tests.browser.test_duty import say
from tests.browser.test_story import Scene, browser, deed, house
from tests.crash.house import until

__all__ = ["browser", "house", "scene"]

KIND = "前台小李半夜送我发烧的孩子去医院，还一直打电话问情况，真的太感谢了！"
BROKEN = "浴室的热水时有时无，修了两次还是不行，请尽快彻底修好。"
# Three days have gone by: the customer, who left a telephone only, is to be called.
THREE_DAYS_LATER = (
    "from django.utils import timezone; from wenguo.respond.models import CareTask; "
    "CareTask.objects.filter(state='open').update(way='call', due_at=timezone.now())"
)


def praised(scene: Scene, words: str) -> tuple[int, str]:
    """Somebody is glad; gives the praise and its link for the customer."""
    given = urlencode(
        {"text": words, "name": "周女士", "email": f"zhou-{scene.language}@example.com"}
    ).encode()
    urlopen(scene.address("/f/hotel"), given, timeout=30).close()
    found = (
        "SELECT p.id, p.link FROM respond_praise p JOIN listen_feedback f ON f.id = p.feedback_id "
        f"WHERE f.text = '{words}'"
    )
    assert until(lambda: bool(scene.house.rows(found)), seconds=60)
    ((praise, link),) = scene.house.rows(found)
    return praise, link


def test_praise_is_passed_on_and_shown_until_it_is_taken_back(scene: Scene) -> None:
    words = f"{KIND}（{scene.language}）"
    praise, link = praised(scene, words)
    lead, customer = scene.colleague("wang"), scene.somebody()

    lead.goto(scene.address("/praise"))
    card = lead.locator(f"#praise-{praise}")
    card.locator("button[name=meant][value=yes]").first.click()
    expect(card).to_contain_text("小李")
    expect(card.locator("button[name=meant]")).to_have_count(0)
    scene.check(lead, "praise")

    customer.goto(scene.address(f"/p/{link}"))
    scene.check(customer, "praise-consent")
    customer.click("button[value=yes]")
    expect(customer.locator("button[value=no]")).to_be_visible()

    lead.reload()
    card.locator("summary", has_text=re.compile("公开|public")).click()
    card.locator("form[action$='/publish'] button").click()
    expect(card.locator("form[action$='/unpublish']")).to_be_visible()
    customer.goto(scene.address("/y/hotel/praise"))
    # What leaves the house names no colleague.
    shown = words.replace("小李", "我们的同事")
    expect(customer.locator("main")).to_contain_text(shown)
    scene.check(customer, "praise-wall")

    customer.goto(scene.address(f"/p/{link}"))
    customer.click("button[value=no]")
    customer.goto(scene.address("/y/hotel/praise"))
    expect(customer.locator("main")).not_to_contain_text(shown)
    assert scene.complaints == []


def test_a_call_finds_a_customer_who_is_not_content_and_the_case_goes_up(scene: Scene) -> None:
    number = say(scene, f"{BROKEN}（{scene.language}）", email=f"hot-{scene.language}@example.com")
    agent = scene.colleague("xiaoli")
    agent.goto(scene.address(f"/cases/{number}"))
    deed(agent, "resolve")
    form = agent.locator("#drawer .deed")
    form.locator("[name=outcome]").first.check()
    form.locator("[name=cause]").first.check()
    form.locator("[name=text]").fill("热水器的混水阀已经换新。")
    with agent.expect_navigation():
        form.locator(".btn-primary").click()

    planned = (
        "SELECT t.id FROM respond_caretask t JOIN respond_case c ON c.id = t.case_id "
        f"WHERE c.number = '{number}' AND t.done_at IS NULL ORDER BY t.due_at"
    )
    assert until(lambda: bool(scene.house.rows(planned)), seconds=30)
    task = scene.house.rows(planned)[0][0]
    scene.house.run("manage", "shell", "-v", "0", "-c", THREE_DAYS_LATER)
    agent.goto(scene.address("/care"))
    scene.check(agent, "care")
    agent.goto(scene.address(f"/care/{task}"))
    scene.check(agent, "care-call")
    call = agent.locator("form.decide")
    for question, answer in (("reached", "yes"), ("satisfied", "no")):
        choice = call.locator(f"[name={question}][value={answer}]")
        choice.locator("xpath=ancestor::label[1]").click()
        expect(choice).to_be_checked()
    call.locator("[name=words]").fill("早上洗澡又没有热水，说话不算数。")
    call.locator(".btn-primary").click()
    agent.goto(scene.address(f"/cases/{number}"))
    expect(agent.locator("#thread")).to_contain_text("早上洗澡又没有热水")
    level = f"SELECT level, status FROM respond_case WHERE number = '{number}'"
    assert scene.house.rows(level) == [(2, "open")]
    scene.check(agent, "case-up")
    assert scene.complaints == []
