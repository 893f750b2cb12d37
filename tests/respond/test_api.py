"""Every deed by API, with one shape for refusals, and nothing for strangers."""

import json
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests.respond.conftest import Open
from wenguo.base.actor import SYSTEM
from wenguo.listen.models import Feedback, Outgoing
from wenguo.people.actions import issue_token
from wenguo.people.models import Brand, User
from wenguo.respond import actions
from wenguo.respond.models import Case, Message

Call = Callable[..., Any]


def caller(secret: str) -> Call:
    client = Client()
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def call(method: str, path: str, body: object = None, *, expect: int = 200, key: str = "") -> Any:
        extra = {**headers, **({"Idempotency-Key": key} if key else {})}
        answer = client.generic(
            method,
            f"/api/v1{path}",
            json.dumps(body) if body is not None else "",
            "application/json",
            headers=extra,
        )
        assert answer.status_code == expect, answer.content
        return json.loads(answer.content) if answer.content else None

    return call


@pytest.fixture
def api(hotel: Brand, now: datetime) -> Call:
    """A program that acts as a lead of the hotel."""
    return caller(issue_token(actor=SYSTEM, name="crm", role="lead", brand=hotel, now=now))


@pytest.fixture
def strange_api(shop: Brand, now: datetime) -> Call:
    """A program of the other brand."""
    return caller(issue_token(actor=SYSTEM, name="other", role="lead", brand=shop, now=now))


def test_a_case_walks_its_whole_way_by_api(case: Case, api: Call, li_user: User, wang_user: User) -> None:
    at = f"/cases/{case.number}"
    assert api("GET", at)["status"] == "open"
    api("POST", f"{at}/assignment", {"assignee": wang_user.pk})
    reply = api("POST", f"{at}/replies", {"text": "您好", "wait": True}, expect=201)
    assert (reply["direction"], reply["text"], reply["author_name"]) == ("out", "您好", "crm")
    assert api("DELETE", f"{at}/waiting")["status"] == "open"
    assert api("POST", f"{at}/waiting")["status"] == "waiting"
    api("POST", f"{at}/notes", {"text": "@小李 请看"}, expect=201)
    api("POST", f"{at}/mentions/seen", expect=204)
    solution = {"outcome": "solved", "cause": "process", "text": "房费已退回"}
    solved = api("POST", f"{at}/resolution", solution)
    assert (solved["status"], solved["next_step"]["code"]) == ("resolved", "follow_up")
    assert api("POST", f"{at}/follow-up", {"satisfied": True})["stage"] == "learn"
    assert (
        api("POST", f"{at}/closing", {"lesson": "双人核对"}, expect=409)["error"]["code"] == "reply_not_sent"
    )
    Outgoing.objects.update(state="sent")
    assert api("POST", f"{at}/closing", {"lesson": "双人核对"})["status"] == "closed"
    reopened = api("POST", f"{at}/reopening", {"reason": "没有到账"})
    assert (reopened["status"], reopened["reopened"]) == ("open", 1)
    assert [item["kind"] for item in reopened["story"]][:3] == ["feedback", "events", "message"]


def test_the_list_pages_filters_and_counts(case: Case, open_one: Open, api: Call) -> None:
    second = open_one(email="b@example.test", urgency=4)
    first_page = api("GET", "/cases?limit=1")
    assert [row["number"] for row in first_page["items"]] == [second.number]
    rest = api("GET", f"/cases?limit=1&cursor={first_page['next']}")
    assert ([row["number"] for row in rest["items"]], rest["next"]) == ([case.number], None)
    assert [row["number"] for row in api("GET", "/cases?q=血渍&view=all")["items"]] == [
        second.number,
        case.number,
    ]
    assert api("GET", "/cases/counts") == {
        "cap": 1000,
        "counts": {
            "mine": 0,
            "due_soon": 2,
            "unassigned": 0,
            "team": 0,
            "escalated": 1,
            "waiting": 0,
            "open": 2,
            "all": 2,
            "closed": 0,
        },
    }


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/cases?view=secret", None),
        ("GET", "/cases?cursor=%00", None),
        ("GET", "/cases?q=%00", None),
        ("GET", "/cases?limit=0", None),
        ("POST", "/cases/WG/replies", {"text": "\ud800"}),
        ("PUT", "/clock-policies", {"brand": "hotel", "name": "solution", "minutes": 0}),
        ("PUT", "/business-days", {"day": "2026-02-30", "is_working": True}),
    ],
)
def test_nonsense_is_refused_in_the_one_shape(api: Call, method: str, path: str, body: object) -> None:
    error = api(method, path, body, expect=422)["error"]
    assert set(error) == {"code", "message", "fields"}


