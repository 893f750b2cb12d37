"""A lead sets clocks, tries them first, and chooses packs on pages; an agent may not."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from wenguo.base.actor import Actor
from wenguo.people.models import Brand, Team, User
from wenguo.respond.models import BusinessDay, Case, ClockPolicy, Deadline, PackChoice, WorkCalendar

POLICY = {
    "name": "first_reply",
    "channel": "social",
    "minutes": "5",
    "calendar": "business",
    "opens_at": "09:00",
    "closes_at": "18:00",
}


def test_a_lead_sets_and_removes_a_clock(
    wang_user: User, hotel: Brand, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(wang_user)
    assert client.post("/settings/clocks/set", {**POLICY, "brand": hotel.pk}).status_code == 302
    policy = ClockPolicy.objects.get()
    assert (policy.brand, policy.channel, policy.minutes, policy.calendar) == (hotel, "social", 5, "business")
    assert "09:00–18:00" in client.get("/settings/clocks").content.decode()
    client.post("/settings/clocks/remove", {"brand": "hotel", "name": "first_reply", "channel": "social"})
    assert ClockPolicy.objects.count() == 0


def test_hours_that_end_before_they_begin_are_refused(
    wang_user: User, hotel: Brand, signed_in: Callable[[User], Client]
) -> None:
    answer = signed_in(wang_user).post(
        "/settings/clocks/set", {**POLICY, "brand": hotel.pk, "closes_at": "08:00"}
    )
    assert answer.status_code == 422
    assert ClockPolicy.objects.count() == 0


def test_a_special_day_is_entered(wang_user: User, signed_in: Callable[[User], Client]) -> None:
    signed_in(wang_user).post("/settings/calendars/days", {"day": "2027-02-08", "name": "春节"})
    day = BusinessDay.objects.get(day="2027-02-08")
    assert (day.is_working, day.name) == (False, "春节")


def test_an_agent_sets_nothing(li_user: User, hotel: Brand, signed_in: Callable[[User], Client]) -> None:
    client = signed_in(li_user)
    assert client.get("/settings/clocks").status_code == 403
    assert client.post("/settings/clocks/set", {**POLICY, "brand": hotel.pk}).status_code == 403
    assert ClockPolicy.objects.count() == 0


def test_a_change_is_tried_on_last_month_s_cases_before_it_is_saved(
    case: Case, li: Actor, wang_user: User, hotel: Brand, signed_in: Callable[[User], Client]
) -> None:
    Deadline.objects.filter(case=case).update(started_at=timezone.now() - timedelta(hours=30))
    values = {
        **POLICY,
        "brand": hotel.pk,
        "name": "solution",
        "channel": "",
        "minutes": "60",
        "calendar": "always",
    }
    page = signed_in(wang_user).post("/settings/clocks/try", values).content.decode()
    assert case.number in page
    assert ClockPolicy.objects.count() == 0


def test_a_pack_is_switched_on_and_off(
    wang_user: User, hotel: Brand, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(wang_user)
    client.post("/settings/deadlines", {"brand": hotel.pk, "pack": "cn.telecom"})
    assert PackChoice.objects.get().pack == "cn.telecom"
    page = client.get("/settings/deadlines").content.decode()
    assert "电信用户投诉" in page
    refused = client.post("/settings/deadlines", {"brand": hotel.pk, "pack": "cn.payment", "steps": "answer"})
    assert refused.status_code == 422
    client.post("/settings/deadlines/remove", {"brand": "hotel", "pack": "cn.telecom"})
    assert PackChoice.objects.count() == 0


def test_working_times_and_a_year_are_entered_on_the_page(
    wang_user: User, hotel: Brand, care_team: Team, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(wang_user)
    values = {
        "name": "宾客关系组",
        "key": "care",
        "brand": hotel.pk,
        "team": care_team.pk,
        "hours": "09:00-12:00,13:30-18:00",
        "country": "cn",
        "zone": "Asia/Shanghai",
        "weekdays": list("012345"),
    }
    assert client.post("/settings/calendars", values).status_code == 302
    assert WorkCalendar.objects.get().weekdays == "012345"
    assert client.post("/settings/calendars", {**values, "hours": "18-9"}).status_code == 422
    table = {"year": "2027", "table": "day,working,name\n2027-02-06,0,春节\n2027-02-20,1,\n"}
    assert client.post("/settings/calendars/years", table).status_code == 302
    assert "2027-02-20" in client.get("/settings/calendars").content.decode()
    client.post("/settings/calendars/remove", {"key": "care"})
    assert WorkCalendar.objects.count() == 0
