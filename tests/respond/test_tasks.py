"""Tasks of a case: written down, ticked, taken from a checklist; and who is at a case right now."""

from datetime import datetime, timedelta

import pytest

from wenguo.base.actor import Actor
from wenguo.base.errors import Invalid, NotAllowed
from wenguo.people.models import Brand, User
from wenguo.respond import actions, queries
from wenguo.respond.models import Case, Presence, Task

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def test_a_task_waits_on_its_owners_desk_until_it_is_ticked(
    case: Case, li: Actor, wang_user: User, wang: Actor, now: datetime
) -> None:
    task = actions.add_task(
        actor=li, case=case, title="  打电话给 布草间 ", owner=wang_user, due_at=now + HOUR, now=now
    )
    assert task.title == "打电话给 布草间"
    assert (list(queries.my_tasks(wang)), list(queries.my_tasks(li))) == ([task], [])
    actions.tick_task(actor=wang, case=case, task_id=task.pk, is_done=True, now=now)
    actions.tick_task(actor=wang, case=case, task_id=task.pk, is_done=True, now=now + HOUR)
    task.refresh_from_db()
    assert (task.done_at, task.done_by_name, list(queries.my_tasks(wang))) == (now, "王主管", [])
    actions.tick_task(actor=li, case=case, task_id=task.pk, is_done=False, now=now)
    assert list(queries.my_tasks(wang)) == [task]


def test_a_task_without_an_owner_is_on_the_desk_of_who_has_the_case(
    case: Case, li: Actor, now: datetime
) -> None:
    task = actions.add_task(actor=li, case=case, title="查监控", owner=None, due_at=None, now=now)
    assert list(queries.my_tasks(li)) == [task]


def test_tasks_without_words_in_the_past_or_for_strangers_are_refused(
    case: Case, li: Actor, outsider_user: User, outsider: Actor, now: datetime
) -> None:
    for values in (
        {"title": " ", "owner": None, "due_at": None},
        {"title": "x", "owner": None, "due_at": now},
        {"title": "x", "owner": outsider_user, "due_at": None},
        {"title": "x" * 201, "owner": None, "due_at": None},
    ):
        with pytest.raises(Invalid):
            actions.add_task(actor=li, case=case, now=now, **values)
    with pytest.raises(NotAllowed):
        actions.add_task(actor=outsider, case=case, title="x", owner=None, due_at=None, now=now)
    assert Task.objects.count() == 0


def test_the_most_exact_checklist_counts_and_is_added_once(
    case: Case, li: Actor, wang: Actor, hotel: Brand, now: datetime
) -> None:
    general = [({"zh": "致歉", "en": "Apologise"}, None)]
    exact = [
        ({"zh": "封存床单", "en": "Keep the sheet"}, 30),
        ({"zh": "通知布草间", "en": "Tell housekeeping"}, None),
    ]
    actions.set_checklist(actor=wang, brand=hotel, category="", steps=general, now=now)
    actions.set_checklist(actor=wang, brand=hotel, category="quality", steps=exact, now=now)
    with pytest.raises(NotAllowed):
        actions.set_checklist(actor=li, brand=hotel, category="", steps=[], now=now)
    added = actions.add_checklist(actor=li, case=case, now=now)
    assert [(task.title, task.due_at) for task in added] == [
        ("封存床单", now + timedelta(minutes=30)),
        ("通知布草间", None),
    ]
    assert actions.add_checklist(actor=li, case=case, now=now) == []
    actions.set_checklist(actor=wang, brand=hotel, category="quality", steps=[], now=now)
    assert [task.title for task in actions.add_checklist(actor=li, case=case, now=now)] == ["致歉"]


def test_colleagues_see_each_other_at_a_case_for_a_minute(
    case: Case, li: Actor, wang: Actor, now: datetime
) -> None:
    actions.be_present(actor=wang, case=case, is_typing=True, now=now)
    actions.be_present(actor=li, case=case, is_typing=False, now=now)
    seen = queries.others_at(li, case, now=now + 59 * SECOND)
    assert [(row.user.name, row.typing_at) for row in seen] == [("王主管", now)]
    assert queries.others_at(li, case, now=now + 60 * SECOND) == []
    assert actions.forget_absent(now=now + 61 * SECOND) == 2
    assert Presence.objects.count() == 0
