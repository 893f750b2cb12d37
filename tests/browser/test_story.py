"""One complaint walks the whole loop in a real browser: filed, seen, answered, rated, reopened, counted, improved."""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.browser.test_gallery import ARGS, AXE, DESKTOP, FIND_FAULTS, PHONE
from tests.crash.house import FOUND, House, until
from wenguo.site.demo.company import PASSWORD

# The company of the story world without its story; 小李 alone is there, so that everybody knows whose case it becomes.
ALONE = (
    f"{FOUND}; from wenguo.people.models import User; "
    "User.objects.filter(memberships__team__brand__slug='hotel').exclude(username='xiaoli').update(presence='away')"
)
SEEN_WITHIN_MS = 2000
UNDIM = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".htmx-request, .htmx-request * { opacity: 1 !important }");
    document.adoptedStyleSheets = [sheet];
}"""
LEFT_BEHIND = ("htmx:afterRequest", "htmx:sendError", "htmx:sendAbort")
# Chrome's own two languages of a date would hide mistakes of ours: the page says in which language it is read.
WORDS = {
    "zh": {
        "said": "昨晚住{room}房，床单上有一大块污渍，叫了前台四十分钟也没人来换，太让人生气了，请退我房费。",
        "reply": "非常抱歉，{room}房的床品我们马上换，退款今天下午三点前给您答复。",
        "solution": "{room}房的房费已经原路退回，客房主管向您道歉。",
        "comment": "退款还没有到账。",
        "again": "说好的{room}房退款一直没有收到。",
        "title": "{room}房床品双人检查",
    },
    "en": {
        "said": "The bed sheets in room {room} were badly stained and nobody came for forty minutes. "
        "I am angry and want my money back.",
        "reply": "We are sorry. Room {room} gets fresh sheets now and you hear about the refund by three.",
        "solution": "The price of room {room} was paid back and the head of housekeeping apologised.",
        "comment": "The refund has not arrived.",
        "again": "The refund for room {room} never came.",
        "title": "Two people check the sheets of room {room}",
    },
}

# What is right appears at once on a machine at rest; a busy one may take its time where no budget is named.
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Scene:
    """One run of the story: a screen, a language, and the people with their browsers."""

    browser: Browser
    house: House
    language: str
    is_phone: bool
    room: int
    open_contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def words(self, name: str) -> str:
        """What somebody says in this run, different in every run."""
        return WORDS[self.language][name].format(room=self.room)

    @property
    def email(self) -> str:
        return f"guest{self.room}@example.com"

    def somebody(self) -> Page:
        """A new browser in which nobody is signed in."""
        context = self.browser.new_context(
            viewport=PHONE if self.is_phone else DESKTOP, has_touch=self.is_phone, color_scheme="light"
        )
        context.add_cookies(
            [
                {
                    "name": "django_language",
                    "value": "en" if self.language == "en" else "zh-hans",
                    "url": self.address(),
                }
            ]
        )
        context.set_default_timeout(PATIENCE_MS)
        self.open_contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self._hear(line, page))
        page.on("requestfailed", self._miss)
        return page

    def _hear(self, line: ConsoleMessage, page: Page) -> None:
        # What htmx says when somebody goes to another page before an answer came; real failures: ``_miss``.
        if line.type == "error" and not line.text.startswith(LEFT_BEHIND):
            self.complaints.append(f"{line.text} {line.location} {page.url}")

    def _miss(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.url}: {request.failure}")

    def colleague(self, name: str) -> Page:
        """Somebody of the staff, signed in."""
        page = self.somebody()
        page.goto(self.address("/accounts/login/"))
        self.check(page, "sign-in")
        page.fill("[name=login]", name)
        page.fill("[name=password]", PASSWORD)
        page.click(".account-card .btn-primary")
        page.wait_for_selector(".rail")
        return page

    def address(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.house.port}{path}"

    def check(self, page: Page, name: str) -> None:
        """No serious fault for people who see, hear or move differently; nothing sticks out at the side."""
        if "axe" not in page.evaluate("Object.keys(window).filter(key => key === 'axe').join()"):
            page.evaluate(AXE.read_text("utf-8"))
        # What is being asked for again is dimmed for that moment, and a form may ask at any time: judged undimmed.
        page.evaluate(UNDIM)
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished.catch(() => null)))")
        if folder := os.environ.get("WENGUO_SHOTS"):
            screen = "phone" if self.is_phone else "desktop"
            page.screenshot(path=Path(folder) / f"{name}-{screen}-{self.language}.png")
        faults = page.evaluate(FIND_FAULTS)
        assert faults == [], f"{name}: {faults}"
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} pixels too wide"


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A company that has just begun: web, worker and database as ``wenguo up`` starts them."""
    with House() as running:
        running.run("manage", "shell", "-v", "0", "-c", ALONE)
        # The two seconds are those of a house at work, not of one whose worker is still reading its weights.
        words = urlencode({"text": "早餐很丰富，谢谢！"}).encode()
        urlopen(f"http://127.0.0.1:{running.port}/f/hotel", words, timeout=30).close()
        assert until(lambda: bool(running.rows("SELECT 1 FROM understand_analysis")), seconds=60)
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as installed on the system (or as CHROMIUM says)."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGS
        )
        yield chromium
        chromium.close()


