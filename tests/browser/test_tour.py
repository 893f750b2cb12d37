"""Every page in a real browser, phone and desktop, Chinese and English: no serious fault, nothing sticks out."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.test_story import Scene, browser
from tests.crash.house import House
from tests.stories.page_table import PAGES, PUBLIC

__all__ = ["browser"]

ADMINISTRATOR = "m"
# Files, parts of a page that only a page asks for, and addresses that lead elsewhere.
NO_PAGES = re.compile(
    r"export|^(queue-count|live|brand-switch|place-code|file|case-peek|case-more|case-together|case-texts|case-presence"
    r"|compensation-advice|customer-cases|customer-feedback|feedback-labels|feedback-alike|feedback-opinions)$"
)
NOT_PUBLIC = re.compile(
    r"brand-style|tracking-file|tracking-statement|side-file|healthz|readyz|^api:|set_language"
)
# What stands in an address: one of the story's own, by a question that finds it.
OPEN_CASE = "respond_case WHERE closed_at IS NULL AND merged_into_id IS NULL ORDER BY id"
FIND = {
    "number": f"SELECT number FROM {OPEN_CASE} DESC",
    "slug": "SELECT 'hotel'",
    "link": f"SELECT f.link FROM respond_casefeedback l JOIN listen_feedback f ON f.id = l.feedback_id "
    f"WHERE l.case_id IN (SELECT id FROM {OPEN_CASE})",
    "code": "SELECT code FROM people_place",
    "care": "SELECT id FROM respond_caretask WHERE state = 'open' AND way = 'call' ORDER BY id",
    "incident": "SELECT id FROM respond_incident ORDER BY id",
    "outreach": "SELECT id FROM respond_outreach ORDER BY id",
    "customer": "SELECT customer_id FROM respond_case WHERE customer_id IS NOT NULL ORDER BY id",
    "feedback": "SELECT id FROM listen_feedback ORDER BY id DESC",
    "improvement": "SELECT id FROM improve_improvement ORDER BY id",
    "promise": "SELECT id FROM respond_promise WHERE state = 'open' ORDER BY id",
    "approval": "SELECT id FROM respond_approval ORDER BY id",
    "place": "SELECT id FROM people_place ORDER BY id",
    "own_field": "SELECT id FROM listen_ownfield ORDER BY id",
    "rule": "SELECT id FROM respond_rule ORDER BY id",
    "agent": "SELECT id FROM people_user WHERE username = 'xiaoli'",
    "model": "SELECT id FROM understand_modelversion ORDER BY id",
    "import": "SELECT id FROM listen_fileimport ORDER BY id",
    "category": "SELECT code FROM understand_category WHERE is_own ORDER BY id",
}
# The story tells of this much at least; fewer pages would mean that the questions above find nothing.
AT_LEAST = 90


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A short story world."""
    with House() as running:
        running.run("demo", "--feedback", "60")
        yield running


@pytest.fixture(scope="module")
def addresses(house: House) -> dict[str, list[str]]:
    """What there is to see, of the staff and of customers, as far as the story has it."""
    known: dict[str, str | None] = {}

    def filled(address: str) -> str | None:
        for name in re.findall(r"{(\w+)}", address):
            if name not in known:
                rows = house.rows(f"{FIND[name]} LIMIT 1") if name in FIND else []
                known[name] = str(rows[0][0]) if rows else None
            if known[name] is None:
                return None
            address = address.replace(f"{{{name}}}", str(known[name]))
        return address

    staff = [line.split()[:3] for line in PAGES.splitlines() if line and not line.startswith("#")]
    public = [line.split()[:3] for line in PUBLIC.splitlines() if line and not line.startswith("#")]
    seen = [
        row[1]
        for row in staff
        if (row[2] == "all" or ADMINISTRATOR in row[2]) and not NO_PAGES.search(row[0])
    ]
    open_to_all = [row[1] for row in public if row[2] == "200" and not NOT_PUBLIC.search(row[0])]
    return {
        "staff": [address for one in seen if (address := filled(one))],
        "public": [address for one in open_to_all if (address := filled(one))],
    }


@pytest.mark.parametrize(("language", "is_phone"), [("zh", True), ("en", False)])
def test_every_page_is_sound(
    browser: Browser, house: House, addresses: dict[str, list[str]], *, language: str, is_phone: bool
) -> None:
    scene = Scene(browser, house, language, is_phone, room=0)
    assert len(addresses["staff"]) + len(addresses["public"]) >= AT_LEAST
    pages = {"staff": scene.colleague("admin"), "public": scene.somebody()}
    faults = []
    for who, page in pages.items():
        for address in addresses[who]:
            answer = page.goto(scene.address(address))
            if answer is None or answer.status != 200:
                faults.append(f"{address}: {answer and answer.status}")
                continue
            try:
                scene.check(page, address.strip("/").replace("/", "_") or "home")
            except AssertionError as fault:
                faults.append(str(fault))
    for context in scene.open_contexts:
        context.close()
    told = faults + scene.complaints
    assert not told, "\n".join(told)
