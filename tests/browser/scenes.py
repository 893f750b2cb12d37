"""What several stories begin with: the same run on a Chinese phone and on an English desktop."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.test_story import Scene
from tests.crash.house import House


@pytest.fixture(params=[("zh", True), ("en", False)], ids=["zh-phone", "en-desktop"])
def scene(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[Scene]:
    """A run in the house of the story that asks for it."""
    language, is_phone = request.param
    running = Scene(browser, house, language, is_phone, room=1401)
    yield running
    for context in running.open_contexts:
        context.close()
