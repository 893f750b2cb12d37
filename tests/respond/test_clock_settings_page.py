"""A lead sets clocks and special days on a page; an agent may not."""

from collections.abc import Callable

from django.test import Client

from wenguo.people.models import Brand, User
from wenguo.respond.models import BusinessDay, ClockPolicy

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
    signed_in(wang_user).post("/settings/clocks/days", {"day": "2027-02-08", "name": "春节"})
    day = BusinessDay.objects.get(day="2027-02-08")
    assert (day.is_working, day.name) == (False, "春节")


def test_an_agent_sets_nothing(li_user: User, hotel: Brand, signed_in: Callable[[User], Client]) -> None:
    client = signed_in(li_user)
    assert client.get("/settings/clocks").status_code == 403
    assert client.post("/settings/clocks/set", {**POLICY, "brand": hotel.pk}).status_code == 403
    assert ClockPolicy.objects.count() == 0
