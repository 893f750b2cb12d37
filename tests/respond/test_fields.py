"""Own fields: defined by a brand, asked for by forms, kept with the case, told, found, exported, put away."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests.respond.conftest import Hear, Open
from wenguo.base.actor import NOBODY, SYSTEM, Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.governance.models import AuditEntry
from wenguo.kernel.conditions import Condition
from wenguo.listen import actions as listen
from wenguo.listen.actions import FieldsInvalid
from wenguo.listen.models import Feedback, OwnField
from wenguo.listen.queries import FieldRule, Item
from wenguo.people.actions import issue_token
from wenguo.people.models import Brand, User
from wenguo.people.queries import actor_of
from wenguo.respond import actions, queries
from wenguo.respond.domain.rules import Deed
from wenguo.respond.models import Case, CaseEvent
from wenguo.respond.queries import QueueFilters

Define = Callable[..., OwnField]
Ask = Callable[..., None]
ROOMS = [{"code": "single", "zh": "单人间", "en": "Single"}, {"code": "suite", "zh": "套房", "en": "Suite"}]


@pytest.fixture
def define(hotel: Brand, wang: Actor, now: datetime) -> Define:
    """王主管 defines a field."""

    def one(code: str, kind: str, **more: Any) -> OwnField:
        name = more.pop("name", {"zh": f"字段{code}"})
        return listen.set_own_field(
            actor=wang, brand=more.pop("brand", hotel), code=code, kind=kind, name=name, now=now, **more
        )

    return one


@pytest.fixture
def ask(hotel: Brand, wang: Actor, now: datetime) -> Ask:
    """王主管 sets a form: ``room!`` is required."""

    def one(place: str, *codes: str, category: str = "", rules: tuple[FieldRule, ...] = ()) -> None:
        items = [Item(code.rstrip("!"), code.endswith("!")) for code in codes]
        actions.set_own_form(
            actor=wang, brand=hotel, place=place, category=category, items=items, rules=rules, now=now
        )

    return one


@pytest.fixture
def token_headers(hotel: Brand, now: datetime) -> dict[str, str]:
    """A program of the hotel, with a lead's rights."""
    secret = issue_token(actor=SYSTEM, name="crm", role="lead", brand=hotel, now=now)
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def room(define: Define) -> OwnField:
    """The room type."""
    return define("room", "choice", name={"zh": "房型", "en": "Room"}, options=ROOMS)


def test_what_is_filled_in_is_kept_told_and_recorded_with_before_and_after(
    room: OwnField, define: Define, ask: Ask, open_one: Open, li: Actor, now: datetime
) -> None:
    define("paid", "money", currency="CNY")
    ask("case", "room!", "paid")
    case = open_one()
    actions.set_fields(actor=li, case=case, values={"room": "single", "paid": "88"}, now=now)
    actions.set_fields(actor=li, case=case, values={"room": "suite"}, now=now)
    case.refresh_from_db()
    assert case.fields == {"room": "suite", "paid": {"amount": "88.00", "currency": "CNY"}}
    told = CaseEvent.objects.filter(case=case, kind="fields_set").latest("id")
    assert [(one["code"], one["before"], one["after"]) for one in told.data["changes"]] == [
        ("room", "single", "suite")
    ]
    entry = AuditEntry.objects.filter(deed="case.fields_changed").latest("id")
    assert entry.details["changes"][0]["before"] == "single"
    assert [(one.name, one.words) for one in queries.fields_of_case(case)] == [
        ("房型", "套房"),
        ("字段paid", "CNY 88"),
    ]


def test_the_same_again_changes_and_tells_nothing(
    room: OwnField, open_one: Open, li: Actor, now: datetime
) -> None:
    case = open_one()
    for _again in range(2):
        actions.set_fields(actor=li, case=case, values={"room": "suite"}, now=now)
    assert CaseEvent.objects.filter(case=case, kind="fields_set").count() == 1


