"""How well promises are kept, by person, team and category; every number opens the promises behind it."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests.respond.conftest import Open, hear, open_one
from wenguo.base.actor import Actor
from wenguo.base.errors import NotAllowed
from wenguo.measure.queries import metrics
from wenguo.people.models import User
from wenguo.respond import actions

__all__ = ["hear", "open_one"]
HOUR = timedelta(hours=1)


@pytest.fixture
def judged(open_one: Open, li_user: User, li: Actor, now: datetime) -> metrics.Slice:
    """小李 kept four, moved one, broke one; one more lies ahead."""
    case = open_one()
    for n in range(6):
        promise = actions.make_promise(actor=li, case=case, text=f"第{n}件", due_at=now + HOUR, now=now)
        if n < 4:
            actions.keep_promise(actor=li, promise=promise, now=now)
        elif n == 4:
            later = now + 20 * 24 * HOUR
            actions.move_promise(actor=li, promise=promise, due_at=later, letter="改期，抱歉。", now=now)
    actions.raise_promise_alarms(now=now + 2 * HOUR)
    day = now.date()
    return metrics.Slice(frozenset({case.brand_id}), day, day + timedelta(days=1))


def test_kept_and_moved_in_time_count_with_their_interval(
    judged: metrics.Slice, wang: Actor, li_user: User, now: datetime
) -> None:
    later = now + 3 * HOUR
    [row] = metrics.promise_keeping(wang, judged, by="person", now=later)
    assert (row.name, row.key) == (li_user.name, str(li_user.pk))
    assert (row.keeping.kept, row.keeping.moved, row.keeping.broken, row.keeping.due) == (4, 1, 1, 6)
    assert (row.percent, row.percent_low, row.percent_high) == (83, 44, 97)
    for by in metrics.BYS:
        [one] = metrics.promise_keeping(wang, judged, by=by, now=later)
        for state in metrics.STATES:
            behind = metrics.promises_behind(wang, judged, by=by, key=one.key, state=state, now=later)
            assert len(behind) == getattr(one.keeping, state)
        assert len(metrics.promises_behind(wang, judged, by=by, key=one.key, state="", now=later)) == 6


def test_what_is_not_due_yet_is_not_judged(judged: metrics.Slice, wang: Actor, now: datetime) -> None:
    assert metrics.promise_keeping(wang, judged, by="person", now=now) == []


def test_outsiders_see_nothing_and_agents_may_not(
    judged: metrics.Slice, outsider: Actor, li: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        metrics.promise_keeping(li, judged, by="person", now=now + 3 * HOUR)
    if outsider.can("measure.read"):
        assert metrics.promise_keeping(outsider, judged, by="person", now=now + 3 * HOUR) == []


def test_the_file_holds_every_row(judged: metrics.Slice, wang: Actor, now: datetime) -> None:
    lines = list(metrics.keeping_lines(wang, judged, now=now + 3 * HOUR))
    assert [line[2:6] for line in lines] == [[6, 4, 1, 1]] * 3
    assert lines[0][6] == round(5 / 6, 4)


def test_the_dashboard_shows_it_and_opens_the_promises(
    judged: metrics.Slice, wang_user: User, li_user: User, now: datetime
) -> None:
    client = Client()
    client.force_login(wang_user)
    period = f"from={judged.from_day}&to={judged.to_day}"
    page = client.get(f"/measure/promises?{period}").content.decode()
    assert "83%" in page
    page = client.get(
        f"/measure/promises/behind?{period}&by=person&key={li_user.pk}&state=broken"
    ).content.decode()
    assert "第5件" in page
    assert "第0件" not in page
    body = client.get(f"/measure/promises.csv?{period}").getvalue().decode()
    assert "0.8333" in body
