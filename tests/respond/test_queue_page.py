"""The queue as a page: what it shows, what its forms change, and who is turned away."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.people.models import User
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, SavedView

SignIn = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
HOSTILE = '<script>alert("x")</script>床单<img src=x onerror=alert(1)>'


def text_of(client: Client, path: str, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, response.content.decode()[:300]
    return response.content.decode()


@pytest.fixture
def li_client(li_user: User, signed_in: SignIn) -> Client:
    return signed_in(li_user)


@pytest.fixture
def auditor_client(li_user: User, signed_in: SignIn) -> Client:
    li_user.role = User.Role.AUDITOR
    li_user.save()
    return signed_in(li_user)


def test_a_row_says_who_what_when_and_whose(case: Case, li_client: Client) -> None:
    page = text_of(li_client, "/cases")
    row = page[page.index(f'id="row-{case.number}"') :]
    assert "张女士" in row
    assert f'href="/cases/{case.number}"' in row
    assert '<mark class="ev m2"' in row
    assert "首次回复" in row
    assert "退款" in row
    assert "小李" in row


def test_views_show_how_many_cases_they_hold(case: Case, open_one: Open, li_client: Client) -> None:
    open_one(email="other@example.test")
    page = text_of(li_client, "/cases?view=mine")
    views = page[page.index('id="views"') : page.index("</nav>", page.index('id="views"'))]
    assert views.count('<span class="num">2</span>') == 3  # mine, my teams, all open
    assert 'href="/cases?view=mine" aria-current="page"' in views


def test_a_stranger_s_text_is_shown_as_text(open_one: Open, li_client: Client) -> None:
    found = open_one(text=HOSTILE, summary=HOSTILE, labels={"evidence": {"category": [[0, 20]]}})
    for path in ("/cases", f"/cases/{found.number}"):
        page = text_of(li_client, path)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert" in page


def test_filters_are_read_from_the_address(case: Case, open_one: Open, li_client: Client) -> None:
    other = open_one(email="o@example.test", category="price.refund", channel="email")
    assert f"row-{other.number}" in text_of(li_client, "/cases?channel=email")
    assert f"row-{case.number}" not in text_of(li_client, "/cases?channel=email")
    assert f"row-{case.number}" not in text_of(li_client, "/cases?category=price")
    assert "没有案件符合这些筛选" in text_of(li_client, "/cases?risk=privacy")


def test_nonsense_in_the_address_is_survived(case: Case, li_client: Client) -> None:
    for query in (
        "view=%00",
        "view=x&order=y&assignee=abc",
        "assignee=99999999999999999999",
        "q=%F0%9F%98%80",
        "q=%00",
    ):
        assert li_client.get(f"/cases?{query}").status_code == 200
    assert li_client.get("/cases?cursor=%00garbage").status_code == 422


def test_an_outsider_sees_no_row_and_no_case(case: Case, outsider_user: User, signed_in: SignIn) -> None:
    client = signed_in(outsider_user)
    assert case.number not in text_of(client, "/cases?view=all")
    for path in ("", "/peek", "/assign", "/resolve"):
        assert client.get(f"/cases/{case.number}{path}", headers=HTMX).status_code == 404
    for path in ("replies", "notes", "assign", "reopen", "close"):
        assert client.post(f"/cases/{case.number}/{path}", {"text": "x"}).status_code == 404


def test_who_is_not_signed_in_is_asked_to_sign_in(case: Case) -> None:
    response = Client().get("/cases", headers={"Accept": "text/html"})
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/cases")
    assert Client().get("/cases").status_code == 403


def test_take_next_gives_the_case_and_leads_there(case: Case, li_client: Client, li: Actor) -> None:
    response = li_client.post("/cases/next")
    assert response["Location"] == f"/cases/{case.number}"
    case.refresh_from_db()
    assert case.assignee_id == li.user_id


def test_take_next_says_when_nothing_is_left(li_client: Client) -> None:
    page = li_client.post("/cases/next", follow=True).content.decode()
    assert "没有要做的了" in page


def test_several_cases_go_to_one_colleague(
    case: Case, open_one: Open, wang_user: User, li_client: Client
) -> None:
    other = open_one(email="o@example.test")
    form = {"number": [case.number, other.number], "to": wang_user.pk, "back": "/cases?view=open"}
    response = li_client.post("/cases/assign", form)
    assert response["Location"] == "/cases?view=open"
    assert set(Case.objects.values_list("assignee_id", flat=True)) == {wang_user.pk}


def test_bulk_assign_refuses_a_stranger_and_changes_nothing(
    case: Case, outsider_user: User, li_client: Client
) -> None:
    before = case.assignee_id
    form = {"number": [case.number], "to": outsider_user.pk, "back": "https://evil.example/"}
    response = li_client.post("/cases/assign", form)
    assert response["Location"] == "/cases"
    case.refresh_from_db()
    assert case.assignee_id == before


def test_an_auditor_reads_but_is_offered_and_allowed_nothing(case: Case, auditor_client: Client) -> None:
    page = text_of(auditor_client, "/cases")
    assert case.number in page
    assert 'id="bulk"' not in page
    assert auditor_client.post("/cases/next").status_code == 403
    assert auditor_client.get(f"/cases/{case.number}/assign").status_code == 403
    assert auditor_client.post(f"/cases/{case.number}/replies", {"text": "您好"}).status_code == 403
    assert 'id="p-reply"' not in text_of(auditor_client, f"/cases/{case.number}")
    case.refresh_from_db()
    assert case.first_replied_at is None


def test_a_view_is_kept_found_and_forgotten(case: Case, li_client: Client, li: Actor) -> None:
    response = li_client.post("/cases/views?view=open&channel=web", {"name": "网页来的"})
    assert response["Location"] == "/cases?view=open&channel=web"
    view = SavedView.objects.get()
    assert (view.owner_id, view.filters["channel"]) == (li.user_id, "web")
    page = text_of(li_client, "/cases?view=open&channel=web")
    assert "<h1>网页来的</h1>" in page
    li_client.post(f"/cases/views/{view.pk}/delete")
    assert not SavedView.objects.exists()


def test_nobody_deletes_another_s_view(
    li_client: Client, wang: Actor, signed_in: SignIn, now: datetime
) -> None:
    view = actions.save_view(actor=wang, name="王", filters=queries.QueueFilters(), now=now)
    assert li_client.post(f"/cases/views/{view.pk}/delete").status_code == 404
    assert SavedView.objects.count() == 1


def test_htmx_gets_rows_and_counts_only(case: Case, li_client: Client) -> None:
    part = text_of(li_client, "/cases?view=open", **HTMX)
    assert f'id="row-{case.number}"' in part
    assert 'id="views"' in part
    assert "<html" not in part
    assert 'id="bulk"' not in part


def test_the_next_page_goes_on_where_the_first_ended(
    open_one: Open, li_user: User, li_client: Client
) -> None:
    for n in range(52):
        open_one(
            email=f"{n}@example.test", at=datetime.fromisoformat("2026-11-17T04:00Z") + timedelta(seconds=n)
        )
    first = text_of(li_client, "/cases")
    address = first[first.index("cursor=") :].split('"')[0]
    more = text_of(li_client, f"/cases?view=open&{address}", **HTMX)
    assert more.count("data-row ") == 2
    assert "<nav" not in more
    assert not {n for n in more.split('id="row-')[1:] if n.split('"')[0] in first}


def test_the_cost_does_not_grow_with_the_rows(open_one: Open, li_user: User, li_client: Client) -> None:
    open_one(email="first@example.test")
    text_of(li_client, "/cases")
    with CaptureQueriesContext(
        connection,
    ) as few:
        text_of(li_client, "/cases")
    for n in range(8):
        open_one(email=f"{n}@example.test")
    with CaptureQueriesContext(connection) as many:
        text_of(li_client, "/cases")
    assert len(many) == len(few)


def test_the_peek_tells_the_case_at_a_glance(case: Case, li_client: Client) -> None:
    part = text_of(li_client, f"/cases/{case.number}/peek", **HTMX)
    assert case.title in part
    assert "当班" in part  # why 小李 has it
    assert "<html" not in part
    assert li_client.get(f"/cases/{case.number}/peek")["Location"] == f"/cases/{case.number}"


def test_the_board_counts_hands_and_what_nobody_has(case: Case, wang_user: User, signed_in: SignIn) -> None:
    Case.objects.update(assignee=None)
    page = text_of(signed_in(wang_user), "/team")
    assert "小李" in page
    assert "分派 1 件" in page


def test_the_rail_counts_the_reader_s_cases(
    case: Case, li_client: Client, wang_user: User, signed_in: SignIn
) -> None:
    assert text_of(li_client, "/cases/count") == "1"
    assert text_of(signed_in(wang_user), "/cases/count") == ""


def test_a_customer_page_pulls_in_the_cases(
    case: Case, li_client: Client, outsider_user: User, signed_in: SignIn
) -> None:
    path = f"/customers/{case.customer_id}/cases"
    assert case.number in text_of(li_client, path)
    assert signed_in(outsider_user).get(path).status_code == 404
