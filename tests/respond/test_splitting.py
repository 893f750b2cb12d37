"""One letter, two matters: two numbers, two clocks, one message to the customer, and one saying in the figures."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from tests.respond.conftest import Open
from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed, NotFound
from wenguo.listen.models import Feedback, Outgoing
from wenguo.measure.actions import refresh_facts
from wenguo.measure.models import FeedbackFact
from wenguo.people.models import Brand, Team, User
from wenguo.respond import actions, queries
from wenguo.respond.domain.splitting import SplitProblem, checked_spans, cut, sentences, suggested
from wenguo.respond.models import Case, CaseEvent, CaseLink, CaseSplit, Deadline, Message
from wenguo.understand.models import Analysis, Likeness

SignIn = Callable[[User], Client]
HOUR = timedelta(hours=1)
BOTH = "床单上有一块血渍。前台态度很差，还说我们无理取闹！我要求道歉。"
SECOND = "前台态度很差，还说我们无理取闹！我要求道歉。"


@pytest.fixture
def both(open_one: Open) -> Case:
    return open_one(text=BOTH)


def words_of(case: Case) -> Feedback:
    return queries.feedback_of_case(case)[0]


def split(case: Case, actor: Actor, now: datetime, *, team: Team | None = None) -> CaseSplit:
    start = BOTH.index("前台")
    return actions.split(
        actor=actor,
        case=case,
        feedback=words_of(case),
        spans=[(start, len(BOTH))],
        category="service.attitude",
        team=team,
        now=now,
    )


def kinds(case: Case) -> list[str]:
    return list(CaseEvent.objects.filter(case=case).order_by("id").values_list("kind", flat=True))


@given(st.text(alphabet="空调坏了。！?\n .abc”", max_size=80))
def test_sentences_hold_every_letter_once_and_in_order(text: str):
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


def test_the_sentences_about_something_else_are_suggested():
    spans = sentences(BOTH)
    assert [BOTH[start:end] for start, end in spans] == [
        "床单上有一块血渍。",
        "前台态度很差，还说我们无理取闹！",
        "我要求道歉。",
    ]
    aspects = [(0, "quality.hygiene"), (BOTH.index("前台"), "service.attitude")]
    assert suggested(spans, aspects, main="quality.hygiene") == ([spans[1]], "service.attitude")
    assert suggested(spans, aspects[:1], main="quality.hygiene") == ([], "")
    assert suggested(spans[:1], [(0, "x")], main="y") == ([], "")


@pytest.mark.parametrize(
    ("spans", "code"),
    [
        ([], "empty"),
        ([(0, 0)], "range"),
        ([(5, 2)], "range"),
        ([(-1, 3)], "range"),
        ([(0, 999)], "range"),
        ([(0, 5), (4, 8)], "overlap"),
        ([(0, len(BOTH))], "everything"),
        ([(0, len(BOTH) - 1)], "everything"),
    ],
)
def test_what_cannot_be_cut_out_is_said(spans: list[tuple[int, int]], code: str):
    with pytest.raises(SplitProblem) as problem:
        checked_spans(spans, BOTH)
    assert problem.value.code == code


def test_what_stands_apart_begins_on_a_line_of_its_own():
    assert cut("一。二。三。", [(0, 2), (4, 6)]) == "一。\n三。"
    assert cut("一。 二。", [(0, 2), (3, 5)]) == "一。 二。"


def test_two_matters_get_two_numbers_and_the_customer_hears_of_both_once(
    both: Case, li: Actor, now: datetime
):
    before = Outgoing.objects.count()
    row = split(both, li, now + HOUR)
    part = row.part
    assert part.number != both.number
    assert words_of(part).text == SECOND
    assert (part.category, part.customer_id, part.channel) == (
        "service.attitude",
        both.customer_id,
        both.channel,
    )
    assert words_of(both).text == BOTH
    letters = list(Outgoing.objects.order_by("id"))[before:]
    assert len(letters) == 1
    assert both.number in letters[0].body
    assert part.number in letters[0].body
    assert [one.words for one in queries.linked_cases(li, part)] == ["由同一反馈拆分"]
    assert kinds(both)[-1] == "split_into"
    assert "split_from" in kinds(part)
    pages = [queries.tracking(words_of(case).link, now=now + HOUR) for case in (both, part)]
    assert [page.number for page in pages] == [both.number, part.number]
    assert any(part.number in step.title for step in pages[0].steps)
    assert any(both.number in step.title for step in pages[1].steps)


def test_whoever_told_of_two_matters_at_once_has_not_come_twice(both: Case, li: Actor, now: datetime):
    part = split(both, li, now).part
    for case in (both, part):
        actions.rerank(now=now + HOUR)
        case.refresh_from_db()
        assert {name: value for name, value, _points in case.priority_parts}.get("repeats", 0) == 0
    assert part.level == 1


def test_our_clocks_begin_now_and_those_of_the_law_at_the_first_receipt(
    open_one: Open, hotel: Brand, li: Actor, wang: Actor, now: datetime
):
    actions.choose_pack(actor=wang, brand=hotel, pack="uk.fca-disp", now=now)
    case = open_one(text=BOTH)
    part = split(case, li, now + 5 * HOUR).part
    started = dict(Deadline.objects.filter(case=part).values_list("name", "started_at"))
    assert (started["first_reply"], started["solution"]) == (now + 5 * HOUR, now + 5 * HOUR)
    law = {name: at for name, at in started.items() if name.startswith("law:")}
    first = dict(Deadline.objects.filter(case=case, kind="statutory").values_list("name", "started_at"))
    assert law
    assert law == first


def test_the_first_reply_of_the_first_matter_is_still_owed(both: Case, li: Actor, now: datetime):
    split(both, li, now + timedelta(minutes=1))
    both.refresh_from_db()
    assert both.first_replied_at is None
    assert Deadline.objects.get(case=both, name="first_reply").state == "running"


def test_a_team_that_was_chosen_takes_it_and_who_is_kept_out_stays_out(
    both: Case, hotel: Brand, li_user: User, li: Actor, wang: Actor, now: datetime
):
    desk = Team.objects.create(
        brand=hotel, key="desk", name={"zh": "前厅组", "en": "Front desk"}, categories=["x"]
    )
    actions.recuse(actor=wang, case=both, user=li_user, reason="投诉的就是他", now=now)
    part = split(both, wang, now, team=desk).part
    part.refresh_from_db()
    assert part.team == desk
    assert part.assignee_id != li_user.pk
    assert queries.recused_ids(part) == [li_user.pk]


def test_what_was_said_once_counts_once_where_copies_are_counted_once(
    both: Case, li: Actor, deliver_news: Callable[[], int], now: datetime
):
    row = split(both, li, now)
    deliver_news()
    assert Case.objects.count() == 2
    ids = [words_of(both).pk, words_of(row.part).pk]
    assert set(Likeness.objects.filter(pk__in=ids).values_list("group_id", flat=True)) == {ids[0]}
    assert Analysis.objects.filter(feedback_id=ids[1], is_current=True).count() == 1
    assert refresh_facts(ids) == 2
    facts = {fact.feedback_id: fact for fact in FeedbackFact.objects.filter(pk__in=ids)}
    assert (facts[ids[0]].case_id, facts[ids[1]].case_id) == (both.pk, row.part.pk)
    assert facts[ids[1]].category == "service.attitude"


def test_an_untouched_part_goes_back_and_counts_no_more(both: Case, li: Actor, now: datetime):
    row = split(both, li, now)
    words = words_of(row.part)
    refresh_facts([words.pk])
    actions.raise_alarms(now=now + HOUR)
    assert queries.can_unsplit(row.part)
    assert actions.unsplit(actor=li, case=row.part, now=now + HOUR) == both
    row.part.refresh_from_db()
    assert (row.part.status, row.part.merged_into) == ("closed", both)
    assert [one.text for one in queries.feedback_of_case(both)] == [BOTH]
    assert not Deadline.objects.filter(case=row.part, state="running").exists()
    assert CaseLink.objects.count() == 0
    assert refresh_facts([words.pk]) == 0
    assert queries.tracking(words.link, now=now + HOUR).number == both.number
    assert Message.objects.filter(case=both, direction="out").count() == 2
    with pytest.raises(actions.NotSplit):
        actions.unsplit(actor=li, case=row.part, now=now + HOUR)


def test_a_part_that_was_worked_on_stays(both: Case, li: Actor, now: datetime):
    part = split(both, li, now).part
    actions.take_note(actor=li, case=part, text="已致电前台", now=now)
    assert not queries.can_unsplit(part)
    with pytest.raises(actions.MovedOn):
        actions.unsplit(actor=li, case=part, now=now)
    part.refresh_from_db()
    assert (part.status, CaseSplit.objects.get().undone_at) == ("open", None)


def test_who_may_not_and_what_makes_no_sense_is_refused(
    both: Case, case: Case, li: Actor, chen: Actor, outsider: Actor, now: datetime
):
    with pytest.raises(NotAllowed):
        split(both, chen, now)
    with pytest.raises(NotAllowed):
        split(both, outsider, now)
    facts: dict[str, Any] = {"actor": li, "case": both, "now": now}
    with pytest.raises(Invalid):
        actions.split(**facts, feedback=words_of(both), spans=[(0, 3)], category="weather")
    with pytest.raises(NotFound):
        actions.split(**facts, feedback=words_of(case), spans=[(0, 3)], category="service.attitude")
    with pytest.raises(Invalid):
        actions.split(**facts, feedback=words_of(both), spans=[], category="service.attitude")
    assert Feedback.objects.filter(part_of__isnull=False).count() == 0


def test_the_drawer_and_the_api_split_and_undo(both: Case, li_user: User, signed_in: SignIn):
    browser = signed_in(li_user)
    page = browser.get(f"/cases/{both.number}/split").content.decode()
    assert "前台态度很差，还说我们无理取闹！" in page
    words = words_of(both)
    start = BOTH.index("前台")
    value = f"{words.pk}:{start}:{start + 16}"
    form = {"sentences": [value], "category": "service.attitude", "team": ""}
    assert browser.post(f"/cases/{both.number}/split", form | {"sentences": ["1:2:3"]}).status_code == 422
    assert browser.post(f"/cases/{both.number}/split", form).status_code == 302
    part = CaseSplit.objects.get().part
    told = browser.delete(f"/api/v1/cases/{part.number}/split")
    assert (told.status_code, told.json()) == (200, {"number": both.number})
    idea = browser.get(f"/api/v1/cases/{both.number}/split").json()
    assert idea["sentences"][0]["text"] == "床单上有一块血渍。"
