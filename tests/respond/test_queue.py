"""The queue: whose cases, in which order, counted how, and nothing of another brand."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.respond.conftest import Hear, Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.people.models import Brand, Team, User
from wenguo.people.queries import actor_of
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, SavedView
from wenguo.respond.queries import QueueFilters

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def numbers(actor: Actor, now: datetime, **filters: object) -> list[str]:
    page = queries.queue_page(actor, QueueFilters.from_values(filters), cursor=None, now=now)
    return [case.number for case in page.rows]


@pytest.fixture
def three(li_user: User, open_one: Open, now: datetime) -> list[Case]:
    """A mild, a harmful and a plain complaint of three customers, opened one minute after the other."""
    return [
        open_one(email="a@example.test", urgency=1, intensity=3, category="price.refund", at=now),
        open_one(
            email="b@example.test",
            urgency=4,
            intensity=1,
            risks=["health"],
            channel="social",
            at=now + MINUTE,
        ),
        open_one(email="c@example.test", text="退款一直没有到账", at=now + 2 * MINUTE),
    ]


def test_the_most_pressing_case_stands_first(three: list[Case], li: Actor, now: datetime) -> None:
    mild, harmful, plain = (case.number for case in three)
    assert numbers(li, now) == [harmful, plain, mild]
    assert numbers(li, now, order="newest") == [plain, harmful, mild]
    assert numbers(li, now, order="due") == [mild, plain, harmful]


def test_filters_narrow_the_queue(three: list[Case], li: Actor, li_user: User, now: datetime) -> None:
    mild, harmful, plain = (case.number for case in three)
    assert numbers(li, now, category="price") == [mild]
    assert numbers(li, now, category="price.refund") == [mild]
    assert numbers(li, now, category="pri") == []
    assert numbers(li, now, risk="health") == [harmful]
    assert numbers(li, now, channel="social") == [harmful]
    assert numbers(li, now, q="到账") == [plain]
    assert numbers(li, now, q=mild.removeprefix("WG-")) == [mild]
    assert numbers(li, now, assignee=li_user.pk) == [harmful, plain, mild]
    assert numbers(li, now, brand="shop") == []
    assert numbers(li, now, team="hotel-care", kind="complaint") == [harmful, plain, mild]


def test_views_hold_what_their_names_say(three: list[Case], li: Actor, now: datetime) -> None:
    mild, harmful, plain = three
    actions.wait_for_customer(actor=li, case=mild, now=now + 3 * MINUTE)
    actions.assign(actor=li, case=plain, assignee=None, now=now + 3 * MINUTE)
    for case in (harmful,):
        actions.resolve(
            actor=li, case=case, outcome="solved", cause="person", text="好了", now=now, tell_customer=False
        )
        actions.close(actor=li, case=case, lesson="", now=now)
    at = now + 12 * MINUTE
    assert numbers(li, at, view="mine") == [mild.number]
    assert numbers(li, at, view="unassigned") == [plain.number]
    assert numbers(li, at, view="waiting") == [mild.number]
    assert numbers(li, at, view="team") == [plain.number, mild.number]
    assert numbers(li, at, view="closed") == [harmful.number]
    assert numbers(li, at, view="all") == [plain.number, harmful.number, mild.number]
    assert numbers(li, at, view="due_soon") == [mild.number]
    assert queries.queue_counts(li, now=at) == {
        "mine": 1,
        "due_soon": 1,
        "unassigned": 1,
        "team": 2,
        "escalated": 0,
        "waiting": 1,
        "open": 2,
        "all": 3,
        "closed": 1,
    }


def test_what_was_lifted_above_the_frontline_is_a_view_of_its_own(
    three: list[Case], li: Actor, outsider: Actor, now: datetime
) -> None:
    _mild, harmful, plain = three
    lifted = sorted({plain.number} | set(numbers(li, now, view="escalated")))
    actions.escalate(actor=li, case=plain, level=3, reason="客人要求经理", now=now)
    assert sorted(numbers(li, now, view="escalated")) == lifted
    assert queries.queue_counts(li, now=now)["escalated"] == len(lifted)
    assert numbers(outsider, now, view="escalated") == []
    assert harmful.level == 1 or harmful.number in lifted


def test_who_is_in_no_team_and_has_no_cases_counts_none(case: Case, chen: Actor, now: datetime) -> None:
    counts = queries.queue_counts(chen, now=now)
    assert (counts["mine"], counts["team"], counts["open"]) == (0, 0, 1)
    nobody = Actor(kind="person", name="", user_id=None)
    assert set(queries.queue_counts(nobody, now=now).values()) == {0}


def test_a_row_shows_the_next_deadline(three: list[Case], li: Actor, now: datetime) -> None:
    actions.reply(actor=li, case=three[0], text="您好", now=now + MINUTE, and_wait=True)
    rows = {case.number: case for case in queries.queue_page(li, QueueFilters(), cursor=None, now=now).rows}
    shown = [rows[case.number].shown_clock for case in three]
    assert [(clock.name, clock.state) for clock in shown if clock] == [
        ("solution", "paused"),
        ("first_reply", "running"),
        ("first_reply", "running"),
    ]


def test_a_page_costs_three_queries_however_many_rows(three: list[Case], li: Actor, now: datetime) -> None:
    with CaptureQueriesContext(connection) as captured:
        for case in queries.queue_page(li, QueueFilters(), cursor=None, now=now).rows:
            assert case.customer is not None
            assert case.assignee is not None
            assert (case.brand.slug, case.customer.name, case.assignee.name) == ("hotel", "张女士", "小李")
            assert case.shown_clock is not None
    assert len(captured) == 3
    with CaptureQueriesContext(connection) as captured:
        queries.queue_counts(li, now=now)
    assert len(captured) == 2


@pytest.mark.parametrize("order", ["priority", "due", "newest"])
def test_pages_follow_each_other_without_gap_or_repeat(
    open_one: Open, li_user: User, li: Actor, now: datetime, order: str
) -> None:
    opened = {open_one(email=f"c{n}@example.test", urgency=n % 3 + 1).number for n in range(7)}
    filters = QueueFilters.from_values({"order": order})
    seen: list[str] = []
    cursor: str | None = None
    for _page in range(4):
        page = queries.queue_page(li, filters, cursor=cursor, size=2, now=now)
        seen += [case.number for case in page.rows]
        cursor = page.next_cursor
    assert cursor is None
    assert len(seen) == 7
    assert set(seen) == opened
    with pytest.raises(Invalid):
        queries.queue_page(li, filters, cursor="broken", now=now)


def test_an_outsider_sees_nothing_through_any_door(case: Case, outsider: Actor, now: datetime) -> None:
    with pytest.raises(NotFound):
        queries.get_case(outsider, case.number)
    assert set(queries.queue_counts(outsider, now=now).values()) == {0}
    for view in queries.VIEWS:
        assert numbers(outsider, now, view=view) == []
    assert list(queries.search_cases(outsider, "血渍")) == []
    assert list(queries.cases_by_category(outsider, category="quality")) == []
    assert case.customer is not None
    with pytest.raises(NotFound):
        queries.cases_of_customer(outsider, case.customer.pk)
    feedback_id = queries.feedback_of_case(case)[0].pk
    assert queries.case_for_feedback(feedback_id, actor=outsider) is None
    assert queries.case_for_feedback(feedback_id) == case


def test_colleagues_find_the_case_by_every_road(case: Case, li: Actor) -> None:
    assert queries.get_case(li, f" {case.number.lower()} ") == case
    assert list(queries.search_cases(li, "血渍")) == [case]
    assert list(queries.cases_by_category(li, category="quality")) == [case]
    assert case.customer is not None
    assert list(queries.cases_of_customer(li, case.customer.pk)) == [case]
    (behind,) = queries.behind_cases([case.pk])
    assert (behind.case_number, behind.customer_id) == (case.number, case.customer.pk)
    assert queries.case_ids_of_feedback([behind.feedback_id]) == {behind.feedback_id: case.pk}
    for number in ("WG-1", "", "WG-\x00", "x" * 500):
        with pytest.raises(NotFound):
            queries.get_case(li, number)


def test_a_narrowed_view_shows_the_team_s_cases_and_one_s_own(
    case: Case, open_one: Open, hotel: Brand, li_user: User, now: datetime
) -> None:
    other = Team.objects.create(brand=hotel, key="other", name={"zh": "别组"}, categories=["price"])
    foreign = open_one(email="x@example.test", category="price.refund")
    own = open_one(email="y@example.test", category="price.refund")
    Case.objects.filter(pk=own.pk).update(assignee=li_user)
    User.objects.filter(pk=li_user.pk).update(scope="team")
    li_user.refresh_from_db()
    narrow = actor_of(li_user)
    assert {foreign.team, own.team} == {other}
    assert set(numbers(narrow, now)) == {case.number, own.number}


def test_assignable_tells_team_load_and_limit(
    case: Case, li: Actor, li_user: User, wang_user: User, chen_user: User, now: datetime
) -> None:
    rows = queries.assignable(li, case, now=now)
    assert [(row.user, row.load, row.is_in_team, row.is_full) for row in rows] == [
        (wang_user, 0, True, False),
        (li_user, 1, True, False),
    ]


def test_assigning_says_who_gave_it(case: Case, wang: Actor, wang_user: User, now: datetime) -> None:
    given = actions.assign(actor=wang, case=case, assignee=wang_user, now=now)
    assert (given.assignee, given.assigned_because["zh"]) == (wang_user, "王主管自己接手")
    back = actions.assign(actor=wang, case=case, assignee=None, now=now)
    assert (back.assignee, back.assigned_because["en"]) == (None, "Laid back by 王主管")
    assert actions.route_unassigned(now=now) == 0


def test_nobody_of_another_brand_or_without_the_right_is_assigned(
    case: Case, li: Actor, chen: Actor, chen_user: User, outsider_user: User, now: datetime
) -> None:
    for user in (outsider_user, chen_user):
        with pytest.raises(Invalid):
            actions.assign(actor=li, case=case, assignee=user, now=now)
    with pytest.raises(NotAllowed):
        actions.assign(actor=chen, case=case, assignee=None, now=now)
    assert Case.objects.get().assignee_id == li.user_id


def test_the_next_case_is_the_most_pressing_own_or_free_one(
    three: list[Case], li: Actor, wang: Actor, outsider: Actor, now: datetime
) -> None:
    mild, harmful, _plain = three
    assert actions.take_next(actor=li, now=now) == harmful
    Case.objects.filter(pk=mild.pk).update(assignee=None)
    taken = actions.take_next(actor=wang, now=now)
    assert taken == mild
    assert taken.assignee_id == wang.user_id
    assert actions.take_next(actor=wang, now=now) == mild
    assert actions.take_next(actor=outsider, now=now) is None


def test_a_program_takes_no_case(case: Case, now: datetime) -> None:
    program = Actor(
        kind="token", name="bot", permissions=frozenset({"respond.read", "respond.reply"}), brand_ids=None
    )
    with pytest.raises(NotAllowed):
        actions.take_next(actor=program, now=now)


def test_recategorising_teaches_and_moves(case: Case, hear: Hear, li: Actor, now: datetime) -> None:
    moved = actions.recategorise(actor=li, case=case, category="price.refund", now=now)
    assert moved.category == "price.refund"
    analysis = queries.analysis_of_case(case)
    assert analysis is not None
    assert analysis.category == "price.refund"
    with pytest.raises(Invalid):
        actions.recategorise(actor=li, case=case, category="no.such", now=now)
    assert Case.objects.get().category == "price.refund"


def test_views_are_one_s_own(li: Actor, wang: Actor, now: datetime) -> None:
    filters = QueueFilters(view="due_soon", category="price")
    view = actions.save_view(actor=li, name=" 退款 ", filters=filters, now=now)
    again = actions.save_view(actor=li, name="退款", filters=QueueFilters(q="退款"), now=now)
    assert view.pk == again.pk
    assert [QueueFilters.from_values(row.filters) for row in queries.saved_views(li)] == [
        QueueFilters(q="退款")
    ]
    assert queries.saved_views(wang) == []
    with pytest.raises(NotFound):
        actions.delete_view(actor=wang, view_id=view.pk, now=now)
    assert SavedView.objects.count() == 1
    actions.delete_view(actor=li, view_id=view.pk, now=now)
    assert SavedView.objects.count() == 0
    with pytest.raises(Invalid):
        actions.save_view(actor=li, name="  ", filters=filters, now=now)


def test_filters_of_strangers_make_no_harm() -> None:
    values = {"view": "x", "order": "'; --", "assignee": "1e9", "q": "a\x00b" * 100, "brand": None}
    filters = QueueFilters.from_values(values)
    assert (filters.view, filters.order, filters.assignee, filters.brand) == ("open", "priority", None, "")
    assert "\x00" not in filters.q
    assert len(filters.q) == 100


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_asking_at_once_never_get_the_same_case(
    open_one: Open, li_user: User, wang_user: User, now: datetime
) -> None:
    for n in range(6):
        open_one(email=f"c{n}@example.test")
    Case.objects.update(assignee=None)
    taken: list[str] = []
    barrier = threading.Barrier(2)

    def take(user: User) -> Callable[[], None]:
        def work() -> None:
            try:
                actor = actor_of(user)
                barrier.wait(5)
                for _turn in range(3):
                    case = actions.take_next(actor=actor, now=now)
                    if case is not None:
                        taken.append(case.number)
                        Case.objects.filter(pk=case.pk).update(first_replied_at=now)
            finally:
                connection.close()

        return work

    threads = [threading.Thread(target=take(user)) for user in (li_user, wang_user)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(taken) == 6
    assert len(set(taken)) == 6
