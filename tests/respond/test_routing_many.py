"""Many cases for forty people and two workers at once; ``python -m bench.routing`` does the same with 2,000."""

from datetime import datetime

import pytest

from bench import routing
from tests.respond.conftest import Open
from wenguo.people.models import Brand, User
from wenguo.respond import actions
from wenguo.respond.actions import routing as rules
from wenguo.respond.models import Case


@pytest.mark.django_db(transaction=True)
def test_two_workers_fill_forty_people_evenly_and_every_choice_is_true_in_words(hotel: Brand) -> None:
    found = routing.run(hotel, 160)
    assert found["faults"] == []
    # Both worked, and there was more than the forty could carry: limits were reached and what is left says why.
    assert all(sum(worker) > 0 for worker in zip(*found["given_by_worker"], strict=True))
    assert 120 < found["given"] < found["cases"] == 160
    assert Case.objects.filter(assignee__isnull=True).exclude(assigned_because__zh="").exists()


def test_more_than_a_batch_that_nobody_can_take_keeps_no_other_waiting(
    li_user: User, open_one: Open, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "BATCH", 3)
    User.objects.filter(pk=li_user.pk).update(capacity=1)
    cases = [open_one(email=f"{n}@example.test", urgency=4) for n in range(5)]
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(priority=90)
    last = open_one(email="last@example.test")
    Case.objects.filter(pk=last.pk).update(
        priority=1, assignee=None, assigned_because={"zh": "", "retry": True}
    )
    assert actions.route_unassigned(now=now) == 1
    last.refresh_from_db()
    assert last.assignee == li_user
