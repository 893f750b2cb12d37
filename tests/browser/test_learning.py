"""小李 sets ten similar texts right, the house learns, the eleventh is right; one click brings the old reading back."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_story import ALONE, Scene, browser
from tests.crash.house import House, until

__all__ = ["browser"]

PARKING = (
    "停车场收费太贵了，一小时二十块",
    "地下车库停车费比外面贵一倍",
    "停车费乱收，住店客人还要交停车费",
    "停了三小时车收我六十块停车费",
    "停车场出口扫码收费多扣了一次",
    "酒店停车还要收费，之前没说",
    "停车券没给，出门被收了停车费",
    "车停一晚上收了八十元停车费",
    "停车收费标准不清楚，收得离谱",
    "住店停车不免费，停车费太高",
)
ELEVENTH = "停车费收了我四十，太黑了"
RULE = "规则不合理"
SAY = (
    "from wenguo.listen.actions import receive; from wenguo.base.actor import NOBODY; "
    "from wenguo.people.models import Brand; from wenguo.kernel.clock import now; "
    "[receive(actor=NOBODY, brand=Brand.objects.get(slug='hotel'), text=text, channel='web', now=now()) "
    "for text in {texts}]"
)
LEARNS_WITHIN_MS = 120_000


class PatientHouse(House):
    """A house whose first start, with all its migrations, may take its time on a busy machine."""

    def await_ready(self, *, seconds: float = 300) -> None:
        super().await_ready(seconds=seconds)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A company that has just begun, with its worker."""
    with PatientHouse() as running:
        running.run("manage", "shell", "-v", "0", "-c", ALONE)
        yield running


@pytest.fixture
def scene(browser: Browser, house: House) -> Iterator[Scene]:
    running = Scene(browser, house, "zh", is_phone=False, room=1301)
    yield running
    for context in running.open_contexts:
        context.close()


def test_an_agent_teaches_the_house_and_the_way_back_is_open(scene: Scene) -> None:
    ten = said(scene, *PARKING)
    agent, admin = scene.colleague("xiaoli"), scene.colleague("admin")
    for number in ten:
        set_right(scene, agent, number)
    admin.goto(scene.address("/settings/understanding"))
    scene.check(admin, "understanding")
    admin.click("form[action='/settings/understanding/learn'] .btn-primary")
    newest = admin.locator("#moving tbody tr").first
    expect(newest).to_contain_text("使用中", timeout=LEARNS_WITHIN_MS)
    expect(newest).to_contain_text("10")
    scene.check(admin, "understanding-learned")
    assert category(scene, agent, *said(scene, ELEVENTH)) == RULE
    # The shipped version stands below the learned one, with the one button that brings it back.
    admin.locator("#moving tbody tr", has_text="出厂").get_by_role("button").click()
    expect(admin.locator("#moving tbody tr", has_text="出厂")).to_contain_text("使用中")
    assert category(scene, agent, *said(scene, f"{ELEVENTH}！")) != RULE
    agent.goto(scene.address("/feedback/review"))
    scene.check(agent, "review")
    assert scene.complaints == []


def said(scene: Scene, *texts: str) -> list[int]:
    """These are said, and read by the worker; their numbers."""
    scene.house.run(
        "manage", "shell", "-v", "0", "-c", SAY.format(texts=json.dumps(texts, ensure_ascii=False))
    )
    listed = ", ".join(f"'{text}'" for text in texts)
    found = (
        "SELECT f.id FROM listen_feedback f JOIN understand_analysis a ON a.feedback_id = f.id AND a.is_current "
        f"WHERE f.text IN ({listed}) ORDER BY f.id"
    )
    assert until(lambda: len(scene.house.rows(found)) == len(texts), seconds=240)
    return [int(row[0]) for row in scene.house.rows(found)]


def set_right(scene: Scene, agent: Page, number: int) -> None:
    """The chip of the category opens what it may be; one click more, and it is so."""
    agent.goto(scene.address(f"/feedback/{number}"))
    line = agent.locator(".side .labels dd").first
    line.locator(".label-menu > summary").click()
    line.locator("button[value='policy.rule']").last.click()
    expect(agent.locator(".side .labels dd").first).to_contain_text(RULE)
    expect(agent.locator(".side .labels dd").first.locator(".p")).to_have_count(0)


def category(scene: Scene, agent: Page, number: int) -> str:
    """What the list of labels says it is about, first."""
    agent.goto(scene.address(f"/feedback/{number}"))
    return agent.locator(".side .labels dd").first.locator(".chip span").first.inner_text().strip(" ？")
