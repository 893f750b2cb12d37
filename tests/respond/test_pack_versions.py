"""A pack of legal deadlines is written anew by people who know the law; what runs already stays as it began."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.governance.models import AuditEntry
from wenguo.kernel.deadlines import packs as law
from wenguo.people.models import Brand
from wenguo.respond import actions, queries
from wenguo.respond.actions.legal_rows import recount_step
from wenguo.respond.domain import statutory
from wenguo.respond.domain.pack_versions import changes_between, own_version, told
from wenguo.respond.models import Deadline, PackVersion
from wenguo.respond.queries.calendars import ground_for_pack

TELECOM = queries.KnownPack(law.choose("cn.telecom", on=datetime(2026, 11, 17).date(), packs=law.shipped()))
SHORTER = TELECOM.text.replace("limit = 15", "limit = 10")


@pytest.fixture
def asked(admin: Actor, now: datetime) -> dict[str, Any]:
    """Ten days instead of fifteen, from tomorrow."""
    return {
        "actor": admin,
        "pack": "cn.telecom",
        "content": SHORTER,
        "starts_date": (now + timedelta(days=1)).date(),
        "note": "新办法施行",
        "now": now,
    }


def watch(case: Any, wang: Actor, at: datetime) -> Deadline:
    return actions.start_statutory(
        actor=wang, case=case, pack="cn.telecom", step="answer", received_at=at, now=at
    )


def test_what_is_received_from_its_day_on_is_counted_by_it_and_nothing_before(
    asked: dict[str, Any], case: Any, open_one: Any, wang: Actor, now: datetime
) -> None:
    before = watch(case, wang, now)
    actions.add_pack_version(**asked)
    later = now + timedelta(days=2)
    after = watch(open_one(email="b@example.test"), wang, later)
    assert (before.due_at - now).days >= 15
    assert 10 <= (after.due_at - later).days <= 13
    assert not recount_step(before, at=later, because="calendar")


def test_a_deadline_is_counted_again_by_the_text_it_began_with_even_if_the_row_is_gone(
    asked: dict[str, Any], case: Any, wang: Actor, now: datetime
) -> None:
    actions.add_pack_version(**asked)
    row = watch(case, wang, now + timedelta(days=2))
    PackVersion.objects.all().delete()
    pack, _step = statutory.step_of(row.explanation[0])
    assert pack.version == "2016+1"
    assert statutory.standing(row.explanation, ground=ground_for_pack(pack)).due_at == row.due_at


def test_versions_are_numbered_kept_and_audited(asked: dict[str, Any], now: datetime) -> None:
    actions.add_pack_version(**asked)
    actions.add_pack_version(**{**asked, "content": SHORTER.replace("limit = 10", "limit = 7")})
    assert [one.pack.version for one in queries.versions_of("cn.telecom")] == ["2016+2", "2016+1", "2016"]
    newest = next(one for one in queries.newest_packs() if one.id == "cn.telecom")
    assert newest.step("answer").limit == 7
    assert AuditEntry.objects.filter(deed="pack.versioned").count() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"content": "[[steps"}, "content"),
        ({"content": SHORTER.replace("limit = 10", "limit = 0")}, "content"),
        ({"content": SHORTER.replace('unit = "calendar_days"', 'unit = "moons"')}, "content"),
        ({"content": SHORTER.replace('"cn.telecom"', '"cn.courier"')}, "content"),
        ({"content": SHORTER.replace('confidence = "V2"', 'confidence = "M"')}, "content"),
        ({"content": "#" * 20_001}, "content"),
        ({"starts_date": datetime(2026, 11, 16).date()}, "starts_date"),
        ({"note": "  "}, "note"),
    ],
)
def test_what_is_no_pack_is_refused_with_its_place(
    change: dict[str, Any], field: str, asked: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.add_pack_version(**{**asked, **change})
    assert field in refusal.value.fields
    assert not PackVersion.objects.exists()


def test_whoever_does_not_see_every_brand_writes_none(asked: dict[str, Any], outsider: Actor) -> None:
    with pytest.raises(NotAllowed):
        actions.add_pack_version(**{**asked, "actor": outsider})


def test_two_versions_are_laid_side_by_side() -> None:
    after = own_version(SHORTER, version="2016+1")
    assert changes_between(TELECOM.pack, after, language="zh") == [
        ("-", "answer.limit = 15"),
        ("+", "answer.limit = 10"),
    ]
    assert "answer.unit = calendar_days" in told(after, "en")


@pytest.mark.parametrize("pack", law.shipped(), ids=lambda pack: f"{pack.id}-{pack.version}")
def test_the_text_of_every_shipped_pack_begins_a_version(pack: law.Pack) -> None:
    again = own_version(law.shipped_text(pack), version=pack.version)
    assert changes_between(pack, again, language="en") == []


def test_the_page_shows_what_would_change_and_keeps_it(admin_client: Client, now: datetime) -> None:
    address, day = "/settings/deadlines/packs/cn.telecom", "2999-01-04"
    assert "电信用户投诉" in admin_client.get(address).content.decode()
    given = {"content": SHORTER, "starts_date": day, "note": "新办法"}
    tried = admin_client.post(address, {**given, "try": "1"}).content.decode()
    assert "answer.limit = 10" in tried
    assert not PackVersion.objects.exists()
    wrong = admin_client.post(address, {**given, "content": "x", "try": "1"})
    assert wrong.status_code == 422
    assert admin_client.post(address, {**given, "save": "1"}).status_code == 302
    assert "2016+1" in admin_client.get(address).content.decode()
    assert admin_client.get("/settings/deadlines/packs/no.such").status_code == 404


def test_versions_by_api(admin_client: Client, hotel: Brand) -> None:
    body = {"pack": "cn.telecom", "content": SHORTER, "starts_date": "2999-01-04", "note": "新办法"}
    tried = admin_client.post("/api/v1/deadline-packs/versions/trial", body, content_type="application/json")
    assert tried.json()["changes"] == ["- answer.limit = 15", "+ answer.limit = 10"]
    made = admin_client.post("/api/v1/deadline-packs/versions", body, content_type="application/json")
    assert (made.status_code, made.json()["pack"]["version"]) == (201, "2016+1")
    listed = admin_client.get("/api/v1/deadline-packs/versions?pack=cn.telecom").json()
    assert [row["note"] for row in listed] == ["新办法", ""]
