"""One letter gathers the alarms; quiet hours hold it back, and nobody gets the same twice."""

from datetime import datetime, time, timedelta

import pytest

from tests.respond.conftest import Open
from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.listen.models import Outgoing
from wenguo.people.models import User
from wenguo.respond import actions
from wenguo.respond.actions import Wishes
from wenguo.respond.domain.quiet import is_quiet
from wenguo.respond.models import Case, NoticeSetting

MINUTE = timedelta(minutes=1)


def letters() -> list[Outgoing]:
    return list(Outgoing.objects.filter(key__startswith="alarms-").order_by("id"))


@pytest.fixture
def late(li_user: User, open_one: Open, now: datetime) -> list[Case]:
    """Three cases whose first reply is overdue."""
    User.objects.filter(pk=li_user.pk).update(email="li@example.test")
    cases = [open_one(email=f"{name}@example.test") for name in "abc"]
    actions.raise_alarms(now=now + 20 * MINUTE)
    return cases


def test_many_alarms_make_one_letter_and_it_names_no_customer(late: list[Case], now: datetime):
    assert actions.send_digests(now=now + 21 * MINUTE) == 1
    assert actions.send_digests(now=now + 22 * MINUTE) == 0
    (letter,) = letters()
    assert (letter.recipient, letter.subject) == ("li@example.test", "3 个时限在等你，3 个已超时")
    assert all(case.number in letter.body for case in late)
    assert "张女士" not in letter.body


def test_what_was_seen_on_the_bell_is_not_written(late: list[Case], li: Actor, now: datetime):
    for case in late:
        actions.see_alarms(actor=li, case=case, now=now + 20 * MINUTE)
    assert actions.send_digests(now=now + 21 * MINUTE) == 0


def test_quiet_hours_hold_the_letter_back_until_they_are_over(late: list[Case], li: Actor, now: datetime):
    wishes = Wishes({}, quiet_from=time(12), quiet_until=time(14))
    actions.set_notices(actor=li, wishes=wishes, now=now)
    assert actions.send_digests(now=now + 21 * MINUTE) == 0  # 12:21 in Shanghai
    assert actions.send_digests(now=now + 121 * MINUTE) == 1


def test_no_letter_for_who_wants_none_or_only_what_is_over(
    open_one: Open, li_user: User, li: Actor, now: datetime
):
    User.objects.filter(pk=li_user.pk).update(email="li@example.test")
    open_one()
    actions.raise_alarms(now=now + 12 * MINUTE)
    actions.set_notices(actor=li, wishes=Wishes({}, from_level=100), now=now)
    assert actions.send_digests(now=now + 12 * MINUTE) == 0
    actions.set_notices(actor=li, wishes=Wishes({"deadline": "app"}, from_level=50), now=now)
    assert actions.send_digests(now=now + 12 * MINUTE) == 0
    actions.set_notices(actor=li, wishes=Wishes({"deadline": "digest"}), now=now)
    assert actions.send_digests(now=now + 12 * MINUTE) == 1


def test_wishes_that_make_no_sense_are_refused(li: Actor, now: datetime):
    for wishes in (
        Wishes({}, from_level=60),
        Wishes({}, quiet_from=time(22)),
        Wishes({}, zone="Atlantis"),
        Wishes({"weather": "now"}),
        Wishes({"mention": "loudly"}),
    ):
        with pytest.raises(Invalid):
            actions.set_notices(actor=li, wishes=wishes, now=now)
    with pytest.raises(NotAllowed):
        actions.set_notices(actor=SYSTEM, wishes=Wishes({}), now=now)
    assert NoticeSetting.objects.count() == 0


@pytest.mark.parametrize(
    ("at", "quiet"),
    [(time(23), True), (time(3), True), (time(7), False), (time(12), False), (time(22), True)],
)
def test_quiet_hours_go_over_midnight(at: time, quiet: bool):
    assert is_quiet(at, quiet_from=time(22), quiet_until=time(7)) == quiet
    assert not is_quiet(at, quiet_from=None, quiet_until=None)
