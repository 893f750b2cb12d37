"""A customer sends logs, photos and a video once, knowing what for; a spent link opens nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.kernel.clock import now as real_now
from wenguo.listen.actions import Upload, check_files
from wenguo.people.models import User
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, DiagnosticsLink, Message

HOUR = timedelta(hours=1)
VIDEO = b"\x00\x00\x00\x18ftypisom" + b"\0" * 40
LOG = Upload("app.log", "2026-11-17 12:00 门锁超时".encode())


@pytest.fixture
def door(case: Case, li: Actor, now: datetime) -> DiagnosticsLink:
    """小李 asks 张女士 for the log of the lock."""
    return actions.ask_diagnostics(actor=li, case=case, asked="门锁日志和照片", now=now, hours=24)


def test_one_delivery_joins_the_conversation_with_the_consent_as_it_was_read(
    door: DiagnosticsLink, case: Case, li: Actor, now: datetime
) -> None:
    actions.wait_for_customer(actor=li, case=case, now=now)
    facts: dict[str, Any] = {"text": "门打不开", "device": "Mi 14", "uploads": [LOG, Upload("a.mp4", VIDEO)]}
    message = actions.send_diagnostics(link=door.link, agrees=True, now=now + HOUR, **facts)
    door.refresh_from_db()
    case.refresh_from_db()
    kept = sorted((file.name, file.content_type) for file in message.attachments.all())
    assert kept == [("a.mp4", "video/mp4"), ("app.txt", "text/plain")]
    assert message.body == "门打不开\n\n设备和浏览器：\nMi 14"
    assert (door.used_at, door.message, case.status) == (now + HOUR, message, "open")
    assert "不作他用" in door.consent
    with pytest.raises(actions.LinkIsSpent):
        actions.send_diagnostics(link=door.link, agrees=True, now=now + HOUR, **facts)
    assert Message.objects.count() == 1


def test_nothing_is_taken_without_consent_with_nothing_or_after_its_time(
    door: DiagnosticsLink, now: datetime
) -> None:
    nothing: dict[str, Any] = {"text": "", "device": "", "uploads": []}
    wrong: list[dict[str, Any]] = [
        {**nothing, "text": "x", "agrees": False},
        {**nothing, "agrees": True},
        {**nothing, "uploads": [Upload("a.exe", b"MZ\0\0")], "agrees": True},
    ]
    for facts in wrong:
        with pytest.raises(Invalid):
            actions.send_diagnostics(link=door.link, now=now, **facts)
    with pytest.raises(actions.LinkIsSpent):
        actions.send_diagnostics(
            link=door.link, text="x", device="", uploads=[], agrees=True, now=now + 24 * HOUR
        )
    with pytest.raises(NotFound):
        actions.send_diagnostics(link="nothing", text="x", device="", uploads=[], agrees=True, now=now)
    door.refresh_from_db()
    assert (door.used_at, Message.objects.count()) == (None, 0)


def test_a_closed_door_stays_closed(door: DiagnosticsLink, li: Actor, now: datetime) -> None:
    actions.revoke_diagnostics(actor=li, row=door, now=now)
    actions.revoke_diagnostics(actor=li, row=door, now=now + HOUR)
    door.refresh_from_db()
    assert (door.revoked_at, queries.diagnostics_state(door, now=now)) == (now, "revoked")
    with pytest.raises(actions.LinkIsSpent):
        actions.send_diagnostics(link=door.link, text="x", device="", uploads=[], agrees=True, now=now)


def test_videos_are_taken_only_where_they_were_asked_for() -> None:
    assert [file.content_type for file in check_files([Upload("a.mov", VIDEO)], takes_video=True)] == [
        "video/mp4"
    ]
    with pytest.raises(Invalid):
        check_files([Upload("a.mov", VIDEO)])
    with pytest.raises(Invalid):
        check_files([Upload("a.webm", b"\x1aE\xdf\xa3" + b"\0" * 80)], takes_video=True)


def test_nobody_of_another_brand_makes_or_closes_a_door(
    door: DiagnosticsLink, case: Case, outsider: Actor, li: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        actions.ask_diagnostics(actor=outsider, case=case, asked="x", now=now)
    with pytest.raises(NotFound):
        queries.get_diagnostics(outsider, door.pk)
    for hours in (0, 337):
        with pytest.raises(Invalid):
            actions.ask_diagnostics(actor=li, case=case, asked="x", now=now, hours=hours)
    assert DiagnosticsLink.objects.count() == 1


def test_the_customer_s_page_has_no_bundle_says_what_for_and_works_once(case: Case, li: Actor) -> None:
    door = actions.ask_diagnostics(actor=li, case=case, asked="<b>日志</b>", now=real_now())
    client = Client(headers={"User-Agent": "Cheap Phone 3"})
    answer = client.get(f"/d/{door.link}")
    page = answer.content.decode()
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    assert "&lt;b&gt;日志&lt;/b&gt;" in page
    assert "Cheap Phone 3" in page
    assert "app.js" not in page
    refused = client.post(f"/d/{door.link}", {"text": "门打不开"})
    assert (refused.status_code, "未经您同意" in refused.content.decode()) == (422, True)
    log = SimpleUploadedFile("app.log", LOG.content)
    form = {"text": "门打不开", "agrees": "on", "uploads": [log]}
    sent = client.post(f"/d/{door.link}", form)
    assert (sent.status_code, case.number in sent.content.decode()) == (200, True)
    assert Message.objects.get().attachments.get().name == "app.txt"
    assert client.get(f"/d/{door.link}").status_code == 410
    assert client.get("/d/nothing").status_code == 404


def test_the_link_is_made_and_closed_beside_the_case(
    case: Case, li_user: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(li_user)
    client.post(f"/cases/{case.number}/diagnostics", {"asked": "门锁日志", "hours": "24"})
    door = DiagnosticsLink.objects.get()
    assert f"/d/{door.link}" in client.get(f"/cases/{case.number}/together").content.decode()
    client.post(f"/diagnostics/{door.pk}/revoke")
    assert f"/d/{door.link}" not in client.get(f"/cases/{case.number}/together").content.decode()
    client.post(f"/cases/{case.number}/diagnostics", {"asked": "", "hours": "24"})
    assert DiagnosticsLink.objects.count() == 1