def test_the_same_key_gives_the_same_reply(case: Case, api: Call) -> None:
    first = api("POST", f"/cases/{case.number}/replies", {"text": "您好"}, expect=201, key="k")
    again = api("POST", f"/cases/{case.number}/replies", {"text": "您好"}, expect=200, key="k")
    assert first["id"] == again["id"]
    other = api("POST", f"/cases/{case.number}/replies", {"text": "别的"}, expect=409, key="k")
    assert other["error"]["code"] == "key_reused"
    assert Message.objects.count() == 1


def test_a_stranger_finds_no_case_and_changes_nothing(case: Case, strange_api: Call) -> None:
    at = f"/cases/{case.number}"
    strange_api("GET", at, expect=404)
    assert strange_api("GET", "/cases?view=all")["items"] == []
    for path, body in [
        ("replies", {"text": "您好"}),
        ("notes", {"text": "您好"}),
        ("assignment", {"assignee": None}),
        ("category", {"category": "price.refund"}),
        ("waiting", None),
        ("resolution", {"outcome": "solved", "cause": "process", "text": "好"}),
        ("follow-up", {}),
        ("closing", {}),
        ("reopening", {"reason": "好"}),
        ("feedback", {"feedback_id": 1}),
    ]:
        strange_api("POST", f"{at}/{path}", body, expect=404)
    strange_api("GET", "/clock-policies?brand=hotel", expect=404)
    case.refresh_from_db()
    assert (case.status, Message.objects.count()) == ("open", 0)


def test_without_a_token_there_is_only_the_customer_s_side(case: Case) -> None:
    nobody = caller("")
    nobody("GET", "/cases", expect=401)
    nobody("POST", f"/cases/{case.number}/replies", {"text": "您好"}, expect=401)
    nobody("GET", "/views", expect=401)


def test_a_customer_talks_rates_and_reopens_by_link(case: Case, api: Call) -> None:
    customer = caller("")
    at = f"/tracking/{Feedback.objects.get().link}"
    page = customer("GET", at)
    assert (page["number"], page["who"], page["can_rate"]) == (case.number, "小李", False)
    photo = {"name": "说明.txt", "content_base64": b64encode("说明".encode()).decode()}
    for _again in range(2):
        customer("POST", f"{at}/messages", {"text": "补充", "attachments": [photo]}, expect=201, key="tap")
    assert Message.objects.get(direction="in").attachments.count() == 1
    customer(
        "POST", f"{at}/messages", {"text": "坏文件", "attachments": [{"content_base64": "%"}]}, expect=422
    )
    customer("POST", f"{at}/rating", {"score": 5}, expect=409)
    api("POST", f"/cases/{case.number}/resolution", {"outcome": "solved", "cause": "process", "text": "好"})
    assert customer("POST", f"{at}/rating", {"score": 5, "comment": "谢谢"}, expect=201)["rating"] == 5
    customer("POST", f"{at}/rating", {"score": 9}, expect=422)
    assert customer("POST", f"{at}/reopening", {"reason": "没有到账"}, expect=201)["can_reopen"] is False
    for link in ("x" * 26, "%00", "a'b"):
        customer("GET", f"/tracking/{link}", expect=422 if link == "%00" else 404)


def test_policies_days_and_views_by_api(api: Call, hotel: Brand, li_user: User, signed_in: Any) -> None:
    policy = {"brand": "hotel", "name": "first_reply", "channel": "web", "minutes": 5}
    assert api("PUT", "/clock-policies", policy)["minutes"] == 5
    assert [row["channel"] for row in api("GET", "/clock-policies?brand=hotel")] == ["web"]
    api("DELETE", "/clock-policies?brand=hotel&name=first_reply&channel=web", expect=204)
    api("DELETE", "/clock-policies?brand=hotel&name=first_reply&channel=web", expect=404)
    api("PUT", "/business-days", {"day": "2027-02-08", "is_working": False, "name": "春节"})
    assert [row["day"] for row in api("GET", "/business-days")] == ["2027-02-08"]
    api("POST", "/views", {"name": "退款", "filters": {"q": "退款"}}, expect=403)
    browser = signed_in(li_user)
    saved = browser.get("/api/v1/views")
    assert saved.json() == []


def test_the_next_case_by_api(case: Case, signed_in: Any, li_user: User) -> None:
    actions.assign(actor=SYSTEM, case=case, assignee=None, now=case.opened_at)
    taken = signed_in(li_user).post("/api/v1/cases/next")
    assert (taken.status_code, taken.json()["number"], taken.json()["assignee"]["name"]) == (
        200,
        case.number,
        "小李",
    )


def test_a_program_finds_the_case_of_its_feedback(
    case: Case, api: Call, strange_api: Call, hotel: Brand, now: datetime
) -> None:
    link = case.links.order_by("id")[0]
    praise = Feedback.objects.create(
        brand=hotel, channel="api", text="很好", occurred_at=now, received_at=now, recorded_at=now
    )

    assert api("GET", f"/feedback/{link.feedback_id}/case")["number"] == case.number
    api("GET", f"/feedback/{praise.pk}/case", expect=404)
    strange_api("GET", f"/feedback/{link.feedback_id}/case", expect=404)
