"""Words, clocks, evidence and the pages that show every component."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from wenguo.base import wording
from wenguo.base.clockface import face_of, warn_from
from wenguo.base.evidence import Span, excerpt, highlight, read_spans
from wenguo.people.models import Brand, User

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai, a Friday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("age", "chinese", "english"),
    [
        (20 * timedelta(seconds=1), "刚刚", "just now"),
        (12 * MINUTE, "12 分钟前", "12 min ago"),
        (23 * HOUR, "23 小时前", "23 h ago"),
        (-3 * HOUR, "3 小时后", "in 3 h"),
        (DAY, "11月19日 周四 12:00", "Thu 19 Nov 12:00"),
        (400 * DAY, "2025年10月16日 周四 12:00", "Thu 16 Oct 2025 12:00"),
    ],
)
def test_a_moment_is_relative_up_to_a_day_and_then_a_date(age: timedelta, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert wording.ago_words(NOON - age, now=NOON) == chinese
    with translation.override("en"):
        assert wording.ago_words(NOON - age, now=NOON) == english


def test_a_deadline_counts_in_its_two_largest_units() -> None:
    with translation.override("zh-hans"):
        assert wording.due_words(NOON + 98 * MINUTE, now=NOON) == "还剩 1 小时 38 分"
        assert wording.due_words(NOON + 26 * HOUR + 9 * MINUTE, now=NOON) == "还剩 1 天 2 小时"
        assert wording.due_words(NOON - 6 * MINUTE, now=NOON) == "已超 6 分"
        assert wording.due_words(NOON - timedelta(seconds=4), now=NOON) == "已超 1 分"


def test_money_shows_cents_only_where_there_are_some() -> None:
    with translation.override("zh-hans"):
        assert wording.money_words(1376) == "1,376 元"
        assert wording.money_words(-9.5) == "−9.50 元"
    assert wording.money_words(12, "USD") == "USD 12"


def test_a_long_clock_is_amber_only_in_its_last_two_hours() -> None:
    assert warn_from(NOON, NOON + 24 * HOUR) == NOON + 22 * HOUR
    assert warn_from(NOON, NOON + 20 * MINUTE) == NOON + 15 * MINUTE
    assert warn_from(NOON, NOON + 8 * HOUR) == NOON + 6 * HOUR


@pytest.mark.parametrize(
    ("facts", "look", "percent", "runs"),
    [
        ({"state": "running", "due_at": NOON + 11 * MINUTE}, "", 27, True),
        ({"state": "running", "due_at": NOON + MINUTE}, "warn", 80, True),
        ({"state": "running", "due_at": NOON - MINUTE}, "over", 100, True),
        ({"state": "paused", "due_at": NOON + 4 * MINUTE, "left": 4 * MINUTE}, "hold", 50, False),
        ({"state": "met", "due_at": NOON, "ended_at": NOON - 2 * MINUTE}, "done", 50, False),
        ({"state": "missed", "due_at": NOON - 2 * MINUTE, "ended_at": NOON}, "late", 100, False),
        ({"state": "dropped", "due_at": NOON}, "idle", 0, False),
        ({"state": "running", "due_at": None}, "idle", 0, False),
    ],
)
def test_a_clock_wears_the_look_of_its_state(
    facts: dict[str, object], look: str, percent: int, runs: bool
) -> None:
    started_at = NOON - 4 * MINUTE
    face = face_of(None, {"name": "Solution", "started_at": started_at, **facts}, now=NOON)
    assert (face.look, face.percent, face.due_at is not None) == (look, percent, runs)
    assert face.name == "Solution"


def test_hostile_text_is_escaped_inside_and_outside_the_evidence() -> None:
    text = '<img src=x onerror=alert(1)> dirty "sheets" & <b>'
    start = text.index("dirty")
    spans = read_spans([[start, start + 14, 1, '"><script>']], length=len(text), mood=2)
    assert highlight(text, spans) == (
        "&lt;img src=x onerror=alert(1)&gt; "
        '<mark class="ev m1" data-l="&quot;&gt;&lt;script&gt;">dirty &quot;sheets&quot;</mark> &amp; &lt;b&gt;'
    )


def test_damaged_spans_never_break_a_page() -> None:
    raw = [
        [5, 2],
        [-3, 1],
        ["a", "b"],
        None,
        [0],
        {"start": 1, "end": 3, "mood": "negative"},
        [2, 6, 9],
        [4, 999],
    ]
    assert read_spans(raw, length=10, mood=3) == [Span(1, 3, 2), Span(3, 6, 5), Span(6, 10, 3)]
    assert read_spans(None, length=10, mood=3) == []


@pytest.mark.parametrize("first", [0, 30, 120, 196])
def test_an_excerpt_is_cut_so_that_the_evidence_stays_visible(first: int) -> None:
    text = "。" * first + "血渍" + "，" * (200 - first)
    cut, spans = excerpt(text, [Span(first, first + 2, 1)], length=40)
    assert len(cut.strip("…")) == 40
    assert cut[spans[0].start : spans[0].end] == "血渍"


def test_an_excerpt_is_one_line() -> None:
    assert excerpt("first\r\nsecond", [], length=60) == ("first  second", [])


def test_a_chip_tells_its_kind_by_form_and_only_harm_is_red() -> None:
    page = Template(
        '{% chip "guess" "流失" p=0.46 %}{% chip "safety"|risk_form "x" %}{% chip "media"|risk_form "x" %}'
    )
    with translation.override("zh-hans"):
        html = page.render(Context())
    assert '<span class="chip guess"><span>流失？</span> <span class="p num">46%</span></span>' in html
    assert '<span class="chip harm"><span>x</span></span><span class="chip risk">' in html


def test_names_in_tags_are_escaped() -> None:
    html = Template("{% avatar name %}{% chip 'theme' name %}{% badge name %}").render(
        Context({"name": '"<b>'})
    )
    assert "<b>" not in html
    assert 'aria-label="&quot;&lt;b&gt;"' in html


def test_no_template_carries_inline_style_or_script() -> None:
    source = Path(wording.__file__).parents[1]
    pages = list(source.rglob("templates/**/*.html"))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text("utf-8")
        assert " style=" not in text, page
        assert " onclick=" not in text, page
        assert "<script>" not in text, page


def test_the_gallery_is_for_colleagues(db: None, client: Client) -> None:
    assert client.get("/ui/").status_code == 403


def test_the_gallery_shows_every_component_in_both_languages(
    signed_in: Callable[[User], Client], li_user: User
) -> None:
    li_client = signed_in(li_user)
    chinese = li_client.get("/ui/?lang=zh-hans").content.decode()
    english = li_client.get("/ui/?lang=en").content.decode()
    assert '<html lang="zh-CN"' in chinese
    assert "样本太少，不下结论" in chinese
    assert '<html lang="en"' in english
    assert "Too few to say" in english
    assert "<script>alert(1)" not in chinese


def test_a_brands_colour_comes_as_its_own_stylesheet(hotel: Brand, client: Client) -> None:
    Brand.objects.update(colour="#8c3b2a")
    answer = client.get("/b/hotel/brand.css")
    assert answer.content == b".c{--wg-brand-base:#8c3b2a}\n"
    assert answer["Content-Type"].startswith("text/css")
    Brand.objects.update(colour="}*{x:y")
    assert client.get("/b/hotel/brand.css").content == b".c{--wg-brand-base:#0f766e}\n"
    assert client.get("/b/nobody/brand.css").status_code == 404


def test_signing_in_has_a_page_of_our_own(db: None, client: Client) -> None:
    page = client.get("/accounts/login/?lang=en")
    assert page.templates[0].name == "account/login.html"
    assert b"With the account that your administrator gave you." in page.content
    wrong = client.post("/accounts/login/", {"login": "li", "password": "wrong"})
    assert b"error-summary" in wrong.content


def test_a_page_that_is_not_there_says_so_in_the_readers_language(db: None, client: Client) -> None:
    chinese, english = client.get("/no-such-page"), client.get("/no-such-page?lang=en")
    assert chinese.status_code == english.status_code == 404
    assert "这里没有这个页面" in chinese.content.decode()
    assert b"This page is not here" in english.content
    assert b"Traceback" not in english.content