def test_what_cannot_stand_there_is_refused_with_its_place_and_nothing_changes(
    room: OwnField, ask: Ask, open_one: Open, li: Actor, now: datetime
) -> None:
    ask("case", "room!")
    case = open_one()
    for values, fault in (
        ({"room": "tent"}, "choice"),
        ({"floor": 3}, "unknown"),
        ({"room": None}, "required"),
    ):
        with pytest.raises(FieldsInvalid) as refusal:
            actions.set_fields(actor=li, case=case, values=values, now=now)
        assert list(refusal.value.fields.values()) == [fault]
    case.refresh_from_db()
    assert case.fields == {}
    assert not CaseEvent.objects.filter(case=case, kind="fields_set").exists()


def test_a_required_field_holds_up_the_resolution_until_it_is_there(
    room: OwnField, define: Define, ask: Ask, open_one: Open, li: Actor, now: datetime
) -> None:
    define("moved", "yes_no")
    suite = FieldRule("moved", "require", (Condition("field.room", "is", "suite"),))
    ask("resolve", "room", "moved", category="quality", rules=(suite,))
    case = open_one()
    solution: dict[str, Any] = {"outcome": "solved", "cause": "product", "text": "已换房并退首晚房费"}
    with pytest.raises(FieldsInvalid):
        actions.resolve(actor=li, case=case, **solution, own={"room": "suite"}, now=now)
    case.refresh_from_db()
    assert (case.status, case.fields) == ("open", {})
    actions.resolve(actor=li, case=case, **solution, own={"room": "suite", "moved": "no"}, now=now)
    case.refresh_from_db()
    assert (case.status, case.fields) == ("resolved", {"room": "suite", "moved": False})


def test_the_most_exact_form_counts(room: OwnField, define: Define, ask: Ask, open_one: Open) -> None:
    define("nights", "number")
    ask("case", "room", "nights")
    ask("case", "nights", category="quality")
    case = open_one()
    assert [one.code for one in queries.questions_about(case, place="case").specs] == ["nights"]
    other = open_one(category="logistics.delay")
    assert [one.code for one in queries.questions_about(other, place="case").specs] == ["room", "nights"]


def test_a_field_that_is_put_away_stays_readable_and_takes_nothing_new(
    room: OwnField, ask: Ask, open_one: Open, li: Actor, wang: Actor, now: datetime
) -> None:
    ask("case", "room!")
    case = open_one()
    actions.set_fields(actor=li, case=case, values={"room": "suite"}, now=now)
    listen.put_away_field(actor=wang, field=room, is_away=True, now=now)
    case.refresh_from_db()
    assert [(one.words, one.is_archived) for one in queries.fields_of_case(case)] == [("套房", True)]
    assert queries.questions_about(case, place="case").specs == []
    with pytest.raises(FieldsInvalid) as refusal:
        actions.set_fields(actor=li, case=case, values={"room": "single"}, now=now)
    assert refusal.value.fields == {"fields.room": "archived"}
    # Nobody is held up by a question that is no longer asked.
    actions.set_fields(actor=li, case=case, values={}, now=now)


def test_an_option_that_is_taken_out_stays_readable_and_may_stay(
    room: OwnField, define: Define, open_one: Open, li: Actor, now: datetime
) -> None:
    case = open_one()
    actions.set_fields(actor=li, case=case, values={"room": "suite"}, now=now)
    changed = define("room", "choice", options=ROOMS[:1])
    assert [one["is_off"] for one in changed.options] == [False, True]
    case.refresh_from_db()
    assert queries.fields_of_case(case)[0].words == "套房"
    actions.set_fields(actor=li, case=case, values={"room": "suite"}, now=now)
    with pytest.raises(FieldsInvalid):
        actions.set_fields(actor=li, case=open_one(), values={"room": "suite"}, now=now)


def test_kind_and_currency_of_a_field_stay(define: Define) -> None:
    define("paid", "money", currency="CNY")
    for kind, more, fault in (
        ("text", {}, {"kind": "fixed"}),
        ("money", {"currency": "USD"}, {"currency": "fixed"}),
    ):
        with pytest.raises(Invalid) as refusal:
            define("paid", kind, **more)
        assert refusal.value.fields == fault


