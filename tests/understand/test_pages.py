"""What was said is listed, opened, corrected in one click and exported, within one's own brands."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from wenguo.base.actor import NOBODY
from wenguo.customers.actions import CustomerFacts
from wenguo.governance.models import AuditEntry
from wenguo.listen.actions import receive
from wenguo.listen.models import Feedback
from wenguo.people.models import Brand, User
from wenguo.understand.actions import analyse
from wenguo.understand.models import Analysis, Correction

SignIn = Callable[[User], Client]
LATE = "快递晚到三天，客服一直不回复，我要退款！"


@pytest.fixture
def late(hotel: Brand, now: datetime) -> Feedback:
    """An analysed complaint of 张女士."""
    facts = CustomerFacts(name="张女士", phone="13812345678")
    feedback = receive(actor=NOBODY, brand=hotel, text=LATE, channel="web", customer=facts, now=now).feedback
    analyse(feedback.pk, now=now)
    return feedback


def shown(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_list_shows_words_and_labels(late: Feedback, li_user: User, signed_in: SignIn) -> None:
    html = shown(signed_in(li_user), "/feedback")
    assert "张女士" in html
    assert '<mark class="ev' in html
    assert f"/feedback/{late.pk}" in html


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("q=退款", True),
        ("kind=complaint&polarity=negative&channel=web&brand=hotel&period=", True),
        ("kind=praise", False),
        ("channel=qr", False),
        ("category=nonsense", False),
        ("brand=shop", False),
        ("q=%00&kind=%00", True),
        ("period=abc", True),
        ("polarity=%27%20OR%201%3D1", False),
    ],
)
def test_filters_narrow_the_list(
    query: str, is_there: bool, late: Feedback, li_user: User, signed_in: SignIn
) -> None:
    html = shown(signed_in(li_user), f"/feedback?{query}")
    assert (f'href="/feedback/{late.pk}"' in html) is is_there


def test_the_list_costs_the_same_number_of_queries_for_one_row_or_twenty(
    late: Feedback,
    hotel: Brand,
    now: datetime,
    li_user: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(20):
        one = receive(actor=NOBODY, brand=hotel, text=f"{LATE}{number}", channel="web", now=now).feedback
        analyse(one.pk, now=now)
    client = signed_in(li_user)
    client.get("/feedback")
    with django_assert_max_num_queries(12):
        client.get("/feedback")


def test_a_click_corrects_a_label_with_and_without_script(
    late: Feedback, li_user: User, signed_in: SignIn
) -> None:
    client = signed_in(li_user)
    url = f"/feedback/{late.pk}/labels"
    plain = client.post(url, {"label": "category", "value": "logistics.delay"})
    assert plain["Location"] == f"/feedback/{late.pk}"
    part = client.post(url, {"label": "urgency", "value": "4"}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "时效" in part.content.decode()
    analysis = Analysis.objects.get(is_current=True)
    assert (analysis.category, analysis.urgency) == ("logistics.delay", 4)
    assert Correction.objects.count() == 2
    assert "小李" in shown(client, f"/feedback/{late.pk}")


def test_a_click_never_leads_to_another_site(late: Feedback, li_user: User, signed_in: SignIn) -> None:
    answer = signed_in(li_user).post(
        f"/feedback/{late.pk}/labels",
        {"label": "kind", "value": "praise"},
        headers={"Referer": "https://evil.example/x"},
    )
    assert answer["Location"] == f"/feedback/{late.pk}"


def test_a_label_that_does_not_exist_is_refused(late: Feedback, li_user: User, signed_in: SignIn) -> None:
    answer = signed_in(li_user).post(f"/feedback/{late.pk}/labels", {"label": "kind", "value": "rant"})
    assert answer.status_code == 422
    assert Correction.objects.count() == 0


def test_the_review_begins_with_the_most_doubtful(
    late: Feedback, hotel: Brand, now: datetime, li_user: User, signed_in: SignIn
) -> None:
    other = receive(actor=NOBODY, brand=hotel, text="还行吧，一般般", channel="web", now=now).feedback
    analyse(other.pk, now=now)
    Analysis.objects.filter(feedback=late).update(confidence=0.3)
    Analysis.objects.filter(feedback=other).update(confidence=0.1)
    html = shown(signed_in(li_user), "/feedback/review")
    assert html.index(f'href="/feedback/{other.pk}"') < html.index(f'href="/feedback/{late.pk}"')


def test_an_executive_reads_but_is_offered_no_correction(
    late: Feedback, chen_user: User, signed_in: SignIn
) -> None:
    client = signed_in(chen_user)
    assert 'name="label"' not in shown(client, f"/feedback/{late.pk}")
    assert client.get("/feedback/review").status_code == 403
    assert client.post(f"/feedback/{late.pk}/labels", {"label": "kind", "value": "praise"}).status_code == 403


def test_hostile_words_are_shown_as_words(
    hotel: Brand, now: datetime, li_user: User, signed_in: SignIn
) -> None:
    text = "<script>alert(1)</script><img src=x onerror=alert(1)> 太差了"
    one = receive(actor=NOBODY, brand=hotel, text=text, channel="web", wants="<b>", now=now).feedback
    analyse(one.pk, now=now)
    client = signed_in(li_user)
    for url in ("/feedback", f"/feedback/{one.pk}", "/feedback/review"):
        html = client.get(url).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_the_export_is_audited_and_runs_no_formula(
    late: Feedback, hotel: Brand, now: datetime, wang_user: User, signed_in: SignIn
) -> None:
    receive(actor=NOBODY, brand=hotel, text='=HYPERLINK("http://evil","x")', channel="web", now=now)
    answer = signed_in(wang_user).get("/feedback/export.csv")
    body = answer.getvalue().decode()
    assert body.startswith("\ufeff")
    assert LATE in body
    assert "\"'=HYPERLINK" in body
    assert AuditEntry.objects.filter(deed="feedback.exported").count() == 1


def test_an_agent_may_not_export(late: Feedback, li_user: User, signed_in: SignIn) -> None:
    assert signed_in(li_user).get("/feedback/export.csv").status_code == 403
    assert AuditEntry.objects.filter(deed="feedback.exported").count() == 0


def test_an_outsider_sees_nothing_by_any_page(late: Feedback, outsider_user: User, signed_in: SignIn) -> None:
    client = signed_in(outsider_user)
    assert "张女士" not in shown(client, "/feedback")
    assert "张女士" not in shown(client, "/feedback?q=退款")
    assert "快递晚到" not in shown(client, "/feedback/review")
    for url in (
        f"/feedback/{late.pk}",
        f"/feedback/{late.pk}/labels",
        f"/customers/{late.customer_id}/feedback",
    ):
        assert client.get(url).status_code == 404
    answer = client.post(f"/feedback/{late.pk}/labels", {"label": "kind", "value": "praise"})
    assert answer.status_code == 404
    assert Correction.objects.count() == 0
