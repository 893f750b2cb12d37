"""Watching a case, and hearing of things as one has chosen: on the bell, by letter at once or gathered, or not."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from tests.respond.conftest import Open
from wenguo.base.actor import SYSTEM, Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.listen.models import Outgoing
from wenguo.people.models import Brand, Membership, Team, User
from wenguo.people.queries import actor_of
from wenguo.respond import actions, queries
from wenguo.respond.actions import Wishes
from wenguo.respond.domain.notices import DEFAULTS, KINDS, WAYS, faults_of, kinds_by, way_of
from wenguo.respond.models import Case, Notice, Watch
from wenguo.respond.queries.cases import people_who_see, visible_cases

SignIn = Callable[[User], Client]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def zhou(hotel: Brand) -> User:
    """周专员, of the same brand, in no team."""
    user = User.objects.create_user(
        "zhou", "zhou@wenguo.test", "pass-word-1", name="周专员", role="specialist"
    )
    user.brands.set([hotel])
    return user


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("id").values_list("what", flat=True))


def letters(user: User) -> list[Outgoing]:
    return list(Outgoing.objects.filter(key__startswith=f"alarms-{user.pk}-").order_by("id"))


def solve(case: Case, actor: Actor, now: datetime) -> None:
    actions.resolve(
        actor=actor,
        case=case,
        outcome="solved",
        cause="person",
        text="已退房费",
        now=now,
        tell_customer=False,
    )


@given(kind=st.sampled_from(KINDS), way=st.sampled_from([*WAYS, "", "loud"]), is_grave=st.booleans())
def test_what_asks_for_an_answer_comes_at_once_and_harm_is_never_silent(kind: Any, way: str, is_grave: bool):
    found = way_of(kind, {kind: way}, is_grave=is_grave)
    if kind == "escalation":
        assert found == "now"
    elif way not in WAYS:
        assert found == DEFAULTS[kind]
    elif way == "off":
        assert found == ("app" if is_grave else "off")
    else:
        assert found == way
    chosen = {kind: way}
    assert sorted(one for each in WAYS for one in kinds_by(each, chosen)) == sorted(KINDS)


def test_a_choice_that_makes_no_sense_is_named():
    assert faults_of({"mention": "off", "escalation": "now"}) == {}
    assert faults_of({"escalation": "off", "weather": "now", "mention": "loud"}) == {
        "escalation": "always",
        "weather": "choice",
        "mention": "choice",
    }


def test_a_watcher_hears_what_matters_and_never_of_their_own_deeds(
    case: Case, li: Actor, wang: Actor, wang_user: User, zhou: User, now: datetime
):
    for actor in (wang, actor_of(zhou)):
        actions.watch(actor=actor, case=case, now=now)
        actions.watch(actor=actor, case=case, now=now)
    assert [row.user for row in queries.watchers_of(case)] == [wang_user, zhou]
    link = case.links.get().feedback.link
    actions.take_note(actor=li, case=case, text="在查", now=now)
    actions.customer_adds(link=link, text="还没有消息吗", now=now + MINUTE)
    solve(case, wang, now + 2 * MINUTE)
    actions.close(actor=li, case=case, lesson="", now=now + 3 * MINUTE)
    actions.reopen(actor=wang, case=case, reason="客人来电", now=now + 4 * MINUTE)
    assert told(zhou) == ["customer_added", "resolved", "closed", "reopened"]
    assert told(wang_user) == ["customer_added", "closed"]
    words = [queries.notice_words(row) for row in queries.unseen_notices(actor_of(zhou), now=now)]
    assert words == ["案件重新打开", "案件已关闭", "案件已解决", "客户写来了新内容"]


def test_who_no_longer_watches_is_left_alone(case: Case, li: Actor, zhou: User, now: datetime):
    actor = actor_of(zhou)
    actions.watch(actor=actor, case=case, now=now)
    actions.customer_adds(link=case.links.get().feedback.link, text="在吗", now=now)
    actions.unwatch(actor=actor, case=case, now=now)
    assert list(queries.unseen_notices(actor, now=now)) == []
    solve(case, li, now)
    assert told(zhou) == ["customer_added"]


def test_whoever_loses_sight_of_the_case_hears_no_more(
    case: Case, li: Actor, zhou: User, care_team: Team, now: datetime
):
    User.objects.filter(pk=zhou.pk).update(scope="team")
    seat = Membership.objects.create(team=care_team, user=zhou)
    actions.watch(actor=actor_of(User.objects.get(pk=zhou.pk)), case=case, now=now)
    actions.customer_adds(link=case.links.get().feedback.link, text="在吗", now=now)
    seat.delete()
    lost = actor_of(User.objects.get(pk=zhou.pk))
    solve(case, li, now)
    assert told(zhou) == ["customer_added"]
    assert list(queries.unseen_notices(lost, now=now)) == []
    assert queries.watchers_of(case) == []
    actions.set_notices(actor=lost, wishes=Wishes({"watched": "now"}), now=now)
    assert actions.send_notices(now=now + MINUTE) == 0


def test_only_who_sees_a_case_watches_it(case: Case, outsider: Actor, li_user: User, now: datetime):
    with pytest.raises(NotFound):
        actions.watch(actor=outsider, case=case, now=now)
    with pytest.raises(NotAllowed):
        actions.watch(actor=SYSTEM, case=case, now=now)
    assert Watch.objects.count() == 0


def test_the_two_sides_of_sight_agree(
    case: Case, open_one: Open, li: Actor, zhou: User, care_team: Team, outsider_user: User, now: datetime
):
    other = open_one(email="b@example.test")
    Case.objects.filter(pk=other.pk).update(team=None, assignee=None)
    other.refresh_from_db()
    actions.escalate(actor=li, case=other, level=2, reason="请看", now=now)
    for scope in ("brand", "team"):
        User.objects.update(scope=scope)
        for one in (case, other):
            seers = set(people_who_see(one).values_list("pk", flat=True))
            by_actor = {
                user.pk
                for user in User.objects.all()
                if visible_cases(actor_of(user)).filter(pk=one.pk).exists()
            }
            assert seers == by_actor


def test_a_call_makes_a_watcher_and_the_letter_names_no_customer(
    case: Case, li: Actor, zhou: User, now: datetime
):
    actions.take_note(actor=li, case=case, text="@周专员 张女士的血渍请看一下", now=now)
    (row,) = queries.watchers_of(case)
    assert (row.user, row.is_called) == (zhou, True)
    assert actions.send_notices(now=now + MINUTE) == 0
    assert actions.send_digests(now=now + MINUTE) == 1
    assert actions.send_digests(now=now + 2 * MINUTE) == 0
    (letter,) = letters(zhou)
    assert (letter.recipient, letter.subject) == (
        "zhou@wenguo.test",
        f"{case.number}  小李在备注里叫到了你",
    )
    assert "张女士" not in letter.body
    assert "血渍" not in letter.body


def test_at_once_means_within_the_next_run_and_not_in_quiet_hours(
    case: Case, wang: Actor, zhou: User, now: datetime
):
    actor = actor_of(zhou)
    actions.watch(actor=actor, case=case, now=now)
    wishes = Wishes({"watched": "now"}, quiet_from=time(4), quiet_until=time(5), zone="UTC")
    actions.set_notices(actor=actor, wishes=wishes, now=now)
    solve(case, wang, now)
    assert actions.send_notices(now=now + MINUTE) == 0  # 04:01 in UTC, noon in Shanghai
    assert actions.send_notices(now=now + 61 * MINUTE) == 1
    assert actions.send_notices(now=now + 62 * MINUTE) == 0
    assert [row.subject for row in letters(zhou)] == [f"{case.number}  案件已解决"]


def test_what_was_seen_or_is_stale_is_not_written(case: Case, wang: Actor, zhou: User, now: datetime):
    actor = actor_of(zhou)
    actions.watch(actor=actor, case=case, now=now)
    actions.set_notices(actor=actor, wishes=Wishes({"watched": "now"}), now=now)
    solve(case, wang, now)
    assert actions.send_notices(now=now + timedelta(days=4)) == 0
    assert actions.see_notices(actor=actor, case=case, now=now) == 1
    assert actions.send_notices(now=now + MINUTE) == 0
    assert letters(zhou) == []


def test_a_case_given_by_a_colleague_is_told_and_one_given_by_the_house_is_not(
    case: Case, li_user: User, wang: Actor, zhou: User, now: datetime
):
    assert case.assignee == li_user
    assert told(li_user) == []
    actions.assign(actor=wang, case=case, assignee=zhou, now=now)
    assert told(zhou) == ["assigned"]
    actions.assign(actor=actor_of(zhou), case=case, assignee=None, now=now)
    assert told(li_user) == []


def test_what_is_switched_off_leaves_the_bell_unless_somebody_may_be_harmed(
    case: Case, li: Actor, zhou: User, now: datetime
):
    actor = actor_of(zhou)
    actions.take_note(actor=li, case=case, text="@周专员 请看", now=now)
    actions.customer_adds(link=case.links.get().feedback.link, text="在吗", now=now)
    assert queries.bell_of(actor, now=now).count == 2
    quiet = Wishes({kind: "off" for kind in KINDS if kind != "escalation"})
    actions.set_notices(actor=actor, wishes=quiet, now=now)
    assert queries.bell_of(actor, now=now).count == 0
    Case.objects.filter(pk=case.pk).update(risks=["safety"])
    assert queries.bell_of(actor, now=now).count == 2
    with pytest.raises(Invalid) as refused:
        actions.set_notices(actor=actor, wishes=Wishes({"escalation": "app"}), now=now)
    assert refused.value.fields == {"escalation": "always"}


def test_one_click_watches_and_the_page_chooses(
    case: Case, li_user: User, signed_in: SignIn, outsider_user: User
):
    browser = signed_in(li_user)
    assert browser.post(f"/cases/{case.number}/watch", {"on": "1"}).status_code == 302
    page = browser.get(f"/cases/{case.number}").content.decode()
    assert 'aria-pressed="true"' in page
    assert browser.post(f"/cases/{case.number}/watch", {"on": "0"}).status_code == 302
    assert Watch.objects.count() == 0
    assert signed_in(outsider_user).post(f"/cases/{case.number}/watch", {"on": "1"}).status_code == 404
    choice = {f"way_{kind}": "app" for kind in KINDS} | {"from_level": "90", "zone": "Asia/Tokyo"}
    assert browser.post("/me/notices", choice).status_code == 302
    shown = browser.get("/api/v1/me/notices").json()
    assert (shown["ways"]["mention"], shown["ways"]["escalation"]) == ("app", "now")
    assert (shown["from_level"], shown["zone"]) == (90, "Asia/Tokyo")
    assert browser.post("/me/notices", choice | {"quiet_from": "22:00"}).status_code == 422


def test_the_bell_counts_and_all_read_empties_it(
    case: Case, wang: Actor, li: Actor, zhou: User, signed_in: SignIn, now: datetime
):
    actions.take_note(actor=li, case=case, text="@周专员 请看", now=now)
    solve(case, wang, now)
    browser = signed_in(zhou)
    # What is older than two weeks is no news; these tests happen in the past of the clock on the wall.
    Notice.objects.update(at=queries_now())
    assert browser.get("/notifications?part=count").content.decode() == "2"
    assert "案件已解决" in browser.get("/notifications").content.decode()
    assert browser.post("/notifications/seen").status_code == 302
    assert browser.get("/notifications?part=count").content.decode() == ""


def queries_now() -> datetime:
    return datetime.now().astimezone()


def test_old_notices_go(case: Case, wang: Actor, zhou: User, now: datetime):
    actions.watch(actor=actor_of(zhou), case=case, now=now)
    solve(case, wang, now)
    assert actions.forget_notices(now=now + timedelta(days=89)) == 0
    assert actions.forget_notices(now=now + timedelta(days=91)) == 1
