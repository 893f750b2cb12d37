"""Builds the story world, whole or not at all."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction
from django.db.models import F

from wenguo.base import news
from wenguo.base.errors import Refused
from wenguo.listen.models import Outgoing
from wenguo.measure import actions as measure
from wenguo.people.models import Brand
from wenguo.respond import actions as respond
from wenguo.site.demo.amends import leave_waiting, set_rules
from wenguo.site.demo.calendar import plan
from wenguo.site.demo.care import care_today, set_care_rules
from wenguo.site.demo.company import BRANDS, found_company
from wenguo.site.demo.crowd import make_crowd
from wenguo.site.demo.improving import improve_things
from wenguo.site.demo.own_fields import know_more
from wenguo.site.demo.play import Player
from wenguo.site.demo.staffing import staff_company
from wenguo.site.demo.texts import texts_of
from wenguo.site.demo.together import work_together
from wenguo.understand import actions as understand

SEED = 2026
STORY = timedelta(days=91)
MAIL_TAKES = timedelta(seconds=2)
Progress = Callable[[int, int], None]


class AlreadyInhabited(Refused):
    """There is a company here already, the story's or a real one."""

    code = "already_inhabited"
    message = "There are brands in this database already; the story world is only built into an empty one."


def is_empty() -> bool:
    """Whether nobody has set anything up yet."""
    return not Brand.objects.exists()


def build(*, now: datetime, seed: int = SEED, progress: Progress = lambda done, total: None) -> None:
    """The company and its ninety days up to ``now``, in one transaction: a crash leaves an empty installation.

    The same seed gives the same story, moved to today. Raises AlreadyInhabited.
    """
    if not is_empty():
        raise AlreadyInhabited
    rng = Random(seed)  # noqa: S311 — a story, not a secret
    with _seldom_swept(), transaction.atomic(), news.unheard():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
        company = found_company()
        texts = {slug: texts_of(slug) for slug in BRANDS}
        set_rules(company, now=now - STORY)
        set_care_rules(company, now=now - STORY)
        said = plan(texts, now=now, rng=rng)
        count = iter(range(1, len(said) + 1))
        player = Player(
            company=company,
            crowd=make_crowd(rng),
            texts=texts,
            rng=rng,
            until=now,
            progress=lambda: progress(next(count, len(said)), len(said)),
        )
        staff_company(company, now=now)
        player.run(said)
        respond.rerank(now=now)
        leave_waiting(company, now=now)
        know_more(company, now=now)
        work_together(company, now=now)
        care_today(company, now=now)
        improve_things(company, player.spikes, now=now)
        player.send_mail(now)
        Outgoing.objects.update(sent_at=F("created_at") + MAIL_TAKES, claimed_at=F("created_at"))
        understand.find_missing_alike()
        for _done in measure.rebuild_facts():
            continue


@contextmanager
def _seldom_swept() -> Iterator[None]:
    """A quarter of a million statements make as many short-lived objects; looking for knots in them costs a sixth of
    the time and finds next to nothing.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