@pytest.fixture(
    params=[("zh", True, 1201), ("en", True, 1202), ("zh", False, 1203), ("en", False, 1204)], ids=str
)
def scene(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[Scene]:
    language, is_phone, room = request.param
    running = Scene(browser, house, language, is_phone, room=room)
    yield running
    for context in running.open_contexts:
        context.close()
    sys.stdout.write(house.log.read_text("utf-8"))  # Shown where something failed.


def test_one_complaint_walks_the_whole_loop(scene: Scene) -> None:
    agent, lead = scene.colleague("xiaoli"), scene.colleague("wang")
    agent.goto(scene.address("/cases?view=mine"))
    before = sentences_said(scene, lead)

    customer = file_complaint(scene)
    number = arrives(scene, agent)
    answer(scene, agent, number)
    read_rate_and_reopen(scene, customer, number)
    # The agent's page was open all the while and tells by itself that the customer is back.
    expect(agent.locator("#case-head .case-meta .tag.warn")).to_be_visible()

    assert sentences_said(scene, lead) == before + 1
    read_down_to_the_sentence(scene, lead, number)
    improve(scene, lead, number)
    assert scene.complaints == []


def file_complaint(scene: Scene) -> Page:
    """The customer writes, adds a photo and an address, and stands on the tracking page."""
    page = scene.somebody()
    page.goto(scene.address("/f/hotel"))
    scene.check(page, "form")
    photo: FilePayload = {
        "name": "sheet.jpg",
        "mimeType": "image/jpeg",
        "buffer": page.screenshot(type="jpeg"),
    }
    page.fill("[name=text]", scene.words("said"))
    page.set_input_files("[name=photos]", [photo])
    expect(page.locator("#photos-chosen img")).to_be_visible()
    page.locator(".c-pick:has([name=wishes][value=refund])").click()
    page.fill("[name=name]", f"张女士{scene.room}")
    page.fill("[name=email]", scene.email)
    page.locator(".c-pick:has([name=may_contact])").click()
    page.click(".f-send .is-primary")
    page.wait_for_url(re.compile("/t/"))
    return page


def arrives(scene: Scene, agent: Page) -> str:
    """The open queue shows it without a reload: analysed, assigned, with its clock. Returns the case number."""
    row = agent.locator("li.row-case", has_text=str(scene.room))
    expect(row).to_be_visible(timeout=SEEN_WITHIN_MS)
    expect(row.locator(".chips .chip").first).to_be_visible()
    expect(row.locator(".clock:not(.done)")).to_be_visible()
    expect(row.locator(".own .av")).to_contain_text("小")
    scene.check(agent, "queue")
    number = (row.get_attribute("id") or "").removeprefix("row-")
    assert number.startswith("WG-")
    return number


def answer(scene: Scene, agent: Page, number: str) -> None:
    """The agent opens the case, answers, and resolves it with outcome and cause."""
    agent.locator(f"#row-{number} [data-open]").click()
    agent.wait_for_selector("#thread .letter")
    expect(agent.locator("#thread")).to_contain_text(str(scene.room))
    scene.check(agent, "case")
    agent.fill("#reply-text", scene.words("reply"))
    agent.click("#p-reply [data-default]")
    expect(agent.locator("#thread")).to_contain_text(scene.words("reply"))
    deed(agent, "resolve")
    form = agent.locator("#drawer .deed")
    form.locator("[name=outcome]").first.check()
    form.locator("[name=cause]").first.check()
    form.locator("[name=text]").fill(scene.words("solution"))
    scene.check(agent, "resolve")
    with agent.expect_navigation():
        form.locator(".btn-primary").click()
    expect(agent.locator("#case-head .case-meta .tag.brand")).to_be_visible()


def deed(page: Page, slug: str) -> None:
    """Open a deed from the head of the case, or from its menu where there is no room for more."""
    near = page.locator(f"#case-head .case-crumb > a[href$='/{slug}']")
    if not near.is_visible():
        page.click("#deeds summary")
        near = page.locator(f"#deeds a[href$='/{slug}']")
    near.click()


def read_rate_and_reopen(scene: Scene, customer: Page, number: str) -> None:
    """The customer reads answer and solution, gives two points of five, and says that it is not settled."""
    customer.reload()
    for words in (scene.words("said"), scene.words("reply"), scene.words("solution"), number):
        expect(customer.locator("main")).to_contain_text(words)
    expect(customer.locator("img.c-photo")).to_be_visible()
    scene.check(customer, "tracking")
    customer.locator(".c-pick:has([name=score][value='2'])").click()
    customer.fill("#rate-comment", scene.words("comment"))
    customer.click("#rate .c-btn")
    expect(customer.locator("#rate [name=score][value='2']")).to_be_checked()
    customer.click("#reopen summary")
    customer.fill("#reopen textarea", scene.words("again"))
    customer.click("#reopen .is-primary")
    expect(customer.locator(".k-line")).to_contain_text(scene.words("again"))
    expect(customer.locator("#rate")).to_have_count(0)
    scene.check(customer, "tracking-reopened")


def sentences_said(scene: Scene, lead: Page) -> int:
    """The number under the first figure of the dashboard."""
    lead.goto(scene.address("/measure"))
    figure = lead.locator(".fig .ci").first
    if not figure.count():
        return 0
    scene.check(lead, "dashboard")
    return int(re.sub(r"\D", "", figure.inner_text().rsplit("n", 1)[-1]))


def read_down_to_the_sentence(scene: Scene, lead: Page, number: str) -> None:
    """From the number to the words, and from the words to the case."""
    lead.locator(".fig .ci a").first.click()
    line = lead.locator("#drawer .lines li", has_text=str(scene.room))
    expect(line).to_be_visible()
    scene.check(lead, "drawer")
    line.locator(f"a[href='/cases/{number}']").click()
    expect(lead.locator("#thread")).to_contain_text(scene.words("again"))


def choose_cases(scene: Scene, lead: Page, number: str) -> None:
    """A lead ticks the case in the queue; on a phone its number is typed."""
    if scene.is_phone:
        lead.goto(scene.address("/improvements/new"))
        lead.fill("[name=cases]", number)
    else:
        lead.goto(scene.address("/cases?view=open"))
        lead.check(f"#row-{number} [name=number]")
        lead.click("#bulk [formaction]")
        expect(lead.locator("[name=cases]")).to_have_value(number)
    lead.select_option("[name=brand]", "hotel")


def improve(scene: Scene, lead: Page, number: str) -> None:
    """An improvement is made from the case, finished and published; the customer is told exactly once."""
    choose_cases(scene, lead, number)
    lead.fill("[name=title]", scene.words("title"))
    lead.fill("[name=problem]", scene.words("said"))
    lead.fill("[name=target]", "≤ 1")
    scene.check(lead, "improvement-new")
    lead.click("main .btn-primary")
    lead.locator("form[action$='/start'] button").click()
    for language in ("zh", "en"):
        said, did = WORDS[language]["said"], WORDS[language]["title"]
        lead.fill(f"[name=you_said_{language}]", said.format(room=scene.room))
        lead.fill(f"[name=we_did_{language}]", did.format(room=scene.room))
    lead.click("form[action$='/finish'] .btn-primary")
    lead.locator("form[action$='/publish'] button").click()
    expect(lead.locator("a[href='/y/hotel']")).to_be_visible()
    scene.check(lead, "improvement")
    told = f"SELECT state FROM listen_outgoing WHERE recipient = '{scene.email}' AND key LIKE 'improvement-%'"
    assert until(lambda: scene.house.rows(told) == [("sent",)], seconds=10), scene.house.rows(told)
    public = scene.somebody()
    public.goto(scene.address("/y/hotel"))
    expect(public.locator(".y-item", has_text=scene.words("title"))).to_be_visible()
    scene.check(public, "you-said")