def test_only_who_may_set_up_forms_defines_fields_and_nobody_for_another_brand(
    hotel: Brand, shop: Brand, li: Actor, outsider_user: User, now: datetime
) -> None:
    values: dict[str, Any] = {"code": "x", "kind": "text", "name": {"zh": "字段"}, "now": now}
    with pytest.raises(NotAllowed):
        listen.set_own_field(actor=li, brand=hotel, **values)
    outsider_user.role = "administrator"
    outsider_user.save()
    with pytest.raises(NotFound):
        listen.set_own_field(actor=actor_of(outsider_user), brand=hotel, **values)
    assert OwnField.objects.count() == 0


def test_the_customers_form_asks_and_the_case_carries_the_answers(
    hotel: Brand, room: OwnField, define: Define, ask: Ask, client: Client
) -> None:
    define("floor", "number")
    rule = FieldRule("floor", "show", (Condition("field.room", "is", "suite"),))
    ask("customer", "room!", "floor!", rules=(rule,))
    page = client.get(f"/f/{hotel.slug}").content.decode()
    assert 'name="own-room"' in page
    assert 'name="own-floor"' not in page
    said = {"text": "床单有血渍", "once": "a", "own-asked": "room"}
    # Without script: the answer brings up a question that was not there.
    asked = client.post(f"/f/{hotel.slug}", {**said, "own-room": "suite"})
    assert asked.status_code == 422
    assert 'name="own-floor"' in asked.content.decode()
    # With script the part is asked for as the answer changes.
    part = client.post(f"/f/{hotel.slug}", {**said, "own-room": "suite", "refresh": "1"}).content.decode()
    assert ("own-floor" in part, "<html" in part, "has-error" in part) == (True, False, False)
    assert Feedback.objects.count() == 0
    given = {**said, "own-room": "suite", "own-floor": "12", "own-asked": "room floor"}
    assert client.post(f"/f/{hotel.slug}", given).status_code == 302
    assert Feedback.objects.get().fields == {"room": "suite", "floor": "12"}


def test_a_customer_cannot_write_into_fields_that_are_not_on_their_form(
    hotel: Brand, room: OwnField, now: datetime
) -> None:
    with pytest.raises(FieldsInvalid):
        listen.receive(actor=NOBODY, brand=hotel, text="好", channel="web", now=now, fields={"room": "suite"})
    assert Feedback.objects.count() == 0


def test_what_came_with_the_feedback_stands_in_the_case_and_more_of_it_fills_the_gaps(
    hotel: Brand, room: OwnField, define: Define, hear: Hear, li: Actor, now: datetime
) -> None:
    define("nights", "number")
    first, second = hear(), hear(text="还有一件事")
    Feedback.objects.filter(pk=first.pk).update(fields={"room": "suite"})
    Feedback.objects.filter(pk=second.pk).update(fields={"room": "single", "nights": "2"})
    first.refresh_from_db()
    second.refresh_from_db()
    case = actions.open_case(feedback=first, now=now)
    actions.attach_feedback(actor=li, case=case, feedback=second, now=now)
    case.refresh_from_db()
    assert case.fields == {"room": "suite", "nights": "2"}


def found(actor: Actor, field: str, now: datetime) -> list[str]:
    page = queries.queue_page(actor, QueueFilters(view="open", field=field), cursor=None, now=now)
    return sorted(case.number for case in page.rows)


