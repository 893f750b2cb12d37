"""Whose hands a case comes into: by skill, language, place and load, never whom it is about, and over to others at the
end of a shift.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections

from tests.respond.conftest import Hear, Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.governance.models import AuditEntry
from wenguo.listen.models import Feedback
from wenguo.people.actions import Asked, set_abilities, set_leave, set_shifts, set_skill
from wenguo.people.models import Brand, Membership, Place, Shift, Team, User
from wenguo.people.queries import actor_of
from wenguo.respond import actions
from wenguo.respond.models import Case, CaseEvent, Handover, Message, Recusal

ALL_DAYS = range(7)
Colleague = Callable[..., User]


@pytest.fixture
def colleague(hotel: Brand, care_team: Team) -> Colleague:
    """One more agent of the care team."""

    def hire(name: str, **values: Any) -> User:
        user = User.objects.create(username=name, name=name, role="agent", **values)
        user.brands.set([hotel])
        Membership.objects.create(team=care_team, user=user)
        return user

    return hire


def works(user: User, start: time, end: time) -> None:
    Shift.objects.bulk_create(Shift(user=user, weekday=day, starts_at=start, ends_at=end) for day in ALL_DAYS)


def test_a_case_that_asks_for_a_skill_goes_to_whoever_has_it(
    hotel: Brand, li_user: User, wang: Actor, colleague: Colleague, open_one: Open, now: datetime
) -> None:
    expert = colleague("梁启铭")
    skill = set_skill(
        actor=wang,
        brand=hotel,
        key="food",
        name={"zh": "食品安全"},
        asked=Asked(risks=["health"]),
        is_required=False,
        now=now,
    )
    set_abilities(actor=wang, user=expert, skills={skill.pk: 3}, languages=[], places=[], now=now)
    first, second = open_one(risks=["health"]), open_one(email="b@example.test", risks=["health"])
    assert [first.assignee, second.assignee] == [expert, expert]
    assert (first.weight, "会「食品安全」3 级" in first.assigned_because["zh"]) == (3, True)
    assert open_one(email="c@example.test").assignee == li_user


def test_english_words_go_to_whoever_answers_in_english_and_to_anybody_where_nobody_does(
    li_user: User, colleague: Colleague, open_one: Open
) -> None:
    User.objects.filter(pk=li_user.pk).update(languages=["zh"])
    case = open_one()
    assert case.language == "zh"
    linguist = colleague("沈嘉", languages=["zh", "ug"])
    Case.objects.update(language="ug", assignee=None, assigned_because={"zh": "", "retry": True})
    assert actions.route_unassigned(now=case.opened_at) == 1
    case.refresh_from_db()
    assert case.assignee == linguist
    Case.objects.update(language="fr", assignee=None, assigned_because={"zh": "", "retry": True})
    assert actions.route_unassigned(now=case.opened_at) == 1


def test_a_place_is_served_by_those_who_work_for_it(
    hotel: Brand, lobby: Place, li_user: User, colleague: Colleague, open_one: Open, now: datetime
) -> None:
    other = Place.objects.create(brand=hotel, slug="sanya", code="sanya234", name={"zh": "三亚湾店"})
    li_user.places.set([other])
    local = colleague("何静怡")
    local.places.set([lobby])
    case = open_one()
    Case.objects.update(place=lobby, assignee=None, assigned_because={"zh": "", "retry": True})
    actions.route_unassigned(now=now)
    case.refresh_from_db()
    assert case.assignee == local


def test_whoever_is_on_leave_gets_nothing(
    li_user: User, wang: Actor, wang_user: User, open_one: Open, now: datetime
) -> None:
    set_leave(
        actor=wang,
        user=li_user,
        kind="sick",
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=1),
        now=now,
    )
    assert open_one().assignee == wang_user


def test_a_complaint_never_goes_to_the_colleague_whom_it_names(
    li_user: User, wang_user: User, open_one: Open, now: datetime, wang: Actor
) -> None:
    case = open_one(text="前台小李态度恶劣，叫了四十分钟没人来")
    assert case.assignee == wang_user
    assert list(Recusal.objects.values_list("user_id", "is_named")) == [(li_user.pk, True)]
    assert "1 人是当事人，须回避" in case.assigned_because["zh"]
    with pytest.raises(actions.IsConcerned):
        actions.assign(actor=wang, case=case, assignee=li_user, now=now)
    case.refresh_from_db()
    assert case.assignee == wang_user


def test_what_only_the_person_concerned_could_take_stays_in_sight(
    li_user: User, open_one: Open, li: Actor
) -> None:
    case = open_one(text="前台小李态度恶劣")
    assert (case.assignee, case.assigned_because["retry"]) == (None, True)
    assert actions.take_next(actor=li, now=case.opened_at) is None


def test_keeping_somebody_out_takes_the_case_from_them_and_can_be_undone(
    case: Case, li_user: User, wang_user: User, wang: Actor, now: datetime
) -> None:
    assert case.assignee == li_user
    actions.recuse(actor=wang, case=case, user=li_user, reason="客人的亲属", now=now)
    case.refresh_from_db()
    assert case.assignee == wang_user
    actions.lift_recusal(actor=wang, case=case, user=li_user, now=now)
    assert not Recusal.objects.exists()
    kinds = list(CaseEvent.objects.filter(case=case, kind__startswith="recus").values_list("kind", flat=True))
    assert kinds == ["recused", "recusal_lifted"]


def test_a_grave_case_weighs_three_and_nobody_goes_above_the_limit(
    li_user: User, open_one: Open, now: datetime
) -> None:
    User.objects.filter(pk=li_user.pk).update(capacity=4)
    grave = open_one(urgency=4)
    ordinary = open_one(email="b@example.test")
    late = open_one(email="c@example.test")
    assert [grave.assignee, ordinary.assignee, late.assignee] == [li_user, li_user, None]
    assert late.assigned_because["zh"] == "宾客关系组当班的 1 人都已满负荷"


def test_the_end_of_a_shift_hands_over_what_cannot_wait_with_a_note(
    case: Case, li_user: User, wang_user: User, now: datetime
) -> None:
    """12:00 in Shanghai; 小李's shift ended at 11:45, the solution is due tomorrow at noon, she is back at eight."""
    works(li_user, time(8), time(11, 45))
    User.objects.filter(pk=li_user.pk).update(capacity=30)
    assert actions.hand_over_shifts(now=now) == 1
    case.refresh_from_db()
    assert case.assignee == wang_user
    row = Handover.objects.get(case=case)
    assert (row.from_user, row.to_user, row.reason) == (li_user, wang_user, "小李的班次已结束。")
    note = Message.objects.get(case=case, direction="note")
    assert row.note == note
    assert note.body.splitlines()[:4] == [
        "由小李交接给王主管。",
        "小李的班次已结束。",
        f"· 事由：{case.title}（诉求：退款）",
        "· 尚未答复。",
    ]
    assert actions.hand_over_shifts(now=now) == 0


