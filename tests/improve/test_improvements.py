"""What customers keep saying becomes a change, and those who said it hear of it once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.improve.conftest import OpenCase
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.customers.models import Customer, TimelineNote
from wenguo.governance.models import AuditEntry
from wenguo.improve import actions, queries
from wenguo.improve.models import Improvement, ImprovementCase, Notice
from wenguo.listen.models import Outgoing
from wenguo.people.actions import issue_token
from wenguo.people.models import Brand, User

pytestmark = pytest.mark.django_db
SAID = {"zh": "早餐排队太久", "en": "The breakfast queue is too long"}
DID = {"zh": "多开一个现煮台", "en": "We opened a second noodle station"}


@pytest.fixture
def make(wang: Actor, wang_user: User, hotel: Brand, now: datetime) -> Callable[..., Improvement]:
    """An improvement of the hotel, made by 王主管."""

    def make(**parts: Any) -> Improvement:
        facts: dict[str, Any] = {
            "actor": wang,
            "brand": hotel,
            "title": "早餐加开现煮台",
            "problem": "早餐排队",
            "owner": wang_user,
            "due_date": date(2026, 12, 20),
            "target": "每周最多两件",
            "category": "service.waiting",
            "now": now,
        }
        return actions.make_improvement(**facts | parts)

    return make


def _finish(improvement: Improvement, actor: Actor, now: datetime) -> Improvement:
    return actions.finish(actor=actor, improvement=improvement, you_said=SAID, we_did=DID, now=now)


def test_an_improvement_of_a_category_takes_its_cases_and_counts_the_weeks_before(
    make: Callable[..., Improvement], open_case: OpenCase
) -> None:
    recent = [open_case(days_ago=days) for days in (1, 5, 20, 27)]
    older = open_case(days_ago=60)
    open_case(days_ago=120)
    open_case(category="price.value")
    improvement = make()
    linked = set(ImprovementCase.objects.filter(improvement=improvement).values_list("case_id", flat=True))
    assert linked == {case.pk for case in [*recent, older]}
    assert improvement.baseline_per_week == 1.0
    entry = AuditEntry.objects.get(deed="improvement.made")
    assert (entry.actor_name, entry.details) == ("王主管", {"category": "service.waiting", "cases": 5})


def test_an_improvement_of_chosen_cases_takes_just_these(
    make: Callable[..., Improvement], open_case: OpenCase, wang: Actor, now: datetime
) -> None:
    one, two, other = open_case(), open_case(), open_case()
    improvement = make(category="", case_numbers=[one.number, two.number.lower(), ""])
    assert improvement.links.count() == 2
    assert (
        actions.add_cases(
            actor=wang, improvement=improvement, case_numbers=[two.number, other.number], now=now
        )
        == 1
    )


@pytest.mark.parametrize(
    "parts",
    [
        {"category": ""},
        {"category": "no.such"},
        {"due_date": date(2026, 11, 16)},
        {"case_numbers": ["WG-99999"]},
    ],
)
def test_an_improvement_that_makes_no_sense_is_refused_and_nothing_is_left(
    make: Callable[..., Improvement], parts: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        make(**parts)
    assert not Improvement.objects.exists()
    assert not AuditEntry.objects.filter(deed="improvement.made").exists()


def test_cases_of_another_brand_cannot_be_taken(
    make: Callable[..., Improvement], open_case: OpenCase, shop: Brand
) -> None:
    foreign = open_case(brand=shop)
    with pytest.raises(Invalid):
        make(case_numbers=[foreign.number])
    assert not Improvement.objects.exists()


def test_an_owner_of_another_brand_is_refused(make: Callable[..., Improvement], outsider_user: User) -> None:
    with pytest.raises(Invalid):
        make(owner=outsider_user)


def test_an_agent_may_read_but_not_make_or_finish(
    make: Callable[..., Improvement], open_case: OpenCase, li: Actor, now: datetime
) -> None:
    open_case()
    improvement = make()
    assert list(queries.visible_improvements(li)) == [improvement]
    with pytest.raises(NotAllowed):
        _finish(improvement, li, now)
    improvement.refresh_from_db()
    assert improvement.state == "planned"


def test_each_customer_behind_it_is_told_once_in_their_language(
    make: Callable[..., Improvement],
    open_case: OpenCase,
    customer_of: Callable[..., Customer],
    wang: Actor,
    now: datetime,
    deliver_news: Callable[[], int],
) -> None:
    zhang, smith = customer_of("张女士"), customer_of("Ms Smith", language="en")
    for customer in (
        zhang,
        zhang,
        smith,
        customer_of("无址", email=None),
        customer_of("不愿", may_contact=False),
        None,
    ):
        open_case(customer=customer)
    improvement = _finish(make(), wang, now)
    deliver_news()
    assert actions.tell_customers(improvement.pk, now=now) == 0
    letters = {letter.customer_id: letter for letter in Outgoing.objects.all()}
    assert set(letters) == {zhang.pk, smith.pk}
    assert Outgoing.objects.count() == 2
    assert letters[zhang.pk].key == f"improvement-{improvement.pk}-customer-{zhang.pk}"
    assert "多开一个现煮台" in letters[zhang.pk].body
    assert letters[zhang.pk].subject == "木棉酒店：您说了，我们改了"
    assert "We opened a second noodle station" in letters[smith.pk].body
    assert letters[smith.pk].body.startswith("Dear Ms Smith,")
    assert set(Notice.objects.values_list("customer_id", flat=True)) == {zhang.pk, smith.pk}
    assert TimelineNote.objects.filter(customer=zhang, kind="told_of_improvement").count() == 1


def test_a_crash_between_two_customers_neither_skips_nor_repeats(
    make: Callable[..., Improvement],
    open_case: OpenCase,
    customer_of: Callable[..., Customer],
    wang: Actor,
    now: datetime,
) -> None:
    for name in ("一", "二", "三"):
        open_case(customer=customer_of(name))
    improvement = _finish(make(), wang, now)
    actions.tell_customers(improvement.pk, now=now)
    # As if the worker had died before the third: neither notice nor letter of theirs was committed.
    last = Notice.objects.latest("id")
    Outgoing.objects.filter(customer_id=last.customer_id).delete()
    last.delete()
    assert actions.tell_customers(improvement.pk, now=now) == 1
    assert Outgoing.objects.count() == 3


def test_a_merged_customer_is_told_once_under_the_name_that_remains(
    make: Callable[..., Improvement],
    open_case: OpenCase,
    customer_of: Callable[..., Customer],
    wang: Actor,
    now: datetime,
) -> None:
    remaining, gone = customer_of("张女士"), customer_of("张小姐", email=None)
    open_case(customer=remaining)
    open_case(customer=gone)
    Customer.objects.filter(pk=gone.pk).update(merged_into=remaining)
    improvement = _finish(make(), wang, now)
    assert actions.tell_customers(improvement.pk, now=now) == 1
    assert list(Outgoing.objects.values_list("customer_id", flat=True)) == [remaining.pk]


def test_consent_taken_back_before_the_letter_is_respected(
    make: Callable[..., Improvement],
    open_case: OpenCase,
    customer_of: Callable[..., Customer],
    wang: Actor,
    now: datetime,
    deliver_news: Callable[[], int],
) -> None:
    customer = customer_of("张女士")
    open_case(customer=customer)
    _finish(make(), wang, now)
    Customer.objects.filter(pk=customer.pk).update(may_contact=False)
    deliver_news()
    assert not Outgoing.objects.exists()


def test_finishing_needs_both_languages_and_happens_once(
    make: Callable[..., Improvement], open_case: OpenCase, wang: Actor, now: datetime
) -> None:
    open_case()
    improvement = make()
    with pytest.raises(Invalid):
        actions.finish(actor=wang, improvement=improvement, you_said=SAID, we_did={"zh": "只有中文"}, now=now)
    _finish(improvement, wang, now)
    with pytest.raises(actions.NotOpen):
        _finish(improvement, wang, now)
    with pytest.raises(actions.NotOpen):
        actions.drop(actor=wang, improvement=improvement, reason="x", now=now)


def test_only_what_is_done_can_be_published(
    make: Callable[..., Improvement], open_case: OpenCase, wang: Actor, hotel: Brand, now: datetime
) -> None:
    open_case()
    improvement = make()
    with pytest.raises(actions.NotDone):
        actions.publish(actor=wang, improvement=improvement, now=now)
    _finish(improvement, wang, now)
    assert queries.published_improvements(hotel) == []
    actions.publish(actor=wang, improvement=improvement, now=now)
    assert queries.published_improvements(hotel) == [improvement]
    actions.unpublish(actor=wang, improvement=improvement, now=now)
    assert queries.published_improvements(hotel) == []


def test_half_as_many_cases_since_then_is_proof_that_it_worked(
    make: Callable[..., Improvement], open_case: OpenCase, wang: Actor, now: datetime
) -> None:
    improvement = make()
    begun, done = now - timedelta(weeks=8), now - timedelta(weeks=6)
    Improvement.objects.filter(pk=improvement.pk).update(started_at=begun, done_at=done, state="done")
    for n in range(40):
        open_case(days_ago=57 + n)
    for n in range(6):
        open_case(days_ago=1 + n)
    proof = queries.proof_of(queries.get_improvement(wang, improvement.pk), now=now)
    assert proof is not None
    assert (proof.before.count, proof.since.count, proof.verdict) == (40, 6, "kept")
    assert (proof.before.per_week, proof.since.per_week) == (5.0, 1.0)


def test_an_outsider_sees_no_improvement_of_the_hotel(
    make: Callable[..., Improvement],
    open_case: OpenCase,
    outsider: Actor,
    outsider_user: User,
    signed_in: Callable[[User], Client],
) -> None:
    open_case()
    improvement = make()
    assert not queries.visible_improvements(outsider).exists()
    with pytest.raises(NotFound):
        queries.get_improvement(outsider, improvement.pk)
    client = signed_in(outsider_user)
    assert client.get(f"/improvements/{improvement.pk}").status_code == 404
    assert "早餐加开现煮台" not in client.get("/improvements").content.decode()


def test_the_public_page_shows_only_what_is_published_in_the_readers_language(
    make: Callable[..., Improvement],
    open_case: OpenCase,
    wang: Actor,
    hotel: Brand,
    shop: Brand,
    now: datetime,
) -> None:
    open_case()
    shown, hidden = _finish(make(), wang, now), _finish(make(title="内部"), wang, now)
    actions.publish(actor=wang, improvement=shown, now=now)
    client = Client()
    page = client.get("/y/hotel").content.decode()
    assert page.count("多开一个现煮台") == 1
    assert shown.problem not in page.replace("早餐排队太久", "")
    assert "王主管" not in page
    assert hidden.title not in page
    assert "We opened a second noodle station" in client.get("/y/hotel?lang=en").content.decode()
    assert "多开一个现煮台" not in client.get("/y/shop").content.decode()
    assert client.get("/y/nobody").status_code == 404


def test_the_whole_life_of_an_improvement_in_a_browser(
    open_case: OpenCase,
    customer_of: Callable[..., Customer],
    wang_user: User,
    signed_in: Callable[[User], Client],
    deliver_news: Callable[[], int],
) -> None:
    case = open_case(customer=customer_of("张女士"))
    client = signed_in(wang_user)
    form = client.get("/improvements/new", {"cases": case.number, "category": "service.waiting"})
    assert case.number in form.content.decode()
    facts = {
        "brand": "hotel",
        "title": "加台",
        "problem": "排队",
        "owner": wang_user.pk,
        "target": "少",
        "cases": case.number,
    }
    late = client.post("/improvements/new", {**facts, "due_date": "2020-01-01"})
    assert late.status_code == 422
    assert "请选一个将来的日期" in late.content.decode()
    made = client.post("/improvements/new", {**facts, "due_date": "2999-01-01"})
    improvement = Improvement.objects.get()
    assert (made.status_code, made.headers["Location"]) == (302, f"/improvements/{improvement.pk}")
    page = f"/improvements/{improvement.pk}"
    client.post(f"{page}/start")
    unfinished = client.post(f"{page}/finish", {"you_said_zh": "x"})
    assert unfinished.status_code == 422
    client.post(
        f"{page}/finish", {"you_said_zh": "排队", "you_said_en": "a", "we_did_zh": "加台", "we_did_en": "b"}
    )
    deliver_news()
    assert "已告知 1 位客户" in client.get(page).content.decode()
    client.post(f"{page}/publish")
    assert "加台" in Client().get("/y/hotel").content.decode()
    assert client.post(f"{page}/rubbish").status_code == 404


def test_the_same_life_by_api(
    open_case: OpenCase, admin: Actor, wang_user: User, hotel: Brand, shop: Brand, now: datetime
) -> None:
    case = open_case()
    secret = issue_token(actor=admin, name="pm", role="lead", brand=hotel, now=now)
    api = Client(headers={"Authorization": f"Bearer {secret}"})
    body = {
        "brand": "hotel",
        "title": "加台",
        "problem": "排队",
        "owner_id": wang_user.pk,
        "due_date": "2999-01-01",
        "target": "少",
        "cases": [case.number],
    }
    made = api.post("/api/v1/improvements", body, content_type="application/json")
    assert made.status_code == 201
    number = made.json()["id"]
    assert (made.json()["state"], made.json()["cases"]) == ("planned", 1)
    words = {"you_said": SAID, "we_did": DID}
    assert api.post(f"/api/v1/improvements/{number}/start").json()["state"] == "doing"
    done = api.post(f"/api/v1/improvements/{number}/finish", words, content_type="application/json")
    assert done.json()["state"] == "done"
    assert api.post(f"/api/v1/improvements/{number}/publish").json()["published_at"] is not None
    assert [item["id"] for item in api.get("/api/v1/improvements").json()["items"]] == [number]
    foreign = issue_token(actor=admin, name="other", role="lead", brand=shop, now=now)
    other = Client(headers={"Authorization": f"Bearer {foreign}"})
    assert other.get(f"/api/v1/improvements/{number}").status_code == 404
    assert other.get("/api/v1/improvements").json()["items"] == []
    assert api.get("/api/v1/improvements/99999999999999999999999").status_code in {404, 422}