def test_the_queue_is_filtered_by_choice_yes_no_and_number_also_where_another_brand_means_words(
    room: OwnField, define: Define, shop: Brand, open_one: Open, now: datetime
) -> None:
    define("nights", "number")
    define("nights", "text", brand=shop)
    define("moved", "yes_no")
    define("wishes", "choices", options=ROOMS)
    values: tuple[dict[str, Any], ...] = (
        {"room": "suite", "nights": "2", "moved": True},
        {"room": "single", "nights": "10", "moved": False, "wishes": ["suite"]},
        {},
    )
    cases = [open_one() for _one in values]
    for case, fields in zip(cases, values, strict=True):
        actions.set_fields(actor=SYSTEM, case=case, values=fields, now=now)
    words = open_one(brand=shop)
    actions.set_fields(actor=SYSTEM, case=words, values={"nights": "two"}, now=now)
    one, two, _none = (case.number for case in cases)
    assert found(SYSTEM, "room:suite", now) == [one]
    assert found(SYSTEM, "moved:no", now) == [two]
    assert found(SYSTEM, "wishes:suite", now) == [two]
    assert found(SYSTEM, "nights:3..", now) == [two]
    assert found(SYSTEM, "nights:..9.5", now) == [one]
    assert found(SYSTEM, "nights:2..10", now) == sorted([one, two])
    assert found(SYSTEM, "nights:", now) == sorted([one, two, words.number])
    assert len(found(SYSTEM, "'; drop", now)) == 4


def test_rules_know_own_fields_and_check_that_they_exist(
    hotel: Brand, room: OwnField, define: Define, open_one: Open, li: Actor, wang: Actor, now: datetime
) -> None:
    define("nights", "number")

    def teach(*conditions: tuple[str, str, str]) -> None:
        actions.set_rule(
            actor=wang,
            brand=hotel,
            name="套房",
            moment="fields_set",
            conditions=[Condition(*one) for one in conditions],
            deeds=[Deed("tag", "套房")],
            is_active=True,
            now=now,
        )

    for wrong, fault in (
        (("field.tent", "is", "x"), "field"),
        (("field.room", "at_least", "3"), "operator"),
        (("field.nights", "at_least", "many"), "number"),
    ):
        with pytest.raises(Invalid) as refusal:
            teach(wrong)
        assert refusal.value.fields == {"if-1": fault}
    teach(("field.room", "is", "suite"), ("field.nights", "at_least", "2.5"))
    case = open_one()
    actions.set_fields(actor=li, case=case, values={"room": "suite", "nights": "2"}, now=now)
    assert actions.run_rules(case.pk, moment="fields_set", now=now) == 0
    actions.set_fields(actor=li, case=case, values={"nights": "3"}, now=now)
    assert actions.run_rules(case.pk, moment="fields_set", now=now) == 1
    case.refresh_from_db()
    assert case.tags == ["套房"]


def test_personal_data_is_masked_in_files_and_not_copied_into_the_record(
    define: Define, open_one: Open, li: Actor, wang: Actor, wang_user: User, now: datetime, client: Client
) -> None:
    define("id_card", "text", is_personal=True)
    define("note", "text")
    case = open_one()
    secret = "11010519491231002X"
    actions.set_fields(actor=li, case=case, values={"id_card": secret, "note": "三楼"}, now=now)
    client.force_login(wang_user)
    text = b"".join(client.get("/cases/export?view=open")).decode()
    assert (case.number in text, "三楼" in text, "•••" in text, secret in text) == (True, True, True, False)
    entries = AuditEntry.objects.values_list("details", flat=True)
    events = CaseEvent.objects.values_list("data", flat=True)
    assert secret not in json.dumps([*entries, *events])


def test_the_case_page_shows_the_fields_and_its_drawer_fills_them_in(
    room: OwnField, define: Define, ask: Ask, open_one: Open, li_user: User, client: Client
) -> None:
    define("floor", "number")
    rule = FieldRule("floor", "show", (Condition("field.room", "is", "suite"),))
    ask("case", "room!", "floor", rules=(rule,))
    case = open_one()
    client.force_login(li_user)
    address = f"/cases/{case.number}/fields"
    assert address in client.get(f"/cases/{case.number}/more").content.decode()
    assert client.post(address, {"own-asked": "room"}).status_code == 422
    asked = client.post(address, {"own-asked": "room", "own-room": "suite"})
    assert (asked.status_code, "own-floor" in asked.content.decode()) == (422, True)
    wrong = client.post(address, {"own-asked": "room floor", "own-room": "suite", "own-floor": "high"})
    assert (wrong.status_code, "写一个数字" in wrong.content.decode()) == (422, True)
    right = {"own-asked": "room floor", "own-room": "suite", "own-floor": "3"}
    assert client.post(address, right).status_code == 302
    assert Case.objects.get().fields == {"room": "suite", "floor": "3"}
    assert "套房" in client.get(f"/cases/{case.number}/more").content.decode()


