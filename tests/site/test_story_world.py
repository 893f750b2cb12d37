"""A short story world: it has something true for every page, ends today, and is the same each time."""

import pytest
from django.db import transaction

from wenguo.base.actor import SYSTEM
from wenguo.governance import actions as governance
from wenguo.governance.models import AuditEntry
from wenguo.improve.models import Improvement
from wenguo.listen.models import Feedback, Outgoing
from wenguo.measure.models import FeedbackFact
from wenguo.respond.models import Case, CaseEvent, Promise
from wenguo.site.commands.demo import clear_broken_off
from wenguo.site.demo import company, world
from wenguo.site.demo.telling import Story, tell_in_turn

pytestmark = pytest.mark.django_db
LENGTH = 40


def tell(now) -> list[tuple[object, ...]]:
    """Tell a short story and give what was said and done in it, without the numbers of rows."""
    world.build(Story(now, how_many=LENGTH), tell=tell_in_turn)
    said = Feedback.objects.order_by("received_at", "text").values_list("received_at", "text", "brand__slug")
    done = Case.objects.order_by("opened_at", "title").values_list(
        "opened_at", "status", "assignee__username"
    )
    words = Outgoing.objects.order_by("created_at", "recipient").values_list("created_at", "recipient")
    return [*said, *done, *words]


class Undone(Exception):
    """Takes a story back."""


def told_and_undone(now) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    with pytest.raises(Undone), transaction.atomic():
        found += tell(now)
        raise Undone
    return found


def test_it_has_something_for_every_page_lies_in_the_past_and_is_the_same_each_time(now):
    first = told_and_undone(now)
    # Numbers of rows go on after a story is taken back, as they do when the brands are told side by side.
    assert tell(now) == first
    assert abs(Feedback.objects.count() - LENGTH) <= LENGTH // 10
    assert {"open", "closed"} <= set(Case.objects.values_list("status", flat=True))
    for rows in (Improvement, Promise, FeedbackFact, AuditEntry):
        assert rows.objects.exists(), rows
    assert not CaseEvent.objects.filter(at__gt=now).exists()
    assert not Outgoing.objects.exclude(state="sent").exists()
    assert not world.is_broken_off()
    with pytest.raises(world.AlreadyInhabited):
        tell(now)


def test_a_story_that_was_broken_off_is_taken_away_and_a_whole_one_stays(now, monkeypatch):
    emptied: list[bool] = []
    monkeypatch.setattr("wenguo.site.commands.demo.empty_everything", lambda: emptied.append(True))
    clear_broken_off()
    founded = company.found_company()
    clear_broken_off()
    assert emptied == []
    governance.record(SYSTEM, world.BEGUN, founded.brands["hotel"], at=now)
    clear_broken_off()
    assert emptied == [True]
    governance.record(SYSTEM, world.TOLD, founded.brands["hotel"], at=now)
    clear_broken_off()
    assert emptied == [True]