def test_what_can_wait_and_what_a_team_keeps_lies_on(
    case: Case, li_user: User, wang_user: User, care_team: Team, now: datetime
) -> None:
    works(li_user, time(8), time(11, 45))
    Case.objects.update(next_due_at=now + timedelta(days=2))
    assert actions.hand_over_shifts(now=now) == 0
    Team.objects.update(handover="all")
    assert actions.hand_over_shifts(now=now) == 1
    Case.objects.update(assignee=li_user, next_due_at=now)
    Team.objects.update(handover="none")
    assert actions.hand_over_shifts(now=now) == 0


def test_ten_minutes_after_the_bell_the_case_is_still_theirs(
    case: Case, li_user: User, wang_user: User, now: datetime
) -> None:
    works(li_user, time(8), time(11, 55))
    assert actions.hand_over_shifts(now=now) == 0
    assert actions.hand_over_shifts(now=now + timedelta(minutes=6)) == 1


def test_where_nobody_else_is_there_the_case_is_seen_as_unassigned(
    case: Case, li_user: User, now: datetime
) -> None:
    works(li_user, time(8), time(11, 45))
    actions.hand_over_shifts(now=now)
    case.refresh_from_db()
    assert (case.assignee, case.assigned_because["zh"]) == (None, "宾客关系组现在没有人当班")
    assert Message.objects.get(case=case).body.startswith("由小李交接给团队。")


