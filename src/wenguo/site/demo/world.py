"""Builds the story world. One that was broken off is known by its beginning, and is begun again."""

import gc
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from wenguo.base import news
from wenguo.base.actor import SYSTEM
from wenguo.base.errors import Refused
from wenguo.governance import actions as governance, queries as records
from wenguo.listen import actions as listen
from wenguo.listen.models import Outgoing
from wenguo.measure import actions as measure
from wenguo.people.models import Brand
from wenguo.respond import actions as respond
from wenguo.respond.models import Case
from wenguo.site.demo.amends import leave_waiting, set_rules
from wenguo.site.demo.care import care_today, set_care_rules
from wenguo.site.demo.company import Company, found_company
from wenguo.site.demo.improving import improve_things
from wenguo.site.demo.own_fields import know_more
from wenguo.site.demo.staffing import staff_company
from wenguo.site.demo.telling import Spikes, Story, tell_at_once
from wenguo.site.demo.together import work_together
from wenguo.understand import actions as understand

STORY = timedelta(days=91)
MAIL_TAKES = timedelta(seconds=2)
BEGUN, TOLD = "story.begun", "story.told"
Progress = Callable[[int, int], None]
Tell = Callable[[Story, Callable[[], None]], Spikes]


class AlreadyInhabited(Refused):
    """There is a company here already, the story's or a real one."""

    code = "already_inhabited"
    message = "There are brands in this database already; the story world is only built into an empty one."


def is_empty() -> bool:
    """Whether nobody has set anything up yet."""
    return not Brand.objects.exists()


def is_broken_off() -> bool:
    """Whether a story was begun here and never told to its end."""
    return records.is_recorded(BEGUN) and not records.is_recorded(TOLD)


def build(story: Story, *, progress: Progress = lambda done, total: None, tell: Tell = tell_at_once) -> None:
    """The company and its ninety days up to ``story.now``, committed as it is told; see ``is_broken_off``.

    Raises AlreadyInhabited; telling.BrokenOff when one of the tellers fails.
    """
    if not is_empty():
        raise AlreadyInhabited
    count = itertools.count(1)
    with undisturbed():
        with transaction.atomic():
            company = _found(story.now)
        spikes = tell(story, lambda: progress(next(count), story.how_many))
        with transaction.atomic():
            _come_to_today(company, spikes, story.now)
    progress(story.how_many, story.how_many)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Nobody hears of what is told, and objects are seldom swept.

    A quarter of a million statements make as many short-lived objects; looking for knots in them costs a sixth of the
    time and finds next to nothing.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    try:
        with news.unheard():
            yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _found(now: datetime) -> Company:
    company = found_company()
    governance.record(SYSTEM, BEGUN, company.brands["hotel"], at=now - STORY)
    set_rules(company, now=now - STORY)
    set_care_rules(company, now=now - STORY)
    staff_company(company, now=now)
    return company


def _come_to_today(company: Company, spikes: Spikes, now: datetime) -> None:
    respond.rerank(now=now)
    leave_waiting(company, now=now)
    know_more(company, now=now)
    work_together(company, now=now)
    care_today(company, now=now)
    cases = {
        spike: list(Case.objects.filter(pk__in=ids).order_by("opened_at")) for spike, ids in spikes.items()
    }
    improve_things(company, cases, now=now)
    for outgoing_id in listen.claim_due(now=now, limit=10_000):
        listen.send_claimed(outgoing_id, transport=listen.transport(), now=now)
    Outgoing.objects.update(sent_at=F("created_at") + MAIL_TAKES, claimed_at=F("created_at"))
    understand.find_missing_alike()
    while respond.read_moods(now=now):
        continue
    for _done in measure.rebuild_facts():
        continue
    governance.record(SYSTEM, TOLD, company.brands["hotel"], at=now)