def test_settings_define_a_field_and_a_form_and_try_it_before_it_is_kept(
    hotel: Brand, wang_user: User, client: Client
) -> None:
    client.force_login(wang_user)
    field = {
        "brand": hotel.slug,
        "kind": "choice",
        "code": "room",
        "name_zh": "房型",
        "options": "single = 单人间 | Single\nsuite = 套房 | Suite",
    }
    assert client.post("/settings/fields", {**field, "code": "Room!"}).status_code == 422
    assert client.post("/settings/fields", field).status_code == 302
    assert client.post("/settings/fields", field).status_code == 422
    form = {
        "brand": hotel.slug,
        "place": "case",
        "mode-room": "required",
        "rule0-field": "room",
        "rule0-then": "show",
        "rule0-0-what": "kind",
        "rule0-0-how": "is",
        "rule0-0-value": "complaint",
    }
    tried = client.post("/settings/forms", {**form, "try": "1"})
    assert (tried.status_code, "own-room" in tried.content.decode()) == (200, False)
    tried = client.post("/settings/forms", {**form, "try": "1", "preview-kind": "complaint"})
    assert (tried.status_code, "own-room" in tried.content.decode()) == (200, True)
    wrong = client.post("/settings/forms", {**form, "rule0-0-how": "at_least"})
    assert wrong.status_code == 422
    assert client.post("/settings/forms", form).status_code == 302
    kept = client.get(f"/settings/forms?brand={hotel.slug}").content.decode()
    assert "房型" in kept


def test_the_api_takes_fields_with_a_feedback_and_of_a_case(
    hotel: Brand, room: OwnField, open_one: Open, token_headers: dict[str, str], client: Client
) -> None:
    sent = {"text": "好", "brand": hotel.slug, "fields": {"room": "suite"}}
    answer = client.post("/api/v1/feedback", sent, content_type="application/json", headers=token_headers)
    assert answer.status_code == 201
    assert Feedback.objects.latest("id").fields == {"room": "suite"}
    wrong = {**sent, "fields": {"room": "tent"}}
    answer = client.post("/api/v1/feedback", wrong, content_type="application/json", headers=token_headers)
    assert (answer.status_code, "fields.room" in answer.content.decode()) == (422, True)
    case = open_one()
    address = f"/api/v1/cases/{case.number}/fields"
    body = {"values": {"room": "single"}}
    put = client.put(address, body, content_type="application/json", headers=token_headers)
    assert (put.status_code, put.json()[0]["value"]) == (200, "single")
    assert client.get(address, headers=token_headers).json()[0]["words"] == "单人间"


def test_a_form_for_a_category_that_no_case_can_have_is_refused(
    hotel: Brand, room: OwnField, ask: Ask, token_headers: dict[str, str], client: Client
) -> None:
    with pytest.raises(Invalid) as refusal:
        ask("case", "room", category="service.nonsense")
    assert refusal.value.fields == {"category": "choice"}
    form = {"brand": hotel.slug, "place": "case", "category": "nonsense", "items": [{"field": "room"}]}
    put = client.put("/api/v1/forms", form, content_type="application/json", headers=token_headers)
    assert put.status_code == 422
    # A whole group of categories is one that cases can be in.
    put = client.put(
        "/api/v1/forms",
        {**form, "category": "service"},
        content_type="application/json",
        headers=token_headers,
    )
    assert put.status_code == 200
    kept = client.get("/api/v1/forms", {"brand": hotel.slug}, headers=token_headers).json()
    assert [one["category"] for one in kept] == ["service"]
