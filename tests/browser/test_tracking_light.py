"""The customer's page on a cheap phone and a bad line: light, still, named, in order, and readable in the dark."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser import test_story as story
from tests.crash.house import House

browser, house = story.browser, story.house
MOST_BYTES = 60 * 1024
MOST_SHIFT = 0.1
SHIFTS = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => { if (!one.hadRecentInput) sum += one.value }))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 1500);
})"""
# Everything that can be pressed has a name, is as large as a thumb, and the focus walks down the page in its order.
NAMELESS = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), textarea, select, summary')]
    .filter(one => one.checkVisibility())
    .filter(one => !one.getAttribute('aria-label') && !one.textContent.trim() && !one.labels?.length)
    .filter(one => !one.querySelector('img[alt]:not([alt=""])'))
    .map(one => one.outerHTML.slice(0, 120))"""
SMALL = """() => [...document.querySelectorAll('main button, main summary, nav a')]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
    .map(one => one.outerHTML.slice(0, 120))"""
PLACE = "() => document.activeElement.getBoundingClientRect().top + scrollY"


@pytest.fixture(params=["zh", "en"])
def scene(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[story.Scene]:
    room = {"zh": 1501, "en": 1502}[request.param]
    running = story.Scene(browser, house, request.param, is_phone=True, room=room)
    yield running
    for context in running.open_contexts:
        context.close()


def test_the_first_load_is_light_still_and_in_order(scene: story.Scene) -> None:
    first = story.file_complaint(scene)
    page = scene.somebody()
    weighed = weigh(page)
    page.goto(first.url, wait_until="load")
    page.wait_for_load_state("networkidle")
    own = {address: size for address, size in weighed.items() if "/letters/" not in address}
    assert sum(own.values()) <= MOST_BYTES, own
    assert page.evaluate(SHIFTS) < MOST_SHIFT
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate(SMALL) == []
    assert page.title().strip()
    assert page.locator("html").get_attribute("lang") == ("en" if scene.language == "en" else "zh-CN")
    assert page.locator("h1").count() == 1
    walk(page)
    scene.check(page, "tracking-light")


def weigh(page: Page) -> dict[str, int]:
    """What comes over the line, by address, in bytes as they are sent."""
    session: CDPSession = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on(
        "Network.responseReceived", lambda told: names.update({told["requestId"]: told["response"]["url"]})
    )
    session.on(
        "Network.loadingFinished",
        lambda told: sizes.update({names.get(told["requestId"], "?"): int(told["encodedDataLength"])}),
    )
    return sizes


def walk(page: Page) -> None:
    """Tab goes down the page: no step leads back up."""
    page.evaluate("document.activeElement.blur()")
    places: list[float] = []
    for _step in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        places.append(page.evaluate(PLACE))
    assert len(places) >= 4
    # Two in one line may differ by a few pixels.
    assert all(later >= earlier - 12 for earlier, later in pairwise(places)), places


def test_it_is_readable_in_the_dark_and_in_large_type(scene: story.Scene) -> None:
    address = story.file_complaint(scene).url
    page = scene.somebody()
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    scene.check(page, "tracking-dark")
    page.goto(f"{address}?type=large")
    expect(page.locator("body.is-large")).to_be_visible()
    scene.check(page, "tracking-large")
    page.goto(f"{address}/notices")
    scene.check(page, "tracking-notices")
    page.click("main .is-primary")
    page.goto(address)
    expect(page.locator(".k-foot")).to_contain_text({"zh": "已关闭", "en": "off"}[scene.language])
    assert scene.complaints == []
