"""The customer's page: small enough for a bad line, readable for weak eyes, closed when its link went astray."""

import re
from collections.abc import Callable
from datetime import datetime
from gzip import compress
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from wenguo.base.actor import Actor
from wenguo.base.errors import NotAllowed, NotFound
from wenguo.people.models import User
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, RevokedLink

FIRST_LOAD = 60 * 1024
ASSET = re.compile(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"')


@pytest.fixture
def link(case: Case) -> str:
    """What 张女士 has in her letter."""
    return queries.feedback_of_case(case)[0].link


def test_page_and_assets_are_at_most_60_kb_at_first_load(
    case: Case, link: str, li: Actor, now: datetime
) -> None:
    for n in range(5):
        actions.reply(actor=li, case=case, text=f"第{n}次进展：客房部已经复查。" * 10, now=now)
    client = Client()
    page = client.get(f"/t/{link}").content
    weights = {"page": len(page)}
    for address in ASSET.findall(page.decode()):
        if address.startswith(settings.STATIC_URL):
            found = finders.find(address.removeprefix(settings.STATIC_URL))
            assert isinstance(found, str)
            weights[address] = len(Path(found).read_bytes())
        elif not address.startswith("/t/"):
            weights[address] = len(client.get(address).content)
    assert any(name.endswith("public.css") for name in weights)
    assert not any("app." in name for name in weights)
    assert sum(weights.values()) <= FIRST_LOAD, weights
    assert len(compress(page)) < 8 * 1024


def test_large_type_is_one_tap_and_stays(link: str) -> None:
    client = Client()
    assert "is-large" not in client.get(f"/t/{link}").content.decode()
    assert "is-large" in client.get(f"/t/{link}?type=large").content.decode()
    assert "is-large" in client.get(f"/t/{link}").content.decode()
    client.get(f"/t/{link}?type=normal")
    assert "is-large" not in client.get(f"/t/{link}").content.decode()


def test_a_closed_link_opens_nothing_and_does_nothing_until_it_is_opened_again(
    case: Case, link: str, li: Actor, outsider: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        actions.revoke_tracking(actor=outsider, case=case, now=now)
    assert RevokedLink.objects.count() == 0
    actions.revoke_tracking(actor=li, case=case, now=now)
    actions.revoke_tracking(actor=li, case=case, now=now)
    assert RevokedLink.objects.count() == 1
    assert Client().get(f"/t/{link}").status_code == 404
    with pytest.raises(NotFound):
        actions.customer_adds(link=link, text="还在吗", now=now)
    actions.restore_tracking(actor=li, case=case, now=now)
    assert Client().get(f"/t/{link}").status_code == 200


def test_staff_close_it_beside_the_case(
    case: Case, link: str, li_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(li_user)
    client.post(f"/cases/{case.number}/tracking-link")
    assert Client().get(f"/t/{link}").status_code == 404
    assert 'name="opens" value="1"' in client.get(f"/cases/{case.number}/together").content.decode()
    client.post(f"/cases/{case.number}/tracking-link", {"opens": "1"})
    assert Client().get(f"/t/{link}").status_code == 200