def test_everything_of_one_colleague_goes_to_another_with_a_note_each(
    li: Actor, li_user: User, wang: Actor, wang_user: User, open_one: Open, now: datetime
) -> None:
    Membership.objects.filter(user=wang_user).delete()
    cases = [open_one(email=f"{n}@example.test") for n in range(3)]
    moved, left = actions.hand_over_all(actor=wang, source=li_user, to=wang_user, reason="病假", now=now)
    assert (moved, left) == (3, [])
    assert set(Case.objects.values_list("assignee_id", flat=True)) == {wang_user.pk}
    assert Handover.objects.count() == len(cases)
    assert AuditEntry.objects.filter(deed="case.handed_over").count() == 3


def test_a_hand_over_by_hand_needs_a_note(
    case: Case, wang: Actor, wang_user: User, li_user: User, now: datetime
) -> None:
    with pytest.raises(Invalid):
        actions.hand_over(actor=wang, case=case, to=wang_user, note=" ", now=now)
    case.refresh_from_db()
    assert case.assignee == li_user
    actions.hand_over(actor=wang, case=case, to=wang_user, note="等客人发照片", now=now)
    case.refresh_from_db()
    assert case.assignee == wang_user
    assert Message.objects.get().body == "由小李交接给王主管。\n等客人发照片"


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_the_same_moment_never_get_one_case_twice(
    hotel: Brand, care_team: Team, colleague: Colleague, hear: Hear, now: datetime
) -> None:
    users = [colleague(f"同事{n}", presence="away") for n in range(4)]
    for n in range(12):
        actions.open_case(feedback=hear(email=f"{n}@example.test"), now=now)
    assert Case.objects.filter(assignee__isnull=True).count() == 12
    taken: list[list[str]] = [[] for _user in users]
    start = Barrier(len(users))

    def take(index: int) -> None:
        actor = actor_of(users[index])
        start.wait()
        for _round in range(3):
            # What is one's own and unanswered comes first; answered ones make room for the next.
            case = actions.take_next(actor=actor, now=now)
            if case is not None:
                taken[index].append(case.number)
                Case.objects.filter(pk=case.pk).update(first_replied_at=now)
        connections.close_all()

    threads = [Thread(target=take, args=(index,)) for index in range(len(users))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [number for one in taken for number in one]
    assert len(numbers) == len(set(numbers)) == 12


@pytest.mark.django_db(transaction=True)
def test_two_workers_routing_at_once_fill_nobody_above_the_limit(
    hotel: Brand, care_team: Team, colleague: Colleague, hear: Hear, now: datetime
) -> None:
    feedback = [hear(email=f"{n}@example.test") for n in range(12)]
    # 同事0 works for two teams, so that two different teams fill the same hands.
    billing = Team.objects.create(brand=hotel, key="billing", name={"zh": "账务组"}, categories=["price"])
    shared = colleague("同事0", capacity=3)
    Membership.objects.create(team=billing, user=shared)
    start = Barrier(2)

    def work(mine: list[Feedback]) -> None:
        start.wait()
        for one in mine:
            actions.open_case(feedback=one, now=now)
        connections.close_all()

    for row in feedback[6:]:
        row.analyses.update(category="price.refund")
    threads = [Thread(target=work, args=(part,)) for part in (feedback[:6], feedback[6:])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Case.objects.filter(assignee=shared).count() == 3
    assert Case.objects.filter(assignee__isnull=True).count() == 9


def test_only_who_plans_the_rota_sets_shifts_and_skills(
    li: Actor, li_user: User, wang: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        set_shifts(actor=li, user=li_user, shifts=[(0, time(9), time(18))], now=now)
    assert not Shift.objects.exists()
    set_shifts(actor=wang, user=li_user, shifts=[(0, time(9), time(12)), (0, time(13), time(18))], now=now)
    assert Shift.objects.filter(user=li_user).count() == 2
