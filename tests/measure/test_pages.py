"""The dashboard, its drawer and its files, as a browser without scripts sees them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOON
from tests.measure.conftest import MakeFacts
from wenguo.governance.models import AuditEntry
from wenguo.kernel.cells import csv_lines, safe_cell
from wenguo.listen.models import Feedback
from wenguo.measure import actions
from wenguo.people.actions import issue_token
from wenguo.people.models import ApiToken, Brand, User
from wenguo.people.queries import actor_of
from wenguo.understand.models import Analysis

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PERIOD = {"from": "2026-11-11", "to": "2026-11-17"}


def _say(brand: Brand, text: str, **labels: object) -> Feedback:
    feedback = Feedback.objects.create(
        brand=brand, channel="web", text=text, occurred_at=NOON, received_at=NOON, recorded_at=NOON
    )
    typical = {
        "kind": "complaint",
        "category": "logistics.delay",
        "polarity": "negative",
        "intensity": 2,
        "urgency": 2,
    }
    Analysis.objects.create(
        feedback=feedback,
        brand=brand,
        model_version="t",
        created_at=NOON,
        language="zh",
        **{**typical, **labels},
    )
    actions.refresh_facts([feedback.pk])
    return feedback


def _text(response: Any) -> str:
    return b"".join(response.streaming_content if response.streaming else [response.content]).decode()


def test_the_sentence_on_top_says_what_is_proven(
    signed_in: SignIn, wang_user: User, make_facts: MakeFacts
) -> None:
    make_facts(60, days_ago=1, category="logistics.delay")
    make_facts(20, days_ago=9, category="logistics.delay")
    page = _text(signed_in(wang_user).get("/measure", PERIOD))
    assert "差评上升 200%" in page
    assert "物流配送 · 时效" in page
    assert "差评 60 条，比前 7 天多 40 条。" in page


def test_a_small_change_is_said_not_to_be_proven(
    signed_in: SignIn, wang_user: User, make_facts: MakeFacts
) -> None:
    make_facts(22, days_ago=1)
    make_facts(20, days_ago=9)
    assert "差评变化未证实" in _text(signed_in(wang_user).get("/measure", PERIOD))


def test_few_sentences_allow_no_conclusion(signed_in: SignIn, wang_user: User, make_facts: MakeFacts) -> None:
    make_facts(3, days_ago=1)
    page = _text(signed_in(wang_user).get("/measure", PERIOD))
    assert "样本太少，不下结论" in page
    assert "近 12 周" in page


def test_a_period_without_feedback_says_so(signed_in: SignIn, wang_user: User) -> None:
    assert "这段时间没有反馈" in _text(signed_in(wang_user).get("/measure"))


@pytest.mark.parametrize(
    "query",
    [
        {"days": "x", "brand": "nobody", "place": "²", "category": "'; drop table", "channel": "\x00"},
        {"from": "9999-12-31", "to": "0001-01-01"},
        {"from": "2026-11-31", "to": "2026-12-01", "place": "9" * 30},
    ],
)
def test_an_address_that_makes_no_sense_still_shows_a_dashboard(
    signed_in: SignIn, wang_user: User, make_facts: MakeFacts, query: dict[str, str]
) -> None:
    make_facts(1)
    client = signed_in(wang_user)
    assert client.get("/measure", query).status_code == 200
    assert client.get("/measure/sentences", query).status_code == 200


def test_a_dashboard_takes_the_same_queries_however_much_was_said(
    signed_in: SignIn, wang_user: User, make_facts: MakeFacts
) -> None:
    client = signed_in(wang_user)
    make_facts(10, days_ago=1, keywords=["慢"])
    client.get("/measure", PERIOD)
    with CaptureQueriesContext(connection) as few:
        client.get("/measure", PERIOD)
    make_facts(500, days_ago=2, category="price.value", channel="review", keywords=["贵", "慢"])
    with CaptureQueriesContext(connection) as many:
        client.get("/measure", PERIOD)
    assert len(many) <= len(few) <= 25


def test_the_drawer_lists_the_sentences_with_their_words_marked(
    signed_in: SignIn, wang_user: User, hotel: Brand
) -> None:
    text = "<b>物流</b>三天没动"
    _say(hotel, text, labels={"evidence": {"polarity": [[9, 13]]}})
    client = signed_in(wang_user)
    page = _text(
        client.get("/measure/sentences", {**PERIOD, "polarity": "negative"}, headers={"HX-Request": "true"})
    )
    assert "&lt;b&gt;物流&lt;/b&gt;" in page
    assert '<mark class="ev m2">三天没动</mark>' in page
    assert "<html" not in page
    assert "显示 1 / 1" in page


def test_sentences_are_paged_without_gap_or_repeat(signed_in: SignIn, wang_user: User, hotel: Brand) -> None:
    numbers = [_say(hotel, f"第{n}句").pk for n in range(35)]
    client = signed_in(wang_user)
    first = client.get("/measure/sentences", PERIOD)
    cursor = first.context["page"].next_cursor
    second = client.get("/measure/sentences", {**PERIOD, "cursor": cursor})
    seen = [line.feedback_id for page in (first, second) for line in page.context["lines"]]
    assert seen == sorted(numbers, reverse=True)


def test_an_outsider_reads_no_sentence_of_the_hotel(
    signed_in: SignIn, outsider_user: User, hotel: Brand
) -> None:
    _say(hotel, "只有酒店能看的话")
    outsider_user.role = "lead"
    outsider_user.save(update_fields=["role"])
    client = signed_in(outsider_user)
    for address in ("/measure", "/measure/sentences", "/measure/sentences.csv", "/measure/figures.csv"):
        for query in (PERIOD, {**PERIOD, "brand": "hotel"}):
            assert "只有酒店能看的话" not in _text(client.get(address, query)), address
    assert client.get("/measure/sentences", PERIOD).context["total"] == 0


def test_an_agent_sees_no_dashboard(signed_in: SignIn, li_user: User) -> None:
    client = signed_in(li_user)
    assert client.get("/measure").status_code == 403
    assert client.get("/measure/sentences.csv").status_code == 403


def test_an_exported_sentence_cannot_run_in_a_spreadsheet(
    signed_in: SignIn, wang_user: User, hotel: Brand
) -> None:
    _say(hotel, '=HYPERLINK("http://x","点我")')
    _say(hotel, "价格-性能都好")
    body = _text(signed_in(wang_user).get("/measure/sentences.csv", PERIOD))
    assert body.startswith("\ufeff反馈,说的时间,渠道")
    assert '"\'=HYPERLINK(""http://x"",""点我"")"' in body
    assert ",价格-性能都好" in body
    entry = AuditEntry.objects.get(deed="measure.exported")
    assert (entry.actor_name, entry.details["what"]) == ("王主管", "sentences")


def test_an_export_streams_more_than_one_batch(signed_in: SignIn, wang_user: User, hotel: Brand) -> None:
    rows = Feedback.objects.bulk_create(
        Feedback(
            brand=hotel, channel="web", text=f"t{n}", occurred_at=NOON, received_at=NOON, recorded_at=NOON
        )
        for n in range(1100)
    )
    actions.refresh_facts([row.pk for row in rows])
    lines = _text(signed_in(wang_user).get("/measure/sentences.csv", PERIOD)).splitlines()
    assert len(lines) == 1101
    assert len({line.split(",")[0] for line in lines[1:]}) == 1100


def test_a_reader_without_the_right_cannot_export(signed_in: SignIn, wang_user: User) -> None:
    wang_user.role = "auditor"
    wang_user.save(update_fields=["role"])
    client = signed_in(wang_user)
    assert client.get("/measure").status_code == 200
    assert client.get("/measure/figures.csv").status_code == 403
    assert not AuditEntry.objects.filter(deed="measure.exported").exists()


def test_cells_that_spreadsheets_would_run_become_text() -> None:
    dangerous = ["=1+1", "+86", "-2", "@x", "\t=1", "\uff1d1", "  =1"]
    assert [safe_cell(value) for value in dangerous] == [f"'{value}" for value in dangerous]
    assert [safe_cell(value) for value in (-2, 1.5, None, True, "a=b")] == ["-2", "1.5", "", "1", "a=b"]
    assert list(csv_lines(["a"], [["x,y"], ['"']])) == ["\ufeffa\r\n", '"x,y"\r\n', '""""\r\n']


def test_figures_and_sentences_by_api(
    hotel: Brand, shop: Brand, admin_user: User, make_facts: MakeFacts
) -> None:
    actor = actor_of(admin_user)
    feedback = _say(hotel, "三天没动")
    make_facts(24, days_ago=1, polarity="positive")
    secret = issue_token(actor=actor, name="bi", role="analyst", brand=hotel, now=NOON)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    figures = client.get("/api/v1/metrics", PERIOD).json()
    assert (figures["total"], figures["negative"]["hits"], figures["negative"]["n"]) == (25, 1, 25)
    assert figures["categories"] == [{"code": "logistics.delay", "count": 1, "last": 0, "is_more": False}]
    assert len(figures["days"]) == 7
    listed = client.get("/api/v1/metrics/sentences", {**PERIOD, "behind": "negative"}).json()
    assert [item["feedback_id"] for item in listed["items"]] == [feedback.pk]
    assert (listed["next"], listed["total"]) == (None, 1)
    assert client.get("/api/v1/metrics/sentences", {"behind": "rubbish"}).status_code == 422
    assert ApiToken.objects.count() == 1
